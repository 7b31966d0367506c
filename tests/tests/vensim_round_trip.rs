//! A model written as `.mdl` and read again gives the same numbers: every model of the community's
//! suite, World3, and the book.

use interregnum_formats::vensim;
use interregnum_tests::peers::folder;
use interregnum_tests::round_trip::Way;

/// Models that a `.mdl` file cannot say, and why.
const KNOWN: &[(&str, &str)] = &[(
    "tests/data_from_other_model/test_data_from_other_model.mdl",
    "a lookup is not missing between its points",
)];

const WAY: Way = Way {
    there_and_back: |model| vensim::read_text("written.mdl", &vensim::write(model).text, None),
    // What the reader makes of a level's rate has its own name.
    renamed: |name| name.starts_with("net_flow_of_"),
    known: KNOWN,
};

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
    assert_eq!(WAY.fault_of_the_book(), None);
}
