//! Queues: what waits leaves as soon as what is behind takes it (XMILE 1.0, 3.7.3 and 4.3).
//!
//! A queue's outflow into a stock or a cloud empties it; one into a conveyor takes what that has
//! room for. Outflows are served in their order; an overflow takes what is left only where one
//! before it was held back. Batches are not kept apart: what is told of a conveyor that takes whole
//! batches, or one batch in a step.

use super::text::Writer;
use super::{WrittenOut, destination};
use interregnum_model::conveyor::{Batches, Integrity};
use interregnum_model::{Code, Diagnostic, Model, Name, Variable};

/// Writes a queue out.
pub fn queue(
    model: &Model,
    stock: &Variable,
    outflows: &[Name],
    overflows: &[Name],
    out: &mut WrittenOut,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut writer = Writer::new(stock, out, diagnostics);
    let waiting = writer.flow(&stock.name);
    let mut left = format!("MAX(0, {waiting}) / DT");
    let mut blocked = "0".to_owned();
    for (at, flow) in outflows.iter().enumerate() {
        let room = destination(model, flow).and_then(|(conveyor, belt)| {
            tell_batches(&mut writer, conveyor, belt.intake.integrity, belt.intake.batches);
            let is_limited =
                belt.capacity.is_some() || belt.inflow_limit.is_some() || belt.arrest.is_some();
            is_limited.then(|| writer.at_of(conveyor, "room"))
        });
        let left_name = format!("left for {}", at + 1);
        writer.hidden(&left_name, &left);
        let here = writer.at(&left_name);
        let taken = match &room {
            Some(room) => format!("MIN({here}, {room})"),
            None => here.clone(),
        };
        let text = if overflows.contains(flow) {
            format!("IF {blocked} THEN {taken} ELSE 0")
        } else {
            taken
        };
        writer.drive(flow, &text);
        left = format!("MAX(0, {here} - {})", writer.flow(flow));
        if let Some(room) = room {
            blocked = format!("({blocked} or {here} > {room})");
        }
    }
    writer.becomes_plain();
}

fn tell_batches(
    writer: &mut Writer<'_>,
    conveyor: &Variable,
    integrity: Integrity,
    batches: Batches,
) {
    if integrity == Integrity::Split && batches == Batches::Many {
        return;
    }
    let message = format!("`{}` takes as much as fits here, not batch by batch", conveyor.name);
    writer.diagnostics.push(
        Diagnostic::new(Code::Loss, writer.span(), message)
            .label("what waits here is not kept in batches")
            .help(
                "say `one_at_a_time=\"false\"` and leave `batch_integrity` out where that is meant",
            ),
    );
}
