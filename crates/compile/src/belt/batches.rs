//! Queues whose batches are kept apart: all that comes in within a step is a batch (XMILE 1.0,
//! 3.7.3), the one in front leaves first. A conveyor behind takes the front one alone or as many as
//! fit (`one_at_a_time`), and splits one that does not fit or waits for room for all of it
//! (`batch_integrity`).

use super::queue::{Server, also, fits, gated};
use super::text::Writer;
use crate::program::OVERRUN;
use interregnum_model::Model;
use interregnum_model::conveyor::{Batches, Intake, Integrity};

/// The most batches that may wait in one queue.
const MOST_BATCHES: f64 = 2_000.0;

/// Writes a queue out as a line of batches, the front one first.
pub fn batches(model: &Model, servers: &[Server], writer: &mut Writer<'_>) {
    // No more can come than the run has steps, and what waits at first.
    let time = &model.time;
    let steps = ((time.stop - time.start) / time.dt).ceil() + 2.0;
    let most = if steps.is_finite() { steps.clamp(2.0, MOST_BATCHES) } else { MOST_BATCHES };
    writer.place(most as usize);
    arrive(writer, most);
    let mut blocked = String::new();
    for (at, server) in servers.iter().enumerate() {
        let more = serve(writer, at, server, &blocked);
        if let Some(more) = more {
            blocked = also(&blocked, &more);
        }
    }
    let place = writer.place_name();
    let (line, count) = (named("line", servers.len()), named("count", servers.len()));
    let text = writer.slat(&line, &place);
    writer.hidden_slats("next", &text);
    let text = writer.at(&count);
    writer.hidden("next count", &text);
    let total = format!("PREVIOUS(SUM({}), {})", writer.slat("next", "*"), writer.at("initial"));
    writer.becomes_auxiliary(&total);
}

fn named(what: &str, at: usize) -> String {
    format!("{what} {}", at + 1)
}

/// What waits, and what comes in as the last batch.
fn arrive(writer: &mut Writer<'_>, most: f64) {
    let place = writer.place_name();
    let initial = writer.at("initial");
    let text =
        format!("PREVIOUS({}, IF {place} = 1 THEN {initial} ELSE 0)", writer.slat("next", &place));
    writer.hidden_slats("batch", &text);
    let text = format!("PREVIOUS({}, IF {initial} > 0 THEN 1 ELSE 0)", writer.at("next count"));
    writer.hidden("count", &text);
    let arriving = writer.at("arriving");
    let text = format!(
        "{} + (IF {place} = {} + 1 THEN {arriving} ELSE 0)",
        writer.slat("batch", &place),
        writer.at("count")
    );
    writer.hidden_slats(&named("line", 0), &text);
    let more = format!("{} + (IF {arriving} > 0 THEN 1 ELSE 0)", writer.at("count"));
    let overrun = format!("{OVERRUN}holds more batches than the {most} it has places for");
    writer.hidden(&overrun, &format!("IF {more} > {most} THEN 0/0 ELSE {more}"));
    let text = writer.at(&overrun);
    writer.hidden(&named("count", 0), &text);
}

/// Serves an outflow; when it is held back, as a condition.
fn serve(writer: &mut Writer<'_>, at: usize, server: &Server, blocked: &str) -> Option<String> {
    let place = writer.place_name();
    let (line, left, taken) = (named("line", at), named("left", at), named("taken", at));
    let here = writer.slat(&line, &place);
    // What stands from the front up to a batch, it included.
    let up_to = named("up to", at);
    let before = format!(
        "{here} + (IF {place} = 1 THEN 0 ELSE {})",
        writer.slat(&up_to, &format!("{place} - 1"))
    );
    writer.hidden_slats(&up_to, &before);
    let remains = match &server.room {
        None => "0".to_owned(),
        Some(room) => remains(writer, server.intake, room, (&here, &up_to)),
    };
    let remains = gated(server, blocked, &remains, &here);
    writer.hidden_slats(&left, &remains);
    let text = format!("{here} - {}", writer.slat(&left, &place));
    writer.hidden_slats(&taken, &text);
    let flow = format!("SUM({}) / DT", writer.slat(&taken, "*"));
    writer.drive(&server.flow, &flow);
    close_up(writer, at);
    let room = server.room.as_ref()?;
    let wanted = match server.intake.batches {
        Batches::One => writer.slat(&line, "1"),
        Batches::Many => format!("SUM({})", writer.slat(&line, "*")),
    };
    Some(format!("not {}", fits(&wanted, room)))
}

/// What remains of the batch at hand where there is room for so much.
fn remains(writer: &Writer<'_>, intake: Intake, room: &str, (here, up_to): (&str, &str)) -> String {
    let place = writer.place_name();
    let up_to = writer.slat(up_to, &place);
    match (intake.batches, intake.integrity) {
        (Batches::One, Integrity::Whole) => {
            format!("(IF {place} = 1 and {} THEN 0 ELSE {here})", fits(here, room))
        }
        (Batches::Many, Integrity::Whole) => {
            format!("(IF {} THEN 0 ELSE {here})", fits(&up_to, room))
        }
        (Batches::One, Integrity::Split) => format!(
            "(IF {place} > 1 THEN {here} ELSE IF {} THEN 0 ELSE {here} - {room})",
            fits(here, room)
        ),
        (Batches::Many, Integrity::Split) => {
            format!("(IF {} THEN 0 ELSE MIN({here}, {up_to} - {room}))", fits(&up_to, room))
        }
    }
}

/// The batches behind those that are gone move up.
fn close_up(writer: &mut Writer<'_>, at: usize) {
    let place = writer.place_name();
    let (line, left, gone) = (named("line", at), named("left", at), named("gone", at));
    let text = format!(
        "IF {} > 0 and {} = 0 THEN 1 ELSE 0",
        writer.slat(&line, &place),
        writer.slat(&left, &place)
    );
    writer.hidden_slats(&gone, &text);
    let all_gone = named("all gone", at);
    let text = format!("SUM({})", writer.slat(&gone, "*"));
    writer.hidden(&all_gone, &text);
    let text = writer.slat(&left, &format!("{place} + {}", writer.at(&all_gone)));
    writer.hidden_slats(&named("line", at + 1), &text);
    let text = format!("{} - {}", writer.at(&named("count", at)), writer.at(&all_gone));
    writer.hidden(&named("count", at + 1), &text);
}
