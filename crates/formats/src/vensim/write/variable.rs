//! Variables of each kind as Vensim's: levels, auxiliaries, constants, lookups.

use super::equation::{Stands, print};
use super::equations::{Pen, about, entry, equations, left, lookup, plain, with_subscripts};
use super::held::{held, least};
use super::name::spelled;
use super::place::{Place, points};
use crate::vensim::control::is_control;
use crate::vensim::stock::NET_FLOW_NOTE;
use crate::xmile::write::desk::Desk;
use crate::xmile::write::scenario::with_switches;
use interregnum_model::expression::{Reference, Subscript};
use interregnum_model::lookup::{Beyond, Curve};
use interregnum_model::series::{Between, Point};
use interregnum_model::variable::InputSource;
use interregnum_model::{
    Case, Equation, Expr, ExprKind, Key, Model, Name, StockKind, Variable, VariableKind,
};
use std::collections::{BTreeMap, BTreeSet};

/// Rates that the reader made flows of, by the stock they fill.
pub(crate) type NetFlows<'m> = BTreeMap<&'m Key, &'m Variable>;

/// The net flows of a list of variables that nothing else reads.
pub(crate) fn net_flows(variables: &[Variable]) -> NetFlows<'_> {
    let mut read = BTreeSet::new();
    for case in variables.iter().filter_map(Variable::equation).flat_map(|it| &it.cases) {
        case.expr.visit(&mut |part| {
            if let ExprKind::Reference(reference) = &part.kind {
                read.insert(&reference.name.key);
            }
        });
    }
    let mut flows = NetFlows::new();
    for stock in variables {
        let VariableKind::Stock { initial, inflows, outflows, kind: StockKind::Plain } =
            &stock.kind
        else {
            continue;
        };
        let ([flow], []) = (inflows.as_slice(), outflows.as_slice()) else { continue };
        let made = variables.iter().find(|it| {
            it.name == *flow
                && it.note.starts_with(NET_FLOW_NOTE)
                && it.equation().is_some_and(|it| it.cases.len() == initial.cases.len())
                && !read.contains(&it.name.key)
        });
        if let Some(made) = made {
            flows.insert(&stock.name.key, made);
        }
    }
    flows
}

/// One variable as text; nothing for what is written inside another.
pub(crate) fn variable(pen: &Pen<'_, '_>, it: &Variable, net: &NetFlows<'_>) -> String {
    pen.desk.begin(it);
    if pen.inside.is_none() && is_control(&it.name.key) {
        shadowed(pen, it);
        return String::new();
    }
    match &it.kind {
        VariableKind::Stock { initial, inflows, outflows, kind } => {
            let rate = Rate { inflows, outflows, kind, net: net.get(&it.name.key).copied() };
            stock(pen, it, initial, &rate)
        }
        VariableKind::Flow { equation, non_negative } => {
            if net.values().any(|flow| flow.name == it.name) {
                return String::new();
            }
            flow(pen, it, equation, *non_negative)
        }
        VariableKind::Auxiliary { equation }
        | VariableKind::Parameter { value: equation, .. }
        | VariableKind::Input { source: InputSource::Equation(equation), .. } => {
            equations(pen, it, &with_switches(pen.desk, it, equation), &plain)
        }
        // A curve that is looked up in its own variable alone stands there.
        VariableKind::Lookup(_) if pen.inline.contains(&it.name.key) => String::new(),
        VariableKind::Lookup(curves) => lookup(pen, it, curves),
        VariableKind::Input { source: InputSource::Series { points, between, .. }, .. } => {
            series(pen, it, points, *between)
        }
    }
}

/// A variable that bears the name of one that says how time runs: Vensim has that one alone.
fn shadowed(pen: &Pen<'_, '_>, it: &Variable) {
    let time = &pen.desk.model.time;
    let own = match it.name.key.as_str() {
        "initial_time" => time.start,
        "final_time" => time.stop,
        "time_step" => time.dt,
        _ => time.saveper,
    };
    let constant = it.equation().and_then(|it| it.cases.first()).map(|case| &case.expr.kind);
    if let Some(ExprKind::Number(number)) = constant
        && *number != own
    {
        pen.desk.loss(
            Some(it.span),
            format!("`{}` says how time runs in Vensim, and is written as {own}", it.name),
            "give the variable another name",
        );
    }
}

/// Curves that are called in the variable they are drawn in and nowhere else, and that hold their
/// end values: those `WITH LOOKUP` can say.
pub(crate) fn inline(desk: &Desk<'_>) -> BTreeSet<Key> {
    let (mut called, mut elsewhere) = (BTreeSet::new(), BTreeSet::new());
    for it in &desk.model.variables {
        let mut see = |curve: &Key| {
            if desk.owner(curve) == Some(&it.name) && it.kind_word() != "input" {
                called.insert(curve.clone());
            } else if desk.lookup(curve).is_some() {
                elsewhere.insert(curve.clone());
            }
        };
        let mut visit = |expr: &Expr| {
            expr.visit(&mut |part| match &part.kind {
                ExprKind::Call { function, .. } => see(&function.key),
                ExprKind::Reference(reference) => see(&reference.name.key),
                ExprKind::Number(_)
                | ExprKind::Unary { .. }
                | ExprKind::Binary { .. }
                | ExprKind::If { .. }
                | ExprKind::Error => {}
            });
        };
        it.equation().into_iter().flat_map(|it| &it.cases).for_each(|case| visit(&case.expr));
    }
    for replacement in replacements(desk.model) {
        replacement.visit(&mut |part| {
            if let ExprKind::Call { function, .. } = &part.kind {
                elsewhere.insert(function.key.clone());
            }
        });
    }
    let is_held = |key: &Key| {
        desk.lookup(key).is_some_and(|it| {
            it.curves.iter().all(|(_, curve)| curve.beyond == Beyond::Hold)
                && it.inside.as_ref().is_some_and(|owner| has_curve_each(desk, owner, &it.curves))
        })
    };
    called.retain(|key| !elsewhere.contains(key) && is_held(key));
    called
}

/// Whether every equation of a variable has one curve of its own among these.
fn has_curve_each(desk: &Desk<'_>, owner: &Name, curves: &[(Vec<Subscript>, Curve)]) -> bool {
    let Some(owner) = desk.model.variable(&owner.key) else { return false };
    let cases = owner.equation().map_or(&[][..], |it| &it.cases);
    cases.iter().all(|case| {
        curves.iter().any(|(subscripts, _)| {
            subscripts.is_empty()
                || left(desk, owner, subscripts) == left(desk, owner, &case.subscripts)
        })
    })
}

/// What mechanisms and levers put in the place of equations.
fn replacements(model: &Model) -> impl Iterator<Item = &Expr> {
    let off = model.mechanisms.iter().flat_map(|it| &it.off);
    off.chain(model.levers.iter().flat_map(|it| &it.replacements)).map(|it| &it.expr)
}

/// What moves a stock.
struct Rate<'m> {
    inflows: &'m [Name],
    outflows: &'m [Name],
    kind: &'m StockKind,
    net: Option<&'m Variable>,
}

fn stock(pen: &Pen<'_, '_>, it: &Variable, initial: &Equation, rate: &Rate<'_>) -> String {
    report(pen, it, rate.kind);
    let initial = with_switches(pen.desk, it, initial);
    equations(pen, it, &initial, &|place: &Place<'_, '_>, at: usize, case: &Case| {
        let begin = print(place, &place.explicit(&case.expr), Stands::Within);
        let net = rate.net.and_then(Variable::equation).and_then(|it| it.cases.get(at));
        let sum = match net {
            Some(net) => print(place, &place.explicit(&net.expr), Stands::Within),
            None => sum(place, rate),
        };
        let rate = match rate.kind {
            // What holds the flows of the second is said in the flows.
            StockKind::Plain
            | StockKind::NonNegative
            | StockKind::Conveyor(_)
            | StockKind::Queue { .. } => sum,
            // Never more than there is in one step.
            StockKind::Clamped => {
                let own = with_subscripts(place, &reference(&it.name));
                format!("MAX({sum}, -{own}/{})", place.outer("TIME STEP"))
            }
        };
        format!("INTEG(\n\t{rate},\n\t\t{begin})")
    })
}

/// What Vensim cannot say of a stock.
fn report(pen: &Pen<'_, '_>, it: &Variable, kind: &StockKind) {
    let (what, help) = match kind {
        StockKind::Plain | StockKind::Clamped => return,
        StockKind::NonNegative => (
            "holds back its outflows at 0, for which Vensim has no mark: they say it with `MIN`",
            "change the stock's flows together in the other tool",
        ),
        StockKind::Conveyor(_) => (
            "is a conveyor here; in Vensim a level whose outflow is a fixed delay of its inflows",
            "write leaks and limits as equations",
        ),
        StockKind::Queue { .. } => (
            "is a queue here; in Vensim a level whose outflow is its inflows",
            "write what holds the queue as an equation",
        ),
    };
    pen.desk.loss(Some(it.span), format!("`{}` {what}", it.name), help);
}

/// A name as an expression.
pub(crate) fn reference(name: &Name) -> Expr {
    let kind = ExprKind::Reference(Reference { name: name.clone(), subscripts: Vec::new() });
    Expr { kind, span: name.span }
}

/// The flows added up.
fn sum(place: &Place<'_, '_>, rate: &Rate<'_>) -> String {
    let name = |flow: &Name| with_subscripts(place, &reference(flow));
    let inflows: Vec<String> = rate.inflows.iter().map(name).collect();
    let outflows: Vec<String> = rate.outflows.iter().map(name).collect();
    match (inflows.is_empty(), outflows.is_empty()) {
        (true, true) => "0".to_owned(),
        (false, true) => inflows.join(" + "),
        (true, false) => format!("-{}", outflows.join(" - ")),
        (false, false) => format!("{} - {}", inflows.join(" + "), outflows.join(" - ")),
    }
}

/// A flow. One that a conveyor or queue drives has no equation here.
fn flow(pen: &Pen<'_, '_>, it: &Variable, equation: &Equation, non_negative: bool) -> String {
    if equation.cases.is_empty() {
        return driven(pen, it);
    }
    let equation = with_switches(pen.desk, it, equation);
    let holds = held(pen, &it.name);
    if !non_negative && holds.is_empty() {
        return equations(pen, it, &equation, &plain);
    }
    equations(pen, it, &equation, &|place: &Place<'_, '_>, _: usize, case: &Case| {
        let wanted = print(place, &place.explicit(&case.expr), Stands::Within);
        let wanted = if non_negative { format!("MAX(0, {wanted})") } else { wanted };
        least(place, wanted, &holds)
    })
}

fn driven(pen: &Pen<'_, '_>, it: &Variable) -> String {
    let nothing = || entry(&format!("{}=\n\t0", spelled(&it.name)), &about(pen.desk, it));
    for stock in &pen.desk.model.variables {
        let VariableKind::Stock { inflows, outflows, kind, initial } = &stock.kind else {
            continue;
        };
        if !outflows.contains(&it.name) {
            continue;
        }
        let inflow: Vec<String> = inflows.iter().map(spelled).collect();
        let inflow = if inflow.is_empty() { "0".to_owned() } else { inflow.join(" + ") };
        let right = match kind {
            StockKind::Conveyor(belt) if outflows.first() == Some(&it.name) => {
                let beside = std::cell::RefCell::new(Vec::new());
                let place = Place {
                    desk: pen.desk,
                    parts: pen.parts,
                    variable: it,
                    left: Vec::new(),
                    case: &[],
                    inside: pen.inside,
                    inline: pen.inline,
                    beside: &beside,
                };
                let text = |equation: &Equation| {
                    equation
                        .cases
                        .first()
                        .map_or("0".to_owned(), |case| print(&place, &case.expr, Stands::Within))
                };
                let (length, first) = (text(&belt.length), text(initial));
                format!("DELAY FIXED({inflow}, {length}, ({first})/({length}))")
            }
            StockKind::Queue { .. } if outflows.first() == Some(&it.name) => inflow,
            StockKind::Conveyor(_)
            | StockKind::Queue { .. }
            | StockKind::Plain
            | StockKind::NonNegative
            | StockKind::Clamped => continue,
        };
        return entry(&format!("{}=\n\t{right}", spelled(&it.name)), &about(pen.desk, it));
    }
    nothing()
}

/// A dated series: a lookup of its own, read at the present moment. Values that are held stand in it
/// as steps: PySD 3.14 has no `LOOKUP BACKWARD`.
fn series(pen: &Pen<'_, '_>, it: &Variable, dated: &[Point], between: Between) -> String {
    let name = Name::new(&format!("{} series", it.name), it.span);
    let all: Vec<(f64, f64)> = dated.iter().map(|point| (point.time, point.value)).collect();
    let (all, words) = match between {
        Between::Linear => (all, "The dated series"),
        Between::Step => {
            (steps(&all, pen.desk.model.time.dt / STEEP), "The dated series, in steps,")
        }
    };
    let curve = Curve { points: all, beyond: Beyond::Hold };
    // A lever on the input replaces what the series says.
    let span = it.span;
    let call = Expr {
        kind: ExprKind::Call {
            function: name.clone(),
            arguments: vec![reference(&Name::new("TIME", span))],
        },
        span,
    };
    let equation = with_switches(pen.desk, it, &Equation::all(call));
    let about = format!("\n\t~\t{words} of {}.", it.name);
    let curve = entry(&format!("{}(\n\t{})", spelled(&name), points(&curve)), &about);
    equations(pen, it, &equation, &plain) + &curve
}

/// How steep a step is: it takes this part of a time step, so that no step of a run falls into it,
/// and a Vensim of single precision still tells its ends apart.
const STEEP: f64 = 64.0;

/// Points between which values are held: each but the last once more just before the next.
fn steps(points: &[(f64, f64)], width: f64) -> Vec<(f64, f64)> {
    let mut steps = Vec::with_capacity(2 * points.len());
    for (at, point) in points.iter().enumerate() {
        steps.push(*point);
        if let Some(next) = points.get(at + 1).filter(|next| next.0 - width > point.0) {
            steps.push((next.0 - width, point.1));
        }
    }
    steps
}
