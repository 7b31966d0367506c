//! A model written as a chapter and read again gives the same numbers: every model of the community's
//! suite, World3, and the book.
#![allow(clippy::panic)]

use interregnum_formats::{Reading, chapters, read};
use interregnum_model::Model;
use interregnum_tests::peers::folder;
use interregnum_tests::round_trip::Way;
use std::path::Path;

/// Models that a chapter cannot say, and why.
const KNOWN: &[(&str, &str)] = &[
    (
        "tests/non_negative_all/test_non_negative_all1.xmile",
        "a stock that is cut at 0 while its flows stay, as PySD does it",
    ),
    (
        "tests/non_negative_all/test_non_negative_all2.xmile",
        "a stock that is cut at 0 while its flows stay, as PySD does it",
    ),
    (
        "tests/special_characters/test_special_variable_names.mdl",
        "a quote inside a name is written as an apostrophe",
    ),
];

const WAY: Way = Way {
    there_and_back: |model| chapters::read_text("written.md", &chapters::write(model).text),
    renamed: |_| false,
    known: KNOWN,
};

/// The book as one chapter, in a folder with the files it reads.
fn beside_its_data(model: &Model) -> Reading {
    let folder = match tempfile::tempdir() {
        Ok(folder) => folder,
        Err(why) => panic!("{why}"),
    };
    let chapter = folder.path().join("written.md");
    if let Err(why) = lay_out(model, folder.path(), &chapter) {
        panic!("{why}");
    }
    read(&chapter)
}

fn lay_out(model: &Model, folder: &Path, chapter: &Path) -> std::io::Result<()> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../books/khrushchev/data");
    std::fs::create_dir(folder.join("data"))?;
    for file in std::fs::read_dir(data)?.flatten() {
        std::fs::copy(file.path(), folder.join("data").join(file.file_name()))?;
    }
    std::fs::write(chapter, chapters::write(model).text)
}

#[test]
fn the_suite_keeps_its_numbers() {
    let Some((faults, models)) = WAY.faults_of_the_suite() else { return };
    assert!(faults.is_empty(), "{} of {models}:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn world3_keeps_its_numbers() {
    let Some(world3) = folder().map(|it| it.join("world3/wrld3-03.mdl")).filter(|it| it.is_file())
    else {
        println!("SKIPPED: no World3 at hand; INTERREGNUM_PEERS may say where it is");
        return;
    };
    assert_eq!(WAY.fault(&world3), None);
}

#[test]
fn the_book_keeps_its_numbers() {
    assert_eq!(Way { there_and_back: beside_its_data, ..WAY }.fault_of_the_book(), None);
}
