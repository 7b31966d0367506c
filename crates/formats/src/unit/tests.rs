//! Units: what is read, what is found, and that printing reads back.

use super::{Spellings, parse, print};
use crate::generate::{name, nowhere};
use interregnum_model::name::Name;
use interregnum_model::source::FileId;
use interregnum_model::unit::Unit;
use num_rational::Rational32;
use proptest::collection::vec;
use proptest::prelude::*;

fn read(text: &str) -> (Option<Unit>, Vec<String>) {
    let mut findings = Vec::new();
    let unit = parse(text, FileId(0), 0, &mut findings);
    let found = findings.iter().map(|it| {
        let span = it.span.expect("a place");
        format!("{}: {}", &text[span.start as usize..span.end as usize], it.message)
    });
    (unit, found.collect())
}

#[test]
fn units_are_products_of_powers() {
    for (text, wanted) in [
        ("1", "1"),
        ("Mha", "Mha"),
        ("million people/year", "million people/year"),
        ("Million_People / year", "Million People/year"),
        ("t/ha", "t/ha"),
        ("1/year", "1/year"),
        ("a/b/c", "a/b/c"),
        ("a/(b*c)", "a/b/c"),
        ("a/b*c", "a*c/b"),
        ("a*b/a", "b"),
        ("Mha^2", "Mha^2"),
        ("m/s/s", "m/s^2"),
        ("a^-1", "1/a"),
        ("a^(1/2)", "a^(1/2)"),
        ("(a/b)^2", "a^2/b^2"),
        ("\"1955 roubles\"/year", "\"1955 roubles\"/year"),
    ] {
        let (unit, findings) = read(text);
        assert_eq!(unit.map(|unit| print(&unit)).as_deref(), Some(wanted), "{text}: {findings:?}");
        assert!(findings.is_empty(), "{text}: {findings:?}");
    }
}

#[test]
fn faults_are_found_where_they_stand() {
    for (text, wanted) in [
        ("", ": a unit is missing at the end"),
        ("1000 t", "1000: a unit has no factors such as `1000`"),
        ("%", "%: `%` is not a unit"),
        ("a b)", "): `)` stands where the end should"),
        ("a/", "/: a unit is missing at the end"),
        ("a^b", "b: `b` stands where a whole number should"),
        ("a^(1/0)", "0: a power is divided by 0"),
        ("a^16384*a^16384", "a^16384*a^16384: a power of this unit is too large"),
        ("a^1.5", "1.5: `1.5` stands where a whole number should"),
    ] {
        assert_eq!(read(text), (None, vec![wanted.to_string()]), "{text}");
    }
    let (_, findings) = read(&"(".repeat(100_000));
    assert_eq!(findings, ["(: this nests deeper than 256 levels"]);
}

#[test]
fn other_spellings_become_the_first() {
    let name = |text| Name::new(text, nowhere());
    let mut spellings = Spellings::default();
    assert_eq!(spellings.add(&name("people"), &name("person")), None);
    assert_eq!(spellings.add(&name("person"), &name("head")), None);
    assert_eq!(
        spellings.add(&name("cattle"), &name("head")).map(ToString::to_string),
        Some("person".into())
    );
    let unit = read("t/head/year").0.expect("a unit");
    assert_eq!(print(&spellings.apply(&unit)), "t/people/year");
    // A circle of spellings ends somewhere.
    spellings.add(&name("person"), &name("people"));
    spellings.apply(&unit);
}

fn unit() -> impl Strategy<Value = Unit> {
    vec((name(), -9i32..9, 1i32..4), 0..4).prop_map(|factors| {
        factors.into_iter().fold(Unit::dimensionless(), |unit, (name, above, below)| {
            let power = Unit::base(name.key.as_str()).power(Rational32::new(above, below));
            unit.times(&power.expect("a small power")).expect("a small power")
        })
    })
}

proptest! {
    #[test]
    fn what_is_printed_reads_back(unit in unit()) {
        let text = print(&unit);
        prop_assert_eq!(read(&text), (Some(unit), Vec::new()), "{}", text);
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in "[a-c0-9 */^()%-]{0,30}") {
        if let (Some(unit), _) = read(&text) {
            let printed = print(&unit);
            prop_assert_eq!(read(&printed).0, Some(unit), "{}", printed);
        }
    }
}
