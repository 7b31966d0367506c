//! PySD, another engine that reads XMILE and Vensim files: what it makes of ours.
//!
//! It is a Python package. `INTERREGNUM_PYSD` may name a Python that has it; otherwise `python3` is
//! asked.

use crate::compare::{Table, read_table};
use std::path::Path;
use std::process::Command;

/// Reads the file, runs it, and writes what it gives.
const SCRIPT: &str = "import sys, warnings
warnings.filterwarnings('ignore')
import pysd
path, out = sys.argv[1:3]
model = pysd.read_vensim(path) if path.endswith('.mdl') else pysd.read_xmile(path)
model.run(output_file=out)
";

/// A Python that has PySD.
pub fn python() -> Option<String> {
    let given = std::env::var("INTERREGNUM_PYSD").ok();
    let candidates = given.into_iter().chain(["python3".to_owned()]);
    candidates.into_iter().find(|python| {
        let asked = Command::new(python).args(["-c", "import pysd"]).output();
        asked.is_ok_and(|output| output.status.success())
    })
}

/// What PySD makes of a model; why it makes nothing, as the error.
pub fn table(python: &str, name: &str, text: &str) -> Result<Table, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let path = folder.path().join(name);
    let out = folder.path().join("out.csv");
    std::fs::write(&path, text).map_err(|error| error.to_string())?;
    let run = Command::new(python).args(["-c", SCRIPT]).arg(&path).arg(&out).output();
    let run = run.map_err(|error| error.to_string())?;
    if !run.status.success() {
        let said = String::from_utf8_lossy(&run.stderr);
        let last: Vec<&str> = said.lines().rev().take(3).collect();
        return Err(last.into_iter().rev().collect::<Vec<_>>().join("\n"));
    }
    read(&out)
}

fn read(path: &Path) -> Result<Table, String> {
    std::fs::read(path).map(|bytes| read_table(&bytes)).map_err(|error| error.to_string())
}
