//! What falls off a belt on the way.
//!
//! A linear leak takes the same amount each step from all that entered together: its fraction of
//! what entered, over the steps that its zone takes (isee systems: "a transit time of 5 with a 50 %
//! leakage will leak 10 % each time period"); the fraction is that of the moment. An exponential one
//! takes its fraction of what is there, each unit of time. A fraction is of what reaches the zone:
//! two of a half, one zone behind the other, leave a quarter (Stella's way; the standard's words,
//! of the amount that flows in, mean the same for zones that begin at the entry).

use super::text::Writer;
use super::{Belt, depth, first, stopped, whole};
use interregnum_formats::number::print_number as exact;
use interregnum_model::conveyor::{Amount, Leak, Leakage};

/// The variables of all leaks, what they leave of each slat, and how the belt is filled at first.
pub fn leaks(belt: &Belt<'_>, writer: &mut Writer<'_>) {
    let leaks = &belt.belt.leaks;
    for (at, leak) in leaks.iter().enumerate() {
        zone(belt, writer, at, leak);
    }
    first::first(belt, writer);
    let place = writer.place_name();
    let mut left = writer.slat("belt", &place);
    for (at, leak) in leaks.iter().enumerate() {
        let taken = match belt.belt.leakage {
            Leakage::Linear => {
                load(belt, writer, at);
                let load = writer.slat(&named(at, "load"), &place);
                format!("MAX(0, MIN({left}, {} * {load}))", writer.at(&named(at, "fraction")))
            }
            Leakage::Exponential => exponential(belt, writer, at),
        };
        let stopped = stopped(belt, writer, &leak.flow);
        let unless_stopped = |text: String| match &stopped {
            Some(stopped) => format!("IF {stopped} THEN 0 ELSE ({text})"),
            None => text,
        };
        let mut text =
            unless_stopped(format!("IF {} THEN {taken} ELSE 0", in_zone(writer, at, leak)));
        if leak.amount == Amount::Integers {
            text = unless_stopped(whole::whole(writer, at, leak, &text, &left));
        }
        writer.hidden_slats(&named(at, "leaked"), &text);
        left = format!("({left} - {})", writer.slat(&named(at, "leaked"), &place));
        let flow = format!("SUM({}) / DT", writer.slat(&named(at, "leaked"), "*"));
        writer.drive(&leak.flow, &flow);
    }
    writer.hidden_slats("left", &left);
}

/// The name of something of a leak.
pub fn named(at: usize, what: &str) -> String {
    format!("leak {} {what}", at + 1)
}

/// Its fraction, and the first and last slat of its zone, from the exit. A slat is in the zone when
/// its middle is.
fn zone(belt: &Belt<'_>, writer: &mut Writer<'_>, at: usize, leak: &Leak) {
    match &leak.fraction {
        Some(fraction) => writer.given(&named(at, "fraction"), fraction),
        None => writer.hidden(&named(at, "fraction"), "0"),
    }
    let depth = depth(writer);
    // Nothing may hang on the last bit of a product.
    let first = format!("-INT(-({depth} * {} + 0.499999999))", exact(1.0 - leak.end));
    let last = format!("INT({depth} * {} + 0.500000001)", exact(1.0 - leak.start));
    writer.hidden(&named(at, "first"), &first);
    writer.hidden(&named(at, "last"), &last);
    let slats = format!(
        "MAX(0, {} - {} + 1)",
        writer.at(&named(at, "last")),
        writer.at(&named(at, "first"))
    );
    writer.hidden(&named(at, "slats"), &slats);
    let reaching = reaching(belt, writer, at, leak);
    writer.hidden(&named(at, "reached by"), &reaching);
}

/// The fraction of what entered that reaches a zone: less what leaks of it before.
fn reaching(belt: &Belt<'_>, writer: &Writer<'_>, at: usize, leak: &Leak) -> String {
    let mut text = "1".to_owned();
    if belt.belt.leakage == Leakage::Exponential {
        return text;
    }
    for (other, before) in belt.belt.leaks.iter().enumerate() {
        // Zones are taken in the order in which they begin, so that none waits on itself.
        let is_before = before.start < leak.start && other != at;
        let width = before.end - before.start;
        if is_before && width > 0.0 {
            let part = (before.end.min(leak.start) - before.start).max(0.0) / width;
            text.push_str(&format!(
                " - {} * {} * {}",
                exact(part),
                writer.at(&named(other, "fraction")),
                writer.at(&named(other, "reached by"))
            ));
        }
    }
    format!("MAX(0, {text})")
}

/// Whether the slat at hand is in the zone. What is left of a longer belt counts as entering.
pub fn in_zone(writer: &Writer<'_>, at: usize, leak: &Leak) -> String {
    let place = writer.place_name();
    let first = format!("{place} >= {}", writer.at(&named(at, "first")));
    if leak.start == 0.0 {
        return first;
    }
    format!("({first} and {place} <= {})", writer.at(&named(at, "last")))
}

/// What a linear leak takes from each slat in a step, for a fraction of 1: it rides with the slat.
fn load(belt: &Belt<'_>, writer: &mut Writer<'_>, at: usize) {
    let place = writer.place_name();
    let of_one = format!(
        "(IF {slats} > 0 THEN {} / {slats} ELSE 0)",
        writer.at(&named(at, "reached by")),
        slats = writer.at(&named(at, "slats"))
    );
    let behind = writer.slat(&named(at, "load"), &format!("{place} + 1"));
    let mut on = format!("{behind} + {} * {of_one}", writer.slat("put", &place));
    if let Some(standing) = super::standing(writer, belt.belt) {
        on = format!("IF {standing} THEN {} ELSE {on}", writer.slat(&named(at, "load"), &place));
    }
    writer.hidden_slats(&named(at, "next load"), &on);
    let start = format!("{} * {of_one}", writer.slat("entered", &place));
    let text = format!("PREVIOUS({}, {start})", writer.slat(&named(at, "next load"), &place));
    writer.hidden_slats(&named(at, "load"), &text);
}

/// What an exponential leak takes: all are worked out of what was there, and share where that is
/// not enough.
fn exponential(belt: &Belt<'_>, writer: &Writer<'_>, at: usize) -> String {
    let place = writer.place_name();
    let wanted: Vec<String> = belt
        .belt
        .leaks
        .iter()
        .enumerate()
        .map(|(other, leak)| {
            format!(
                "(IF {} THEN MAX(0, {}) ELSE 0)",
                in_zone(writer, other, leak),
                writer.at(&named(other, "fraction"))
            )
        })
        .collect();
    let all = format!("(DT * ({}))", wanted.join(" + "));
    format!(
        "{} * DT * MAX(0, {}) / MAX(1, {all})",
        writer.slat("belt", &place),
        writer.at(&named(at, "fraction"))
    )
}
