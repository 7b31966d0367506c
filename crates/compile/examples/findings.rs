//! Prints what the reader and the compiler find in a model, and how large its program is:
//! `findings PATH`.

use std::path::Path;

fn main() {
    let Some(path) = std::env::args().nth(1) else { return };
    let reading = interregnum_formats::read(Path::new(&path));
    let compiled = interregnum_compile::compile(&reading.model);
    for diagnostic in reading.diagnostics.iter().chain(&compiled.diagnostics) {
        let sources = &reading.model.sources;
        println!("{}", interregnum_model::diagnostic::render::render(diagnostic, sources, false));
    }
    println!("{} variables declared", reading.model.variables.len());
    if let Some(program) = compiled.program {
        println!(
            "{} variables, {} slots, {} values, {} assignments a step, {} at the start",
            program.variables.len(),
            program.slots,
            program.values.len(),
            program.every_step.len(),
            program.initial.len()
        );
    }
}
