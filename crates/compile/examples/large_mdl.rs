//! How long a Vensim model of C-LEARN's size takes: 930 variables, some 5,000 slots, 4 macros, 18
//! subscript ranges. `cargo run --release -p interregnum-compile --example large_mdl [FILE.mdl]`
//! measures this one, or another file.

use interregnum_compile::compile;
use interregnum_formats::vensim::read_text;
use interregnum_model::diagnostic::has_errors;
use std::fmt::Write as _;
use std::time::Instant;

/// Runs of which the best is told.
const RUNS: usize = 7;

fn main() {
    let text = match std::env::args().nth(1) {
        Some(path) => std::fs::read_to_string(path).unwrap_or_default(),
        None => model(),
    };
    let mut best = (f64::INFINITY, f64::INFINITY);
    for _ in 0..RUNS {
        let start = Instant::now();
        let reading = read_text("large.mdl", &text, None);
        let read = start.elapsed().as_secs_f64();
        let compiled = compile(&reading.model);
        let all = start.elapsed().as_secs_f64();
        if all < best.0 + best.1 {
            best = (read, all - read);
        }
        if has_errors(&reading.diagnostics) || has_errors(&compiled.diagnostics) {
            println!("{:?}", reading.diagnostics.iter().chain(&compiled.diagnostics).next());
            return;
        }
        let slots = compiled.program.map_or(0, |program| program.slots);
        println!(
            "{} variables, {} ranges, {} macros, {slots} slots, {} kB: read {:.1} ms, compiled {:.1} ms",
            reading.model.variables.len(),
            reading.model.dimensions.len(),
            reading.model.macros.len(),
            text.len() / 1000,
            read * 1e3,
            (all - read) * 1e3
        );
    }
    println!("best: {:.1} ms in all", (best.0 + best.1) * 1e3);
}

/// The model: no drawing, nothing random. Every tenth variable is a constant list, a level, ...; each
/// reads others of its own range.
fn model() -> String {
    let mut text = String::from("{UTF-8}\n");
    for (at, body) in
        ["x*2", "SMOOTH(x, 3)", "INTEG(x - M2/4, x)", "MAX(x, 0)/2"].iter().enumerate()
    {
        let _ = write!(text, ":MACRO: M{at}(x)\nM{at}={body} ~ x ~ |\n:END OF MACRO:\n");
    }
    for d in 0..9 {
        let names: Vec<String> = (0..2 * d / 3 + 3).map(|it| format!("d{d} e{it}")).collect();
        let (all, part) = (names.join(","), names[..2].join(","));
        let _ = write!(text, "d{d}: {all} ~~|\npart{d}: {part} ~~|\n");
    }
    for at in 0..930 {
        let (d, block) = (at / 10 % 9, at - at % 10);
        let n = 2 * d / 3 + 3;
        let line = match at % 10 {
            0 => format!("v{at}[d{d}]= {} ~ GtC [0,?] ~ A constant of each.", list(n)),
            1 => format!(
                "v{at}[d{d}]= INTEG(v{}[d{d}] - v{}[d{d}], v{block}[d{d}]) ~ GtC ~",
                at + 1,
                at + 2
            ),
            2 => format!("v{at}[d{d}]= v{block}[d{d}]*0.1 + STEP(0.5, 10) ~ GtC/Year ~"),
            3 => format!("v{at}[d{d}]= v{}[d{d}]/(8 + v{block}[d{d}]) ~ GtC/Year ~", at - 2),
            4 => format!("v{at}[part{d}]= M{}(v{}[part{d}]) ~ GtC ~", at / 10 % 4, at - 3),
            5 => format!("v{at}= SUM(v{}[d{d}!])/{n} + v{}[d{d} e0] ~ GtC ~", at - 4, at - 1),
            6 => format!(
                "v{at}[d{d}]= WITH LOOKUP(v{}/10, ([(0,0)-(10,10)],(0,1),(2,3),(5,4),(10,8))) ~ GtC ~",
                at - 1
            ),
            7 => format!(
                "v{at}[d{d}, part{d}]= IF THEN ELSE(Time > 20 :AND: v{}[d{d}] > 2, v{}[part{d}], v{}[d{d}]^2) ~ GtC ~",
                at - 1,
                at - 3,
                at - 5
            ),
            8 => format!(
                "v{at}[d{d}] :EXCEPT: [d{d} e1]= ZIDZ(v{0}[d{d}], v{1}) ~~|\nv{at}[d{d} e1]= SMOOTH3(v{1}, 4) ~ GtC ~",
                at - 2,
                at - 3
            ),
            _ => format!(
                "v{at}= VMAX(v{}[d{d}!]) + SUM(v{}[d{d}!, part{d}!]) ~ GtC ~ What it comes to.",
                at - 1,
                at - 2
            ),
        };
        let _ = writeln!(text, "{line} |");
    }
    text.push_str(
        "INITIAL TIME = 0 ~ Year ~|\nFINAL TIME = 100 ~ Year ~|\nTIME STEP = 0.25 ~ Year ~|\nSAVEPER = 1 ~ Year ~|\n",
    );
    text
}

fn list(n: usize) -> String {
    (0..n).map(|it| (it + 1).to_string()).collect::<Vec<_>>().join(",")
}
