//! Members of an ensemble: who draws what.

use super::*;
use interregnum_compile::program::{Setting, Slot};
use interregnum_model::name::{Key, Name};
use interregnum_model::source::{FileId, Span};

fn parameter(name: &str, element: u32, distribution: Distribution) -> Setting {
    let name = Name::new(name, Span::new(FileId(0), 0, 0));
    let kind = SettingKind::Parameter { name, element, distribution, range: None };
    Setting { slot: Slot(0), kind, default: 1.0 }
}

fn program(settings: Vec<Setting>) -> Program {
    Program { settings, ..Program::default() }
}

const EVEN: Distribution = Distribution::Uniform { low: 0.0, high: 10.0 };

#[test]
fn member_0_is_the_base_run_and_others_draw_what_was_not_set() {
    let program = program(vec![
        parameter("a", 0, EVEN),
        parameter("b", 0, EVEN),
        parameter("c", 0, Distribution::Fixed),
    ]);
    let mut base = Settings::new(&program);
    base.parameter(&program, &Key::new("b"), None, 4.0).unwrap();
    assert_eq!(member(&program, &base, 7, 0).values, [1.0, 4.0, 1.0]);
    let drawn = member(&program, &base, 7, 1);
    assert!(drawn.values[0] != 1.0 && (0.0..10.0).contains(&drawn.values[0]));
    assert_eq!(drawn.values[1..], [4.0, 1.0]);
    assert_eq!((drawn.seed, drawn.member), (7, 1));
}

#[test]
fn a_draw_depends_on_parameter_and_element_and_not_on_what_stands_beside() {
    let values = |settings: Vec<Setting>| {
        let program = program(settings);
        member(&program, &Settings::new(&program), 7, 3).values
    };
    let both = values(vec![parameter("a", 0, EVEN), parameter("b", 0, EVEN)]);
    let other_order = values(vec![parameter("b", 0, EVEN), parameter("A", 0, EVEN)]);
    assert_eq!(both, [other_order[1], other_order[0]]);
    let elements = values(vec![parameter("a", 0, EVEN), parameter("a", 1, EVEN)]);
    assert_eq!(elements[0], both[0]);
    assert_ne!(elements[1], elements[0]);
}

#[test]
fn each_distribution_at_known_shares() {
    let normal = Distribution::Normal { mean: 5.0, sd: 2.0 };
    let lognormal = Distribution::Lognormal { median: 3.0, sd: 0.5 };
    let triangular = Distribution::Triangular { low: 0.0, mode: 1.0, high: 4.0 };
    let table = [
        (EVEN, None, 0.25, 2.5),
        (EVEN, Some((4.0, 6.0)), 0.25, 4.5),
        (normal, None, 0.5, 5.0),
        (normal, Some((5.0, f64::INFINITY)), 0.5, 5.0 + 2.0 * 0.674_489_750_196_081_7),
        (normal, Some((4.0, 6.0)), 0.5, 5.0),
        // Far from everything that can be drawn: the range's nearer end.
        (normal, Some((500.0, 600.0)), 0.5, 500.0),
        (lognormal, None, 0.5, 3.0),
        (lognormal, Some((0.0, 3.0)), 0.5, 3.0 * libm::exp(-0.5 * 0.674_489_750_196_081_7)),
        (triangular, None, 0.25, 1.0),
        (triangular, None, 0.0625, 0.5),
        (triangular, None, 0.8125, 2.5),
        (triangular, Some((2.5, 4.0)), 0.0, 2.5),
        (Distribution::Triangular { low: 1.0, mode: 1.0, high: 3.0 }, None, 0.75, 2.0),
        (Distribution::Triangular { low: 1.0, mode: 3.0, high: 3.0 }, None, 0.25, 2.0),
    ];
    for (distribution, range, share, expected) in table {
        let value = quantile(distribution, range, share).unwrap();
        assert!((value - expected).abs() < 1e-12, "{distribution:?} {range:?}: {value}");
    }
    assert_eq!(quantile(Distribution::Fixed, None, 0.5), None);
    assert_eq!(quantile(normal, Some((6.0, 4.0)), 0.5), None);
}
