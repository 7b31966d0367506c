//! What lies on a belt at first.

use super::leak::named;
use super::text::Writer;
use super::{Belt, depth};
use interregnum_model::conveyor::{Leakage, Movement};

/// What lies on each slat, and how much of it entered. What is said as a whole lies as a steady
/// inflow would leave it (Stella's way; XMILE 1.0, 3.7.2 for discrete ones, which lie at the
/// beginning of each unit of time).
pub fn first(belt: &Belt<'_>, writer: &mut Writer<'_>) {
    let place = writer.place_name();
    let depth = depth(writer);
    let entry = match belt.movement() {
        Movement::Continuous => "1".to_owned(),
        Movement::Discrete => format!(
            "(IF {place} = {depth} or INT({place} * DT + 1e-9) > INT(({place} - 1) * DT + 1e-9) THEN 1 ELSE 0)"
        ),
    };
    writer.hidden_slats("entry", &format!("IF {place} <= {depth} THEN {entry} ELSE 0"));
    let kept = kept(belt, writer);
    writer.hidden_slats("kept", &format!("MAX(0, {kept})"));
    if belt.belt.filled.is_empty() {
        let text = format!("{} * {}", writer.slat("entry", &place), writer.slat("kept", &place));
        writer.hidden_slats("share", &text);
        let text = format!("SUM({})", writer.slat("share", "*"));
        writer.hidden("shares", &text);
        let each = format!("{} / {}", writer.at("initial"), writer.at("shares"));
        writer.hidden("first entered", &each);
        let text = format!(
            "{} * {} / {}",
            writer.at("initial"),
            writer.slat("share", &place),
            writer.at("shares")
        );
        writer.hidden_slats("first", &text);
        let text = format!("{} * {}", writer.at("first entered"), writer.slat("entry", &place));
        writer.hidden_slats("entered", &text);
    } else {
        listed(belt, writer);
    }
}

/// What is listed from the exit on: for each step where there are as many as the way has, else for
/// each unit of time; of too many the last are left out, of too few the last is said again (isee
/// systems, Stella help: Initializing Discrete Stocks).
fn listed(belt: &Belt<'_>, writer: &mut Writer<'_>) {
    let (place, depth) = (writer.place_name(), depth(writer));
    writer.list("list", &belt.belt.filled);
    let count = belt.belt.filled.len();
    let unit = format!("INT(({place} - 1) * DT + 1e-9) + 1");
    let of = |position: &str, writer: &Writer<'_>| {
        writer.slat("list", &format!("MIN({count}, {position})"))
    };
    let each = match belt.movement() {
        Movement::Continuous => format!("{} * DT", of(&unit, writer)),
        Movement::Discrete => {
            format!("{} * {}", of(&unit, writer), writer.slat("entry", &place))
        }
    };
    let text = format!(
        "IF {place} > {depth} THEN 0 ELSE IF {depth} = {count} THEN {} ELSE {each}",
        of(&place, writer)
    );
    writer.hidden_slats("first", &text);
    let (first, kept) = (writer.slat("first", &place), writer.slat("kept", &place));
    writer.hidden_slats("entered", &format!("IF {kept} > 0 THEN {first} / {kept} ELSE 0"));
    let text = format!("SUM({})", writer.slat("first", "*"));
    writer.hidden("initial", &text);
}

/// What of an amount is left where a slat is, after the zones it has passed.
fn kept(belt: &Belt<'_>, writer: &Writer<'_>) -> String {
    let (place, depth) = (writer.place_name(), depth(writer));
    let mut kept = "1".to_owned();
    for at in 0..belt.belt.leaks.len() {
        let (first, last) = (writer.at(&named(at, "first")), writer.at(&named(at, "last")));
        let passed = format!("MAX(0, MIN({last}, {depth}) - MAX({place}, {first} - 1))");
        let fraction = writer.at(&named(at, "fraction"));
        match belt.belt.leakage {
            Leakage::Linear => kept.push_str(&format!(
                " - {fraction} * {} * (IF {slats} > 0 THEN {passed} / {slats} ELSE 0)",
                writer.at(&named(at, "reached by")),
                slats = writer.at(&named(at, "slats"))
            )),
            Leakage::Exponential => {
                kept.push_str(&format!(" * MAX(0, 1 - DT * {fraction}) ^ {passed}"));
            }
        }
    }
    kept
}
