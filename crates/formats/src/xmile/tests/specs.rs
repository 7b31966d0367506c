//! `sim_specs`, header, units.

use super::{file, findings, model, variable, whole};
use crate::xmile::read_text;
use interregnum_model::{Method, Unit};

fn specs(words: &str) -> interregnum_model::TimeSpec {
    model(&format!("<xmile><sim_specs {words}</sim_specs><model><variables/></model></xmile>")).time
}

#[test]
fn start_stop_and_step() {
    let time = specs("method=\"RK4\"><start> 1</start><stop>13</stop><dt>0.25</dt>");
    assert_eq!((time.start, time.stop, time.dt, time.saveper), (1.0, 13.0, 0.25, 0.25));
    assert_eq!(time.method, Method::Rk4);
}

#[test]
fn dt_may_be_given_as_how_many_steps_a_unit() {
    let time = specs("><start>0</start><stop>100</stop><dt reciprocal=\"true\">32</dt>");
    assert_eq!(time.dt, 0.031_25);
    assert_eq!(time.method, Method::Euler);
    let time = specs("><start>0</start><stop>100</stop><dt reciprocal=\"false\">2</dt>");
    assert_eq!(time.dt, 2.0);
    assert_eq!(specs("><start>0</start><stop>1</stop>").dt, 1.0);
}

#[test]
fn the_save_interval_of_stella() {
    let time = specs("isee:save_interval=\"0.3\"><start>0</start><stop>3</stop><dt>0.1</dt>");
    assert_eq!((time.dt, time.saveper), (0.1, 0.3));
}

#[test]
fn the_first_method_known_of_a_list() {
    assert_eq!(specs("method=\"gear, rk4\"><start>0</start><stop>1</stop>").method, Method::Rk4);
    assert_eq!(
        specs("method=\"gear, euler\"><start>0</start><stop>1</stop>").method,
        Method::Euler
    );
    let text = "<xmile><sim_specs method=\"gear\"><start>0</start><stop>1</stop></sim_specs><model><variables/></model></xmile>";
    let reading = read_text("test.xmile", text);
    assert_eq!(
        findings(&reading),
        ["1:27 warning[loss] the method `gear` is not known here | gear"]
    );
    assert_eq!(reading.model.time.method, Method::Rk4);
}

#[test]
fn what_sim_specs_must_say() {
    let text = "<xmile><sim_specs><start>x</start><dt>-1</dt></sim_specs><model><variables/></model></xmile>";
    assert_eq!(
        findings(&read_text("test.xmile", text)),
        [
            "1:26 error[bad-value] `start` must be a number | x",
            "1:8 error[bad-time] `sim_specs` does not say `stop` | <sim_specs>",
            "1:8 error[bad-time] `dt` must be greater than 0 | <sim_specs>",
        ]
    );
}

#[test]
fn title_and_unit_of_time() {
    let model = model(&file(""));
    assert_eq!(model.book.title, "a test");
    assert_eq!(model.time.unit, Unit::base("months"));
}

#[test]
fn units_go_by_their_definitions() {
    let units = r#"<model_units>
        <unit name="People"><alias>Person</alias></unit>
        <unit name="density"><eqn>Person/km^2</eqn></unit>
        <unit name="Month"><alias>Months</alias></unit>
        <unit name="J" disabled="true"><eqn>kg</eqn></unit>
        </model_units>"#;
    let aux = |name: &str, unit: &str| {
        format!("<aux name=\"{name}\"><eqn>1</eqn><units>{unit}</units></aux>")
    };
    let variables = [
        aux("a", "Person/Month"),
        aux("b", "people per_mo"),
        aux("c", "density"),
        aux("d", "$/widget-day"),
        aux("e", "Dmnl"),
        aux("f", "J"),
        aux("g", ""),
    ];
    let text =
        whole(&format!("{units}<model><variables>{}</variables></model>", variables.concat()));
    let model = model(&text);
    let unit = |name: &str| variable(&model, name).unit.as_ref().map(|(unit, _)| unit.to_string());
    assert_eq!(unit("a").unwrap(), "People/Month");
    assert_eq!(unit("b").unwrap(), "people per mo");
    assert_eq!(unit("c").unwrap(), "People/km^2");
    assert_eq!(unit("d").unwrap(), "$*days/widget");
    assert_eq!(unit("e").unwrap(), "1");
    assert_eq!(unit("f").unwrap(), "J");
    assert_eq!(unit("g"), None);
}

#[test]
fn a_unit_that_cannot_be_read_is_a_warning() {
    let reading = read_text(
        "test.xmile",
        &file("<aux name=\"a\"><eqn>1</eqn><units>1000 people</units></aux>"),
    );
    assert_eq!(reading.diagnostics.len(), 1);
    assert_eq!(
        findings(&reading),
        ["4:52 warning[syntax] a unit has no factors such as `1000` | 1000"]
    );
}

#[test]
fn vensims_own_files_say_rk4_whatever_they_are() {
    let text = "<xmile><header><product>Vensim</product><vendor>Ventana Systems, Inc.</vendor></header>\
        <sim_specs method=\"RK4\"><start>0</start><stop>1</stop></sim_specs>\
        <model><variables><aux name=\"a\"><eqn>INT(TIME) + TIME mod 2</eqn></aux></variables></model></xmile>";
    let reading = read_text("test.xmile", text);
    assert_eq!(
        findings(&reading),
        ["1:107 warning[loss] Vensim writes this method whatever the model has | RK4"]
    );
    assert_eq!(reading.model.time.method, Method::Euler);
    assert_eq!(super::equations(&reading.model, "a"), ["INTEGER(TIME) + MODULO(TIME, 2)"]);
    let reading = read_text("test.xmile", &text.replace("Vensim<", "Vensim, xmutil<"));
    assert!(reading.diagnostics.is_empty());
    assert_eq!(reading.model.time.method, Method::Rk4);
}
