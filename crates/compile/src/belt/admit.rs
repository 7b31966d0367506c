//! What a conveyor takes of what would flow in.
//!
//! What comes from another conveyor is never held back (isee systems: a conveyor alone decides its
//! outflow). Everything else is a uniflow, held to the room that is left and to the limit of a unit
//! of time, flow by flow in the order in which they are listed (XMILE 1.0, 4.2).

use super::text::Writer;
use super::{Belt, standing};
use interregnum_model::conveyor::Movement;
use interregnum_model::{Name, StockKind, VariableKind};

/// Holds the inflows back.
pub fn admit(belt: &Belt<'_>, writer: &mut Writer<'_>) {
    let (driven, free): (Vec<&Name>, Vec<&Name>) =
        belt.inflows.iter().partition(|flow| is_driven(belt, flow));
    if let Some(capacity) = &belt.belt.capacity {
        writer.given("capacity", capacity);
    }
    if let Some(limit) = &belt.belt.inflow_limit {
        writer.given("inflow limit", limit);
    }
    let Some(budget) = budget(belt, writer, &driven) else {
        free.iter().for_each(|flow| writer.one_way(flow));
        return;
    };
    writer.hidden("room", &budget);
    let mut left = writer.at("room");
    for flow in free {
        let Some(wanted) = writer.wanted(flow) else { continue };
        writer.drive(flow, &format!("MIN({wanted}, MAX(0, {left}))"));
        left = format!("{left} - {}", writer.flow(flow));
    }
}

/// Whether another conveyor or a queue decides a flow.
fn is_driven(belt: &Belt<'_>, flow: &Name) -> bool {
    belt.model.variables.iter().any(|variable| match &variable.kind {
        VariableKind::Stock {
            outflows,
            kind: StockKind::Conveyor(_) | StockKind::Queue { .. },
            ..
        } => outflows.contains(flow),
        _ => false,
    })
}

/// The most that may flow in now, as a rate; `None` where nothing holds it back.
fn budget(belt: &Belt<'_>, writer: &mut Writer<'_>, driven: &[&Name]) -> Option<String> {
    let mut bounds = Vec::new();
    if belt.belt.capacity.is_some() {
        // What is on the belt after what leaves in this step (isee systems: (capacity - conveyor)/DT
        // + what flows out).
        let place = writer.slat("left", "*");
        let leaving =
            belt.exit().map(|exit| format!(" + {}", writer.flow(exit))).unwrap_or_default();
        let entering: String = driven
            .iter()
            .filter(|flow| !is_from_queue(belt, flow))
            .map(|flow| format!(" - {}", writer.flow(flow)))
            .collect();
        bounds.push(format!("({} - SUM({place})) / DT{leaving}{entering}", writer.at("capacity")));
    }
    if belt.belt.inflow_limit.is_some() {
        bounds.push(match belt.belt.movement {
            Movement::Continuous => writer.at("inflow limit"),
            Movement::Discrete => {
                // The limit of a unit of time may be used up in one step.
                let inflows: Vec<String> = belt.inflows.iter().map(|it| writer.flow(it)).collect();
                let spent =
                    format!("PREVIOUS({} + DT * ({}), 0)", writer.at("spent"), inflows.join(" + "));
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

/// Whether a queue decides a flow.
fn is_from_queue(belt: &Belt<'_>, flow: &Name) -> bool {
    belt.model.variables.iter().any(|variable| match &variable.kind {
        VariableKind::Stock { outflows, kind: StockKind::Queue { .. }, .. } => {
            outflows.contains(flow)
        }
        _ => false,
    })
}
