//! Whatever text compiles runs on the tape, alone and side by side, with the bits of the interpreter.
#![no_main]

use interregnum_formats::chapters::read_text;
use interregnum_run::{Run, Settings, Tape, Watch, interpret, member};
use libfuzzer_sys::fuzz_target;

/// Steps are few, so that many models are tried.
const STEPS: f64 = 40.0;

fn bits(run: &Run) -> (Vec<u64>, Vec<Vec<u64>>, bool) {
    let of = |numbers: &[f64]| numbers.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
    let columns = run.columns.iter().map(|column| of(&column.values)).collect();
    (of(&run.times), columns, run.failure.is_some())
}

fuzz_target!(|text: &str| {
    let reading = read_text("fuzz.md", text);
    let Some(program) = interregnum_compile::compile(&reading.model).program else { return };
    let mut base = Settings::new(&program);
    if program.slots > 10_000 || !(base.time.dt > 0.0) {
        return;
    }
    base.time.stop = base.time.stop.min(base.time.start + STEPS * base.time.dt);
    let members: Vec<Settings> = (0..9).map(|it| member(&program, &base, 1, it)).collect();
    let watch = Watch::shown();
    let tape = Tape::for_members(&program, &members, &watch);
    for (run, settings) in tape.run_block(&members).iter().zip(&members) {
        let plain = interpret(&program, settings, &watch);
        assert_eq!(bits(run), bits(&plain));
        let alone = Tape::alone(&program, settings, &watch).run(settings);
        assert_eq!(bits(&alone), bits(&plain));
    }
});
