//! What must not matter does not: names, order, units, who else is watched.

use crate::model::{chapter, open, program, run, values};
use interregnum_compile::program::VariableId;
use interregnum_run::{Settings, Watch, Which};

const PARTS: [&str; 6] = [
    "
stock prey [thousand] ?
    initial 40
    in born
    out eaten
",
    "
stock hunters [thousand] ?
    initial 9
    in raised
    out lost
",
    "
flow born [thousand/year] ?
    = 0.6 * prey / a year
flow eaten [thousand/year] ?
    = meeting * prey * hunters
",
    "
flow raised [thousand/year] ?
    = 0.3 * eaten
flow lost [thousand/year] ?
    = 0.4 * hunters * SMTH1(weather, 2 * a year) / a year
",
    "
parameter meeting [1/thousand/year] ?
    = 0.05  range 0.01 .. 0.1
parameter a year [year] ?
    = 1  range 1 .. 1
",
    "
input weather [1] ?
    = NORMAL(1, 0.1)
    because \"chance\"
",
];

const TIME: &str = "start = 0\nstop = 30\ndt = \"1/16\"\nsaveper = 1";

/// The bits of these variables over the run of these declarations.
fn bits(declarations: &str, names: [&str; 2]) -> Vec<u64> {
    let program = program(TIME, declarations);
    let run = run(&program);
    names.iter().flat_map(|name| values(&program, &run, name)).map(|x| x.to_bits()).collect()
}

#[test]
fn the_order_of_declarations_does_not_matter() {
    let names = ["prey", "hunters"];
    let written = bits(&PARTS.concat(), names);
    let mut parts = PARTS;
    parts.reverse();
    assert_eq!(bits(&parts.concat(), names), written);
    parts.rotate_left(2);
    assert_eq!(bits(&parts.concat(), names), written);
}

#[test]
fn names_do_not_matter_but_to_chance() {
    let written = bits(&PARTS.concat(), ["prey", "hunters"]);
    let renamed = PARTS.concat().replace("prey", "zebras").replace("hunters", "a few lions");
    assert_eq!(bits(&renamed, ["zebras", "a few lions"]), written);
    let capitals = PARTS.concat().replace("= 0.6 * prey", "= 0.6 * Prey");
    assert_eq!(bits(&capitals, ["prey", "hunters"]), written);
}

#[test]
fn another_unit_gives_the_same_story() {
    let written = PARTS.concat();
    // A power of two is exact; a thousand rounds.
    for (factor, bound) in [(1024.0, 0.0), (1000.0, 1e-12)] {
        let rescaled = written
            .replace("thousand", "head")
            .replace("initial 40", &format!("initial {}", 40.0 * factor))
            .replace("initial 9", &format!("initial {}", 9.0 * factor))
            .replace("= 0.05  range 0.01 .. 0.1", &format!("= {:e}  range 0 .. 1", 0.05 / factor));
        let (before, after) = (program(TIME, &written), program(TIME, &rescaled));
        for name in ["prey", "hunters", "eaten"] {
            let (run_before, run_after) = (run(&before), run(&after));
            let pairs =
                values(&before, &run_before, name).iter().zip(values(&after, &run_after, name));
            for (x, y) in pairs {
                assert!((x * factor / y - 1.0).abs() <= bound, "{name}: {x} {y}");
            }
        }
    }
}

#[test]
fn watching_more_or_less_changes_nothing() {
    let program = open(&chapter(TIME, &PARTS.concat())).1;
    let settings = Settings::new(&program);
    let all = interregnum_run::run(&program, &settings, &Watch::shown());
    let every_step = Watch::every_step(vec![VariableId(0)]);
    let one = interregnum_run::run(&program, &settings, &every_step);
    assert_eq!(one.columns.len(), 1);
    assert_eq!(one.times.len(), 30 * 16 + 1);
    let yearly: Vec<f64> = one.columns[0].values.iter().copied().step_by(16).collect();
    assert_eq!(Some(yearly.as_slice()), all.column(VariableId(0), 0));
    let nothing = Watch { variables: Which::Nothing, ..Watch::shown() };
    assert_eq!(interregnum_run::run(&program, &settings, &nothing).end, all.end);
}
