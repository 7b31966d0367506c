//! The four variables that say how time runs, and the settings after the drawing.

use super::equations::entry;
use super::heading;
use super::name::{bare_number, unit};
use interregnum_model::{Method, Model};

/// `INITIAL TIME`, `FINAL TIME`, `TIME STEP` and `SAVEPER`, under their own heading.
pub(crate) fn control(model: &Model) -> String {
    let time = &model.time;
    let unit = match time.unit.is_dimensionless() {
        true => String::new(),
        false => unit(&time.unit).unwrap_or_default(),
    };
    let saveper = match time.saveper == time.dt {
        true => "TIME STEP".to_owned(),
        false => bare_number(time.saveper),
    };
    let lines = [
        ("FINAL TIME", bare_number(time.stop), "The final time for the simulation."),
        ("INITIAL TIME", bare_number(time.start), "The initial time for the simulation."),
        ("SAVEPER", saveper, "The frequency with which output is stored."),
        ("TIME STEP", bare_number(time.dt), "The time step for the simulation."),
    ];
    let mut text = heading("Control", "Simulation Control Parameters");
    for (name, value, words) in lines {
        text.push_str(&entry(&format!("{name}=\n\t{value}"), &format!("{unit}\n\t~\t{words}")));
    }
    text
}

/// Integration method and equivalent units.
pub(crate) fn settings(model: &Model) -> String {
    let method = match model.time.method {
        Method::Euler => 0,
        Method::Rk4 => 5,
    };
    let mut text = String::from("///---\\\\\\\n:L\u{7f}<%^E!@\n");
    text.push_str(&format!("15:0,0,0,{method},0,0\n"));
    for definition in model.units.iter().filter(|it| !it.disabled) {
        let names: Vec<&str> = std::iter::once(definition.name.as_str())
            .chain(definition.aliases.iter().map(String::as_str))
            .collect();
        text.push_str(&format!("22:{}\n", names.join(",")));
    }
    text
}
