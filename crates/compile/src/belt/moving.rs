//! The belt a step later: what is left moves on by a slat, what flows in is put on it.

use super::spread::{self, Put};
use super::text::Writer;
use super::{Belt, depth, destination, standing};
use interregnum_model::Name;
use interregnum_model::conveyor::Spreading;

/// The belt, and what becomes of it.
pub fn moving(belt: &Belt<'_>, writer: &mut Writer<'_>, exit: &Name) {
    let place = writer.place_name();
    moved(belt, writer, exit);
    let put = put(belt, writer);
    writer.hidden_slats("put", &put);
    let on = format!("{} + {}", writer.slat("moved", &place), writer.slat("put", &place));
    let text = match standing(writer, belt.belt) {
        Some(standing) => format!("IF {standing} THEN {} ELSE {on}", writer.slat("belt", &place)),
        None => on,
    };
    writer.hidden_slats("next", &text);
    let text =
        format!("PREVIOUS({}, {})", writer.slat("next", &place), writer.slat("first", &place));
    writer.hidden_slats("belt", &text);
}

/// What is left on it, a slat further on. What may not leave waits at the exit.
fn moved(belt: &Belt<'_>, writer: &mut Writer<'_>, exit: &Name) {
    let place = writer.place_name();
    let mut text = writer.slat("left", &format!("{place} + 1"));
    let held = destination(belt.model, exit)
        .filter(|(_, other)| other.arrest.is_some())
        .map(|(stock, _)| format!("{} <> 0", writer.at_of(stock, "arrest")));
    if let Some(held) = held {
        let first = writer.slat("left", "1");
        text = format!("{text} + (IF {place} = 1 and {held} THEN {first} ELSE 0)");
    }
    writer.hidden_slats("moved", &text);
}

/// What is put on the slat at hand.
fn put(belt: &Belt<'_>, writer: &mut Writer<'_>) -> String {
    let place = writer.place_name();
    let mut at_the_beginning = Vec::new();
    let mut elsewhere = Vec::new();
    for flow in belt.inflows {
        let over = belt.belt.spreads.iter().find(|it| it.flow == *flow).map(|it| &it.over);
        let put = match over {
            None => Put::Beginning,
            Some(Spreading::Even) => Put::Slats(spread::even(writer, flow)),
            Some(Spreading::Content) => Put::Slats(spread::content(writer, flow)),
            Some(Spreading::Drawn(drawn)) => spread::drawn(belt, writer, flow, drawn),
            Some(Spreading::Source) => spread::source(belt, writer, flow),
        };
        match put {
            Put::Beginning => at_the_beginning.push(writer.flow(flow)),
            Put::Slats(text) => elsewhere.push(text),
        }
    }
    let entering = match at_the_beginning.as_slice() {
        [] => "0".to_owned(),
        flows => format!("DT * ({})", flows.join(" + ")),
    };
    writer.hidden("entering", &entering);
    let mut put = format!("(IF {place} = {} THEN {} ELSE 0)", depth(writer), writer.at("entering"));
    for text in elsewhere {
        put = format!("{put} + {text}");
    }
    put
}
