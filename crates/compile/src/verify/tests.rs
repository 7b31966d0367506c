//! A sound program passes; each way of breaking it is refused.

use super::{Broken, verify};
use crate::program::{
    Address, Assign, DatedSeries, FixedDelay, Layout, LoopId, Memory, Offsets, Program, Role,
    Setting, SettingKind, Slot, StockUpdate, Value, ValueId, VariableId,
};
use interregnum_model::expression::{BinaryOperator, UnaryOperator};
use interregnum_model::function::{self, Draw, Reduction};
use interregnum_model::lookup::{Beyond, Curve};
use interregnum_model::name::{Key, Name};
use interregnum_model::series::{Between, Point};
use interregnum_model::source::{FileId, Span};
use interregnum_model::variable::Distribution;

fn span() -> Span {
    Span::new(FileId(0), 0, 0)
}

fn name(written: &str) -> Name {
    Name::new(written, span())
}

fn at(first: u32, terms: Vec<(LoopId, Offsets)>) -> Address {
    Address { first: Slot(first), terms }
}

fn layout(written: &str, first: u32, elements: &[&str]) -> Layout {
    let labels: Vec<String> = elements.iter().map(|it| (*it).to_string()).collect();
    let dimensions = if labels.is_empty() { vec![] } else { vec![(name("d"), labels.into())] };
    let count = u32::try_from(elements.len().max(1)).unwrap();
    Layout {
        name: name(written),
        role: Role::Auxiliary,
        unit: None,
        dimensions,
        first: Slot(first),
        count,
        span: span(),
        hidden: false,
    }
}

fn assign(variable: u32, target: Address, loops: &[u32], value: u32) -> Assign {
    Assign { variable: VariableId(variable), target, loops: loops.to_vec(), value: ValueId(value) }
}

fn point(time: f64) -> Point {
    Point { time, value: 1.0, confidence: String::new(), note: String::new() }
}

/// A value of every kind.
fn every_value() -> Vec<Value> {
    let max = function::find(&Key::new("MAX")).unwrap();
    vec![
        Value::Constant(1.0),
        Value::Load(at(0, vec![(0, Offsets::Stride(1))])),
        Value::Load(at(0, vec![(0, Offsets::Table(vec![2, 0, 1]))])),
        Value::Binary(BinaryOperator::Add, ValueId(1), ValueId(2)),
        Value::Load(at(0, vec![(0, Offsets::Stride(1))])),
        Value::Reduce { reduction: Reduction::Sum, loops: vec![(0, 3)], body: ValueId(4) },
        Value::Pick { base: at(0, vec![]), picks: vec![(ValueId(0), 3, 1)] },
        Value::Call(max, vec![ValueId(5), ValueId(6)]),
        Value::Curve { curve: at(0, vec![]), x: ValueId(7) },
        Value::Time,
        Value::Series { series: 0, at: ValueId(9) },
        Value::Draw {
            draw: Draw::Normal,
            stream: 7,
            arguments: vec![ValueId(8), ValueId(10)],
            element: at(0, vec![]),
        },
        Value::Select(ValueId(9), ValueId(11), ValueId(0)),
        Value::Unary(UnaryOperator::Not, ValueId(12)),
        Value::Position(0),
    ]
}

/// One of everything: an array `x` in slots 0 to 2, a number `y` in 3, a setting in 4.
fn sound() -> Program {
    let values = every_value();
    let parameter = SettingKind::Parameter {
        name: name("p"),
        element: 0,
        distribution: Distribution::Fixed,
        range: Some((0.0, 1.0)),
    };
    Program {
        slots: 5,
        places: vec![span(); values.len()],
        values,
        variables: vec![layout("x", 0, &["a", "b", "c"]), layout("y", 3, &[])],
        settings: vec![Setting { slot: Slot(4), kind: parameter, default: 1.0 }],
        initial: vec![assign(0, at(0, vec![(0, Offsets::Stride(1))]), &[3], 14)],
        every_step: vec![
            assign(0, at(0, vec![(0, Offsets::Stride(1))]), &[3], 3),
            assign(1, at(3, vec![]), &[], 13),
        ],
        stocks: vec![StockUpdate {
            variable: VariableId(0),
            stock: Slot(0),
            net: Slot(0),
            count: 3,
        }],
        memories: vec![Memory { slot: Slot(3), source: Slot(4), count: 1 }],
        delays: vec![FixedDelay {
            output: Slot(3),
            input: Slot(0),
            time: Slot(4),
            count: 1,
            span: span(),
        }],
        curves: vec![Curve { points: vec![(0.0, 0.0), (1.0, 2.0)], beyond: Beyond::Hold }],
        series: vec![DatedSeries {
            name: name("rain"),
            points: vec![point(1926.0), point(1927.0)],
            between: Between::Step,
        }],
        ..Program::default()
    }
}

#[test]
fn a_sound_program_passes() {
    assert_eq!(verify(&sound()), Ok(()));
    assert_eq!(verify(&Program::default()), Ok(()));
}

/// A way of breaking a program, and a word of what is said of it.
type Breakage = (&'static str, fn(&mut Program));

const BREAKAGES: &[Breakage] = &[
    ("differ in number", |it| it.places.truncate(3)),
    ("refers to a later one", |it| it.values[3] = Value::Unary(UnaryOperator::Plus, ValueId(3))),
    ("refers to a later one", |it| it.values[5] = Value::Series { series: 0, at: ValueId(99) }),
    ("there is no value", |it| it.every_step[0].value = ValueId(99)),
    ("is for no variable", |it| it.every_step[0].variable = VariableId(9)),
    ("empty loop", |it| it.every_step[0].loops = vec![0]),
    ("reaches slot", |it| it.every_step[0].loops = vec![6]),
    ("reaches slot", |it| it.every_step[0].target.first = Slot(3)),
    ("reaches slot", |it| it.values[1] = Value::Load(at(5, vec![]))),
    ("reaches slot", |it| it.values[1] = Value::Load(at(0, vec![(0, Offsets::Stride(9))]))),
    ("reaches slot", |it| {
        it.values[2] = Value::Load(at(0, vec![(0, Offsets::Table(vec![0, 1, 9]))]));
    }),
    ("too short a table", |it| {
        it.values[2] = Value::Load(at(0, vec![(0, Offsets::Table(vec![0]))]));
    }),
    ("not open", |it| it.values[1] = Value::Load(at(0, vec![(1, Offsets::Stride(1))]))),
    ("not open", |it| it.every_step[1].value = ValueId(14)),
    ("not open", |it| it.every_step[0].target.terms = vec![(3, Offsets::Stride(1))]),
    ("picks slot", |it| {
        it.values[6] = Value::Pick { base: at(3, vec![]), picks: vec![(ValueId(0), 3, 1)] };
    }),
    ("picks slot", |it| {
        it.values[6] = Value::Pick { base: at(0, vec![]), picks: vec![(ValueId(0), 0, 1)] };
    }),
    ("arguments", |it| {
        let sqrt = function::find(&Key::new("SQRT")).unwrap();
        it.values[7] = Value::Call(sqrt, vec![ValueId(5), ValueId(6)]);
    }),
    ("calls SMTH1", |it| {
        let smooth = function::find(&Key::new("SMTH1")).unwrap();
        it.values[7] = Value::Call(smooth, vec![ValueId(5), ValueId(6)]);
    }),
    ("out of turn", |it| {
        let loops = vec![(1, 3)];
        it.values[5] = Value::Reduce { reduction: Reduction::Sum, loops, body: ValueId(0) };
    }),
    ("out of turn, or empty", |it| {
        let loops = vec![(0, 0)];
        it.values[5] = Value::Reduce { reduction: Reduction::Sum, loops, body: ValueId(0) };
    }),
    ("reaches curve", |it| it.values[8] = Value::Curve { curve: at(1, vec![]), x: ValueId(7) }),
    ("reads series", |it| it.values[10] = Value::Series { series: 1, at: ValueId(9) }),
    ("draws with", |it| {
        let arguments = vec![ValueId(0)];
        it.values[11] =
            Value::Draw { draw: Draw::Normal, stream: 0, arguments, element: at(0, vec![]) };
    }),
    ("not open", |it| {
        let arguments = vec![ValueId(0)];
        let element = at(0, vec![(4, Offsets::Stride(1))]);
        it.values[11] = Value::Draw { draw: Draw::Poisson, stream: 0, arguments, element };
    }),
    ("ends at slot", |it| it.variables[1].first = Slot(5)),
    ("ends at slot", |it| it.variables[1].count = 0),
    ("not as many elements", |it| it.variables[0].count = 2),
    ("ends at slot", |it| it.settings[0].slot = Slot(5)),
    ("not a number", |it| {
        it.settings[0].kind = SettingKind::Parameter {
            name: name("p"),
            element: 0,
            distribution: Distribution::Fixed,
            range: Some((f64::NAN, 1.0)),
        };
    }),
    ("ends at slot", |it| it.stocks[0].count = 9),
    ("ends at slot", |it| it.stocks[0].net = Slot(4)),
    ("there is no variable", |it| it.stocks[0].variable = VariableId(7)),
    ("ends at slot", |it| it.memories[0].slot = Slot(9)),
    ("ends at slot", |it| it.memories[0].source = Slot(9)),
    ("ends at slot", |it| it.delays[0].output = Slot(9)),
    ("ends at slot", |it| it.delays[0].input = Slot(9)),
    ("ends at slot", |it| it.delays[0].time = Slot(9)),
    ("a curve has no points", |it| it.curves[0].points.clear()),
    ("they do not rise", |it| it.curves[0].points[1].0 = 0.0),
    ("they do not rise", |it| it.curves[0].points[1].0 = f64::NAN),
    ("empty or out of order", |it| it.series[0].points.clear()),
    ("empty or out of order", |it| it.series[0].points[1].time = 1926.0),
];

#[test]
fn broken_programs_are_refused() {
    for (place, (says, breaks)) in BREAKAGES.iter().enumerate() {
        let mut program = sound();
        breaks(&mut program);
        match verify(&program) {
            Ok(()) => panic!("breakage {place} ({says}) passes"),
            Err(Broken { what }) => assert!(what.contains(says), "breakage {place}: {what}"),
        }
    }
}

#[test]
fn trees_too_deep_for_an_engine_are_refused() {
    let mut program = sound();
    let first = u32::try_from(program.values.len()).unwrap();
    program.values.push(Value::Constant(1.0));
    for below in first..first + 2_000 {
        program.values.push(Value::Unary(UnaryOperator::Minus, ValueId(below)));
    }
    program.places = vec![span(); program.values.len()];
    let broken = verify(&program).unwrap_err();
    assert!(broken.what.contains("too deep"), "{broken}");
}
