//! A program as text, for people and for tests.
//!
//! Slots are named by the variable they belong to, counted from 0; loops are called `i0`, `i1`, ...
//!
//! ```text
//! initial
//!   x = 10
//! every step
//!   draining = x * share
//!   double[i0] = weight[i0] * 2          for i0 < 3
//!   x·net = 3 - draining
//! ```

use crate::program::{Address, Assign, Layout, Offsets, Program, Slot, Value, ValueId};
use interregnum_model::expression::{BinaryOperator, UNARY_PRECEDENCE, UnaryOperator};
use interregnum_model::function::{Draw, Reduction, Shape, Textbook};
use std::fmt::Write;

/// Binds tighter than every operator.
const WHOLE: u8 = 10;

/// What a run does, as text.
pub fn print(program: &Program) -> String {
    let mut text = String::new();
    for (title, assigns) in [("initial", &program.initial), ("every step", &program.every_step)] {
        text.push_str(title);
        text.push('\n');
        for assign in assigns {
            text.push_str("  ");
            text.push_str(&self::assign(program, assign));
            text.push('\n');
        }
    }
    text.push_str("between steps\n");
    for stock in &program.stocks {
        let (stock, net) = (slot(program, stock.stock), slot(program, stock.net));
        line(&mut text, &format!("{stock} by {net}"));
    }
    for memory in &program.memories {
        let (kept, source) = (slot(program, memory.slot), slot(program, memory.source));
        line(&mut text, &format!("{kept} remembers {source}"));
    }
    for delay in &program.delays {
        let (output, input) = (slot(program, delay.output), slot(program, delay.input));
        line(&mut text, &format!("{output} is {input}, {} ago", slot(program, delay.time)));
    }
    text
}

fn line(text: &mut String, words: &str) {
    text.push_str("  ");
    text.push_str(words);
    text.push('\n');
}

/// One assignment.
pub fn assign(program: &Program, assign: &Assign) -> String {
    let target = address(program, &assign.target);
    let mut text = format!("{target} = {}", value(program, assign.value, 0));
    for (id, length) in assign.loops.iter().enumerate() {
        let word = if id == 0 { "  for" } else { "," };
        // Writing to a string cannot fail.
        let _ = write!(text, "{word} i{id} < {length}");
    }
    text
}

/// The variable a slot belongs to.
fn owner(program: &Program, slot: Slot) -> Option<&Layout> {
    let within = |layout: &&Layout| {
        slot.0.checked_sub(layout.first.0).is_some_and(|place| place < layout.count)
    };
    program.variables.iter().find(within)
}

fn slot(program: &Program, slot: Slot) -> String {
    address(program, &Address { first: slot, terms: Vec::new() })
}

fn address(program: &Program, address: &Address) -> String {
    let Some(owner) = owner(program, address.first) else {
        return match setting(program, address.first) {
            Some(name) => name,
            None => format!("slot {}", places(u32::MAX, address.first.0, &address.terms)),
        };
    };
    let place = address.first.0 - owner.first.0;
    if owner.count == 1 && address.terms.is_empty() {
        return owner.name.to_string();
    }
    format!("{}[{}]", owner.name, places(owner.count, place, &address.terms))
}

fn setting(program: &Program, slot: Slot) -> Option<String> {
    use crate::program::SettingKind as Kind;
    let setting = program.settings.iter().find(|setting| setting.slot == slot)?;
    Some(match &setting.kind {
        Kind::Parameter { name, .. } => name.to_string(),
        Kind::Mechanism { name } => format!("{name}·at work"),
        Kind::Lever { name } => format!("{name}·pulled"),
        Kind::LeverFrom { name } => format!("{name}·from"),
        Kind::LeverUntil { name } => format!("{name}·until"),
        Kind::Asked { name } => name.to_string(),
        Kind::Shift { name } => format!("{name}·shift"),
    })
}

fn places(count: u32, first: u32, terms: &[(u8, Offsets)]) -> String {
    let mut parts: Vec<String> = Vec::new();
    if first > 0 || terms.is_empty() || count == 1 {
        parts.push(first.to_string());
    }
    for (id, offsets) in terms {
        parts.push(match offsets {
            Offsets::Stride(1) => format!("i{id}"),
            Offsets::Stride(stride) => format!("{stride}*i{id}"),
            Offsets::Table(table) => {
                let entries: Vec<String> = table.iter().map(u32::to_string).collect();
                format!("({})(i{id})", entries.join(" "))
            }
        });
    }
    parts.join(" + ")
}

/// A value, in brackets where an operator that binds as tightly as `around` stands beside it.
fn value(program: &Program, id: ValueId, around: u8) -> String {
    let Some(it) = program.values.get(id.0 as usize) else { return "?".to_string() };
    let (text, binds) = inner(program, it);
    if binds < around { format!("({text})") } else { text }
}

fn list(program: &Program, ids: &[ValueId]) -> String {
    let texts: Vec<String> = ids.iter().map(|id| value(program, *id, 0)).collect();
    texts.join(", ")
}

fn inner(program: &Program, it: &Value) -> (String, u8) {
    let text = match it {
        Value::Constant(number) => number.to_string(),
        Value::Load(place) => address(program, place),
        Value::Pick { base, picks } => {
            let picks: Vec<String> = picks
                .iter()
                .map(|(id, size, stride)| {
                    format!("{stride}*({} of {size})", value(program, *id, 0))
                })
                .collect();
            format!("pick({}, {})", address(program, base), picks.join(", "))
        }
        Value::Position(id) => format!("position(i{id})"),
        Value::Time => "TIME".to_string(),
        Value::Dt => "DT".to_string(),
        Value::Start => "STARTTIME".to_string(),
        Value::Stop => "STOPTIME".to_string(),
        Value::Unary(operator, a) => {
            let sign = match operator {
                UnaryOperator::Minus => "-",
                UnaryOperator::Plus => "+",
                UnaryOperator::Not => "not ",
            };
            return (format!("{sign}{}", value(program, *a, UNARY_PRECEDENCE)), UNARY_PRECEDENCE);
        }
        Value::Binary(operator, a, b) => return binary(program, *operator, *a, *b),
        Value::Select(condition, then, otherwise) => {
            let parts = [condition, then, otherwise].map(|id| value(program, *id, 0));
            return (format!("if {} then {} else {}", parts[0], parts[1], parts[2]), 0);
        }
        Value::Call(function, arguments) => {
            format!("{}({})", function.name, list(program, arguments))
        }
        Value::Reduce { reduction, loops, body } => {
            let loops: Vec<String> =
                loops.iter().map(|(id, length)| format!("i{id} < {length}")).collect();
            format!("{}({}: {})", reduced(*reduction), loops.join(", "), value(program, *body, 0))
        }
        Value::Together { together, loops, each, once, element, .. } => {
            let loops: Vec<String> =
                loops.iter().map(|(id, length)| format!("i{id} < {length}")).collect();
            let element = places(u32::MAX, element.first.0, &element.terms);
            let element = if element.is_empty() { "0" } else { &element };
            let arguments = [list(program, each), list(program, once)].join("; ");
            format!("{together:?}({}: {arguments})[{element}]", loops.join(", "))
        }
        Value::Curve { curve, x } => {
            let which = places(u32::MAX, curve.first.0, &curve.terms);
            let which = if which.is_empty() { "0" } else { &which };
            format!("curve {which}({})", value(program, *x, 0))
        }
        Value::Series { series, at } => {
            let name = program.series.get(*series as usize).map(|it| it.name.to_string());
            format!("series {}({})", name.unwrap_or_default(), value(program, *at, 0))
        }
        Value::Draw { draw, arguments, .. } => {
            format!("{}({})", drawn(*draw), list(program, arguments))
        }
    };
    (text, WHOLE)
}

fn binary(program: &Program, operator: BinaryOperator, a: ValueId, b: ValueId) -> (String, u8) {
    let binds = operator.precedence();
    // What stands to the right of `-`, or to the left of `^`, needs brackets even of its own kind.
    let (left, right) = match operator {
        BinaryOperator::Power => (binds + 1, binds),
        BinaryOperator::Multiply
        | BinaryOperator::Divide
        | BinaryOperator::Modulo
        | BinaryOperator::Add
        | BinaryOperator::Subtract
        | BinaryOperator::Less
        | BinaryOperator::LessEqual
        | BinaryOperator::Greater
        | BinaryOperator::GreaterEqual
        | BinaryOperator::Equal
        | BinaryOperator::NotEqual
        | BinaryOperator::And
        | BinaryOperator::Or => (binds, binds + 1),
    };
    let (a, b) = (value(program, a, left), value(program, b, right));
    (format!("{a} {} {b}", operator.symbol()), binds)
}

fn reduced(reduction: Reduction) -> &'static str {
    match reduction {
        Reduction::Sum => "SUM",
        Reduction::Mean => "MEAN",
        Reduction::Min => "MIN",
        Reduction::Max => "MAX",
        Reduction::Product => "PROD",
        Reduction::Deviation => "STDDEV",
        Reduction::Size => "SIZE",
    }
}

fn drawn(draw: Draw) -> &'static str {
    match draw {
        Draw::Uniform => "RANDOM",
        Draw::Normal => "NORMAL",
        Draw::Lognormal => "LOGNORMAL",
        Draw::Exponential => "EXPRND",
        Draw::Poisson => "POISSON",
        Draw::Triangular => "RANDOM TRIANGULAR",
        Draw::Textbook(Textbook::Beta) => "BETA",
        Draw::Textbook(Textbook::Binomial) => "BINOMIAL",
        Draw::Textbook(Textbook::Gamma) => "GAMMA",
        Draw::Textbook(Textbook::Geometric) => "GEOMETRIC",
        Draw::Textbook(Textbook::Logistic) => "LOGISTIC",
        Draw::Textbook(Textbook::NegativeBinomial) => "NEGBINOMIAL",
        Draw::Textbook(Textbook::Pareto) => "PARETO",
        Draw::Textbook(Textbook::Triangular) => "TRIANGULAR",
        Draw::Textbook(Textbook::Weibull) => "WEIBULL",
        Draw::Bounded(Shape::Beta) => "RANDOM BETA",
        Draw::Bounded(Shape::Binomial) => "RANDOM BINOMIAL",
        Draw::Bounded(Shape::Exponential) => "RANDOM EXPONENTIAL",
        Draw::Bounded(Shape::Gamma) => "RANDOM GAMMA",
        Draw::Bounded(Shape::NegativeBinomial) => "RANDOM NEGATIVE BINOMIAL",
        Draw::Bounded(Shape::Normal) => "RANDOM NORMAL",
        Draw::Bounded(Shape::Poisson) => "RANDOM POISSON",
        Draw::Bounded(Shape::Weibull) => "RANDOM WEIBULL",
    }
}
