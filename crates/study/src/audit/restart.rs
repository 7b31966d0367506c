//! A run stopped and gone on with from its saved state: the same bytes, so that the state carries
//! the history and nothing outside it does.

use super::Check;
use super::answer::Answer;
use super::subject::Subject;
use interregnum_run::run::{Run, resume, run};
use interregnum_run::saved::Watch;

pub(super) const CHECK: Check = Check {
    id: "restart",
    question: "Does a run that goes on from a saved state give the same bytes?",
    meaning: "What a saved state does not carry is remembered outside the system.",
    ask,
};

/// At how many moments the run is stopped.
const STOPS: u32 = 6;

fn ask(subject: &Subject<'_>) -> Answer {
    let Subject { model, program, base, .. } = subject;
    let watch = Watch::shown();
    let whole = run(program, base, &watch);
    if let Some(failure) = &whole.failure {
        let mut answer = Answer::new("ran the model");
        let why = failure.diagnostic(program).message;
        answer.fault(model, failure.span, format!("the base run fails: {why}"));
        return answer;
    }
    let length = base.time.stop - base.time.start;
    let stops: Vec<f64> = (1..=STOPS)
        .map(|part| base.time.start + (length * f64::from(part) / f64::from(STOPS + 1)).floor())
        .filter(|stop| *stop > base.time.start && *stop < base.time.stop)
        .collect();
    if stops.is_empty() {
        return Answer::does_not_apply("the run is too short to be stopped on the way");
    }
    let words: Vec<String> = stops.iter().map(|stop| format!("{stop}")).collect();
    let mut answer = Answer::new(format!("stopped at {} and went on", words.join(", ")));
    for stop in stops {
        let mut first = base.clone();
        first.time.stop = stop;
        let begun = run(program, &first, &watch);
        let ended = resume(program, base, &begun.end, &watch);
        if let Some(name) = differs(subject, &whole, &begun, &ended) {
            answer.fault(model, None, format!("stopped at {stop}, `{name}` goes on otherwise"));
        }
    }
    answer
}

/// A variable whose two halves together are not the whole, bit for bit.
fn differs(subject: &Subject<'_>, whole: &Run, begun: &Run, ended: &Run) -> Option<String> {
    for (index, column) in whole.columns.iter().enumerate() {
        let half =
            |run: &Run| run.columns.get(index).map(|one| one.values.clone()).unwrap_or_default();
        let joined: Vec<f64> = half(begun).into_iter().chain(half(ended)).collect();
        let same = joined.iter().map(|x| x.to_bits()).eq(column.values.iter().map(|x| x.to_bits()));
        if !same {
            let layout = subject.program.variables.get(column.variable.0 as usize);
            return layout.map(|layout| layout.name.to_string());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use interregnum_formats::chapters::read_text;
    use std::sync::atomic::AtomicBool;

    const SOIL: &str = "```run\nstart = 0\nstop = 14\ndt = 0.5\n```\n\n```model\nstock soil [1]  ¶1\n    initial 1\n    out loss\nflow loss [1/year]  ¶1\n    = soil / life\nparameter life [year]  assumed \"a test\"\n    = 10  range 5 .. 20\n```\n";

    #[test]
    fn one_bit_is_found() {
        let model = read_text("soil.md", SOIL).model;
        let program = interregnum_compile::compile(&model).program.unwrap_or_default();
        let cancel = AtomicBool::new(false);
        let subject = Subject::new(&model, &program, &cancel);
        let watch = Watch::shown();
        let whole = run(&program, &subject.base, &watch);
        let mut first = subject.base.clone();
        first.time.stop = 7.0;
        let begun = run(&program, &first, &watch);
        let mut ended = resume(&program, &subject.base, &begun.end, &watch);
        assert_eq!(differs(&subject, &whole, &begun, &ended), None);
        for column in &mut ended.columns {
            if let Some(value) = column.values.last_mut() {
                *value = f64::from_bits(value.to_bits() + 1);
            }
        }
        assert_eq!(differs(&subject, &whole, &begun, &ended), Some("soil".to_owned()));
    }
}
