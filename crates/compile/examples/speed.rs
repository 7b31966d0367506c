//! How long it takes to compile synthetic models: `cargo run --release --example speed`.
//!
//! A model is made of groups of seven equations each (a stock by element, two flows, a smooth, a
//! lookup, a parameter and an auxiliary that reads the group before), so that it grows in equations;
//! the number of elements is given apart.

use interregnum_formats::chapters;
use std::fmt::Write;
use std::time::Instant;

fn main() {
    println!("equations  elements  read ms  compile ms  µs an equation  values  assignments");
    for (equations, elements) in [(700, 1), (2_800, 1), (700, 100), (2_800, 100), (700, 1_000)] {
        measure(equations, elements);
    }
}

fn measure(equations: usize, elements: usize) {
    let text = model(equations / 7, elements);
    let begun = Instant::now();
    let reading = chapters::read_text("synthetic.md", &text);
    let read = begun.elapsed();
    let mut best = f64::INFINITY;
    let mut compiled = interregnum_compile::Compiled::default();
    for _ in 0..5 {
        let begun = Instant::now();
        compiled = interregnum_compile::compile(&reading.model);
        best = best.min(begun.elapsed().as_secs_f64());
    }
    let Some(program) = compiled.program else {
        println!("{:#?} {:#?}", reading.diagnostics, compiled.diagnostics);
        return;
    };
    println!(
        "{equations:>9}  {elements:>8}  {:>7.1}  {:>10.1}  {:>14.1}  {:>6}  {:>11}",
        read.as_secs_f64() * 1e3,
        best * 1e3,
        best * 1e6 / equations as f64,
        program.values.len(),
        program.every_step.len()
    );
}

fn model(groups: usize, elements: usize) -> String {
    let mut text = String::from("```run\ndt = 0.25\n```\n```model\n");
    let _ = writeln!(text, "dimension place = 1 .. {elements}");
    for group in 0..groups {
        let before = if group == 0 { "1".to_string() } else { format!("joint {}", group - 1) };
        let _ = writeln!(
            text,
            "stock level {group} by place [t]  ¶1
    initial 10
    in  filling {group}
    out draining {group}
flow filling {group} by place [t/year]  ¶1
    = target {group} * curve {group}({before}) - level {group} / 7 / year
flow draining {group} by place [t/year]  ¶1
    = SMTH1(level {group}, 3 * year) * MAX(0.1, {before} - place / 100) / year
parameter target {group} [t/year]  ¶1
    = 2   range 1 .. 3
lookup curve {group} [1] of [1]  ¶1
    (0, 0) (1, 1) (2, 1.5)
auxiliary joint {group} [1]  ¶1
    = SUM(level {group}[*]) / (SUM(level {group}[*]) + 1 / {before} * unit t)"
        );
    }
    text.push_str("parameter unit t [t]  ¶1\n    = 1\nparameter year [year]  ¶1\n    = 1\n```\n");
    text
}
