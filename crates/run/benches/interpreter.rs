//! How long a member-step and a value take on the plain interpreter, on a synthetic model of 100
//! stocks and 600 auxiliaries. `cargo bench -p interregnum-run` prints it.

use interregnum_model::Method;
use interregnum_model::diagnostic::has_errors;
use interregnum_run::{Settings, Watch, Which, run};
use std::fmt::Write;
use std::time::Instant;

const STOCKS: usize = 100;
const AUXILIARIES: usize = 600;
const STEPS: f64 = 1000.0;
const REPEATS: usize = 5;

/// An auxiliary's equation: what models are made of, so that no value grows without bound.
fn equation(at: usize) -> String {
    let name = |back: usize| match at.checked_sub(back) {
        Some(before) => format!("a{before}"),
        None => format!("s{}", (at * 7 + back) % STOCKS),
    };
    let (a, b) = (name(1 + at % 5), name(17 + at % 41));
    let (p, q) = (format!("p{}", at % 61), format!("p{}", (at * 3 + 1) % 61));
    match at % 10 {
        0 => format!("{a} * {p} + {b} * {q}"),
        1 => format!("{a} / (1 + {b} * {b})"),
        2 => format!("MAX(0, {a} - {b}) + {p}"),
        3 => format!("curve({a}) * {p}"),
        4 => format!("{p} * {a} - {q} * {b}"),
        5 => format!("MIN({a}, {b}) + {p} * s{}", at % STOCKS),
        6 => format!("IF {a} > {b} THEN {p} * {a} ELSE {q} * {b}"),
        7 => format!("{a} / (ABS({b}) + 1) + s{} * {q}", at % STOCKS),
        8 => format!("curve({b} - {a}) + {p}"),
        _ => format!("{p} * EXP(-{a} * {a})"),
    }
}

fn chapter() -> String {
    let why = "assumed \"synthetic\"";
    let mut text = format!("```run\nstart = 0\nstop = {STEPS}\ndt = 1\n```\n\n```model\n");
    for at in 0..STOCKS {
        let aux = AUXILIARIES - 1 - at;
        let _ = write!(
            text,
            "stock s{at} [1] {why}\n    initial {}\n    in f{at}\n\
             flow f{at} [1/year] {why}\n    = (a{aux} - s{at}) / tau\n",
            0.01 * at as f64
        );
    }
    for at in 0..AUXILIARIES {
        let _ = write!(text, "auxiliary a{at} [1] {why}\n    = {}\n", equation(at));
    }
    for at in 0..61 {
        let value = 0.2 + 0.004 * at as f64;
        let _ = write!(text, "parameter p{at} [1] {why}\n    = {value} range 0 .. 1\n");
    }
    let _ = write!(
        text,
        "parameter tau [year] {why}\n    = 20 range 1 .. 50\n\
         lookup curve [1] of [1] {why}\n    (-2, 0) (-1, 0.1) (0, 0.3) (1, 0.8) (2, 0.9) (5, 1)\n```\n"
    );
    text
}

fn main() {
    let text = chapter();
    let reading = interregnum_formats::chapters::read_text("synthetic.md", &text);
    let compiled = interregnum_compile::compile(&reading.model);
    let (true, Some(program)) = (!has_errors(&reading.diagnostics), compiled.program) else {
        println!("{:#?}\n{:#?}", reading.diagnostics, compiled.diagnostics);
        return;
    };
    let watch = Watch { variables: Which::Nothing, ..Watch::shown() };
    for (method, passes) in [(Method::Euler, 1.0), (Method::Rk4, 4.0)] {
        let mut settings = Settings::new(&program);
        settings.time.method = method;
        let mut best = f64::INFINITY;
        for _ in 0..REPEATS {
            let begun = Instant::now();
            let run = run(&program, &settings, &watch);
            best = best.min(begun.elapsed().as_secs_f64());
            if let Some(failure) = run.failure {
                println!("{failure:?}");
                return;
            }
        }
        let step = best / STEPS * 1e9;
        let values = program.values.len() as f64 * passes;
        println!(
            "{method:?}: {step:.0} ns per member-step, {:.2} ns per value ({} values, {} assignments)",
            step / values,
            program.values.len(),
            program.every_step.len()
        );
    }
}
