//! Files written whole or not at all: beside their place under another name, then renamed.

use crate::outcome::Trouble;
use std::io::Write;
use std::path::Path;

/// Writes a file whole; what stood there before stays until then.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    write(path, bytes)
        .map_err(|error| Trouble::new(format!("cannot write {}: {error}", path.display())))
}

fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".interregnum-");
    readable(&mut builder);
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map(drop).map_err(|error| error.error)
}

/// As readable as any new file, and not for its owner alone as temporary files are.
#[cfg(unix)]
fn readable(builder: &mut tempfile::Builder) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(std::fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn readable(_: &mut tempfile::Builder) {}
