//! INITIAL TIME, FINAL TIME, TIME STEP and SAVEPER: equations like others, worked out to numbers.

use super::line::Right;
use super::said::Said;
use super::settings::Settings;
use super::spread::subscript_name;
use super::walk::each_child;
use crate::limits::STEPS;
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
    let by_key = AtStart::new(said);
    let mut time = TimeSpec { method: settings.method, ..TimeSpec::default() };
    let mut values = [None; 4];
    for (slot, name) in values.iter_mut().zip(NAMES) {
        let key = Key::new(name);
        let Some(own) = by_key.equations.get(&key).and_then(|lines| lines.last()) else {
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
        *slot = by_key.constant(&key, &mut Vec::new());
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
    if let Some((name, message)) = impossible(&time, saveper) {
        let own = by_key.equations.get(&Key::new(name)).and_then(|lines| lines.last());
        let fault = match own {
            Some(own) => Diagnostic::new(Code::BadTime, own.line.span, message),
            None => Diagnostic::whole(Code::BadTime, message),
        };
        diagnostics.push(fault.help(format!("write another `{name}`")));
        let sane = TimeSpec::default();
        (time.start, time.stop) = (sane.start, sane.stop);
        (time.dt, time.saveper) = (sane.dt, sane.saveper);
    }
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

/// What makes no sense of a time, with the variable that says it.
fn impossible(time: &TimeSpec, saveper: Option<f64>) -> Option<(&'static str, String)> {
    if !(time.dt > 0.0 && time.dt.is_finite()) {
        Some(("TIME STEP", format!("`TIME STEP` is {}, and must be greater than 0", time.dt)))
    } else if time.stop < time.start {
        let message = format!("`FINAL TIME` {} lies before `INITIAL TIME`", time.stop);
        Some(("FINAL TIME", message))
    } else if (time.stop - time.start) / time.dt > STEPS {
        let message = format!("a run of more than {STEPS} steps of {}", time.dt);
        Some(("TIME STEP", message))
    } else if saveper.is_some_and(|saveper| saveper < 0.0) {
        Some(("SAVEPER", "`SAVEPER` is less than 0".to_owned()))
    } else {
        None
    }
}

fn not_a_number(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::BadTime, span, format!("`{name}` is not a number before the run begins"))
        .label("reads what only the run works out")
        .help("write a number, or an expression of constants")
}

/// What equations come to at the start, as far as numbers and constants alone say so.
pub(crate) struct AtStart<'s> {
    equations: BTreeMap<Key, Vec<&'s Said>>,
    still: Still,
}

/// Whether what time changes counts with what it is at the start.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Still {
    /// It does.
    AtStart,
    /// It does not: only what never changes comes to anything.
    Always,
}

/// Longer chains of constants than anyone writes.
const DEEPEST: usize = 50;

impl<'s> AtStart<'s> {
    /// Of these equations.
    pub fn new(said: &'s [Said]) -> AtStart<'s> {
        AtStart::of(said, Still::AtStart)
    }

    /// Of these equations, for what stays as it is.
    pub fn always(said: &'s [Said]) -> AtStart<'s> {
        AtStart::of(said, Still::Always)
    }

    fn of(said: &'s [Said], still: Still) -> AtStart<'s> {
        let mut equations: BTreeMap<Key, Vec<&Said>> = BTreeMap::new();
        for one in said {
            equations.entry(one.line.name.key.clone()).or_default().push(one);
        }
        AtStart { equations, still }
    }

    /// What a tree comes to.
    pub fn worth(&self, expr: &Expr) -> Option<f64> {
        self.of_tree(expr, &mut Vec::new())
    }

    /// What a variable without subscripts comes to.
    pub fn constant(&self, key: &Key, open: &mut Vec<Key>) -> Option<f64> {
        if open.contains(key) || open.len() > DEEPEST {
            return None;
        }
        open.push(key.clone());
        let value = match self.equations.get(key)?.as_slice() {
            [one] => match &one.line.right {
                Right::Expression(expr) => self.of_tree(expr, open),
                Right::Constants(values) => match values.as_slice() {
                    [value] => self.of_tree(value, open),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        };
        open.pop();
        value
    }

    fn of_tree(&self, expr: &Expr, open: &mut Vec<Key>) -> Option<f64> {
        match &expr.kind {
            ExprKind::Number(number) => Some(*number),
            ExprKind::Unary { operator, operand } => {
                Some(operator.apply(self.of_tree(operand, open)?))
            }
            ExprKind::Binary { operator, left, right } => {
                Some(operator.apply(self.of_tree(left, open)?, self.of_tree(right, open)?))
            }
            ExprKind::If { condition, then, otherwise } => {
                match self.of_tree(condition, open)? != 0.0 {
                    true => self.of_tree(then, open),
                    false => self.of_tree(otherwise, open),
                }
            }
            ExprKind::Call { function, arguments } => {
                let arguments: Option<Vec<f64>> =
                    arguments.iter().map(|argument| self.of_tree(argument, open)).collect();
                self.call(&function.key, &arguments?, open)
            }
            ExprKind::Reference(reference) if reference.name.key.as_str() == "time" => {
                if self.still == Still::Always {
                    return None;
                }
                self.constant(&Key::new("INITIAL TIME"), open)
            }
            ExprKind::Reference(reference) => match reference.subscripts.is_empty() {
                true => self.constant(&reference.name.key, open),
                false => self.element(reference, open),
            },
            ExprKind::Error => None,
        }
    }

    /// A function of numbers, or one of time at the start.
    fn call(&self, function: &Key, arguments: &[f64], open: &mut Vec<Key>) -> Option<f64> {
        if let FunctionKind::Scalar(work_out) = function::find(function)?.kind {
            return Some(work_out(arguments));
        }
        if let ("init", [x]) = (function.as_str(), arguments) {
            return Some(*x);
        }
        if self.still == Still::Always {
            return None;
        }
        let start = self.constant(&Key::new("INITIAL TIME"), open)?;
        let dt = self.constant(&Key::new("TIME STEP"), open)?;
        match (function.as_str(), arguments) {
            ("step", [height, at]) => Some(if start + dt / 2.0 > *at { *height } else { 0.0 }),
            ("ramp", [slope, at, ..]) => Some(slope * (start - at).max(0.0)),
            ("active_initial", [_, initial]) => Some(*initial),
            _ => None,
        }
    }

    /// A constant written for just these elements.
    fn element(&self, reference: &Reference, open: &mut Vec<Key>) -> Option<f64> {
        let own = self.equations.get(&reference.name.key)?.iter().find(|said| {
            let (a, b) = (&said.line.subscripts, &reference.subscripts);
            a.len() == b.len()
                && a.iter().zip(b).all(|(a, b)| subscript_name(a) == subscript_name(b))
        })?;
        match &own.line.right {
            Right::Expression(expr) => self.of_tree(expr, open),
            _ => None,
        }
    }
}

/// Orders of delays and smooths, and streams of draws, as numbers: Vensim takes them at the start.
pub(crate) fn fix_numbers(own: &mut [Said], diagnostics: &mut Vec<Diagnostic>) {
    let before = own.to_vec();
    let (at_start, always) = (AtStart::new(&before), AtStart::always(&before));
    for said in own {
        if let Right::Expression(expr) | Right::Data(expr) = &mut said.line.right {
            fix_moments(expr, &always);
            fix(expr, &at_start, diagnostics);
        }
    }
}

/// Moments at which data are asked for, as numbers where they stay as they are.
fn fix_moments(expr: &mut Expr, always: &AtStart<'_>) {
    each_child(expr, &mut |child| fix_moments(child, always));
    let ExprKind::Call { function, arguments } = &mut expr.kind else { return };
    let key = function.key.as_str();
    if key == "time_shift" || super::measures::BETWEEN.contains(&key) {
        for argument in arguments.iter_mut().skip(1) {
            if let Some(worth) = always.worth(argument) {
                argument.kind = ExprKind::Number(worth);
            }
        }
    }
}

fn fix(expr: &mut Expr, at_start: &AtStart<'_>, diagnostics: &mut Vec<Diagnostic>) {
    each_child(expr, &mut |child| fix(child, at_start, diagnostics));
    let span = expr.span;
    let ExprKind::Call { function, arguments } = &mut expr.kind else { return };
    let entry = function::find(&function.key);
    let place = match (function.key.as_str(), entry.map(|entry| entry.kind)) {
        ("delay_n", _) => 3,
        ("smthn", _) => 2,
        (_, Some(FunctionKind::Draw(draw))) => draw.arguments(),
        (_, _) => return,
    };
    let is_delay = function.key.as_str() == "delay_n";
    let delay_time = arguments.get(1).filter(|_| is_delay).and_then(|it| at_start.worth(it));
    let dt = at_start.constant(&Key::new("TIME STEP"), &mut Vec::new());
    let Some(argument) = arguments.get_mut(place) else { return };
    let Some(mut written) = at_start.worth(argument) else { return };
    // "The default noise stream", which `NOISE SEED` begins (Vensim function reference, RANDOM).
    if matches!(entry.map(|entry| entry.kind), Some(FunctionKind::Draw(_))) && written == 0.0 {
        written = at_start.constant(&Key::new("NOISE SEED"), &mut Vec::new()).unwrap_or(0.0);
    }
    let mut number = written;
    if let (Some(delay_time), Some(dt)) = (delay_time, dt) {
        // "If this is not the case Vensim will issue a warning and automatically reduce the order"
        // (Vensim Help, DELAY N).
        number = number.trunc();
        while number > 1.0 && number * dt > delay_time {
            number -= 1.0;
        }
    }
    if number < written.trunc() {
        let message = format!("the delay is too short for order {written}: order {number} is used");
        diagnostics.push(
            Diagnostic::new(Code::CoarseStep, span, message)
                .label("TIME STEP times the order is longer than the delay time")
                .help("use a shorter TIME STEP or a lower order"),
        );
    }
    argument.kind = ExprKind::Number(number);
}
