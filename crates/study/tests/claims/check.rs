//! What is wrong with claims, at its place, with what to do.

use crate::field::field_with;
use interregnum_model::Diagnostic;
use interregnum_study::check::check;

fn findings(claims: &str) -> (String, Vec<Diagnostic>, interregnum_model::Model) {
    let text = field_with(claims);
    let reading = interregnum_formats::chapters::read_text("field.md", &text);
    let checked = check(&reading.model, reading.diagnostics);
    let own = checked
        .diagnostics
        .into_iter()
        .filter(|one| one.span.is_some_and(|span| span.start as usize > text.len() - claims.len()))
        .collect();
    (text, own, reading.model)
}

/// The findings in one line each: code, the words they stand under, headline, help.
fn told(lines: &str) -> Vec<String> {
    let (_, found, model) =
        findings(&format!("```claim it ¶1\nIt is so.\n{lines}\nfails without ploughs\n```\n"));
    found
        .iter()
        .map(|one| {
            let words = one.span.map_or("", |span| model.sources.text(span));
            format!("{} at `{words}`: {}; {}", one.code.as_str(), one.message, one.help.join(" "))
        })
        .collect()
}

/// Questions, and how the only finding about each begins.
const FAULTS: &[(&str, &str)] = &[
    ("lnad[1950] > 1", "unknown-name at `lnad`: there is no variable `lnad`; did you mean `land`?"),
    ("\"double-pace\"[1950] > 1", "wrong-kind at `\"double-pace\"`: `double-pace` is a lever"),
    ("ploughs[1950] > 1", "wrong-kind at `ploughs`: `ploughs` is a mechanism"),
    (
        "meen(land[1950..1952]) > 1",
        "unknown-name at `meen`: there is no function `meen` of runs; did you mean `mean`?",
    ),
    (
        "land[1950] with doubel-pace > 1",
        "unknown-name at `doubel-pace`: there is no lever `doubel-pace`; did you mean `double-pace`?",
    ),
    (
        "land[1950] with ploughs > 1",
        "wrong-kind at `ploughs`: `ploughs` is a mechanism, not a lever",
    ),
    (
        "land[1950] with land = {lnad[1950.0]} at 1955 > 1",
        "unknown-name at `lnad`: there is no variable `lnad`; did you mean `land`?",
    ),
    (
        "land[1950] with land = {land} at 1955 > 1",
        "bad-claim at `land`: a change asks for one number, and this is a list; ask for one value",
    ),
    (
        "land[1950] with pace = {land[1950] > 3} > 1",
        "bad-claim at `land[1950] > 3`: a change asks for a number, and this is a yes or no",
    ),
    (
        "land[1950] with ploughing = {median(land[1950])} from 1955 > 1",
        "bad-claim at `median(land[1950])`: a change asks each member for its own number",
    ),
    (
        "land[1950] off plough > 1",
        "unknown-name at `plough`: there is no mechanism `plough`; did you mean `ploughs`?",
    ),
    (
        "land[1950] off double-pace > 1",
        "wrong-kind at `double-pace`: `double-pace` is a lever, not a mechanism",
    ),
    (
        "land[1950] with pcae = 2 > 1",
        "unknown-name at `pcae`: there is no parameter `pcae`; did you mean `pace`?",
    ),
    ("land[1950] with pace = land > 1", "wrong-kind at `land`: `land` is a stock, not a parameter"),
    ("land[1950] with tide += 1 at 1955 > 1", "wrong-kind at `tide`: `tide` is not a stock"),
    (
        "land[1950] with land += 1 at 1999 > 1",
        "bad-claim at `land`: 1999 lies outside the run, 1950 to 1961",
    ),
    (
        "land[1950] with tide shifted 2 > 1",
        "wrong-kind at `tide`: `tide` is not read from a dated series",
    ),
    (
        "land[1961] > 1",
        "bad-claim at `land[1961]`: the year is not wholly inside the run, 1950 to 1961",
    ),
    ("land[1949.5] > 1", "bad-claim at `land[1949.5]`: the date is not wholly inside the run"),
    (
        "land[1955..1970] > 1",
        "bad-claim at `land[1955..1970]`: the stretch of years is not wholly inside the run",
    ),
    ("land[1955..1953] > 1", "bad-claim at `land[1955..1953]`: the years 1955..1953 run backwards"),
    ("land[1950]", "bad-claim at `land[1950]`: a test must be a comparison"),
    ("land[1950] and land[1951] > 1", "bad-claim at `land[1950]`: `and` is between comparisons"),
    ("mean(land[1950]) > 1", "wrong-arguments at `land[1950]`: `mean` takes a list"),
    (
        "growth(land[1950..1952], 2) > 1",
        "wrong-arguments at `growth(land[1950..1952], 2)`: `growth` is given 2 arguments",
    ),
    ("first(land) > 1", "wrong-arguments at `land`: `first` takes a comparison of a list"),
    ("P(land[1950]) > 1", "wrong-arguments at `land[1950]`: `P` takes a comparison"),
    ("median(land) > 1", "wrong-arguments at `land`: `median` takes a single number"),
    (
        "P(median(land[1950]) > 1) > 1",
        "bad-claim at `median(land[1950])`: `median` asks all members, and stands inside another",
    ),
    (
        "sown[1950] > 1",
        "dimension-mismatch at `sown`: `sown` goes by `crop`, and is asked with 0 subscripts",
    ),
    (
        "sown[weat][1950] > 1",
        "unknown-name at `weat`: `crop` has no element `weat`; did you mean `wheat`?",
    ),
    (
        "land[1950] for pcae in (1, 2) > 1",
        "unknown-name at `pcae`: there is no parameter, lever or mechanism `pcae`",
    ),
    (
        "land[1950] for pace in (1, land[1950]) > 1",
        "bad-claim at `(1, land[1950])`: a sweep's values must be numbers known before the run",
    ),
    (
        "variance share(land[1950], pcae) > 1",
        "unknown-name at `pcae`: there is no parameter `pcae`; did you mean `pace`?",
    ),
    (
        "max(each(land[1950], 2)) > 1",
        "wrong-arguments at `2`: a lever's or mechanism's name is wanted here",
    ),
];

#[test]
fn every_fault_of_a_question_is_found_at_its_words() {
    let mut wrong = Vec::new();
    for (question, expected) in FAULTS {
        let found = told(&format!("test {question}"));
        if found.len() != 1 || !found[0].starts_with(expected) {
            wrong.push(format!(
                "{question}\n  wanted {expected}\n  found  {}",
                found.join("\n         ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_lever_named_draws_cannot_be_pulled_from_a_date() {
    let text = "```model\nlever draws  ¶1\n    pace = 3\n```\n```claim it ¶1\nIt is so.\n\
                test land[1960.0] with draws from 1955 > 1\nfails without ploughs\n```\n";
    let (_, found, _) = findings(text);
    let told: Vec<&str> = found.iter().map(|one| one.message.as_str()).collect();
    assert_eq!(told, ["`draws from` is no lever, and the book has one named `draws`"]);
}

#[test]
fn all_faults_are_found_in_one_go() {
    let found = told(
        "test lnad[1950] > mean(land[1950])\nreport tdie[1950]\nfails without plough : lnd[1950] > 1",
    );
    assert_eq!(found.len(), 5, "{found:#?}");
}

#[test]
fn a_claim_must_have_a_test_and_something_that_makes_it_fail() {
    let (_, found, _) = findings(
        "```claim it ¶1\nIt is so.\nreport land[1950]\n```\n```claim two ¶1\nTwo.\ntest 1 < 2\n```\n",
    );
    let told: Vec<(&str, &str)> =
        found.iter().map(|one| (one.code.as_str(), one.message.as_str())).collect();
    assert_eq!(
        told,
        [
            ("bad-claim", "the claim `it` asks nothing"),
            ("untested-claim", "the claim `two` names nothing that must make it fail")
        ]
    );
}

#[test]
fn claims_of_a_model_that_cannot_be_compiled_are_checked_all_the_same() {
    let text = field_with(
        "```model\nauxiliary wrong [1]  ¶1\n    = nothing\n```\n```claim it ¶1\nIt is so.\ntest lnad[1950] > sown[weat][1950]\nfails without plough\n```\n",
    );
    let reading = interregnum_formats::chapters::read_text("field.md", &text);
    let checked = check(&reading.model, reading.diagnostics);
    assert!(checked.program.is_none());
    let messages: Vec<&str> = checked.diagnostics.iter().map(|one| one.message.as_str()).collect();
    for wanted in [
        "there is no variable `lnad`",
        "`crop` has no element `weat`",
        "there is no mechanism `plough`",
    ] {
        assert!(messages.contains(&wanted), "{messages:#?}");
    }
}
