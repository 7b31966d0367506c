//! The tape against the interpreter, bit for bit: on one model with everything in it, on models made
//! at random, and where members fail.

mod belts;
pub(in crate::engine) mod made;

use super::{LANES, Tape, Width};
use crate::branch::{branch, branches, trunk};
use crate::engine::elements::Plan;
use crate::run::run_by;
use crate::saved::Watch;
use crate::settings::Settings;
use crate::{Run, interpret, member};
use interregnum_compile::program::{Program, VariableId};
use interregnum_model::time::Method;

const MIXED: &str = r#"
```model
stock level [1]  assumed "a test"
    initial 3 + gain * one year
    in filling
    out draining
flow filling [1/year]  assumed "a test"
    = gain * bend(level) * EXP(-level / 10) + NORMAL(0, 0.1) / one year + MAX(0, SIN(TIME / one year)) / one year
flow draining [1/year]  assumed "a test"
    = IF level > 2 THEN level / delay ELSE SQRT(ABS(level)) / delay ^ 1
auxiliary slow [1]  assumed "a test"
    = SMTH3(level, 2 * one year) + DELAY(level, 0.5 * one year) + PREVIOUS(level, 1)
auxiliary shared [1]  assumed "a test"
    = LN(2 + MIN(level, slow, 5)) ^ 1.7 + (level * level) MOD 3 + STEP(1, 5 * one year)
parameter gain [1/year]  assumed "a test"
    = 1.5  range 0.5 .. 3
parameter delay [year]  assumed "a test"
    = 4  range 1 .. 8
parameter one year [year]  assumed "a test"
    = 1  range 1 .. 1
lookup bend [1] of [1]  assumed "a test"
    (0, 1) (1, 0.9) (2.5, 1.4) (4, 0.2) (9, 0.1)
dimension place = north, south, east
stock herd by place [1]  assumed "a test"
    initial
        [north] = 1
        [south] = 2
        [east] = 3
    in growing
flow growing by place [1/year]  assumed "a test"
    = herd * gain / SUM(herd[*]) + level / (10 * one year)
mechanism bending assumed "a test"
    off: bend here = 1
auxiliary bend here [1]  assumed "a test"
    = bend(TIME / one year)
lever more from 4 assumed "a test"
    draining = 0
```
"#;

pub(in crate::engine) fn program(text: &str) -> Program {
    let reading = interregnum_formats::chapters::read_text("test.md", text);
    let compiled = interregnum_compile::compile(&reading.model);
    let said = || {
        let all = reading.diagnostics.iter().chain(&compiled.diagnostics);
        all.map(|d| format!("{}: {}", d.code.as_str(), d.message)).collect::<Vec<_>>()
    };
    assert!(compiled.program.is_some(), "{:#?}", said());
    compiled.program.unwrap_or_default()
}

pub(in crate::engine) fn bits(run: &Run) -> (Vec<u64>, Vec<Vec<u64>>, Option<String>) {
    let of = |numbers: &[f64]| numbers.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
    let failure = run.failure.as_ref().map(|failure| format!("{failure:?}"));
    (of(&run.times), run.columns.iter().map(|column| of(&column.values)).collect(), failure)
}

pub(in crate::engine) fn settings(
    program: &Program,
    method: Method,
    members: u64,
) -> Vec<Settings> {
    let mut base = Settings::new(program);
    base.time.stop = 12.0;
    base.time.dt = 0.125;
    base.time.method = method;
    (0..members).map(|number| member(program, &base, 7, number)).collect()
}

#[test]
fn every_width_and_block_gives_the_interpreters_bits() {
    let program = program(MIXED);
    for method in [Method::Euler, Method::Rk4] {
        let members = settings(&program, method, 70);
        let watch = Watch::shown();
        let expected: Vec<_> =
            members.iter().map(|m| bits(&interpret(&program, m, &watch))).collect();
        assert!(expected.iter().all(|(times, columns, failure)| {
            times.len() > 10 && columns.len() > 10 && failure.is_none()
        }));
        for width in Width::ALL.into_iter().filter(|width| width.has()) {
            for size in [1, 3, LANES] {
                let tape = Tape::for_members(&program, &members, &watch);
                assert!(tape.is_laned());
                let blocks = members.chunks(size);
                let ours: Vec<_> = blocks.flat_map(|block| tape.run_at(block, width)).collect();
                for (number, (ours, expected)) in ours.iter().zip(&expected).enumerate() {
                    assert_eq!(
                        bits(ours),
                        *expected,
                        "{method:?}, {width:?}, blocks of {size}, member {number}"
                    );
                }
            }
        }
    }
}

/// That the tape gives what the interpreter gives, alone and side by side, at every width.
fn agree(program: &Program, members: &[Settings], what: &str) {
    let watch = Watch::shown();
    let expected: Vec<_> = members.iter().map(|m| bits(&interpret(program, m, &watch))).collect();
    let tape = Tape::for_members(program, members, &watch);
    for width in Width::ALL.into_iter().filter(|width| width.has()) {
        for (number, run) in tape.run_at(members, width).iter().enumerate() {
            assert_eq!(bits(run), expected[number], "{width:?}, member {number}\n{what}");
        }
    }
    for (member, expected) in members.iter().zip(&expected).take(2) {
        let alone = Tape::alone(program, member, &watch).run(member);
        assert_eq!(bits(&alone), *expected, "alone\n{what}");
        let plain = interpret(program, member, &watch);
        let end = |run: &Run| run.end.slots.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        assert_eq!(end(&alone), end(&plain), "the end, alone\n{what}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(60))]

    #[test]
    fn made_models_agree(seed in proptest::prelude::any::<u64>()) {
        let text = made::chapter(seed);
        let program = program(&text);
        for method in [Method::Euler, Method::Rk4] {
            agree(&program, &settings(&program, method, 9), &text);
        }
    }
}

#[test]
fn members_that_fail_are_told_as_the_interpreter_tells_them() {
    let text = MIXED.replace("LN(2 + MIN(level, slow, 5))", "LN(3 - gain * one year)");
    let program = program(&text);
    let members = settings(&program, Method::Euler, 40);
    let watch = Watch::shown();
    let failed = members.iter().filter(|it| interpret(&program, it, &watch).failure.is_some());
    let failed = failed.count();
    assert!(failed > 2 && failed < 38, "{failed} of 40 fail");
    agree(&program, &members, &text);
}

#[test]
fn a_member_that_differs_in_what_may_not_vary_is_run_all_the_same() {
    let program = program(MIXED);
    let mut members = settings(&program, Method::Euler, 3);
    let tape =
        Tape::prepare(&program, &members[0], &super::Varying::nothing(&program), &Watch::shown());
    members[2].time.stop = 6.0;
    let runs = tape.run_block(&members);
    for (run, member) in runs.iter().zip(&members) {
        assert_eq!(bits(run), bits(&interpret(&program, member, &Watch::shown())));
    }
}

/// Powers of powers of numbers that do not move: what one reads of another is there when it is read.
const POWERS: &str = r#"
```model
stock level [1]  assumed "a test"
    initial nested
    in rising
flow rising [1/year]  assumed "a test"
    = (nested + twice + LN(EXP(EXP(width) ^ 0.5) ^ 1.5)) / long
auxiliary nested [1]  assumed "a test"
    = ((width ^ 2.5) ^ 1.5) ^ 0.7
auxiliary twice [1]  assumed "a test"
    = EXP(LN(EXP(LN(width))))
auxiliary width [1]  assumed "a test"
    = INIT(UNIFORM(1, 3) + breadth)
parameter breadth [1]  assumed "a test"
    = 1.7  range 1 .. 3
parameter long [year]  assumed "a test"
    = 3  range 1 .. 9
```
"#;

#[test]
fn powers_of_powers_that_do_not_move_agree() {
    let program = program(POWERS);
    agree(&program, &settings(&program, Method::Euler, 9), POWERS);
}

/// Stocks whose net flow is nothing but another stock, declared before and behind it.
const STOCK_INTO_STOCK: &str = r#"
```model
stock speed [1/year]  assumed "a test"
    initial 0
    in rising speed
stock place [1]  assumed "a test"
    initial 0
    in moving
stock push [1/year/year]  assumed "a test"
    initial 0
    in rising push
stock jerk [1/year/year/year]  assumed "a test"
    initial 6
flow moving [1/year]  assumed "a test"
    = speed
flow rising speed [1/year/year]  assumed "a test"
    = push
flow rising push [1/year/year/year]  assumed "a test"
    = jerk
```
"#;

#[test]
fn a_stock_that_grows_by_another_stock_reads_it_before_it_has_grown() {
    let program = program(STOCK_INTO_STOCK);
    for method in [Method::Euler, Method::Rk4] {
        let members = settings(&program, method, 9);
        agree(&program, &members, STOCK_INTO_STOCK);
        let end = interpret(&program, &members[0], &Watch::shown());
        let cube =
            end.columns.iter().filter_map(|column| column.values.last()).fold(0.0, |a, b| b.max(a));
        // Under RK4 the place is time cubed, to the last digit.
        assert!(method == Method::Euler || cube == 12.0 * 12.0 * 12.0, "{cube}");
    }
}

/// Elements picked by subscripts that are known (`stage - 1` within DELAYN), lie outside, or move.
const PICKED: &str = r#"
```model
dimension place = north, south, east
stock herd by place [1]  assumed "a test"
    initial place
    in growing
flow growing by place [1/year]  assumed "a test"
    = (IF place = 1 THEN late ELSE herd[place - 1] / (10 * one year)) + herd[1 + TIME / (6 * one year)] / (100 * one year)
auxiliary late [1/year]  assumed "a test"
    = DELAYN(SIN(TIME / one year) / one year, 2 * one year, 7, 0.1 / one year)
parameter one year [year]  assumed "a test"
    = 1  range 0.9 .. 1.1
```
"#;

#[test]
fn picked_elements_agree() {
    let program = program(PICKED);
    for method in [Method::Euler, Method::Rk4] {
        agree(&program, &settings(&program, method, 9), PICKED);
    }
}

/// Arrays worked out together: sorted, ranked, shared out, inverted; moving, and known from the start.
const TOGETHER: &str = r#"
```model
dimension place = north, south, east, west
dimension other within place = north, south, east, west
stock herd by place [1]  assumed "a test"
    initial 10 + place * gain
    in growing
flow growing by place [1/year]  assumed "a test"
    = (given - 2 * order + rank / 10 + steady rank + inverse[place, north]) / one year
auxiliary given by place [1]  assumed "a test"
    = ALLOCATE BY PRIORITY(herd[*], steady[*], 4, gain, 40 + SIN(TIME / one year))
auxiliary order by place [1]  assumed "a test"
    = VECTOR SORT ORDER(herd[*], 1)
auxiliary rank by place [1]  assumed "a test"
    = VECTOR RANK(herd[*], 0)
auxiliary steady by place [1]  assumed "a test"
    = (place * 7) MOD 5
auxiliary steady rank by place [1]  assumed "a test"
    = VECTOR RANK(steady[*], 1)
auxiliary matrix by place, other [1]  assumed "a test"
    = IF place = other THEN herd[place] ELSE gain / 10
auxiliary inverse by place, other [1]  assumed "a test"
    = INVERT MATRIX(matrix[*, *], 4)
parameter gain [1]  assumed "a test"
    = 1.5  range 0.5 .. 3
parameter one year [year]  assumed "a test"
    = 1  range 1 .. 1
```
"#;

#[test]
fn arrays_worked_out_together_agree() {
    let program = program(TOGETHER);
    for method in [Method::Euler, Method::Rk4] {
        let members = settings(&program, method, 9);
        assert!(Tape::for_members(&program, &members, &Watch::shown()).is_laned());
        agree(&program, &members, TOGETHER);
    }
}

#[test]
fn members_that_go_on_from_one_state_agree() {
    for text in [MIXED, PICKED, TOGETHER] {
        let program = program(text);
        for method in [Method::Euler, Method::Rk4] {
            let members = settings(&program, method, 9);
            let watch = Watch::every_step(vec![VariableId(0), VariableId(1), VariableId(2)]);
            for date in [0.0, 5.3, 12.0] {
                let trunk = trunk(&program, &members[0], date, &watch);
                let ours = branches(&program, &trunk, &members, &watch);
                let laned = Tape::going_on(&program, &members, &trunk.end, &watch).is_laned();
                assert!(laned, "{method:?} {text}");
                for (number, (ours, member)) in ours.iter().zip(&members).enumerate() {
                    let one = branch(&program, &trunk, member, &watch);
                    assert!(
                        bits(ours) == bits(&one),
                        "{method:?}, {date}, member {number}\n{text}"
                    );
                }
            }
        }
    }
}

/// Few steps of a small model with a kernel of each kind, for the checks of memory that slow everything down a
/// thousand times (`.ci/miri`): members side by side, one alone, elements side by side.
#[test]
fn memory_is_kept_on_a_small_model() {
    let text = r#"
```model
dimension cell = 1 .. 9
stock level by cell [1]  assumed "a test"
    initial cell * gain
    in filling
flow filling by cell [1/year]  assumed "a test"
    = (bend(level) + NORMAL(0, 0.1) - level ^ 0.5 + EXP(-level) * order / 9 + (level MOD 2)) / one year
auxiliary order by cell [1]  assumed "a test"
    = VECTOR SORT ORDER(level[*], 1) + level[1 + INT(gain)] + SUM(level[*]) / 100
auxiliary late [1]  assumed "a test"
    = DELAY(level[1], 1 * one year) + PREVIOUS(level[2], 1)
parameter gain [1]  assumed "a test"
    = 1.5  range 0.5 .. 3
parameter one year [year]  assumed "a test"
    = 1  range 1 .. 1
lookup bend [1] of [1]  assumed "a test"
    (0, 1) (1, 0.9) (2.5, 1.4) (4, 0.2) (9, 0.1)
```
"#;
    let program = program(text);
    let mut members = settings(&program, Method::Rk4, 3);
    members.iter_mut().for_each(|member| (member.time.stop, member.time.dt) = (1.0, 0.5));
    agree(&program, &members, text);
    let plan = Plan::new(&program);
    let watch = Watch::shown();
    let ours = run_by(&program, &members[1], &watch, Some(&plan));
    assert!(bits(&ours) == bits(&interpret(&program, &members[1], &watch)));
}
