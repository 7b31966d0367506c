//! Many members: the same bits on any number of threads, progress, and an end before the end.

use crate::model::{program, values};
use interregnum_compile::Program;
use interregnum_run::ensemble::{Control, map};
use interregnum_run::{Settings, Watch, member, run};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

fn drift() -> Program {
    program(
        "start = 0\nstop = 20\ndt = \"1/8\"\nsaveper = 1",
        "
stock x [1] ?
    initial 1
    in growth
flow growth [1/year] ?
    = x * rate * weather
parameter rate [1/year] ?
    = 0.05  range 0.01 .. 0.1
input weather [1] ?
    = NORMAL(1, 0.5)
    because \"chance\"
",
    )
}

/// The bits of x over each member, on a pool of so many threads.
fn bits(program: &Program, threads: usize, members: &[u64]) -> Vec<Option<Vec<u64>>> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
    let base = Settings::new(program);
    let control = Control { progress: &|_| {}, cancel: &AtomicBool::new(false) };
    pool.install(|| {
        map(members, control, |number| {
            let run = run(program, &member(program, &base, 9, number), &Watch::shown());
            values(program, &run, "x").iter().map(|x| x.to_bits()).collect()
        })
    })
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let program = drift();
    let members: Vec<u64> = (0..50).collect();
    let alone = bits(&program, 1, &members);
    for threads in [2, 3, 8] {
        assert_eq!(bits(&program, threads, &members), alone, "{threads} threads");
    }
    // A block of an ensemble is the same as that part of the whole.
    assert_eq!(bits(&program, 2, &members[20..30]), alone[20..30]);
    let mut different: Vec<_> = alone.clone();
    different.sort();
    different.dedup();
    assert_eq!(different.len(), 50);
}

#[test]
fn progress_is_told_and_a_cancelled_ensemble_keeps_what_is_done() {
    let cancel = AtomicBool::new(false);
    let told = AtomicU64::new(0);
    let progress = |done: u64| {
        told.fetch_max(done, Ordering::Relaxed);
        if done >= 5 {
            cancel.store(true, Ordering::Relaxed);
        }
    };
    let members: Vec<u64> = (0..1000).collect();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().expect("a pool");
    let control = Control { progress: &progress, cancel: &cancel };
    let results = pool.install(|| map(&members, control, |number| number * 2));
    let done: Vec<(usize, u64)> =
        results.iter().enumerate().filter_map(|(at, result)| Some((at, (*result)?))).collect();
    assert!(done.len() >= 5 && done.len() < 1000, "{}", done.len());
    assert_eq!(told.load(Ordering::Relaxed), done.len() as u64);
    assert!(done.iter().all(|(at, result)| *result == 2 * *at as u64));
}
