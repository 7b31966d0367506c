//! The book as XMILE and as `.mdl` gives the same numbers in PySD. Skipped, with a word, where PySD is missing.
#![allow(clippy::panic)]

use interregnum_formats::{Writing, read, vensim, xmile};
use interregnum_model::{Equation, Expr, ExprKind, Model, VariableKind};
use interregnum_tests::compare::{Tolerance, Verdict, compare};
use interregnum_tests::peers::table_of;
use interregnum_tests::pysd::{python, table};
use std::path::Path;

/// Both work in double precision; their functions differ in the last bits, which stocks add up.
const CLOSE: Tolerance = Tolerance { absolute: 1e-9, relative: 1e-7, of_column: 1e-9 };

/// The book without its random draws: PySD has none for XMILE, and those of two engines never agree.
fn without_draws(mut model: Model) -> Model {
    for variable in &mut model.variables {
        let draws = variable.equation().is_some_and(|equation| {
            let mut draws = false;
            for case in &equation.cases {
                case.expr.visit(&mut |part| {
                    draws |= matches!(&part.kind, ExprKind::Call { function, .. } if function.key.as_str() == "normal");
                });
            }
            draws
        });
        if draws {
            let nothing = Expr { kind: ExprKind::Number(0.0), span: variable.span };
            variable.kind = VariableKind::Auxiliary { equation: Equation::all(nothing) };
        }
    }
    model
}

/// The XMILE of a model with the step as a number: PySD does not know the standard's own `DT`.
fn step_as_number(model: &Model) -> Writing {
    let mut writing = xmile::write(model);
    let step = format!("{}", model.time.dt);
    for before in ["/", "&lt; "] {
        writing.text = writing.text.replace(&format!("{before}DT"), &format!("{before}{step}"));
    }
    let left = writing.text.split(|sign: char| !sign.is_alphanumeric()).any(|word| word == "DT");
    assert!(!left, "the step is read somewhere else too");
    writing
}

/// Compares the book in one format with what PySD makes of it.
fn same_in_pysd(name: &str, write: fn(&Model) -> Writing) {
    let Some(python) = python() else {
        println!(
            "SKIPPED: no PySD at hand; `pip install pysd`, and INTERREGNUM_PYSD may name the Python that has it"
        );
        return;
    };
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("../books/khrushchev");
    let mut model = without_draws(read(&book).model);
    // PySD takes a minute for all of it.
    model.time.stop = model.time.start + 20.0;
    model.time.saveper = 1.0;
    let expected = table_of(&model).unwrap_or_else(|why| panic!("{why}"));
    let found = table(&python, name, &write(&model).text);
    let found = found.unwrap_or_else(|why| panic!("{why}"));
    assert_eq!(compare(&expected, &found, CLOSE).to_string(), Verdict::Pass.to_string());
}

#[test]
fn the_book_as_xmile_gives_the_same_numbers_in_pysd() {
    same_in_pysd("book.xmile", step_as_number);
}

#[test]
fn the_book_as_mdl_gives_the_same_numbers_in_pysd() {
    same_in_pysd("book.mdl", vensim::write);
}
