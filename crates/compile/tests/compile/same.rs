//! What must change nothing: the order of declarations. Random models from text.

use crate::support::{chapter, checked, column, run_of};
use interregnum_model::diagnostic::has_errors;
use interregnum_run::Settings;
use proptest::prelude::*;

const VARIABLES: usize = 6;

/// An equation over variables `v0`, `v1`, ..., stocks `s0`, ... and arrays, as text.
fn equation() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        (1_u32..9).prop_map(|number| number.to_string()),
        (0..VARIABLES).prop_map(|number| format!("v{number}")),
        (0..VARIABLES).prop_map(|number| format!("s{number}")),
        Just("p".to_string()),
        Just("SUM(w[*])".to_string()),
        Just("w[b]".to_string()),
        Just("NORMAL(1, 0.1)".to_string()),
    ];
    leaf.prop_recursive(3, 12, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} + {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} - {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("MIN({a}, {b})")),
            (inner.clone(), inner.clone())
                .prop_map(|(a, b)| format!("(IF {a} > {b} THEN 1 ELSE {b})")),
            inner.clone().prop_map(|a| format!("SMTH1({a}, 4)")),
            inner.clone().prop_map(|a| format!("PREVIOUS({a}, 2)")),
            inner.clone().prop_map(|a| format!("DELAY({a}, 2, 1)")),
            inner.prop_map(|a| format!("INIT({a})")),
        ]
    })
}

fn declarations(auxiliaries: &[String], rates: &[String]) -> Vec<String> {
    let mut all = vec![
        "parameter p [1]  ¶1\n    = 2".to_string(),
        "dimension d = a, b, c".to_string(),
        "auxiliary w by d [1]  ¶1\n    = s0 + d\n    [b] = s1".to_string(),
        "mechanism m  ¶1\n    off: v0 = 1".to_string(),
    ];
    for (number, equation) in auxiliaries.iter().enumerate() {
        all.push(format!("auxiliary v{number} [1]  ¶1\n    = {equation}"));
    }
    for (number, equation) in rates.iter().enumerate() {
        all.push(format!("stock s{number} [1]  ¶1\n    initial {number}\n    in  f{number}"));
        all.push(format!("flow f{number} [1]  ¶1\n    = {equation} / 100"));
    }
    all
}

/// The last value of every shown variable, by name; `None` where the model has errors.
fn ends(declarations: &[String]) -> Option<Vec<(String, u64)>> {
    let run = "start = 0\nstop = 4\ndt = 1\nunit = \"1\"";
    let (_, program, diagnostics) = checked(&chapter(run, &declarations.join("\n")));
    assert_eq!(program.is_none(), has_errors(&diagnostics), "{diagnostics:#?}");
    let program = program?;
    let run = run_of(&program, &Settings::new(&program));
    let mut ends = Vec::new();
    for layout in program.variables.iter().filter(|layout| !layout.hidden) {
        for element in 0..layout.count {
            let name = layout.name.to_string();
            let last = *column(&program, &run, &name, element).last()?;
            ends.push((format!("{name} {element}"), last.to_bits()));
        }
    }
    ends.sort();
    Some(ends)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A model gives a program or errors, never neither; and its numbers do not depend on the order
    /// in which it is written.
    #[test]
    fn the_order_of_declarations_changes_nothing(
        auxiliaries in proptest::collection::vec(equation(), VARIABLES),
        rates in proptest::collection::vec(equation(), VARIABLES),
        turn in 1_usize..15,
    ) {
        let written = declarations(&auxiliaries, &rates);
        let mut turned = written.clone();
        turned.reverse();
        let turn = turn % turned.len();
        turned.rotate_left(turn);
        prop_assert_eq!(ends(&written), ends(&turned));
    }
}
