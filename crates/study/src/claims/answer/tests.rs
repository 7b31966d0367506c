//! Answers put together, and as people read them.

use super::{List, NoAnswer, Places, Value, figure, side_by_side};

fn list(values: &[f64]) -> Value {
    Value::List(List::counted(values.to_vec()))
}

fn add(a: &Value, b: &Value) -> super::Answer {
    a.zip(b, &|a, b| a + b, "no sum")
}

#[test]
fn numbers_go_with_every_value_and_lists_with_lists() {
    assert_eq!(add(&Value::Number(1.0), &Value::Number(2.0)), Ok(Value::Number(3.0)));
    assert_eq!(add(&list(&[1.0, 2.0]), &Value::Number(2.0)), Ok(list(&[3.0, 4.0])));
    assert_eq!(add(&Value::Number(2.0), &list(&[1.0, 2.0])), Ok(list(&[3.0, 4.0])));
    assert_eq!(add(&list(&[1.0, 2.0]), &list(&[5.0, 6.0])), Ok(list(&[6.0, 8.0])));
    let rows = side_by_side(vec![("a".into(), list(&[1.0, 2.0])), ("b".into(), list(&[3.0, 4.0]))]);
    let Ok(Value::Rows(sum)) = add(&rows, &list(&[10.0, 20.0])) else { panic!("rows are wanted") };
    assert_eq!(sum[1].value, list(&[13.0, 24.0]));
    assert_eq!(add(&rows, &rows), add(&rows, &rows));
}

#[test]
fn what_does_not_go_together_has_no_answer() {
    let why = add(&list(&[1.0, 2.0]), &list(&[1.0])).unwrap_err();
    assert_eq!(why.to_string(), "lists of 2 and 1 values do not go together");
    let never = Value::Number(f64::INFINITY);
    let why = never.zip(&never, &|a, b| a - b, "never less never").unwrap_err();
    assert_eq!(why, NoAnswer::Undefined("never less never".to_owned()));
}

#[test]
fn empty_lists_hold_nothing() {
    assert!(!list(&[]).holds());
    assert!(list(&[1.0, 1.0]).holds());
    assert!(!list(&[1.0, 0.0]).holds());
}

#[test]
fn numbers_side_by_side_are_a_list_with_names() {
    let both =
        side_by_side(vec![("a".into(), Value::Number(1.0)), ("b".into(), Value::Number(2.0))]);
    let Value::List(list) = both else { panic!("a list is wanted") };
    assert_eq!(list.places, Places::Named(vec!["a".into(), "b".into()]));
    assert_eq!((list.place(1), list.at[1]), ("b".to_owned(), 2.0));
}

#[test]
fn figures_have_as_many_digits_as_people_read() {
    let table = [
        (0.0, "0"),
        (-0.0, "0"),
        (1.5234, "1.523"),
        (0.05, "0.05"),
        (0.01234, "0.0123"),
        (0.000123, "0.000123"),
        (0.00001, "1.000e-5"),
        (12.346, "12.35"),
        (123.45, "123.5"),
        (1958.3749, "1958.37"),
        (1964.0, "1964"),
        (123456.7, "123457"),
        (2.5e8, "2.500e8"),
        (f64::INFINITY, "never"),
        (f64::NEG_INFINITY, "never"),
        (f64::NAN, "no number"),
    ];
    for (value, expected) in table {
        assert_eq!(figure(value), expected);
    }
}
