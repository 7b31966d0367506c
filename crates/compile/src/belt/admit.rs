//! What a conveyor takes of what would flow in.
//!
//! What comes from another conveyor is never held back (isee systems: a conveyor alone decides its
//! outflow). Everything else is a uniflow, held to the room that is left and to the limit of a unit
//! of time, flow by flow in the order in which they are listed (XMILE 1.0, 4.2).

use super::text::Writer;
use super::{Belt, standing};
use interregnum_model::conveyor::Movement;
use interregnum_model::{Model, Name, StockKind, VariableKind};

/// Holds the inflows back.
pub fn admit(belt: &Belt<'_>, writer: &mut Writer<'_>) {
    if let Some(capacity) = &belt.belt.capacity {
        writer.given("capacity", capacity);
    }
    if let Some(limit) = &belt.belt.inflow_limit {
        writer.given("inflow limit", limit);
    }
    let free = |flow: &&Name| driver(belt.model, flow) == Driver::Itself;
    let Some(budget) = budget(belt, writer) else {
        belt.inflows.iter().filter(free).for_each(|flow| writer.one_way(flow));
        return;
    };
    writer.hidden("room", &budget);
    let mut left = writer.at("room");
    for flow in belt.inflows {
        match driver(belt.model, flow) {
            Driver::Conveyor => continue,
            Driver::Queue => writer.hidden(&room_for(flow), &format!("MAX(0, {left})")),
            Driver::Itself => {
                let Some(wanted) = writer.wanted(flow) else { continue };
                writer.drive(flow, &format!("MIN({wanted}, MAX(0, {left}))"));
            }
        }
        left = format!("{left} - {}", writer.flow(flow));
    }
}

/// The name of the room that a conveyor has for what a queue's flow brings, as a rate.
pub fn room_for(flow: &Name) -> String {
    format!("room for {flow}")
}

/// What decides a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Driver {
    /// Its equation.
    Itself,
    /// A conveyor that it leaves.
    Conveyor,
    /// A queue that it leaves.
    Queue,
}

fn driver(model: &Model, flow: &Name) -> Driver {
    let of = |variable: &interregnum_model::Variable| match &variable.kind {
        VariableKind::Stock { outflows, kind, .. } if outflows.contains(flow) => match kind {
            StockKind::Conveyor(_) => Some(Driver::Conveyor),
            StockKind::Queue { .. } => Some(Driver::Queue),
            StockKind::Plain | StockKind::NonNegative | StockKind::Clamped => None,
        },
        _ => None,
    };
    model.variables.iter().find_map(of).unwrap_or(Driver::Itself)
}

/// Whether a queue decides a flow.
pub fn is_from_queue(model: &Model, flow: &Name) -> bool {
    driver(model, flow) == Driver::Queue
}

/// Whether a flow has an equation that decides it.
pub fn is_free(model: &Model, flow: &Name) -> bool {
    driver(model, flow) == Driver::Itself
}

/// The most that may flow in now, as a rate; `None` where nothing holds it back.
fn budget(belt: &Belt<'_>, writer: &mut Writer<'_>) -> Option<String> {
    let from_conveyors = |flow: &&Name| driver(belt.model, flow) == Driver::Conveyor;
    let mut bounds = Vec::new();
    if belt.belt.capacity.is_some() {
        // What is on the belt after what leaves in this step (isee systems: (capacity - conveyor)/DT
        // + what flows out).
        let place = writer.slat("left", "*");
        let leaving =
            belt.exit().map(|exit| format!(" + {}", writer.flow(exit))).unwrap_or_default();
        let entering: String = belt
            .inflows
            .iter()
            .filter(from_conveyors)
            .map(|flow| format!(" - {}", writer.flow(flow)))
            .collect();
        bounds.push(format!("({} - SUM({place})) / DT{leaving}{entering}", writer.at("capacity")));
    }
    if belt.belt.inflow_limit.is_some() {
        bounds.push(match belt.movement() {
            Movement::Continuous => writer.at("inflow limit"),
            Movement::Discrete => {
                // The limit of a unit of time may be used up in one step; it is none for what
                // another conveyor brings (isee systems, Stella help: Equation tab).
                let limited = belt.inflows.iter().filter(|flow| !from_conveyors(flow));
                let inflows: Vec<String> = limited.map(|it| writer.flow(it)).collect();
                let inflows = if inflows.is_empty() { "0".to_owned() } else { inflows.join(" + ") };
                let spent = format!("PREVIOUS({} + DT * ({inflows}), 0)", writer.at("spent"));
                let text =
                    format!("IF INT(TIME + 1e-9) > INT(TIME - DT + 1e-9) THEN 0 ELSE {spent}");
                writer.hidden("spent", &text);
                format!("({} - {}) / DT", writer.at("inflow limit"), writer.at("spent"))
            }
        });
    }
    let mut budget = match bounds.as_slice() {
        [] if belt.belt.arrest.is_some() => "INF".to_owned(),
        [] => return None,
        [bound] => bound.clone(),
        [first, second, ..] => format!("MIN({first}, {second})"),
    };
    if let Some(standing) = standing(writer, belt.belt) {
        budget = format!("IF {standing} THEN 0 ELSE {budget}");
    }
    Some(format!("MAX(0, {budget})"))
}
