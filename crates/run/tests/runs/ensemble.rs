//! Many members: the same bits side by side as one by one, in blocks of any size.

use crate::model::program;
use interregnum_compile::Program;
use interregnum_model::Method;
use interregnum_run::ensemble::block;
use interregnum_run::{FailureKind, Run, Settings, Watch, member, run};

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
parameter divisor [1] ?
    = 1  range 1 .. 1
auxiliary share [1] ?
    = x / divisor
",
    )
}

fn members(program: &Program, count: u64) -> Vec<Settings> {
    let base = Settings::new(program);
    (0..count).map(|number| member(program, &base, 9, number)).collect()
}

/// The bits of every kept value.
fn bits(run: &Run) -> Vec<Vec<u64>> {
    run.columns.iter().map(|one| one.values.iter().map(|x| x.to_bits()).collect()).collect()
}

#[test]
fn blocks_of_any_size_give_what_single_runs_give() {
    let program = drift();
    let mut members = members(&program, 150);
    // Neighbours that go through time otherwise.
    members[70].time.dt = 0.25;
    members[71].time.method = Method::Rk4;
    let watch = Watch::shown();
    let alone: Vec<_> = members.iter().map(|one| bits(&run(&program, one, &watch))).collect();
    for size in [1, 7, 64, 150] {
        let blocks = members.chunks(size).flat_map(|block| block::runs(&program, block, &watch));
        let side_by_side: Vec<_> = blocks.map(|run| bits(&run)).collect();
        assert!(side_by_side == alone, "blocks of {size}");
    }
    let mut different = alone;
    different.sort();
    different.dedup();
    assert_eq!(different.len(), 150);
}

#[test]
fn a_member_that_fails_says_where_and_leaves_the_others_as_they_are() {
    let program = drift();
    let mut members = members(&program, 10);
    let watch = Watch::shown();
    let alone: Vec<_> = members.iter().map(|one| bits(&run(&program, one, &watch))).collect();
    let key = interregnum_model::name::Key::new("divisor");
    members[3].parameter(&program, &key, None, 0.0).unwrap();
    let runs = block::runs(&program, &members, &watch);
    for (number, run) in runs.iter().enumerate() {
        match &run.failure {
            Some(failure) => {
                assert_eq!((number, &failure.kind), (3, &FailureKind::DivisionByZero));
                assert_eq!(failure.subject(&program), "share");
                assert!(failure.span.is_some() && failure.time == 0.0);
            }
            None => assert_eq!(bits(run), alone[number]),
        }
    }
    assert!(runs[3].failure.is_some());
}

#[test]
fn every_thread_gets_a_block_and_no_block_is_longer_than_there_are_lanes() {
    let table =
        [(200, 2, 50), (1_000_000, 2, 64), (64, 1, 64), (65, 1, 33), (20, 8, 16), (0, 2, 16)];
    for (members, threads, size) in table {
        assert_eq!(block::size(members, threads), size, "{members} members, {threads} threads");
    }
}
