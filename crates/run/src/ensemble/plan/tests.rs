//! Plans: who is drawn what.

use super::*;
use interregnum_compile::program::{Setting, Slot};
use interregnum_model::source::{FileId, Span};

const EVEN: Distribution = Distribution::Uniform { low: 0.0, high: 8.0 };

fn name(text: &str) -> Name {
    Name::new(text, Span::new(FileId(0), 0, 0))
}

fn program() -> Program {
    let parameter = |text: &str, element, distribution| {
        let kind = SettingKind::Parameter { name: name(text), element, distribution, range: None };
        Setting { slot: Slot(0), kind, default: 1.0 }
    };
    let mechanism = SettingKind::Mechanism { name: name("m") };
    let lever = SettingKind::Lever { name: name("l") };
    let settings = vec![
        parameter("a", 0, EVEN),
        parameter("a", 1, EVEN),
        parameter("b", 0, Distribution::Fixed),
        Setting { slot: Slot(0), kind: mechanism, default: 1.0 },
        Setting { slot: Slot(0), kind: lever, default: 0.0 },
    ];
    Program { settings, ..Program::default() }
}

fn plan(design: Design, members: Option<u64>, repeat: Option<u64>, axes: Vec<Axis>) -> Plan {
    Plan::new(design, members, repeat, 7, axes, Settings::new(&program())).unwrap()
}

fn values(plan: &Plan) -> Vec<Vec<f64>> {
    (1..=plan.members()).map(|member| plan.settings(member).values).collect()
}

#[test]
fn monte_carlo_draws_what_member_draws() {
    let (program, base) = (program(), Settings::new(&program()));
    let plan = plan(Design::MonteCarlo, Some(20), None, Axis::drawn(&program, &base));
    for number in 1..=20 {
        assert_eq!(plan.settings(number), crate::member(&program, &base, 7, number));
    }
}

#[test]
fn a_grid_has_every_combination_once_the_last_fastest() {
    let program = program();
    let levels = How::Levels(vec![1.0, 2.0, 3.0]);
    let mut axes = Axis::parameter(&program, &Key::new("b"), None, Some(&levels)).unwrap();
    axes.push(Axis::switch(&program, &Key::new("m"), &Settings::new(&program)).unwrap());
    axes.push(Axis::switch(&program, &Key::new("l"), &Settings::new(&program)).unwrap());
    let plan = plan(Design::Grid, None, None, axes.clone());
    let tails: Vec<_> = values(&plan).iter().map(|all| [all[2], all[3], all[4]]).collect();
    assert_eq!(tails.len(), 12);
    assert_eq!(tails[..4], [[1.0, 1.0, 0.0], [1.0, 1.0, 1.0], [1.0, 0.0, 0.0], [1.0, 0.0, 1.0]]);
    assert_eq!(tails[11], [3.0, 0.0, 1.0]);
    let base = Settings::new(&program);
    let bad = Plan::new(Design::Grid, Some(10), None, 7, axes, base.clone()).unwrap_err();
    assert_eq!(bad, BadPlan::Grid { asked: 10, combinations: 12 });
    let bad = Plan::new(Design::Grid, None, None, 7, Axis::drawn(&program, &base), base);
    assert_eq!(bad.unwrap_err(), BadPlan::NoLevels("a".to_owned()));
}

#[test]
fn repeats_share_their_point_and_points_share_their_chance() {
    let (program, base) = (program(), Settings::new(&program()));
    let plan = plan(Design::Sobol, Some(12), Some(3), Axis::drawn(&program, &base));
    let all = values(&plan);
    assert_eq!((all[0] == all[2], all[2] == all[3]), (true, false));
    let chance: Vec<u64> = (1..=6).map(|member| plan.settings(member).member).collect();
    assert_eq!(chance, [1, 2, 3, 1, 2, 3]);
}

#[test]
fn even_designs_are_even_and_elements_differ() {
    let (program, base) = (program(), Settings::new(&program()));
    for design in [Design::LatinHypercube, Design::Sobol] {
        let plan = plan(design, Some(64), None, Axis::drawn(&program, &base));
        for at in [0, 1] {
            let mut parts: Vec<u64> =
                values(&plan).iter().map(|all| (all[at] * 8.0) as u64).collect();
            parts.sort_unstable();
            assert!(parts.into_iter().eq(0..64), "{design:?}");
        }
        assert_ne!(values(&plan)[5][0], values(&plan)[5][1]);
        assert_eq!(plan.varying(&program).settings, [true, true, false, false, false]);
    }
}

#[test]
fn what_makes_no_ensemble_is_refused() {
    let (program, base) = (program(), Settings::new(&program()));
    let drawn = Axis::drawn(&program, &base);
    let make = |design, members, axes: &[Axis]| {
        Plan::new(design, Some(members), None, 7, axes.to_vec(), base.clone()).unwrap_err()
    };
    assert_eq!(make(Design::MonteCarlo, 0, &drawn), BadPlan::Members(0));
    assert_eq!(make(Design::Sobol, 1 << 33, &drawn), BadPlan::SobolPoints(1 << 33));
    let twice = [drawn.clone(), drawn].concat();
    assert_eq!(make(Design::MonteCarlo, 5, &twice), BadPlan::Twice("a".to_owned()));
    let fixed = Axis::parameter(&program, &Key::new("b"), None, None).unwrap();
    assert_eq!(make(Design::MonteCarlo, 5, &fixed), BadPlan::NoDistribution("b".to_owned()));
    assert!(Axis::parameter(&program, &Key::new("c"), None, None).is_err());
    assert!(Axis::parameter(&program, &Key::new("a"), Some(2), None).is_err());
    assert!(Axis::switch(&program, &Key::new("a"), &base).is_err());
}
