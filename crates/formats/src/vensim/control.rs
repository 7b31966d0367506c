//! INITIAL TIME, FINAL TIME, TIME STEP and SAVEPER: equations like others, worked out to numbers.

use super::line::Right;
use super::said::Said;
use super::settings::Settings;
use super::spread::subscript_name;
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::expression::{Expr, ExprKind, Reference};
use interregnum_model::function::{self, FunctionKind};
use interregnum_model::name::Key;
use interregnum_model::source::Span;
use interregnum_model::time::TimeSpec;
use interregnum_model::unit::Unit;
use std::collections::BTreeMap;

/// The four, in the order in which they are asked for.
const NAMES: [&str; 4] = ["INITIAL TIME", "FINAL TIME", "TIME STEP", "SAVEPER"];

/// Whether a variable says how time runs.
pub(crate) fn is_control(key: &Key) -> bool {
    NAMES.iter().any(|name| Key::new(name) == *key)
}

/// How time runs. Reports what is missing or depends on what the run works out.
pub(crate) fn time(
    said: &[Said],
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> TimeSpec {
    let mut by_key: BTreeMap<Key, Vec<&Said>> = BTreeMap::new();
    for one in said {
        by_key.entry(one.line.name.key.clone()).or_default().push(one);
    }
    let mut time = TimeSpec { method: settings.method, ..TimeSpec::default() };
    let mut values = [None; 4];
    for (slot, name) in values.iter_mut().zip(NAMES) {
        let key = Key::new(name);
        let Some(own) = by_key.get(&key).and_then(|lines| lines.last()) else {
            // Without SAVEPER every step is saved, as Vensim asks before it runs such a model.
            if name != "SAVEPER" {
                let message = format!("the model has no `{name}`");
                diagnostics.push(
                    Diagnostic::whole(Code::BadTime, message)
                        .help(format!("add the equation `{name} = ...`")),
                );
            }
            continue;
        };
        time.span.get_or_insert(own.line.span);
        if let Some((unit, _)) = &own.unit.unit
            && time.unit == Unit::dimensionless()
        {
            time.unit = unit.clone();
        }
        *slot = constant(&key, &by_key, &mut Vec::new());
        if slot.is_none() {
            diagnostics.push(not_a_number(name, own.line.span));
        }
    }
    let [start, stop, dt, saveper] = values;
    time.start = start.unwrap_or(time.start);
    time.stop = stop.unwrap_or(time.stop);
    time.dt = dt.unwrap_or(time.dt);
    // A SAVEPER of 0 saves every step (Vensim Help, SAVEPER).
    time.saveper = saveper.filter(|saveper| *saveper > 0.0).unwrap_or(time.dt);
    if let Some(other) = settings.other_method {
        let used = match time.method {
            interregnum_model::time::Method::Euler => "Euler",
            interregnum_model::time::Method::Rk4 => "Runge-Kutta 4 with a fixed step",
        };
        let message = format!("the file asks for {other}; {used} is used");
        diagnostics
            .push(Diagnostic::whole(Code::Loss, message).help("use a small TIME STEP and compare"));
    }
    time
}

fn not_a_number(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::BadTime, span, format!("`{name}` is not a number before the run begins"))
        .label("reads what only the run works out")
        .help("write a number, or an expression of constants")
}

/// What a variable without subscripts is worth before the run, if constants alone say so.
fn constant(key: &Key, by_key: &BTreeMap<Key, Vec<&Said>>, open: &mut Vec<Key>) -> Option<f64> {
    /// Longer chains of constants than anyone writes.
    const DEEPEST: usize = 50;
    if open.contains(key) || open.len() > DEEPEST {
        return None;
    }
    open.push(key.clone());
    let value = match by_key.get(key)?.as_slice() {
        [one] => match &one.line.right {
            Right::Expression(expr) => worth(expr, by_key, open),
            Right::Constants(values) => match values.as_slice() {
                [value] => worth(value, by_key, open),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    };
    open.pop();
    value
}

fn worth(expr: &Expr, by_key: &BTreeMap<Key, Vec<&Said>>, open: &mut Vec<Key>) -> Option<f64> {
    match &expr.kind {
        ExprKind::Number(number) => Some(*number),
        ExprKind::Unary { operator, operand } => {
            Some(operator.apply(worth(operand, by_key, open)?))
        }
        ExprKind::Binary { operator, left, right } => {
            Some(operator.apply(worth(left, by_key, open)?, worth(right, by_key, open)?))
        }
        ExprKind::If { condition, then, otherwise } => {
            match worth(condition, by_key, open)? != 0.0 {
                true => worth(then, by_key, open),
                false => worth(otherwise, by_key, open),
            }
        }
        ExprKind::Call { function, arguments } => {
            let FunctionKind::Scalar(work_out) = function::find(&function.key)?.kind else {
                return None;
            };
            let arguments: Option<Vec<f64>> =
                arguments.iter().map(|argument| worth(argument, by_key, open)).collect();
            Some(work_out(&arguments?))
        }
        ExprKind::Reference(reference) if reference.name.key.as_str() == "time" => {
            constant(&Key::new("INITIAL TIME"), by_key, open)
        }
        ExprKind::Reference(reference) => match reference.subscripts.is_empty() {
            true => constant(&reference.name.key, by_key, open),
            false => element(reference, by_key, open),
        },
        ExprKind::Error => None,
    }
}

/// A constant written for just these elements.
fn element(
    reference: &Reference,
    by_key: &BTreeMap<Key, Vec<&Said>>,
    open: &mut Vec<Key>,
) -> Option<f64> {
    let own = by_key.get(&reference.name.key)?.iter().find(|said| {
        let (a, b) = (&said.line.subscripts, &reference.subscripts);
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| subscript_name(a) == subscript_name(b))
    })?;
    match &own.line.right {
        Right::Expression(expr) => worth(expr, by_key, open),
        _ => None,
    }
}
