//! Queues: what waits leaves as soon as what is behind takes it (XMILE 1.0, 3.7.3 and 4.3).
//!
//! An outflow is decided "by the queue's inflow, the queue's contents, and what is downstream": what
//! comes in may leave in the same step. One into a stock or a cloud empties the queue; one into a
//! conveyor takes what that has room for. Outflows are served in their order; an overflow takes what
//! is left only where one before it was held back. Where a conveyor takes batch by batch or whole
//! batches, they are kept apart ([`super::batches`]).

use super::admit::{is_free, room_for};
use super::text::Writer;
use super::{WrittenOut, batches, destination};
use interregnum_model::conveyor::{Batches, Intake, Integrity};
use interregnum_model::{Diagnostic, Equation, Model, Name, Variable};

/// A queue and what flows in and out.
pub struct Queue<'m> {
    /// The whole model.
    pub model: &'m Model,
    /// The queue.
    pub stock: &'m Variable,
    /// What waits at first.
    pub initial: &'m Equation,
    /// What comes in.
    pub inflows: &'m [Name],
    /// What goes out, the first served first.
    pub outflows: &'m [Name],
    /// Outflows that take only what a blocked one before them leaves.
    pub overflows: &'m [Name],
    /// Whether some equation reads its batches.
    pub is_opened: bool,
}

/// An outflow of a queue.
pub struct Server {
    /// The flow, for the element at hand.
    pub flow: Name,
    /// The room behind it, as an amount of a step; none where nothing holds it back.
    pub room: Option<String>,
    /// What the conveyor behind takes of batches.
    pub intake: Intake,
    /// Whether it takes only what a blocked one before it leaves.
    pub is_overflow: bool,
}

/// Takes as much as fits, batches or not.
const ANY: Intake = Intake { batches: Batches::Many, integrity: Integrity::Split };

/// Writes a queue out.
pub fn queue(queue: &Queue<'_>, out: &mut WrittenOut, diagnostics: &mut Vec<Diagnostic>) {
    let mut writer = Writer::new(queue.stock, out, diagnostics);
    writer.of_the_stock("initial", queue.initial);
    for flow in queue.inflows.iter().filter(|flow| is_free(queue.model, flow)) {
        writer.one_way(flow);
    }
    let inflows: Vec<String> = queue.inflows.iter().map(|flow| writer.flow(flow)).collect();
    let arriving =
        if inflows.is_empty() { "0".to_owned() } else { format!("DT * ({})", inflows.join(" + ")) };
    writer.hidden("arriving", &arriving);
    let servers: Vec<Server> =
        queue.outflows.iter().map(|flow| server(queue, &writer, flow)).collect();
    if queue.is_opened || servers.iter().any(|it| it.room.is_some() && it.intake != ANY) {
        batches::batches(queue.model, &servers, &mut writer);
        if queue.is_opened {
            writer.numbers();
        }
    } else {
        amounts(&servers, &mut writer);
    }
}

fn server(queue: &Queue<'_>, writer: &Writer<'_>, flow: &Name) -> Server {
    let behind = destination(queue.model, flow);
    let room = behind.and_then(|(conveyor, belt)| {
        let is_limited =
            belt.capacity.is_some() || belt.inflow_limit.is_some() || belt.arrest.is_some();
        is_limited.then(|| format!("DT * {}", writer.at_of(conveyor, &room_for(flow))))
    });
    Server {
        flow: flow.clone(),
        room,
        intake: behind.map_or(ANY, |(_, belt)| belt.intake),
        is_overflow: queue.overflows.contains(flow),
    }
}

/// Whether an amount fits. Rooms are differences: nothing may hang on their last bit.
pub fn fits(amount: &str, room: &str) -> String {
    format!("{amount} <= {room} * (1 + 1e-9)")
}

/// Whether an outflow was held back: for all those after it.
pub fn also(blocked: &str, more: &str) -> String {
    if blocked.is_empty() { more.to_owned() } else { format!("({blocked} or {more})") }
}

/// A queue of which only the amount matters.
fn amounts(servers: &[Server], writer: &mut Writer<'_>) {
    let waiting = format!("PREVIOUS({}, {})", writer.at("next"), writer.at("initial"));
    writer.hidden("waiting", &waiting);
    let mut here = format!("({} + {})", writer.at("waiting"), writer.at("arriving"));
    let mut blocked = String::new();
    for (at, server) in servers.iter().enumerate() {
        let line = format!("line {}", at + 1);
        writer.hidden(&line, &here);
        let line = writer.at(&line);
        let left = match &server.room {
            None => "0".to_owned(),
            Some(room) => format!("(IF {} THEN 0 ELSE {line} - {room})", fits(&line, room)),
        };
        here = gated(server, &blocked, &left, &line);
        let taken = format!("({line} - {here}) / DT");
        if let Some(room) = &server.room {
            blocked = also(&blocked, &format!("not {}", fits(&line, room)));
        }
        writer.drive(&server.flow, &taken);
    }
    writer.hidden("next", &here);
    let waiting = writer.at("waiting");
    writer.becomes_auxiliary(&waiting);
}

/// What is left after an outflow: all of it after an overflow that nothing blocked.
pub fn gated(server: &Server, blocked: &str, left: &str, before: &str) -> String {
    match (server.is_overflow, blocked) {
        (false, _) => left.to_owned(),
        (true, "") => before.to_owned(),
        (true, blocked) => format!("(IF {blocked} THEN {left} ELSE {before})"),
    }
}
