//! Questions: what is read, what is found, and that printing reads back.

use super::{WORDS, knockout, parse, print, print_knockout};
use crate::cursor::Cursor;
use crate::equation;
use crate::generate::query::{change, query};
use crate::generate::{nowhere, said};
use interregnum_model::claim::{Change, Knockout, Query, QueryKind, Window};
use interregnum_model::scenario::Lever;
use interregnum_model::source::FileId;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

fn read(text: &str) -> (Query, Vec<Lever>, Vec<String>) {
    let mut levers = Vec::new();
    let mut findings = Vec::new();
    let query = parse(text, FileId(0), 0, &mut levers, &mut findings);
    let found = findings.iter().map(|it| {
        let span = it.span.expect("a place");
        format!("{}: {}", &text[span.start as usize..span.end as usize], it.message)
    });
    (query, levers, found.collect())
}

/// A question as it is printed; it must read back as the same.
fn printed(text: &str) -> String {
    let (query, levers, findings) = read(text);
    assert!(findings.is_empty(), "{text}: {findings:?}");
    let printed = print(&query, &levers);
    let (again, _, findings) = read(&printed);
    assert!(findings.is_empty(), "{printed}: {findings:?}");
    assert_eq!(said(&again), said(&query), "{text}: {printed}");
    printed
}

#[test]
fn questions_of_the_ledger_are_read() {
    for text in [
        "agricultural output[1958] / agricultural output[1953] in 1.45..1.65",
        "P(agricultural output[1958] / agricultural output[1953] in 1.35..1.7) >= 0.8",
        "x[1964] with average-weather >= 1.08 * x[1964]",
        "mean(public fear[1953..1964]) <= 0.3 * public fear[1952]",
        "median(given(any(ouster > 0.5), first(ouster > 0.5))) in 1963..1966.5",
        "rank correlation(leader tenure[1964], regime impact[1964]) < 0.5",
        "steel output[1964] = 85 ± 3 %",
        "steel output[1964] = 85 ± 3",
        "x[west][1964] >= 1.3 * x[ussr][1964]",
        "share(x[*][1953] > 0.2) >= 0.8",
        "all(stance[1953.2..1956.1] <= 0.1)",
        "growth(x[at 1953..1959])",
        "hope[at first(ouster > 0.5) + 1] - hope[at first(ouster > 0.5)] >= 0",
        "not x[1964] > 3 and y[1956.1] = 2",
        "monotone(tension[1964] for investment share in (0.25, 0.3, 0.35))",
        "x[1964] for soil-exhaustion in (0, 1)",
        "x[1964] with criticism += 0.2 at 1961 off maize off grass-orders",
        "x[1964] with research = 0.4 at 1953",
        "x[1965] with weather index shifted -3",
        "x[1965] with dt = 0.03125 with method = rk4",
        "x[1964] with p = p * 1.5 >= 3",
        "x[1964] with p[west] = 2 with lever-2 from 1955 until 1960",
        "x[1964] with weather index = if TIME > 1959 then 1 else weather index from 1959 until 1965 >= 5",
        "x[3][..]",
        "(x[1964],) > 3",
        "first(x >= 1) with y = ({y[at 1945]} * y)^0.5 from 1945 - first(x >= 1) >= 3",
        "x[1964] with y = {y[at 1938]} at 1953",
        "x[1964] with y += {threshold[1958] + 0.05} at {first(z > 0) - 1} > 3",
        "x[1964] with \"mental-manual gap\" = {\"mental-manual gap\"[1960]} from 1926",
        "x[1964] with lever from {first(z > 0)} until {last(z > 0)}",
        "x[1964] with y = 2 from {first(z > 0)} until 1960 off maize",
        "x[1964] with p = 2 * {y[1938] with q = 3 off maize}",
        "median(first(x > 2) with draws from 1960) <= 8",
        "x[1964] with draws from {first(x > 2)} with lever",
        "-2^2 = -4",
        "x = 0.05",
    ] {
        assert_eq!(printed(text), text);
    }
}

#[test]
fn other_spellings_mean_the_same() {
    for (text, wanted) in [
        ("x[1963.0]", "x[at 1963]"),
        ("x[3] with y held from 1945", "x[3] with y = PREVIOUS(y, 0) from 1945"),
        (
            "x[3] with y[a] held from 1945 until 1950 > 2",
            "x[3] with y[a] = PREVIOUS(y[a], 0) from 1945 until 1950 > 2",
        ),
        ("x = 85 +/- 3 %", "x = 85 ± 3 %"),
        ("x = 5 %", "x = 0.05"),
        ("x off a, b with c, d", "x off a off b with c with d"),
        ("x for p in 0.25..0.50 by 0.05", "x for p in (0.25, 0.3, 0.35, 0.4, 0.45, 0.5)"),
        ("x for p in -1..1 by 1", "x for p in (-1, 0, 1)"),
        ("x for p in (2)", "x for p in (2,)"),
        ("x with dt = 1/32", "x with dt = 0.03125"),
        ("X AND Y", "X and Y"),
        ("x[1953 + 4]", "x[1953 + 4]"),
        ("x with y = { Y[1938.] } at 1953", "x with y = {Y[at 1938]} at 1953"),
    ] {
        assert_eq!(printed(text), wanted);
    }
}

#[test]
fn a_changed_value_ends_before_a_comparison_but_not_before_arithmetic() {
    for (text, wanted) in [
        ("(x with p = 3) - 2", "(x with p = 3) - 2"),
        ("x with p = 3 - 2", "x with p = 3 - 2"),
        ("x with y += 1 at 1950 - 2", "x with y += 1 at 1950 - 2"),
        ("2 * (x with p = 3) + 4", "(2 * x with p = 3) + 4"),
        ("x with p = (a < b)", "x with p = (a < b)"),
    ] {
        assert_eq!(printed(text), wanted);
    }
    let (query, _, _) = read("x with y += 1 at 1950 - 2");
    assert!(matches!(query.kind, QueryKind::Binary { .. }));
    let (query, _, _) = read("x with p = 3 - 2");
    assert!(matches!(query.kind, QueryKind::Under { .. }));
}

#[test]
fn a_bracket_is_a_time_or_elements() {
    let window = |text: &str| match read(text).0.kind {
        QueryKind::Window { subscripts, window, .. } => {
            let window = match window {
                None => "whole run",
                Some(Window::Year(_)) => "year",
                Some(Window::At(_)) => "at",
                Some(Window::Years(..)) => "years",
                Some(Window::Between(..)) => "between",
            };
            (subscripts.len(), window)
        }
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(window("x"), (0, "whole run"));
    assert_eq!(window("x[west]"), (1, "whole run"));
    assert_eq!(window("x[west, 2]"), (2, "whole run"));
    assert_eq!(window("x[3]"), (0, "year"));
    assert_eq!(window("x[3][..]"), (1, "whole run"));
    assert_eq!(window("x[1964]"), (0, "year"));
    assert_eq!(window("x[1964.]"), (0, "at"));
    // Printed with an exponent, it would read back as a date.
    assert_eq!(window("x[19640000000000000000]"), (0, "at"));
    assert_eq!(window("x[1964 - 19640000000000000000]"), (0, "at"));
    assert_eq!(window("x[at 1964]"), (0, "at"));
    assert_eq!(window("x[at peak(y)]"), (0, "at"));
    assert_eq!(window("x[1959..1963]"), (0, "years"));
    assert_eq!(window("x[1959..1963.5]"), (0, "between"));
    assert_eq!(window("x[peak(y)..1963]"), (0, "between"));
    assert_eq!(window("x[*:old][1959..1963]"), (1, "years"));
}

#[test]
fn an_equation_replaced_twice_is_one_lever() {
    let mut levers = Vec::new();
    let mut findings = Vec::new();
    for text in ["a with x = 2 from 1953", "b with x = 2  from 1953", "b with x = 2 from 1954"] {
        parse(text, FileId(0), 0, &mut levers, &mut findings);
    }
    let names: Vec<_> = levers.iter().map(|lever| lever.name.to_string()).collect();
    assert_eq!(names, ["x = 2 from 1953", "x = 2 from 1954"]);
    assert!(levers.iter().all(|lever| lever.anonymous));
    assert!(findings.is_empty());
}

#[test]
fn faults_are_found_where_they_stand() {
    for (text, wanted) in [
        ("a < b < c", "<: a comparison follows a comparison"),
        ("a in 1..2 = b", "=: a comparison follows a comparison"),
        ("a in 1", "1: `..` is missing at the end"),
        ("x[1964", "1964: `]` is missing at the end"),
        ("x with", "with: a lever, or a variable and what it shall be is missing at the end"),
        ("x with y += 1", "1: `at` and a date is missing at the end"),
        ("x with y += z at 1950", "z: a stock can only be moved by or to a number"),
        ("x with y = z at 1950", "z: a stock can only be moved by or to a number"),
        ("x with y = {z} + 1 at 1950", "{z} + 1: a stock can only be moved by or to a number"),
        ("x with y = {z at 1950", "at: `at` stands where `}` should"),
        ("x with y = {} at 1950", "}: `}` stands where a value should"),
        ("x with p = {x with p = {y}}", "{: a question in braces stands inside another"),
        ("{x} > 1", "{: `{` stands where a value should"),
        ("x with y[{z}] = 1", "{: `{` stands where a value should"),
        ("x with z shifted {y}", "{: `{` stands where a value should"),
        ("x with draws from", "from: a value is missing at the end"),
        ("x with y[a] shifted 3", "a: an input is shifted as a whole, not one element of it"),
        ("x with y held until 1950", "until: `until` stands where `from` and a date should"),
        ("x with method = heun", "heun: `heun` stands where `euler` or `rk4` should"),
        ("x for p in 3..1 by 1", "3..1 by 1: these steps lead from nowhere to nowhere"),
        ("x for p in 0..1 by 0", "0..1 by 0: these steps lead from nowhere to nowhere"),
        ("x for p in 0..1 by 0.00001", "0..1 by 0.00001: these are more than 10000 values"),
        ("x for p (1, 2)", "(: `(` stands where `in` should"),
        ("f(a", "a: `)` is missing at the end"),
        ("()", "): `)` stands where a value should"),
        (
            "(x with a from 1, b from 2)",
            "from: inside a bracket a comma does not come before another change",
        ),
        ("in in in", "in: `in` stands where a value should"),
        ("1e999", "1e999: this number is too large to be held"),
    ] {
        let (_, _, findings) = read(text);
        assert_eq!(findings, [wanted], "{text}");
    }
}

#[test]
fn a_reserved_word_is_an_id_only_where_the_id_goes_on_behind_its_hyphen() {
    assert_eq!(printed("x[1965] with in-time"), "x[1965] with in-time");
    let (_, _, findings) = read("x[1965] with wr,in-- -3");
    assert_eq!(
        findings,
        ["in: `in` stands where a lever, or a variable and what it shall be should"]
    );
}

#[test]
fn what_nests_too_deeply_is_found_once() {
    let deep = 100_000;
    for text in [
        "(".repeat(deep),
        "1+".repeat(deep) + "1",
        "2^".repeat(deep) + "2",
        "-".repeat(deep) + "1",
        "not ".repeat(deep) + "1",
        "f(".repeat(deep),
        "x[".repeat(deep),
        "x with a for p in (1, 2) ".to_string() + &"off b for p in (1, 2) ".repeat(deep),
        "a and ".repeat(deep) + "a",
        "x with p = ".to_string() + &"(".repeat(deep),
        "x with p = {".to_string() + &"(".repeat(deep),
    ] {
        let (_, _, findings) = read(&text);
        assert_eq!(findings.len(), 1, "{}: {findings:?}", &text[..20]);
        assert!(findings[0].ends_with("this nests deeper than 256 levels"), "{findings:?}");
    }
}

fn read_knockout(text: &str) -> (Option<Knockout>, Vec<Lever>, usize) {
    let mut levers = Vec::new();
    let mut findings = Vec::new();
    let mut cursor = Cursor::new(text, FileId(0), 0, WORDS, &mut findings);
    let read = knockout(&mut cursor, &mut levers, false);
    cursor.finish();
    (read, levers, findings.len())
}

#[test]
fn a_number_asked_for_twice_is_one() {
    let (query, levers, _) = read("x with y = {z[1950]} + {Z[1950]} * {w[1950]} from {z[1950]}");
    let QueryKind::Under { changes, .. } = &query.kind else { panic!("{query:?}") };
    let asked: Vec<String> = changes[0].asked.iter().map(|one| one.name.to_string()).collect();
    assert_eq!(asked, ["{z[1950]}", "{w[1950]}"]);
    assert_eq!(levers[0].asked.len(), 2);
    assert_eq!(levers[0].from, Some(f64::INFINITY));
}

#[test]
fn knockouts_are_read() {
    for (text, wanted) in [
        ("without maize", "without maize"),
        (
            "without virgin-land + new-deal : x[1958] <= 1.25",
            "without virgin-land + new-deal : x[1958] <= 1.25",
        ),
        ("without a or b + c", "without a or b + c"),
        ("with average-weather", "under with average-weather"),
        ("with a from 1953 + b or c", "under with a from 1953 with b or with c"),
        ("under with x = 2 off y or off z", "under with x = 2 off y or off z"),
        ("under with x = y from 1953", "under with x = y from 1953"),
    ] {
        let (read, levers, findings) = read_knockout(text);
        let text = print_knockout(&read.expect("a knock-out"), &levers);
        assert_eq!((text.as_str(), findings), (wanted, 0));
    }
    for text in ["", "maize", "without", "under x", "without a or", "without a b"] {
        assert_eq!(read_knockout(text).2, 1, "{text}");
    }
}

proptest! {
    #[test]
    fn what_is_printed_reads_back(tree in query()) {
        let text = print(&tree, &[]);
        let (again, _, findings) = read(&text);
        prop_assert!(findings.is_empty(), "{text}: {findings:?}");
        prop_assert_eq!(said(&again), said(&tree), "{}", text);
    }

    #[test]
    fn a_replaced_equation_reads_back(
        expr in crate::generate::equation::expr(),
        // `dt = 1` is the step, and lasts the whole run.
        reference in crate::generate::equation::reference().prop_filter("the step", |it| {
            !["dt", "method"].contains(&it.name.key.as_str())
        }),
        (from, until) in (option::of(0u32..3000), option::of(0u32..3000)),
    ) {
        let dates = match (from, until) {
            (None, None) => " from 1".to_string(),
            (from, until) => {
                let date = |word: &str, date: Option<u32>| date.map_or(String::new(), |it| format!(" {word} {it}"));
                date("from", from) + &date("until", until)
            }
        };
        let value = equation::print_where(&expr, WORDS);
        let target = equation::print_reference(&reference, WORDS);
        let text = format!("x with {target} = ({value}){dates}");
        let (query, levers, findings) = read(&text);
        prop_assert!(findings.is_empty(), "{text}: {findings:?}");
        let printed = print(&query, &levers);
        let (again, others, findings) = read(&printed);
        prop_assert!(findings.is_empty(), "{printed}: {findings:?}");
        prop_assert_eq!(said(&again), said(&query), "{}", printed);
        prop_assert_eq!(said(&others), said(&levers), "{}", printed);
    }

    #[test]
    fn a_knockout_reads_back(
        alternatives in vec(vec(change(), 1..3), 1..3),
        expect in option::of(query()),
    ) {
        let span = nowhere();
        let alternatives: Vec<Vec<Change>> = alternatives;
        let knockout = Knockout { alternatives, expect, trivial: false, span };
        let text = print_knockout(&knockout, &[]);
        let (again, _, findings) = read_knockout(&text);
        prop_assert_eq!(findings, 0, "{}", text);
        prop_assert_eq!(said(&again), said(&Some(knockout)), "{}", text);
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in "[ -~¶±é\"\\[\\](){}#\n]{0,60}") {
        let (query, levers, findings) = read(&text);
        if findings.is_empty() {
            let printed = print(&query, &levers);
            let (again, _, findings) = read(&printed);
            prop_assert!(findings.is_empty(), "{text} {printed}: {findings:?}");
            prop_assert_eq!(said(&again), said(&query), "{}", printed);
        }
    }

    #[test]
    fn words_of_the_language_in_any_order_are_read_without_a_panic(
        words in vec(prop::sample::select(vec![
            "x", "y", "[", "]", "(", ")", "1964", "1956.1", "..", "with", "off", "for", "in", "at", "from",
            "until", "by", "=", "+=", "±", "%", "+", "-", "*", "^", "<", "and", "not", ",", ":", "a-b", "dt",
            "shifted", "held", "if", "then", "else", "{", "}", "draws",
        ]), 0..14)
    ) {
        let text = words.join(" ");
        let (query, levers, findings) = read(&text);
        if findings.is_empty() {
            let printed = print(&query, &levers);
            let (again, _, findings) = read(&printed);
            prop_assert!(findings.is_empty(), "{text} {printed}: {findings:?}");
            prop_assert_eq!(said(&again), said(&query), "{}", printed);
        }
    }
}
