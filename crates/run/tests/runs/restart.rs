//! A run in two parts gives the bits of a run in one.

use crate::model::program;
use interregnum_compile::Program;
use interregnum_model::Method;
use interregnum_model::name::Key;
use interregnum_run::{BadState, FailureKind, Move, Settings, State, Watch, resume, run};

/// Everything that remembers: stocks, delays, memories, values of the start, draws.
fn everything() -> Program {
    program(
        "start = 0\nstop = 12\ndt = 0.1\nsaveper = 0.3",
        "
dimension place = here, there
stock herd by place [1] ?
    initial
        [here] = 10
        [there] = 3
    in births
    out deaths
flow births by place [1/year] ?
    = herd * RANDOM(0.1, 0.4) / a year
flow deaths by place [1/year] ?
    = DELAY(births, lag, 0)
auxiliary lag by place [year] ?
    = IF place = 1 THEN 1.5 * a year ELSE 4 * a year
auxiliary remembered by place [1] ?
    = PREVIOUS(herd, 0)
auxiliary remembered twice by place [1] ?
    = PREVIOUS(remembered, 0)
auxiliary smoothed by place [1] ?
    = SMTH3(herd, 2 * a year)
auxiliary since start by place [1] ?
    = herd / INIT(herd)
input shock [1] ?
    = SAMPLE IF TRUE(RANDOM(0, 1) > 0.8, NORMAL(0, 1), 0)
    because \"chance\"
parameter a year [year] ?
    = 1  range 1 .. 1
",
    )
}

fn settings(program: &Program, method: Method) -> Settings {
    let mut settings = Settings::new(program);
    settings.time.method = method;
    settings.seed = 5;
    settings.member = 2;
    let herd = Key::new("herd");
    settings.impulse(program, &herd, None, 3.0, Move::By(1.0)).expect("a stock");
    settings.impulse(program, &herd, Some(1), 7.05, Move::To(4.0)).expect("a stock");
    settings
}

/// All saved bits, row by row.
fn bits(run: &interregnum_run::Run) -> Vec<Vec<u64>> {
    (0..run.times.len())
        .map(|row| {
            let values = run.columns.iter().map(|column| column.values[row]);
            std::iter::once(run.times[row]).chain(values).map(f64::to_bits).collect()
        })
        .collect()
}

#[test]
fn two_parts_are_the_whole_bit_for_bit() {
    let program = everything();
    for method in [Method::Euler, Method::Rk4] {
        let settings = settings(&program, method);
        let whole = run(&program, &settings, &Watch::shown());
        assert_eq!((&whole.failure, whole.times.len()), (&None, 41));
        for until in [0.0, 0.1, 1.4, 3.0, 4.0, 7.1, 11.9, 12.0] {
            let mut first_part = settings.clone();
            first_part.time.stop = until;
            let first = run(&program, &first_part, &Watch::shown());
            let text = serde_json::to_string(&first.end).expect("a state as text");
            let state: State = serde_json::from_str(&text).expect("a state from its text");
            assert_eq!(state, first.end);
            let second = resume(&program, &settings, &state, &Watch::shown());
            let together: Vec<_> = bits(&first).into_iter().chain(bits(&second)).collect();
            assert_eq!(together, bits(&whole), "{method:?} until {until}");
            assert_eq!(second.end, whole.end, "{method:?} until {until}");
        }
    }
}

#[test]
fn a_state_that_does_not_belong_is_refused() {
    let program = everything();
    let settings = settings(&program, Method::Euler);
    let end = run(&program, &settings, &Watch::shown()).end;
    let refused = |program: &Program, change: &dyn Fn(&mut Settings)| {
        let mut settings = settings.clone();
        change(&mut settings);
        resume(program, &settings, &end, &Watch::shown()).failure.map(|failure| failure.kind)
    };
    let bad = |bad| Some(FailureKind::BadState(bad));
    assert_eq!(refused(&program, &|_| {}), None);
    assert_eq!(refused(&program, &|s| s.time.dt = 0.2), bad(BadState::OtherTime));
    assert_eq!(refused(&program, &|s| s.time.start = -1.0), bad(BadState::OtherTime));
    assert_eq!(refused(&program, &|s| s.time.stop = 6.0), bad(BadState::AfterStop));
    let other =
        crate::model::program("start = 0\nstop = 12\ndt = 0.1", "stock x [1] ?\n    initial 1\n");
    let mut other_settings = Settings::new(&other);
    other_settings.time = settings.time.clone();
    let run = resume(&other, &other_settings, &end, &Watch::shown());
    assert_eq!(run.failure.map(|failure| failure.kind), bad(BadState::OtherProgram));
}
