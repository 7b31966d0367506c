//! Small programs built by hand: what each kind of value comes to.

use super::*;
use crate::failure::FailureKind;
use crate::saved::Watch;
use interregnum_compile::program::{
    Address, DatedSeries, FixedDelay, Layout, Memory, Offsets, Role, Setting, SettingKind, Slot,
    StockUpdate, VariableId,
};
use interregnum_model::expression::{BinaryOperator, UnaryOperator};
use interregnum_model::function::{self, Reduction};
use interregnum_model::lookup::{Beyond, Curve};
use interregnum_model::name::{Key, Name};
use interregnum_model::series::{Between, Point};
use interregnum_model::source::{FileId, Span};
use interregnum_model::time::{Method, TimeSpec};

/// A program in the making. Places count up, so that each value can be told by its own.
struct Builder {
    program: Program,
}

impl Builder {
    fn new(stop: f64, dt: f64) -> Builder {
        let time = TimeSpec { start: 0.0, stop, dt, saveper: dt, ..TimeSpec::default() };
        Builder { program: Program { time, ..Program::default() } }
    }

    fn variable(&mut self, name: &str, role: Role, count: u32) -> (VariableId, Slot) {
        let span = Span::new(FileId(0), 0, 0);
        let first = Slot(self.program.slots);
        self.program.slots += count;
        self.program.variables.push(Layout {
            name: Name::new(name, span),
            role,
            unit: None,
            dimensions: Vec::new(),
            first,
            count,
            span,
            hidden: role == Role::Internal,
        });
        (VariableId(u32::try_from(self.program.variables.len() - 1).unwrap()), first)
    }

    fn value(&mut self, value: Value) -> ValueId {
        let at = self.program.values.len();
        self.program.values.push(value);
        self.program.places.push(Span::new(FileId(0), at, at + 1));
        ValueId(u32::try_from(at).unwrap())
    }

    fn number(&mut self, number: f64) -> ValueId {
        self.value(Value::Constant(number))
    }

    fn load(&mut self, slot: Slot) -> ValueId {
        self.value(Value::Load(scalar(slot)))
    }

    fn binary(&mut self, operator: BinaryOperator, a: ValueId, b: ValueId) -> ValueId {
        self.value(Value::Binary(operator, a, b))
    }

    fn call(&mut self, name: &str, arguments: Vec<ValueId>) -> ValueId {
        let function = function::find(&Key::new(name)).unwrap();
        self.value(Value::Call(function, arguments))
    }

    fn assign(&mut self, (variable, slot): (VariableId, Slot), value: ValueId) -> Assign {
        Assign { variable, target: scalar(slot), loops: Vec::new(), value }
    }
}

fn scalar(first: Slot) -> Address {
    Address { first, terms: Vec::new() }
}

/// The value of one equation at the start, by itself.
fn come_to(build: impl FnOnce(&mut Builder) -> ValueId) -> f64 {
    let mut builder = Builder::new(0.0, 1.0);
    let x = builder.variable("x", Role::Internal, 1);
    let value = build(&mut builder);
    let assign = builder.assign(x, value);
    builder.program.every_step.push(assign);
    let program = builder.program;
    let mut interpreter = Interpreter::new(&program, &Settings::new(&program));
    interpreter.value(value)
}

#[test]
fn a_choice_works_out_only_the_chosen_branch() {
    let pick = |condition: f64| {
        come_to(|b| {
            let (c, one, two) = (b.number(condition), b.number(1.0), b.number(2.0));
            b.value(Value::Select(c, one, two))
        })
    };
    assert_eq!([pick(1.0), pick(-0.5), pick(0.0), pick(-0.0)], [1.0, 1.0, 2.0, 2.0]);
}

#[test]
fn calls_pass_operands_in_written_order_and_nest() {
    let value = come_to(|b| {
        let (six, three, nine) = (b.number(6.0), b.number(3.0), b.number(9.0));
        let quotient = b.call("SAFEDIV", vec![six, three]);
        b.call("MAX", vec![quotient, nine, quotient])
    });
    assert_eq!(value, 9.0);
}

#[test]
fn signs_and_truth() {
    let value = come_to(|b| {
        let two = b.number(2.0);
        let minus = b.value(Value::Unary(UnaryOperator::Minus, two));
        let not = b.value(Value::Unary(UnaryOperator::Not, minus));
        b.binary(BinaryOperator::Add, minus, not)
    });
    assert_eq!(value, -2.0);
}

/// Elements 1, 2, 4, 8 in two rows of two.
fn over_a_table(reduction: Reduction) -> f64 {
    come_to(|b| {
        let (_, first) = b.variable("table", Role::Internal, 4);
        let powers = b.number(2.0);
        let terms = vec![(0, Offsets::Stride(2)), (1, Offsets::Table(vec![0, 1]))];
        let slot = b.value(Value::Load(Address { first, terms }));
        // Slots are 0 here; 2 ^ (position in the table) stands for their contents.
        let (row, column) = (b.value(Value::Position(0)), b.value(Value::Position(1)));
        let two = b.number(2.0);
        let rows = b.binary(BinaryOperator::Multiply, row, two);
        let position = b.binary(BinaryOperator::Add, rows, column);
        let three = b.number(3.0);
        let exponent = b.binary(BinaryOperator::Subtract, position, three);
        let power = b.binary(BinaryOperator::Power, powers, exponent);
        let body = b.binary(BinaryOperator::Add, power, slot);
        b.value(Value::Reduce { reduction, loops: vec![(0, 2), (1, 2)], body })
    })
}

#[test]
fn each_reduction() {
    let table = [
        (Reduction::Sum, 15.0),
        (Reduction::Mean, 3.75),
        (Reduction::Min, 1.0),
        (Reduction::Max, 8.0),
        (Reduction::Product, 64.0),
        (Reduction::Deviation, 7.1875_f64.sqrt()),
        (Reduction::Size, 4.0),
    ];
    for (reduction, expected) in table {
        assert_eq!(over_a_table(reduction), expected, "{reduction:?}");
    }
}

#[test]
fn picked_elements_are_counted_from_one_and_0_outside() {
    let pick = |subscript: f64| {
        come_to(|b| {
            let (_, first) = b.variable("settings", Role::Internal, 3);
            for (offset, default) in [(0, 10.0), (1, 20.0), (2, 30.0)] {
                b.program.settings.push(Setting {
                    slot: Slot(first.0 + offset),
                    kind: SettingKind::Shift { name: Name::new("s", Span::new(FileId(0), 0, 0)) },
                    default,
                });
            }
            let subscript = b.number(subscript);
            b.value(Value::Pick { base: scalar(first), picks: vec![(subscript, 3, 1)] })
        })
    };
    let subscripts = [1.0, 2.9, 3.0, 0.0, 0.9, 4.0, -1.0, f64::NAN, f64::INFINITY];
    assert_eq!(subscripts.map(pick), [10.0, 20.0, 30.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
}

#[test]
fn curves_and_series_are_read_at_worked_out_points() {
    let value = come_to(|b| {
        let points = vec![(0.0, 0.0), (10.0, 20.0)];
        b.program.curves.push(Curve { points, beyond: Beyond::Hold });
        let point =
            |time, value| Point { time, value, confidence: String::new(), note: String::new() };
        b.program.series.push(DatedSeries {
            name: Name::new("rain", Span::new(FileId(0), 0, 0)),
            points: vec![point(0.0, 1.0), point(4.0, 3.0)],
            between: Between::Linear,
        });
        let two = b.number(2.0);
        let series = b.value(Value::Series { series: 0, at: two });
        b.value(Value::Curve { curve: scalar(Slot(0)), x: series })
    });
    assert_eq!(value, 4.0);
}

/// `level' = level`, from 1.
fn growth(method: Method, stop: f64, dt: f64) -> Program {
    let mut b = Builder::new(stop, dt);
    b.program.time.method = method;
    let level = b.variable("level", Role::Stock, 1);
    let net = b.variable("net", Role::Internal, 1);
    let one = b.number(1.0);
    let initial = b.assign(level, one);
    let load = b.load(level.1);
    let each = b.assign(net, load);
    b.program.initial.push(initial);
    b.program.every_step.push(each);
    b.program.stocks.push(StockUpdate { variable: level.0, stock: level.1, net: net.1, count: 1 });
    b.program
}

#[test]
fn one_step_of_each_method_is_its_textbook_sum() {
    let end = |method| {
        let program = growth(method, 1.0, 1.0);
        let run = crate::run(&program, &Settings::new(&program), &Watch::shown());
        assert_eq!(run.times, [0.0, 1.0]);
        run.columns[0].values[1]
    };
    assert_eq!(end(Method::Euler), 2.0);
    let series: f64 = 1.0 + 1.0 + 1.0 / 2.0 + 1.0 / 6.0 + 1.0 / 24.0;
    assert!((end(Method::Rk4) - series).abs() < 1e-15);
}

#[test]
fn memories_read_each_other_as_they_were_before_the_step() {
    let mut b = Builder::new(3.0, 1.0);
    let now = b.variable("now", Role::Auxiliary, 1);
    let one_ago = b.variable("one ago", Role::Auxiliary, 1);
    let two_ago = b.variable("two ago", Role::Auxiliary, 1);
    let time = b.value(Value::Time);
    let each = b.assign(now, time);
    b.program.every_step.push(each);
    b.program.memories.push(Memory { slot: one_ago.1, source: now.1, count: 1 });
    b.program.memories.push(Memory { slot: two_ago.1, source: one_ago.1, count: 1 });
    let program = b.program;
    let run = crate::run(&program, &Settings::new(&program), &Watch::shown());
    assert_eq!(run.columns[1].values, [0.0, 0.0, 1.0, 2.0]);
    assert_eq!(run.columns[2].values, [0.0, 0.0, 0.0, 1.0]);
}

#[test]
fn a_fixed_delay_gives_out_after_the_nearest_number_of_steps() {
    let out = |delay: f64| {
        let mut b = Builder::new(4.0, 1.0);
        let input = b.variable("input", Role::Auxiliary, 1);
        let output = b.variable("output", Role::Auxiliary, 1);
        let delay_time = b.variable("delay time", Role::Internal, 1);
        let (minus_one, delay) = (b.number(-1.0), b.number(delay));
        let initial = [b.assign(output, minus_one), b.assign(delay_time, delay)];
        b.program.initial.extend(initial);
        let time = b.value(Value::Time);
        let each = b.assign(input, time);
        b.program.every_step.push(each);
        b.program.delays.push(FixedDelay {
            output: output.1,
            input: input.1,
            time: delay_time.1,
            count: 1,
            span: Span::new(FileId(0), 0, 0),
        });
        let program = b.program;
        let run = crate::run(&program, &Settings::new(&program), &Watch::shown());
        run.columns[1].values.clone()
    };
    assert_eq!(out(2.0), [-1.0, -1.0, 0.0, 1.0, 2.0]);
    assert_eq!(out(2.4), [-1.0, -1.0, 0.0, 1.0, 2.0]);
    assert_eq!(out(2.6), [-1.0, -1.0, -1.0, 0.0, 1.0]);
    assert_eq!(out(0.0), [-1.0, 0.0, 1.0, 2.0, 3.0]);
    assert_eq!(out(-5.0), [-1.0, 0.0, 1.0, 2.0, 3.0]);
    assert_eq!(out(f64::INFINITY), [-1.0; 5]);
    assert_eq!(out(1e300), [-1.0; 5]);
}

/// The failure of one equation of a variable of this role, at the start.
fn blamed(role: Role, build: impl FnOnce(&mut Builder) -> ValueId) -> Option<(FailureKind, u32)> {
    let mut b = Builder::new(0.0, 1.0);
    let x = b.variable("x", role, 1);
    let value = build(&mut b);
    let each = b.assign(x, value);
    b.program.every_step.push(each);
    let program = b.program;
    let run = crate::run(&program, &Settings::new(&program), &Watch::shown());
    run.failure.map(|failure| (failure.kind, failure.span.map_or(u32::MAX, |span| span.start)))
}

#[test]
fn the_innermost_guilty_words_are_blamed() {
    let division = |b: &mut Builder| {
        let (one, zero) = (b.number(1.0), b.number(0.0));
        let quotient = b.binary(BinaryOperator::Divide, one, zero);
        b.binary(BinaryOperator::Add, quotient, one)
    };
    assert_eq!(blamed(Role::Auxiliary, division), Some((FailureKind::DivisionByZero, 2)));
    // Behind INF in written order, and inside MIN.
    let beside_inf = |b: &mut Builder| {
        let infinity = b.number(f64::INFINITY);
        let logarithm = b.number(-1.0);
        let logarithm = b.call("LN", vec![logarithm]);
        b.binary(BinaryOperator::Add, infinity, logarithm)
    };
    assert_eq!(blamed(Role::Auxiliary, beside_inf), Some((FailureKind::NotANumber, 2)));
    let exponential = |b: &mut Builder| {
        let thousand = b.number(1000.0);
        let minus = b.call("EXP", vec![thousand]);
        b.value(Value::Unary(UnaryOperator::Minus, minus))
    };
    assert_eq!(blamed(Role::Auxiliary, exponential), Some((FailureKind::Overflow, 1)));
    let difference = |b: &mut Builder| {
        let infinity = b.number(f64::INFINITY);
        let nothing = b.binary(BinaryOperator::Subtract, infinity, infinity);
        b.binary(BinaryOperator::Multiply, nothing, nothing)
    };
    assert_eq!(blamed(Role::Auxiliary, difference), Some((FailureKind::NotANumber, 1)));
    let inside_a_loop = |b: &mut Builder| {
        let one = b.number(1.0);
        let (position, two) = (b.value(Value::Position(0)), b.number(2.0));
        let below = b.binary(BinaryOperator::Subtract, position, two);
        let body = b.binary(BinaryOperator::Divide, one, below);
        b.value(Value::Reduce { reduction: Reduction::Sum, loops: vec![(0, 3)], body })
    };
    assert_eq!(blamed(Role::Auxiliary, inside_a_loop), Some((FailureKind::DivisionByZero, 4)));
}

#[test]
fn infinity_on_purpose_does_no_harm() {
    let bounded = |b: &mut Builder| {
        let (infinity, three) = (b.number(f64::INFINITY), b.number(3.0));
        b.call("MIN", vec![infinity, three])
    };
    assert_eq!(blamed(Role::Auxiliary, bounded), None);
    let alone = |b: &mut Builder| b.number(f64::INFINITY);
    assert_eq!(blamed(Role::Internal, alone), None);
    assert_eq!(blamed(Role::Auxiliary, alone), Some((FailureKind::Overflow, 0)));
    let made = |b: &mut Builder| {
        let (one, zero) = (b.number(1.0), b.number(0.0));
        b.binary(BinaryOperator::Divide, one, zero)
    };
    assert_eq!(blamed(Role::Internal, made), Some((FailureKind::DivisionByZero, 2)));
}

#[test]
fn a_stock_that_overflows_is_named_and_what_it_had_is_kept() {
    let mut program = growth(Method::Euler, 2000.0, 1.0);
    program.time.dt = 1000.0;
    program.time.stop = 1e6;
    program.time.saveper = 1000.0;
    let run = crate::run(&program, &Settings::new(&program), &Watch::shown());
    let failure = run.failure.unwrap();
    assert_eq!(failure.kind, FailureKind::Overflow);
    assert_eq!(failure.subject(&program), "level");
    assert_eq!(failure.time, 103_000.0);
    assert_eq!(run.times.last(), Some(&102_000.0));
    assert!(run.columns[0].values.iter().all(|value| value.is_finite()));
}
