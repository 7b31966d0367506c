//! Elements side by side against the interpreter, bit for bit: each kind of equation over arrays, models made
//! at random, failures, and how much is made ready for how many elements.

use super::{Part, Plan};
use crate::engine::tape::tests::{bits, made, program, settings};
use crate::run::run_by;
use crate::saved::{Column, Watch};
use crate::settings::Settings;
use crate::{Run, interpret};
use interregnum_compile::program::Program;
use interregnum_model::time::Method;

/// Arrays of 7, of 150 and of 7 by 150 elements, so that the last elements side by side are fewer than the rest.
const ARRAYS: &str = r#"
```model
dimension place = 1 .. 7
dimension age = 1 .. 150
dimension young within age = 1 .. 70
dimension person = anna, boris, vera
dimension friend within person = vera, anna
stock people by place, age [1]  assumed "a test"
    initial 10 + place - age / 20
    in coming
    out going
flow coming by place, age [1/year]  assumed "a test"
    = (IF age = 1 THEN births[place] ELSE people[place, age - 1] / (2 * one year)) + NORMAL(0, 0.01) / one year
flow going by place, age [1/year]  assumed "a test"
    = people / (2 * one year) + MAX(0, pressure - age / 100) * people / (50 * one year)
auxiliary births by place [1/year]  assumed "a test"
    = SUM(people[place, *] * weight[*]) / (100 * one year) + share[place] / one year
auxiliary weight by age [1]  assumed "a test"
    = bend(age / 40) + EXP(-age / 30)
auxiliary pressure by place, age [1]  assumed "a test"
    = (people / total) ^ 0.5 + SIN(TIME / one year) * level / 10 + (age MOD 7) / 10
auxiliary total [1]  assumed "a test"
    = SUM(people[*, *]) + MEAN(people[*, *:young]) + VMAX(people[*, *]) - VMIN(people[*, *]) + STDDEV(weight[*])
auxiliary spread by age [1]  assumed "a test"
    = STDDEV(people[*, age]) + SUM(people[*, age]) / 7 + PROD(people[*, age] / 10)
auxiliary share by place [1]  assumed "a test"
    = SUM(people[place, *:young]) / SUM(people[place, *])
auxiliary late by young [1]  assumed "a test"
    = DELAY(spread[young], 2 * one year) + PREVIOUS(weight[young], 1) + INIT(people[north, young])
auxiliary north [1]  assumed "a test"
    = 1 + INT(2 + SIN(TIME / one year))
auxiliary of friends by friend [1]  assumed "a test"
    = esteem[friend] * 2 + STEP(1, 3 * one year)
auxiliary esteem by person [1]  assumed "a test"
    = IF person = boris THEN 3 ELSE level + person
auxiliary chosen by place [1]  assumed "a test"
    = IF level > 1 THEN SUM(weight[*]) / place ELSE people[place, 3]
auxiliary always by age [1]  assumed "a test"
    = 3
auxiliary rounded by age [1]  assumed "a test"
    = TAN(weight / 3) + ROUND(spread)
auxiliary ranked by age [1]  assumed "a test"
    = VECTOR RANK(weight[*], 0) + VECTOR SORT ORDER(spread[*], 1)
stock level [1]  assumed "a test"
    initial 1
    in rising
flow rising [1/year]  assumed "a test"
    = (total / 1000 - level + esteem[boris] - late[3] / 100 + of friends[anna] / 9 + chosen[2] / 500 + always[1] + rounded[9] / 9 + ranked[2] / 99) / (5 * one year)
parameter one year [year]  assumed "a test"
    = 1  range 0.9 .. 1.1
lookup bend [1] of [1]  assumed "a test"
    (0, 1) (1, 0.9) (2.5, 1.4) (4, 0.2)
mechanism ageing assumed "a test"
    off: going[place, age] = 0 / one year
lever fewer from 4 assumed "a test"
    births[place] = 0.5 / one year
```
"#;

fn alike(program: &Program, members: &[Settings], what: &str) {
    let plan = Plan::new(program);
    let stretches = plan.every_step.iter().filter(|part| matches!(part, Part::Stretch(..)));
    assert!(stretches.count() > 0, "nothing is worked out side by side: {what}");
    let watch = Watch::shown();
    let end = |run: &Run| run.end.slots.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
    for (number, member) in members.iter().enumerate() {
        let expected = interpret(program, member, &watch);
        let ours = run_by(program, member, &watch, Some(&plan));
        let bits_of =
            |column: &Column| column.values.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        let mut columns = ours.columns.iter().zip(&expected.columns);
        let other = columns.find(|(a, b)| bits_of(a) != bits_of(b)).map(|(column, _)| {
            (&program.variables[column.variable.0 as usize].name.written, column.element)
        });
        assert_eq!(other, None, "member {number}\n{what}");
        assert!(bits(&ours) == bits(&expected), "member {number}\n{what}");
        assert!(end(&ours) == end(&expected), "the end of member {number}\n{what}");
    }
}

#[test]
fn every_kind_of_equation_over_arrays_gives_the_interpreters_bits() {
    let program = program(ARRAYS);
    for method in [Method::Euler, Method::Rk4] {
        let mut members = settings(&program, method, 4);
        for (at, member) in members.iter_mut().enumerate() {
            // Each mechanism and lever on in one member and off in another.
            for (setting, value) in program.settings.iter().zip(&mut member.values) {
                let is_switch = setting.default == 0.0 || setting.default == 1.0;
                *value = if is_switch { (at % 2) as f64 } else { *value };
            }
        }
        alike(&program, &members, ARRAYS);
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(40))]

    #[test]
    fn made_models_agree(seed in proptest::prelude::any::<u64>()) {
        let text = made::chapter(seed).replace("place = north, south", "place = 1 .. 70");
        let program = program(&text);
        for method in [Method::Euler, Method::Rk4] {
            alike(&program, &settings(&program, method, 3), &text);
        }
    }
}
