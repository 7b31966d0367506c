//! Leaks of whole numbers (`leak_integers`).
//!
//! What would leak is added up until it makes a whole unit, which then leaks; the rest is carried on
//! (isee systems, Stella help: Traditional Conveyors). Which slats a unit is taken from is not
//! published: here from the exit on, so that a belt of whole units stays one.

use super::leak::{in_zone, named};
use super::text::Writer;
use interregnum_model::conveyor::Leak;

/// What a leak takes from the slat at hand, of what `wanted` would take of it and what is `left`.
pub fn whole(writer: &mut Writer<'_>, at: usize, leak: &Leak, wanted: &str, left: &str) -> String {
    let place = writer.place_name();
    let name = |what: &str| named(at, what);
    writer.hidden_slats(&name("wanted"), wanted);
    writer.hidden_slats(
        &name("there"),
        &format!("IF {} THEN {left} ELSE 0", in_zone(writer, at, leak)),
    );
    let due = format!(
        "PREVIOUS({} - SUM({}), 0) + SUM({})",
        writer.at(&name("due")),
        writer.slat(&name("leaked"), "*"),
        writer.slat(&name("wanted"), "*")
    );
    writer.hidden(&name("due"), &due);
    // Tenths may add up to a little less than one.
    let units = format!(
        "INT(MIN({}, SUM({})) + 1e-9)",
        writer.at(&name("due")),
        writer.slat(&name("there"), "*")
    );
    writer.hidden(&name("units"), &units);
    let nearer = format!(
        "IF {place} = 1 THEN 0 ELSE {} + {}",
        writer.slat(&name("nearer the exit"), &format!("{place} - 1")),
        writer.slat(&name("there"), &format!("{place} - 1"))
    );
    writer.hidden_slats(&name("nearer the exit"), &nearer);
    format!(
        "MAX(0, MIN({}, {} - {}))",
        writer.slat(&name("there"), &place),
        writer.at(&name("units")),
        writer.slat(&name("nearer the exit"), &place)
    )
}
