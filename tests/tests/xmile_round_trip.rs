//! A model written as XMILE and read again gives the same numbers: every model of the community's
//! suite, World3, and the book.

use interregnum_formats::xmile;
use interregnum_tests::peers::folder;
use interregnum_tests::round_trip::Way;

/// Models that XMILE cannot say, and why.
const KNOWN: &[(&str, &str)] = &[
    (
        "tests/special_characters/test_special_variable_names.mdl",
        "a quote inside a name is written as an apostrophe",
    ),
    (
        "tests/data_from_other_model/test_data_from_other_model.mdl",
        "XMILE has no curve that is missing between its points",
    ),
    ("tests/vector_order/test_vector_order.mdl", "XMILE has no word for the order of an array"),
];

const WAY: Way = Way {
    there_and_back: |model| xmile::read_text("written.xmile", &xmile::write(model).text),
    renamed: |_| false,
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
