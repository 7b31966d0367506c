//! Which parameter a claim depends on.

use super::super::function::ensemble::Draw;
use super::separate;
use interregnum_model::name::Key;

fn draw(name: &str, values: Vec<f64>) -> Draw {
    Draw { name: Key::new(name), label: name.to_owned(), values }
}

/// Evenly spread numbers without a pattern that matters here.
fn scattered(seed: u32) -> Vec<f64> {
    (0..100_u32).map(|member| f64::from((member * 37 + seed * 11) % 101)).collect()
}

#[test]
fn the_parameter_that_decides_is_named_with_both_means() {
    let soil = scattered(1);
    let rain = (0..100_u32).map(|member| f64::from(member * member % 97)).collect();
    let holds: Vec<Option<bool>> = soil.iter().map(|value| Some(*value > 60.0)).collect();
    let found = separate(&[draw("rain", rain), draw("soil", soil)], &holds).unwrap();
    assert_eq!((found.parameter.as_str(), found.separation), ("soil", 1.0));
    assert!(found.beyond_chance);
    assert!(found.holding > 60.0 && found.failing <= 60.0);
}

#[test]
fn chance_is_not_called_an_assumption() {
    let holds: Vec<Option<bool>> = (0..100).map(|member| Some(member % 2 == 0)).collect();
    let draws: Vec<Draw> = (0..20).map(|seed| draw("p", scattered(seed))).collect();
    assert!(!separate(&draws, &holds).unwrap().beyond_chance);
}

#[test]
fn members_without_an_answer_and_one_sided_outcomes_say_nothing() {
    let all = vec![Some(true); 100];
    assert_eq!(separate(&[draw("p", scattered(1))], &all), None);
    assert_eq!(separate(&[draw("p", scattered(1))], &[None; 100]), None);
    assert_eq!(separate(&[], &all), None);
}
