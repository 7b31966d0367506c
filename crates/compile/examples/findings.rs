//! Prints what the reader and the compiler find in a model: `findings PATH`.

use std::path::Path;

fn main() {
    let Some(path) = std::env::args().nth(1) else { return };
    let reading = interregnum_formats::read(Path::new(&path));
    let compiled = interregnum_compile::compile(&reading.model);
    for diagnostic in reading.diagnostics.iter().chain(&compiled.diagnostics) {
        println!("{}", interregnum_model::diagnostic::render::render(diagnostic, &reading.model.sources, false));
    }
}
