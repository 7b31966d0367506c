//! Files written whole or not at all: beside their place under another name, then renamed.

use crate::outcome::Trouble;
use std::io::Write;
use std::path::Path;

/// What the names of files begin with that are not whole yet.
pub const BEGUN: &str = ".interregnum-";

/// Writes a file whole; what stood there before stays until then.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    write(path, bytes)
        .map_err(|error| Trouble::new(format!("cannot write {}: {error}", path.display())))
}

/// Whether something stands there that is written into and never replaced: `/dev/null`, a pipe.
pub fn is_device(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir())
}

/// Writes into a device.
pub fn write_into(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    let write = || std::fs::OpenOptions::new().write(true).open(path)?.write_all(bytes);
    write().map_err(|error| Trouble::new(format!("cannot write {}: {error}", path.display())))
}

/// A file beside this path that takes its place when it is whole.
pub fn begin(path: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(BEGUN);
    readable(&mut builder);
    builder.tempfile_in(folder)
}

fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = begin(path)?;
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
