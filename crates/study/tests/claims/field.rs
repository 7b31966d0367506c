//! The chapter that the claims here are about: a field that is ploughed at an even pace, so that
//! every answer can be worked out in the head.
//!
//! `land` is 10 in 1950 and grows by `pace` = 2 a year: 10 + 2 (t - 1950).

use interregnum_model::diagnostic::render;
use interregnum_study::check::check;
use interregnum_study::claims::report::ClaimReport;
use interregnum_study::claims::{Control, Knockouts, Options, Report, judge};
use std::path::Path;
use std::sync::atomic::AtomicBool;

const FIELD: &str = r#"
```run
start = 1950
stop = 1961
dt = 0.25
```

```model
stock land [Mha]  ¶1
    initial 10
    in ploughing
flow ploughing [Mha/year]  ¶1
    = pace
parameter pace [Mha/year]  assumed "drawn evenly"
    = 2   range 0 .. 4
parameter slow pace [Mha/year]  assumed "drawn where most of it is above its value"
    = 2   range 0 .. 20
auxiliary much land [Mha]  ¶1
    = 10 + 10 * slow pace * one year
parameter one year [year]  assumed "a year"
    = 1   range 1 .. 1   distribution fixed
dimension crop = wheat, maize, grass
dimension grain within crop = wheat, maize
auxiliary share of crop by crop [1]  ¶1
    [wheat] = 0.5
    [maize] = 0.3
    [grass] = 0.2
auxiliary sown by crop [Mha]  ¶1
    = land * share of crop
parameter yield by crop [t/ha]  assumed "fixed"
    [wheat] = 1   range 1 .. 1
    [maize] = 2   range 2 .. 2
    [grass] = 3   range 3 .. 3
input date [1]  assumed "the date as a number"
    = TIME / one year
    because "for questions about dates"
auxiliary broken [1]  ¶1
    = 1 / divisor
auxiliary divisor [1]  ¶1
    = 1000
lever breakdown  ¶1
    divisor = 1955 - date
auxiliary tide [1]  ¶1
    = SIN(PI() * (date - 1950) / 2)
mechanism ploughs  ¶1
    "Somebody ploughs."
    off: ploughing = 0
mechanism tides  ¶1
    "Tides have nothing to do with it."
    off: tide = 0
lever double-pace  ¶1
    pace = 4
lever early-stop from 1955  ¶1
    ploughing = 0
```
"#;

/// The report on claims about the field.
pub fn judged(claims: &str, members: u32, knockouts: Knockouts) -> Report {
    judged_in(FIELD, claims, members, knockouts, None)
}

/// The report on claims about the field and more of it, its files from a folder.
pub fn judged_with(more: &str, claims: &str, folder: &Path) -> Report {
    judged_in(&format!("{FIELD}\n{more}"), claims, 0, Knockouts::LeftOut, Some(folder))
}

fn judged_in(
    field: &str,
    claims: &str,
    members: u32,
    knockouts: Knockouts,
    folder: Option<&Path>,
) -> Report {
    let text = format!("{field}\n{claims}");
    let reading = match folder {
        Some(folder) => interregnum_formats::chapters::read_text_in("field.md", &text, folder),
        None => interregnum_formats::chapters::read_text("field.md", &text),
    };
    let checked = check(&reading.model, reading.diagnostics);
    let told: Vec<String> = checked
        .diagnostics
        .iter()
        .map(|one| render::render(one, &reading.model.sources, false))
        .collect();
    let Some(program) = checked.program else { panic!("{}", told.join("\n\n")) };
    let mut options = Options::new(&reading.model, &program);
    (options.members, options.seed, options.knockouts) = (members, 7, knockouts);
    let control = Control { progress: &|_, _| {}, cancel: &AtomicBool::new(false) };
    judge(&reading.model, &program, &options, control)
}

/// The only claim, with these lines after its statement, judged by the base run alone.
pub fn claim(lines: &str) -> ClaimReport {
    let text = format!("```claim it ¶1\nIt is so.\n{lines}\n```\n");
    judged(&text, 0, Knockouts::LeftOut).claims.remove(0)
}

/// The answers that a claim of these questions shows.
pub fn answers(questions: &[&str]) -> Vec<String> {
    let reports: Vec<String> = questions.iter().map(|one| format!("report {one}")).collect();
    let claim = claim(&format!("test 1 < 2\n{}", reports.join("\n")));
    let shown = claim.shown.iter();
    shown
        .map(|one| if one.value == "no answer" { one.note.clone() } else { one.value.clone() })
        .collect()
}

/// Asserts that questions have these answers, as printed.
pub fn assert_answers(table: &[(&str, &str)]) {
    let questions: Vec<&str> = table.iter().map(|(question, _)| *question).collect();
    let answers = answers(&questions);
    let wrong: Vec<String> = table
        .iter()
        .zip(&answers)
        .filter(|((_, expected), found)| expected != found)
        .map(|((question, expected), found)| format!("{question} = {found}, not {expected}"))
        .collect();
    assert!(wrong.is_empty() && answers.len() == table.len(), "{}", wrong.join("\n"));
}

/// Text after the field, for `check`.
pub fn field_with(more: &str) -> String {
    format!("{FIELD}\n{more}")
}
