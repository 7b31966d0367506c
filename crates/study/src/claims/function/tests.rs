//! Every entry's examples are asked of the example chapter, through text, as a claim would.

use super::{EXAMPLE, all, find};
use crate::claims::{Control, Options, judge};
use interregnum_model::Key;
use interregnum_model::diagnostic::render;
use std::sync::atomic::AtomicBool;

#[test]
fn examples_have_the_answers_that_are_printed() {
    let examples: Vec<(&str, &str)> =
        all().flat_map(|function| function.examples).copied().collect();
    let reports: String =
        examples.iter().map(|(question, _)| format!("report {question}\n")).collect();
    let claim =
        format!("```claim examples assumed \"a test\"\nAll functions.\ntest 1 < 2\n{reports}```\n");
    let reading =
        interregnum_formats::chapters::read_text("example.md", &format!("{EXAMPLE}\n{claim}"));
    let checked = crate::check::check(&reading.model, reading.diagnostics);
    let findings: Vec<String> = checked
        .diagnostics
        .iter()
        .filter(|one| !one.message.starts_with("nothing reads"))
        .map(|one| render::render(one, &reading.model.sources, false))
        .collect();
    assert!(findings.is_empty(), "{}", findings.join("\n\n"));
    let program = checked.program.unwrap();
    let mut options = Options::new(&reading.model, &program);
    (options.members, options.seed) = (200, 1);
    let control = Control { progress: &|_, _| {}, cancel: &AtomicBool::new(false) };
    let report = judge(&reading.model, &program, &options, control);
    let mut wrong = Vec::new();
    for ((question, expected), shown) in examples.iter().zip(&report.claims[0].shown) {
        if shown.value != *expected {
            wrong.push(format!("{question} = {} ({}), not {expected}", shown.value, shown.note));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(report.claims[0].shown.len(), examples.len());
}

#[test]
fn every_entry_has_a_name_of_its_own_an_example_and_a_sentence() {
    for function in all() {
        let found = find(&Key::new(function.name)).unwrap();
        assert_eq!(found.name, function.name);
        assert!(!function.examples.is_empty(), "{}", function.name);
        assert!(function.summary.ends_with('.'), "{}", function.name);
        assert!(function.required <= function.arguments.len(), "{}", function.name);
    }
}

#[test]
fn headings_show_what_may_be_left_out_and_what_repeated() {
    let heading = |name: &str| find(&Key::new(name)).unwrap().heading();
    assert_eq!(heading("correlation"), "correlation(a, b, [lag])");
    assert_eq!(heading("mean"), "mean(list...)");
    assert_eq!(heading("each"), "each(question, lever...)");
}

/// Every function of one run answers, or says why not, whatever it is given.
#[test]
fn odd_lists_are_no_reason_to_break_down() {
    use super::Kind;
    use crate::claims::answer::{List, Value, side_by_side};
    let list = |values: &[f64]| Value::List(List::counted(values.to_vec()));
    let rows = side_by_side(vec![("a".into(), list(&[1.0])), ("b".into(), list(&[]))]);
    let odd = [
        list(&[]),
        list(&[0.0]),
        list(&[1.0, 1.0, 1.0, 1.0]),
        list(&[f64::INFINITY, f64::NEG_INFINITY, 0.0, -1.0]),
        list(&[1e308, -1e308, 1e-308, 0.0]),
        Value::Number(f64::INFINITY),
        Value::Number(-3.5),
        rows,
    ];
    for function in all() {
        let Kind::Values(ask) = function.kind else { continue };
        for first in &odd {
            for second in &odd {
                for third in &odd {
                    let given = [first.clone(), second.clone(), third.clone()];
                    let most = function.arguments.len().max(1);
                    for count in 0..=most.min(3) {
                        let answer = function.call(ask, &given[..count]);
                        if let Ok(Value::Number(number)) = answer {
                            assert!(!number.is_nan(), "{} of {given:?}", function.name);
                        }
                    }
                }
            }
        }
    }
}
