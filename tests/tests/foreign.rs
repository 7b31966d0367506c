//! Models of our own in other tools' formats give what they say, read as they are, and written in
//! each format and read again.
#![allow(clippy::panic)]

use interregnum_formats::{Reading, chapters, read, vensim, xmile};
use interregnum_model::Severity;
use interregnum_tests::foreign::{expected, faults, models};
use interregnum_tests::peers::{table, table_of};

#[test]
fn models_of_our_own_give_what_they_say() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for path in models() {
        let wanted = expected(&read(&path).model);
        count += wanted.len();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_string();
        match table(&path) {
            Ok(found) => {
                wrong.extend(faults(&wanted, &found).into_iter().map(|it| format!("{name}: {it}")));
            }
            Err(why) => wrong.push(format!("{name}: {why}")),
        }
    }
    assert!(count > 300, "{count} columns are asked for");
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

/// What is wrong with a way to a format and back.
fn after(way: &str, back: &Reading, wanted: &[(String, Vec<f64>)]) -> Vec<String> {
    let errors = back.diagnostics.iter().filter(|it| it.severity == Severity::Error);
    let errors: Vec<String> = errors
        .map(|it| {
            let words = it.span.map_or("", |span| back.model.sources.text(span));
            format!("{way}: {} at `{words}`", it.message)
        })
        .collect();
    if !errors.is_empty() {
        return errors;
    }
    let found = match table_of(&back.model) {
        Ok(found) => faults(wanted, &found),
        Err(why) => vec![why],
    };
    found.into_iter().map(|it| format!("{way}: {it}")).collect()
}

#[test]
fn models_of_our_own_keep_their_numbers_in_every_format() {
    let mut wrong = Vec::new();
    for path in models() {
        let model = read(&path).model;
        // Only Vensim's names hold quotes; the other writers tell.
        let mut wanted = expected(&model);
        wanted.retain(|(name, _)| !name.contains('"'));
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_string();
        let ways = [
            ("xmile", xmile::read_text("w.xmile", &xmile::write(&model).text)),
            ("mdl", vensim::read_text("w.mdl", &vensim::write(&model).text, None)),
            ("chapter", chapters::read_text("w.md", &chapters::write(&model).text)),
        ];
        for (way, back) in ways {
            wrong.extend(after(way, &back, &wanted).into_iter().map(|it| format!("{name}: {it}")));
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
