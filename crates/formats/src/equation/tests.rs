//! Equations: what is read, where it stands, what is found, and that printing reads back.

use super::{constant, parse, print};
use crate::generate::equation::expr;
use crate::generate::{nowhere, said};
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::expression::{Expr, ExprKind};
use interregnum_model::source::{FileId, SourceFile, Sources};
use proptest::prelude::*;

fn read(text: &str) -> (Expr, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let expr = parse(text, FileId(0), 0, &mut diagnostics);
    (expr, diagnostics)
}

/// The tree with a bracket around every operator.
fn shape(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Unary { operand, .. } => {
            let sign = print(expr);
            format!("({}{})", sign.chars().next().unwrap_or(' '), shape(operand))
        }
        ExprKind::Binary { operator, left, right } => {
            format!("({}{}{})", shape(left), operator.symbol(), shape(right))
        }
        ExprKind::If { condition, then, otherwise } => {
            format!("if({},{},{})", shape(condition), shape(then), shape(otherwise))
        }
        ExprKind::Call { function, arguments } => {
            let arguments: Vec<_> = arguments.iter().map(shape).collect();
            format!("{function}({})", arguments.join(","))
        }
        ExprKind::Number(_) | ExprKind::Reference(_) | ExprKind::Error => print(expr),
    }
}

#[test]
fn operators_bind_as_the_notation_says() {
    for (text, wanted) in [
        ("2^3^2", "(2^(3^2))"),
        ("-2^2", "(-(2^2))"),
        ("2^-3^2", "(2^(-(3^2)))"),
        ("2^-3*4", "((2^(-3))*4)"),
        ("a - b - c", "((a-b)-c)"),
        ("a / b * c", "((a/b)*c)"),
        ("a mod b * c", "((amodb)*c)"),
        ("a + b * c ^ d", "(a+(b*(c^d)))"),
        ("a < b = c", "((a<b)=c)"),
        ("a = b and c or d", "(((a=b)andc)ord)"),
        ("not a = b", "((na)=b)"),
        ("a and not b", "(aand(nb))"),
        ("a--b", "(a-(-b))"),
        ("if a then b else c + 1", "if(a,b,(c+1))"),
        ("1 + if a then b else c + 1", "(1+if(a,b,(c+1)))"),
        ("IF THEN ELSE(a, b, c) + 1", "(if(a,b,c)+1)"),
        ("if a then if b then 1 else 2 else 3", "if(a,if(b,1,2),3)"),
        ("MAX(a, b)^2", "(MAX(a,b)^2)"),
        ("TIME()", "TIME()"),
        ("yield[wheat](x)", "LOOKUP(yield[wheat],x)"),
    ] {
        let (expr, findings) = read(text);
        assert_eq!((shape(&expr).as_str(), findings.len()), (wanted, 0), "{text}: {findings:?}");
    }
}

#[test]
fn names_are_words_with_blanks_or_underscores_or_quotes() {
    for (text, wanted) in [
        ("urban   share", "urban_share"),
        ("Urban_Share", "urban_share"),
        ("\"a and b\"", "a_and_b"),
        ("SAMPLE IF TRUE", "sample_if_true"),
        ("stage 2", "stage_2"),
        ("x # a remark\n y", "x_y"),
        ("élan", "élan"),
    ] {
        let (expr, findings) = read(text);
        let ExprKind::Reference(reference) = &expr.kind else { panic!("{text}: {expr:?}") };
        assert_eq!((reference.name.key.as_str(), findings.len()), (wanted, 0), "{text}");
    }
}

#[test]
fn what_stands_in_brackets_is_an_element_or_worked_out() {
    for text in ["x[a, b]", "x[*]", "x[*:settled]", "x[first born:later]", "x[stage - 1]", "x[(a)]"]
    {
        let (expr, findings) = read(text);
        assert_eq!((print(&expr).as_str(), findings.len()), (text, 0));
    }
}

#[test]
fn every_word_has_its_place() {
    let text = "= a + SUM(grain harvest[*]) / \"x and y\"[b] ";
    let mut sources = Sources::default();
    let file = sources.add(SourceFile::new("x.md", text));
    let expr = parse(&text[2..], file, 2, &mut Vec::new());
    let mut words = Vec::new();
    expr.visit(&mut |it| words.push(sources.text(it.span)));
    assert_eq!(
        words,
        [
            "a + SUM(grain harvest[*]) / \"x and y\"[b]",
            "a",
            "SUM(grain harvest[*]) / \"x and y\"[b]",
            "SUM(grain harvest[*])",
            "grain harvest[*]",
            "\"x and y\"[b]",
        ]
    );
}

#[test]
fn faults_are_found_where_they_stand() {
    for (text, words, says) in [
        ("a +", "+", "a value is missing at the end"),
        ("a b) + c", ")", "`)` stands where the end should"),
        ("(a + b", "b", "`)` is missing at the end"),
        ("a == b", "=", "`=` stands where a value should"),
        ("a && b", "&", "`&` is not a sign of the language"),
        ("a ** b", "*", "`*` stands where a value should"),
        ("2 x", "x", "`x` stands where an operator should"),
        ("if a then b", "b", "`else` is missing at the end"),
        ("\"a + b", "\"a + b", "a `\"` is never closed"),
        ("then", "then", "`then` stands where a value should"),
        ("x[", "[", "a value is missing at the end"),
        ("IF THEN ELSE(a, b)", "IF THEN ELSE", "`IF THEN ELSE` takes 3 arguments, not 2"),
        ("1e999", "1e999", "this number is too large to be held"),
        ("", "", "a value is missing at the end"),
    ] {
        let (_, findings) = read(text);
        assert_eq!(findings.len(), 1, "{text}: {findings:?}");
        let span = findings[0].span.expect("a place");
        let found = &text[span.start as usize..span.end as usize];
        assert_eq!((found, findings[0].message.as_str()), (words, says), "{text}");
    }
}

#[test]
fn what_nests_too_deeply_is_found_once_and_soon() {
    let deep = 100_000;
    for text in [
        "(".repeat(deep),
        "1+".repeat(deep) + "1",
        "2^".repeat(deep) + "2",
        "-".repeat(deep) + "1",
        "not ".repeat(deep) + "1",
        "f(".repeat(deep),
        "x[".repeat(deep),
        "if a then ".repeat(deep),
        "if ".repeat(deep),
    ] {
        let (expr, findings) = read(&text);
        let codes: Vec<_> = findings.iter().map(|it| it.code).collect();
        assert_eq!(codes, [Code::TooDeep], "{}", &text[..20]);
        // What was read up to there is let go without harm.
        drop(expr);
    }
}

#[test]
fn numbers_alone_are_worked_out() {
    for (text, wanted) in [
        ("1/16", Some(0.0625)),
        ("-2^2", Some(-4.0)),
        ("if 1 < 2 then 3 else 4", Some(3.0)),
        ("x", None),
        ("1 + f(2)", None),
    ] {
        assert_eq!(constant(&read(text).0), wanted, "{text}");
    }
}

#[test]
fn numbers_that_no_text_says_are_printed_as_what_gives_them() {
    let number = |value| print(&Expr { kind: ExprKind::Number(value), span: nowhere() });
    assert_eq!(number(f64::INFINITY), "INF");
    assert_eq!(number(-2.5), "-2.5");
    assert_eq!(number(f64::NAN), "(0 / 0)");
    assert_eq!(number(1e300), "1e300");
    assert_eq!(number(0.1 + 0.2), "0.30000000000000004");
}

proptest! {
    #[test]
    fn what_is_printed_reads_back(tree in expr()) {
        let text = print(&tree);
        let (again, findings) = read(&text);
        prop_assert!(findings.is_empty(), "{text}: {findings:?}");
        prop_assert_eq!(said(&again), said(&tree), "{}", text);
        prop_assert_eq!(print(&again), text);
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in "[ -~¶±é\"\\[\\]()#\n]{0,60}") {
        let (expr, findings) = read(&text);
        if findings.is_empty() {
            let printed = print(&expr);
            let (again, findings) = read(&printed);
            prop_assert!(findings.is_empty(), "{text} {printed}: {findings:?}");
            prop_assert_eq!(print(&again), printed);
        }
    }
}
