//! Models whose answer is known.

use crate::model::{last, program, run, run_by, values};
use interregnum_compile::Program;
use interregnum_model::Method;

fn growth() -> Program {
    program(
        "start = 0\nstop = 10\ndt = 1",
        "
stock x [1] ?
    initial 1
    in growth
flow growth [1/year] ?
    = rate * x
parameter rate [1/year] ?
    = 0.1  range 0 .. 1
",
    )
}

#[test]
fn growth_by_euler_gives_the_published_values() {
    let program = growth();
    let table = [
        (1.0, 2.593_742_460_1),
        (0.5, 2.653_297_705_1),
        (0.25, 2.685_063_838_4),
        (0.125, 2.701_484_940_8),
    ];
    for (dt, expected) in table {
        let x = last(&program, &run_by(&program, Method::Euler, dt), "x");
        // The oracle is printed with ten decimals.
        assert!((x - expected).abs() < 5.1e-11, "dt {dt}: {x}");
    }
}

/// log2 of the shrinking of the error as dt halves.
fn order(program: &Program, method: Method, name: &str, dt: f64, exact: f64) -> f64 {
    let error = |dt| (last(program, &run_by(program, method, dt), name) - exact).abs();
    libm::log2(error(dt) / error(dt / 2.0))
}

#[test]
fn euler_is_of_first_order_and_runge_kutta_of_fourth() {
    let program = growth();
    let e = std::f64::consts::E;
    for (method, expected) in [(Method::Euler, 1.0), (Method::Rk4, 4.0)] {
        for dt in [0.5, 0.25, 0.125] {
            let order = order(&program, method, "x", dt, e);
            assert!((order - expected).abs() < 0.05, "{method:?} dt {dt}: order {order}");
        }
    }
}

#[test]
fn a_crowd_with_a_limit_follows_the_logistic_curve() {
    let program = program(
        "start = 0\nstop = 8\ndt = \"1/64\"",
        "
stock crowd [people] ?
    initial 10
    in joining
flow joining [people/year] ?
    = rate * crowd * (1 - crowd / limit)
parameter rate [1/year] ?
    = 1  range 0 .. 2
parameter limit [people] ?
    = 100  range 1 .. 1000
",
    );
    let run = run_by(&program, Method::Rk4, 1.0 / 64.0);
    for (time, crowd) in run.times.iter().zip(values(&program, &run, "crowd")) {
        let exact = 100.0 / (1.0 + 9.0 * libm::exp(-time));
        assert!((crowd - exact).abs() < 1e-7, "{time}: {crowd} instead of {exact}");
    }
    let exact = 100.0 / (1.0 + 9.0 * libm::exp(-8.0));
    assert!((order(&program, Method::Euler, "crowd", 1.0 / 64.0, exact) - 1.0).abs() < 0.05);
    assert!((order(&program, Method::Rk4, "crowd", 1.0 / 4.0, exact) - 4.0).abs() < 0.2);
}

#[test]
fn a_swing_keeps_its_energy_and_its_period() {
    let program = program(
        "start = 0\nstop = 20\ndt = \"1/64\"",
        "
stock place [m] ?
    initial 1
    in moving
flow moving [m/year] ?
    = speed
stock speed [m/year] ?
    initial 0
    in pull
flow pull [m/year/year] ?
    = -stiffness * place
parameter stiffness [1/year/year] ?
    = 4  range 0 .. 10
",
    );
    let run = run_by(&program, Method::Rk4, 1.0 / 64.0);
    for (at, time) in run.times.iter().enumerate() {
        let place = values(&program, &run, "place")[at];
        let speed = values(&program, &run, "speed")[at];
        assert!((place - libm::cos(2.0 * time)).abs() < 1e-6, "{time}");
        assert!((4.0 * place * place + speed * speed - 4.0).abs() < 1e-6, "{time}");
    }
    let exact = libm::cos(40.0);
    assert!((order(&program, Method::Rk4, "place", 1.0 / 32.0, exact) - 4.0).abs() < 0.1);
}

fn delays() -> Program {
    program(
        "start = 0\nstop = 12\ndt = \"1/8\"\nmethod = \"rk4\"",
        "
auxiliary one [1] ?
    = 1
auxiliary first [1] ?
    = DELAY1(one, wait, 0)
auxiliary third [1] ?
    = DELAY3(one, wait, 0)
auxiliary smooth [1] ?
    = SMTH1(one, wait, 0)
auxiliary smooth three [1] ?
    = SMTH3(one, wait, 0)
parameter wait [year] ?
    = 3  range 1 .. 6
",
    )
}

#[test]
fn delays_answer_a_step_as_erlang_says() {
    let program = delays();
    let run = run(&program);
    for (at, time) in run.times.iter().enumerate() {
        let part = time / 3.0;
        let first = 1.0 - libm::exp(-part);
        let stages = 3.0 * part;
        let third = 1.0 - libm::exp(-stages) * (1.0 + stages + stages * stages / 2.0);
        let table =
            [("first", first), ("smooth", first), ("third", third), ("smooth three", third)];
        for (name, exact) in table {
            let value = values(&program, &run, name)[at];
            assert!((value - exact).abs() < 1e-4, "{name} at {time}: {value} instead of {exact}");
        }
    }
}

#[test]
fn a_delay_by_euler_is_its_power_series() {
    let program = delays();
    let run = run_by(&program, Method::Euler, 0.25);
    let mut left = 1.0;
    for first in values(&program, &run, "first") {
        assert!((first - (1.0 - left)).abs() < 1e-13);
        left *= 1.0 - 0.25 / 3.0;
    }
}

#[test]
fn nothing_is_lost_or_made_between_stocks() {
    let program = program(
        "start = 0\nstop = 100\ndt = 0.1",
        "
stock water [kg] ?
    initial 500
    in rain
    out evaporation
stock cloud [kg] ?
    initial 300
    in evaporation
    out rain, snow
stock ice [kg] ?
    initial 200
    in snow
    out melting
stock sea [kg] ?
    initial 0
    in melting
flow evaporation [kg/year] ?
    = water / (3 * a year)
flow rain [kg/year] ?
    = cloud * SIN(TIME / a year) ^ 2 / a year
flow snow [kg/year] ?
    = SQRT(cloud / a kilo) * a kilo / a year
flow melting [kg/year] ?
    = MAX(0, ice - 10 * a kilo) / (7 * a year)
parameter a year [year] ?
    = 1  range 1 .. 1
parameter a kilo [kg] ?
    = 1  range 1 .. 1
",
    );
    for method in [Method::Euler, Method::Rk4] {
        let run = run_by(&program, method, 0.1);
        let stocks = ["water", "cloud", "ice", "sea"].map(|name| values(&program, &run, name));
        for at in 0..run.times.len() {
            let all: f64 = stocks.iter().map(|values| values[at]).sum();
            assert!((all / 1000.0 - 1.0).abs() < 1e-12, "{method:?} {}: {all}", run.times[at]);
        }
    }
}

#[test]
fn a_fixed_delay_gives_back_what_went_in() {
    let program = program(
        "start = 0\nstop = 3\ndt = 0.1\nsaveper = 0.3",
        "
input now [year] ?
    = TIME
    because \"a clock\"
auxiliary past [year] ?
    = DELAY(now, wait, before)
parameter wait [year] ?
    = 0.6  range 0 .. 1
parameter before [year] ?
    = -1  range -1 .. 0
",
    );
    let run = run(&program);
    assert_eq!(run.times, [0.0, 0.3, 0.6, 0.9, 1.2, 1.5, 1.8, 2.1, 2.4, 2.7, 3.0]);
    let past = values(&program, &run, "past");
    assert_eq!(past, [-1.0, -1.0, 0.0, 0.3, 0.6, 0.9, 1.2, 1.5, 1.8, 2.1, 2.4]);
}
