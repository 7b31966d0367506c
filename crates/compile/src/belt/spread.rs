//! Inflows that are put elsewhere than at the beginning of a belt: Stella's `isee:spreadflow`.
//!
//! The words are isee systems' (Stella help: Spreading Conveyor Inputs): the same everywhere, as
//! what is there is spread, by a distribution, as in the conveyor it leaked from. A distribution is
//! drawn over the time that is left: a published model of isee systems' makers sets the transit
//! time to the mean stay over the mean of the distribution, which holds that way round alone
//! (Hovmand, COVID-19 generic structures, sir_social_distancing_mixnot).

use super::text::Writer;
use super::{Belt, depth};
use interregnum_formats::number::print_number as exact;
use interregnum_model::conveyor::Conveyor;
use interregnum_model::{
    Code, Diagnostic, ExprKind, Lookup, Model, Name, StockKind, Variable, VariableKind,
};

/// How many names of modules are followed to a curve.
const DEEPEST: usize = 32;

/// Where an inflow is put.
pub enum Put {
    /// At the beginning, with all others.
    Beginning,
    /// What of it is put on the slat at hand.
    Slats(String),
}

/// The same on every slat of the way.
pub fn even(writer: &Writer<'_>, flow: &Name) -> String {
    let (place, depth) = (writer.place_name(), depth(writer));
    format!("(IF {place} <= {depth} THEN DT * {} / {depth} ELSE 0)", writer.flow(flow))
}

/// In proportion to weights; at the beginning where they are all 0.
fn weighed(writer: &Writer<'_>, flow: &Name, weight: &str, total: &str) -> String {
    let (place, depth) = (writer.place_name(), depth(writer));
    format!(
        "DT * {} * (IF {total} > 0 THEN {weight} / {total} ELSE IF {place} = {depth} THEN 1 ELSE 0)",
        writer.flow(flow)
    )
}

/// As what is left on the belt lies on it.
pub fn content(writer: &mut Writer<'_>, flow: &Name) -> String {
    let total = format!("{flow} spread over");
    let text = format!("SUM({})", writer.slat("moved", "*"));
    writer.hidden(&total, &text);
    let weight = writer.slat("moved", &writer.place_name());
    weighed(writer, flow, &weight, &writer.at(&total))
}

/// As a curve or an array says: its least x at the exit, its greatest at the entry.
pub fn drawn(belt: &Belt<'_>, writer: &mut Writer<'_>, flow: &Name, drawn: &Name) -> Put {
    let (place, depth) = (writer.place_name(), depth(writer));
    let position = format!("({place} - 0.5) / {depth}");
    let Some(of) = find(belt.model, drawn) else {
        untold(writer, flow, &format!("`{drawn}` is neither a graphical function nor an array"));
        return Put::Beginning;
    };
    let weight = match of {
        Drawing::Curve(name, lookup) => {
            let Some((from, to)) = bounds(lookup) else { return Put::Beginning };
            if (from, to) != (0.0, 1.0) {
                stretched(writer, flow, drawn);
            }
            let x = format!("{} + {} * {position}", exact(from), exact(to - from));
            format!("LOOKUP(\"{name}\", {x})")
        }
        Drawing::Array(name) => {
            let size = format!("SIZE(\"{name}\"[*])");
            format!("\"{name}\"[MIN({size}, INT({position} * {size}) + 1)]")
        }
    };
    let (each, total) = (format!("{flow} weight"), format!("{flow} weights"));
    writer.hidden_slats(&each, &format!("IF {place} <= {depth} THEN MAX(0, {weight}) ELSE 0"));
    let text = format!("SUM({})", writer.slat(&each, "*"));
    writer.hidden(&total, &text);
    Put::Slats(weighed(writer, flow, &writer.slat(&each, &place), &writer.at(&total)))
}

/// What a distribution is drawn as.
enum Drawing<'m> {
    /// A curve, and its name.
    Curve(&'m Name, &'m Lookup),
    /// A one-dimensional array.
    Array(&'m Name),
}

/// The curve in a variable, or the array; names that stand for those of other modules are followed.
fn find<'m>(model: &'m Model, name: &'m Name) -> Option<Drawing<'m>> {
    let mut name = name;
    for _ in 0..DEEPEST {
        let inside = model.variables.iter().find_map(|variable| match &variable.kind {
            VariableKind::Lookup(lookup)
                if variable.name == *name || lookup.inside.as_ref() == Some(name) =>
            {
                Some(Drawing::Curve(&variable.name, lookup))
            }
            _ => None,
        });
        if inside.is_some() {
            return inside;
        }
        let variable = model.variable(&name.key)?;
        if variable.dimensions.len() == 1 {
            return Some(Drawing::Array(&variable.name));
        }
        let VariableKind::Auxiliary { equation } = &variable.kind else { return None };
        let [case] = equation.cases.as_slice() else { return None };
        let ExprKind::Reference(reference) = &case.expr.kind else { return None };
        name = &reference.name;
    }
    None
}

fn bounds(lookup: &Lookup) -> Option<(f64, f64)> {
    let [(subscripts, curve)] = lookup.curves.as_slice() else { return None };
    let (first, last) = (curve.points.first()?, curve.points.last()?);
    subscripts.is_empty().then_some((first.0, last.0))
}

fn untold(writer: &mut Writer<'_>, flow: &Name, why: &str) {
    writer.diagnostics.push(
        Diagnostic::new(Code::Loss, flow.span, format!("`{flow}` is put at the beginning: {why}"))
            .label("asks to be spread over the conveyor")
            .help("name a graphical function or a one-dimensional array in `isee:distrib_eq`"),
    );
}

fn stretched(writer: &mut Writer<'_>, flow: &Name, drawn: &Name) {
    let message =
        format!("`{drawn}` is drawn over the whole way of `{flow}`, its x from end to end");
    writer.diagnostics.push(
        Diagnostic::new(Code::Loss, flow.span, message)
            .label("its x does not go from 0 to 1, and nothing published says what that means")
            .help("draw the distribution from 0, the exit, to 1, the entry"),
    );
}

/// Where it leaked from the conveyor it comes from: at the same part of the way.
pub fn source(belt: &Belt<'_>, writer: &mut Writer<'_>, flow: &Name) -> Put {
    let Some((stock, other, leak)) = leaked_from(belt.model, flow) else {
        untold(writer, flow, "it leaks from no conveyor");
        return Put::Beginning;
    };
    let (place, leaked) = (writer.place_name(), format!("leak {} leaked", leak + 1));
    let same =
        |a: &Conveyor, b: &Conveyor| match (a.length.cases.as_slice(), b.length.cases.as_slice()) {
            ([a], [b]) => {
                interregnum_formats::equation::print(&a.expr)
                    == interregnum_formats::equation::print(&b.expr)
            }
            _ => false,
        };
    if same(other, belt.belt) && other.sample.is_none() && belt.belt.sample.is_none() {
        return Put::Slats(writer.slat_of(stock, &leaked, &format!("{place} + 0")));
    }
    let message = format!(
        "`{flow}` leaks from a conveyor that may be longer or shorter than `{}`",
        belt.stock.name
    );
    writer.diagnostics.push(
        Diagnostic::new(Code::Loss, flow.span, message)
            .label("put at the same part of the way: nothing published says where")
            .help("give both conveyors the same `len`"),
    );
    let from = writer.place_of(stock);
    let target = format!("{flow} goes to");
    let text =
        format!("INT(({from} - 0.5) / {} * {}) + 1", writer.at_of(stock, "depth"), depth(writer));
    writer.hidden_slats_of(stock, &target, &text);
    Put::Slats(format!(
        "SUM(IF {} = {place} THEN {} ELSE 0)",
        writer.slat(&target, "*"),
        writer.slat_of(stock, &leaked, "*")
    ))
}

/// The conveyor a flow leaks from, and which of its leaks it is.
fn leaked_from<'m>(model: &'m Model, flow: &Name) -> Option<(&'m Variable, &'m Conveyor, usize)> {
    model.variables.iter().find_map(|variable| match &variable.kind {
        VariableKind::Stock { kind: StockKind::Conveyor(belt), .. } => {
            belt.leaks.iter().position(|leak| leak.flow == *flow).map(|at| (variable, &**belt, at))
        }
        _ => None,
    })
}
