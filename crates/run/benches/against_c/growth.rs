//! How cost grows with cores, with the size of a model, and with members.

use super::model::{Subject, arrayed, made};
use super::{passed, timing};
use interregnum_run::{LANES, Run, Settings, Tape, Watch, Which};
use rayon::prelude::*;

fn last(variables: Which) -> Watch {
    Watch { variables, ..Watch::shown() }
}

fn blocks(tape: &Tape, members: &[Settings]) -> Vec<Run> {
    members.par_chunks(LANES).flat_map_iter(|block| tape.run_block(block)).collect()
}

/// Blocks on one core and on two.
pub fn cores() {
    let Ok(subject) = made(1) else { return };
    let members = subject.members(16 * LANES);
    let watch = last(Which::Nothing);
    let base = Settings::new(&subject.program);
    let tape = Tape::prepare(&subject.program, &base, &subject.varying(), &watch);
    let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let (Ok(one), Ok(two)) = (pool(1), pool(2)) else { return };
    let mut ratios: Vec<f64> = (0..9)
        .map(|_| {
            let alone = passed(&mut || drop(one.install(|| blocks(&tape, &members))));
            alone / passed(&mut || drop(two.install(|| blocks(&tape, &members))))
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    println!(
        "\ntwo cores against one (seconds that pass): {:.2} x ({:.2} .. {:.2})",
        ratios[4], ratios[0], ratios[8]
    );
}

/// A model four and sixteen times as large.
pub fn sizes() {
    println!("\nsize: us to compile, us to make the tape, ns a member-step and equation");
    for times in [1, 4, 16] {
        let Ok(subject) = made(times) else { return };
        let Subject { model, program, .. } = &subject;
        let base = Settings::new(program);
        let watch = last(Which::Nothing);
        let compile = timing::time(&mut || drop(interregnum_compile::compile(model)));
        let prepare = || Tape::prepare(program, &base, &subject.varying(), &watch);
        let make = timing::time(&mut || drop(prepare()));
        let tape = prepare();
        let members = subject.members(LANES);
        let least = |work: &mut dyn FnMut()| {
            (0..3).map(|_| timing::time(work)).fold(f64::INFINITY, f64::min)
        };
        let block = least(&mut || drop(tape.run_block(&members)));
        let equations = program.every_step.len() as f64;
        println!(
            "  x{times:<3} {:9.0} {:9.0} {:9.3}   ({equations} equations)",
            compile * 1e6,
            make * 1e6,
            block / LANES as f64 / 1000.0 / equations * 1e9
        );
    }
}

/// Ten equations over ten elements to a hundred thousand.
pub fn arrays() {
    println!(
        "\nelements: us to compile, us to make ready, ns a step and element of an equation (one run, a block of \
         64), greatest memory so far"
    );
    for elements in [10, 100, 1_000, 10_000, 100_000] {
        let Ok(subject) = arrayed(elements) else { return };
        let Subject { model, program, .. } = &subject;
        let base = Settings::new(program);
        let watch = last(Which::Nothing);
        let compile = timing::time(&mut || drop(interregnum_compile::compile(model)));
        let make = timing::time(&mut || drop(Tape::alone(program, &base, &watch)));
        let alone = Tape::alone(program, &base, &watch);
        let one = timing::time(&mut || drop(alone.run(&base)));
        drop(alone);
        let tape = Tape::prepare(program, &base, &subject.varying(), &watch);
        let members = subject.members(LANES);
        let block = timing::time(&mut || drop(tape.run_block(&members)));
        let each = |seconds: f64| seconds / 100.0 / 10.0 / elements as f64 * 1e9;
        println!(
            "  {elements:7} {:9.0} {:9.0} {:9.2} {:9.2}   {}",
            compile * 1e6,
            make * 1e6,
            each(one),
            each(block / LANES as f64),
            memory()
        );
    }
}

/// One member to a hundred thousand.
pub fn members() {
    println!(
        "\nmembers of the synthetic model over 20 steps: ns a member-step, greatest memory so far"
    );
    let Ok(subject) = made(1) else { return };
    let mut base = Settings::new(&subject.program);
    base.time.stop = 20.0;
    let tape = Tape::prepare(&subject.program, &base, &subject.varying(), &last(Which::Nothing));
    for count in [1, 10, 100, 1_000, 10_000, 100_000] {
        let mut worked = 0.0;
        for first in (0..count).step_by(1024) {
            let mut members = subject.members((count - first).min(1024));
            members.iter_mut().for_each(|it| it.time.stop = 20.0);
            worked += timing::time(&mut || drop(tape.run_block(&members)));
        }
        println!("  {count:7} {:9.0} ns, {}", worked / count as f64 / 20.0 * 1e9, memory());
    }
}

/// The most memory this process has held.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.map_or("?".to_owned(), |line| {
        line.split_whitespace().skip(1).collect::<Vec<_>>().join(" ")
    })
}
