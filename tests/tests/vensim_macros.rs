//! Macros of `.mdl` files: inside each other, with stocks, with lookups by name, and with variables of the
//! model around them.
#![allow(clippy::panic)]

use interregnum_formats::vensim::{read_text, write};
use interregnum_model::{Model, Severity};
use interregnum_tests::peers::table_of;

const FILE: &str = "
:MACRO: GROW(rate, init)
GROW = INTEG(rate * GROW, init) ~ init ~|
:END OF MACRO:
:MACRO: TWICE(x, curve : half)
TWICE = curve(x) + GROW(k, x) ~ x ~|
k = 0.1 * speed$ ~~|
half = x / 2 ~ x ~|
:END OF MACRO:
:MACRO: AROUND(x)
AROUND = INNER(x) + TIME STEP$ ~ x ~|
:END OF MACRO:
:MACRO: INNER(x)
INNER = x * speed$ + Time$ ~ x ~|
:END OF MACRO:
speed = 2 ~~|
f((0,0),(10,100)) ~~|
y = TWICE(5, f : hy) ~~|
z = hy * 1 ~~|
a = AROUND(10) ~~|
INITIAL TIME = 0 ~~| FINAL TIME = 2 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|
";

fn of(model: &Model, name: &str) -> Vec<f64> {
    let table = table_of(model).unwrap_or_else(|why| panic!("{why}"));
    let Some(column) = table.columns.get(name) else { panic!("no `{name}`") };
    column.values().copied().collect()
}

#[test]
fn macros_read_the_model_around_them_through_each_other() {
    let reading = read_text("test.mdl", FILE, None);
    let errors: Vec<_> =
        reading.diagnostics.iter().filter(|it| it.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let again = read_text("again.mdl", &write(&reading.model).text, None).model;
    for model in [&reading.model, &again] {
        let y = of(model, "y");
        assert!((y[1] - 56.0).abs() < 1e-12 && y[0] == 55.0, "{y:?}");
        assert_eq!(of(model, "z"), [2.5; 3]);
        assert_eq!(of(model, "a"), [21.0, 22.0, 23.0]);
    }
}
