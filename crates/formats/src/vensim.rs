//! Vensim's `.mdl` files. Reading order: [`entry`] (a file's outline), [`token`], [`expression`],
//! [`line`] (one equation), [`said`], [`subscript`], [`spread`], [`build`] (one variable),
//! [`stock`], [`read`]; [`sketch`] the drawing; [`mod@write`] the way back.
//!
//! Rules that the manual leaves open stand beside the code they rule, with their evidence.

mod belts;
mod between_times;
mod build;
mod calls;
mod control;
mod data;
mod dataset;
mod entry;
mod expression;
mod external;
mod functions;
mod itself;
mod limits;
mod line;
mod lookup;
mod macros;
mod measures;
mod outer;
mod read;
mod reality;
mod refused;
mod said;
mod settings;
mod sketch;
mod spread;
mod stock;
mod subscript;
mod token;
mod unit;
mod walk;
mod write;

pub use write::write;

use crate::Reading;
use crate::encoding::{NoText, decode};
use interregnum_model::diagnostic::{Code, Diagnostic};
use std::path::Path;

/// Larger files than any model; a span counts bytes in 32 bits.
const LARGEST_FILE: u64 = 64 << 20;

/// Reads a `.mdl` file; files that it names must lie in its folder.
pub fn read(path: &Path) -> Reading {
    let label = path.display().to_string();
    let unreadable = |why: &str| {
        Diagnostic::whole(Code::UnreadableFile, format!("cannot read `{label}`: {why}"))
    };
    let bytes = match bytes(path) {
        Ok(bytes) => bytes,
        Err(why) => return Reading { diagnostics: vec![unreadable(&why)], ..Reading::default() },
    };
    let folder = path.parent().map(|parent| match parent.as_os_str().is_empty() {
        true => Path::new("."),
        false => parent,
    });
    // A file without `{UTF-8}` at its head is in the page of the Windows it was written on.
    let named = says_utf8(&bytes).then_some("utf-8");
    match decode(&bytes, named) {
        Ok(decoded) => read_text(&label, &decoded.text, folder),
        Err(NoText::Broken(encoding)) => {
            let mut reading = read_text(&label, &String::from_utf8_lossy(&bytes), folder);
            let fault = unreadable(&format!("it is not all {encoding}, as it says"));
            reading.diagnostics.insert(0, fault.help("save the file as UTF-8"));
            reading
        }
        Err(NoText::Binary | NoText::UnknownEncoding) => {
            Reading { diagnostics: vec![unreadable("it is not text")], ..Reading::default() }
        }
    }
}

fn says_utf8(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(32)).unwrap_or_default();
    head.to_ascii_uppercase().windows(7).any(|word| word == b"{UTF-8}")
}

/// Reads the text of a `.mdl` file; files that it names are read from `folder`, if there is one.
pub fn read_text(label: &str, text: &str, folder: Option<&Path>) -> Reading {
    read::read_text(label, text, folder)
}

fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let metadata = std::fs::metadata(path).map_err(|error| error.to_string())?;
    if !metadata.is_file() {
        return Err("it is not a file".to_string());
    }
    if metadata.len() > LARGEST_FILE {
        return Err(format!("it is larger than {} MiB", LARGEST_FILE >> 20));
    }
    std::fs::read(path).map_err(|error| error.to_string())
}
