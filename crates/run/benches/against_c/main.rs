//! The engine against scalar C, in one process and in turns, and how its cost grows. `cargo bench
//! -p interregnum-run` prints the table; with `-- growth`, `-- sizes`, `-- arrays`, `-- cores` or a model's name, only that.
//!
//! Times are those that a thread was at work; ratios are medians of rounds.
#![allow(clippy::panic, clippy::expect_used)]

mod emit;
mod growth;
mod model;
mod native;
mod synthetic;
mod timing;

use interregnum_run::{Clock, Settings, Tape, Watch, Which, interpret};
use model::Subject;
use native::{Native, Times};
use std::time::Instant;

/// Rounds of each pair.
const ROUNDS: usize = 7;

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with("--")).collect();
    let wants = |name: &str| asked.is_empty() || asked.iter().any(|it| name.contains(it.as_str()));
    println!("machine: {}", machine());
    let subjects = [model::made(1), model::world3(), model::book(), model::teacup()];
    let names = ["synthetic", "World3-03", "the book", "teacup"];
    for (subject, name) in subjects.into_iter().zip(names).filter(|(_, name)| wants(name)) {
        match subject {
            Ok(subject) => measure(&subject),
            Err(why) => println!("\n{name}: not measured: {why}"),
        }
    }
    if wants("cores") {
        growth::cores();
    }
    if wants("arrays") {
        growth::arrays();
    }
    if wants("growth") || wants("sizes") {
        growth::sizes();
    }
    if wants("growth") {
        growth::members();
    }
}

/// What kind of processor, and which vectors.
fn machine() -> String {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let field = |name: &str| {
        let line = text.lines().find(|line| line.starts_with(name));
        line.and_then(|line| line.split(':').nth(1)).unwrap_or("?").trim().to_owned()
    };
    let width = interregnum_run::Width::widest();
    let (family, model) = (field("cpu family"), field("model\t"));
    format!("{}, family {family}, model {model}, vectors: {width:?}", field("model name"))
}

fn measure(subject: &Subject) {
    let program = &subject.program;
    println!(
        "\n{}: {} slots, {} values, {} equations a step, {} stocks",
        subject.name,
        program.slots,
        program.values.len(),
        program.every_step.len(),
        program.stocks.len()
    );
    compiling(subject);
    let folder = tempfile::tempdir().expect("a folder");
    let name = subject.name.replace([' ', '-'], "_");
    let native = emit::c_of(program)
        .and_then(|c| Native::new(&c, folder.path(), &name, program.slots as usize));
    match native {
        Ok(native) => {
            println!("  cc -O3 -march=native: {:.0} ms", native.compile * 1e3);
            if agree(subject, &native) {
                ensemble(subject, &native);
                single(subject, &native);
            }
        }
        Err(why) => println!("  no C to measure against: {why}"),
    }
}

/// From model to tape.
fn compiling(subject: &Subject) {
    let program = &subject.program;
    let base = Settings::new(program);
    let least = |work: &mut dyn FnMut()| {
        (0..ROUNDS).map(|_| timing::time(work)).fold(f64::INFINITY, f64::min) * 1e3
    };
    let compile = least(&mut || {
        std::hint::black_box(interregnum_compile::compile(&subject.model));
    });
    let prepare = least(&mut || {
        let varying = subject.varying();
        std::hint::black_box(Tape::prepare(program, &base, &varying, &Watch::shown()));
    });
    println!("  model to program {compile:.2} ms, program to ready tape {prepare:.2} ms");
}

/// The base run's steps.
fn times(subject: &Subject) -> Times {
    let time = Settings::new(&subject.program).time;
    let clock = Clock::new(&time).expect("a time that can be run");
    let at: Vec<f64> = (0..=clock.steps).map(|step| clock.at(step, 0.0)).collect();
    let mut saved = vec![0; at.len()];
    let (mut next, mut rows) = (clock.next_save(0), 0);
    while let Some(mark) = saved.get_mut(next as usize) {
        (*mark, rows) = (1, rows + 1);
        next = clock.next_save(next + 1);
    }
    let shown = subject.program.variables.iter().filter(|layout| !layout.hidden);
    let shown: usize = shown.map(|layout| layout.count as usize).sum();
    Times { at, saved, stop: time.stop, dt: time.dt, room: rows * shown }
}

/// Whether C gives the same numbers but for rounding.
fn agree(subject: &Subject, native: &Native) -> bool {
    let times = times(subject);
    let watch = Watch { variables: Which::Nothing, ..Watch::shown() };
    let mut worst: f64 = 0.0;
    for settings in subject.members(3) {
        let run = interpret(&subject.program, &settings, &watch);
        if let Some(failure) = run.failure {
            println!("  the run fails: {}", failure.diagnostic(&subject.program).message);
            return false;
        }
        let theirs = native.run(&settings, &times, &mut Vec::new());
        for (ours, theirs) in run.end.slots.iter().zip(&theirs) {
            let off = (ours - theirs).abs() / ours.abs().max(1e-6);
            worst = if ours == theirs { worst } else { worst.max(off) };
        }
    }
    println!("  C and engine differ by at most {worst:.1e} of a number");
    worst < 1e-6
}

/// Members of which only the end is kept, on one core.
fn ensemble(subject: &Subject, native: &Native) {
    let count = if subject.program.slots < 50 { 8192 } else { 512 };
    let members = subject.members(count);
    let base = Settings::new(&subject.program);
    let watch = Watch { variables: Which::Nothing, ..Watch::shown() };
    let tape = Tape::prepare(&subject.program, &base, &subject.varying(), &watch);
    let mut times = times(subject);
    times.saved.fill(0);
    let mut out = Vec::new();
    let pair = timing::pair(
        ROUNDS,
        &mut || {
            for settings in &members {
                std::hint::black_box(native.run(settings, &times, &mut out));
            }
        },
        &mut || {
            let runs = tape.run_block(&members);
            assert!(runs.iter().all(|run| run.failure.is_none()), "a member failed");
        },
    );
    report("ensemble, one core", &pair, count as f64);
    let member_steps = count as f64 * (times.at.len() - 1) as f64;
    println!("    {:.0} ns a member-step", pair.second / member_steps * 1e9);
}

/// One run of which all variables are kept.
fn single(subject: &Subject, native: &Native) {
    let base = Settings::new(&subject.program);
    let times = times(subject);
    let runs = 20;
    let ready = Tape::alone(&subject.program, &base, &Watch::shown());
    let mut out = Vec::new();
    let mut c = || {
        for _ in 0..runs {
            std::hint::black_box(native.run(&base, &times, &mut out));
        }
    };
    let mut tape = || {
        for _ in 0..runs {
            std::hint::black_box(ready.run(&base));
        }
    };
    report("single run, all kept", &timing::pair(ROUNDS, &mut c, &mut tape), f64::from(runs));
    let mut whole = || {
        for _ in 0..runs {
            std::hint::black_box(interregnum_run::run(&subject.program, &base, &Watch::shown()));
        }
    };
    let pair = timing::pair(ROUNDS, &mut c, &mut whole);
    report("  the tape made anew", &pair, f64::from(runs));
    let mut plain = || {
        for _ in 0..runs {
            std::hint::black_box(interpret(&subject.program, &base, &Watch::shown()));
        }
    };
    report("  interpreter", &timing::pair(ROUNDS.min(3), &mut c, &mut plain), f64::from(runs));
}

fn report(what: &str, pair: &timing::Pair, runs: f64) {
    let (median, least, most) = pair.ratio;
    println!(
        "  {what:22} C {:9.1} us, engine {:9.1} us a run: {median:.2} x ({least:.2} .. {most:.2})",
        pair.first / runs * 1e6,
        pair.second / runs * 1e6,
    );
}

/// Seconds that pass.
fn passed(work: &mut dyn FnMut()) -> f64 {
    let begun = Instant::now();
    work();
    begun.elapsed().as_secs_f64()
}
