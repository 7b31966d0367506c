//! Every text that fuzzing begins with or has found, read as the fuzz targets read it; so that what
//! was found once stays repaired on any compiler.

use interregnum_tests::oracle::READERS;
use std::path::{Path, PathBuf};

/// The files of a folder, in order; none where there is no such folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.sort();
    files
}

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz")
}

#[test]
fn every_reader_keeps_its_promises_for_every_seed() {
    for (name, read) in READERS {
        let seeds = files(&fuzz().join("seeds").join(name));
        assert!(!seeds.is_empty(), "no seeds for `{name}`");
        // What a run of the fuzzer left here is gone through as well.
        for path in seeds.into_iter().chain(files(&fuzz().join("corpus").join(name))) {
            let bytes = std::fs::read(&path).unwrap_or_default();
            println!("{}", path.display());
            read(&bytes);
        }
    }
}

#[test]
fn every_reader_has_a_target_and_every_target_that_reads_is_one_of_them() {
    let targets = files(&fuzz().join("fuzz_targets"));
    let mut targets: Vec<String> = targets
        .iter()
        .filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned()))
        .filter(|name| name.starts_with("read_"))
        .collect();
    let mut readers: Vec<&str> = READERS.iter().map(|(name, _)| *name).collect();
    targets.sort();
    readers.sort_unstable();
    assert_eq!(targets, readers);
}
