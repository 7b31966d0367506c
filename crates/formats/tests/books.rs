//! Books: `book.toml`, chapters in their order, tables of data.
#![allow(clippy::panic)]

use interregnum_formats::{Reading, read};
use interregnum_model::model::Vary;
use interregnum_model::series::{Between, Measure, Role};
use interregnum_model::variable::InputSource;
use interregnum_model::{Method, VariableKind};
use std::path::Path;

const BOOK: &str = r#"title = "A book"
argument = """
What it says.
"""
chapters = ["first.md", "second.md"]
show = ["harvest"]

[run]
start = 1926
stop = 1970
dt = "1/16"
saveper = 1
method = "rk4"
unit = "years"

[ensemble]
members = 50
seed = 7
with = ["random-weather"]

[sources]
narkhoz1965 = "Narodnoe khoziaistvo"
"#;

const FIRST: &str = r#"# Rain (S16)

```model
input rain [mm]  @narkhoz1965
    file data/rain.csv
    between linear
    because "rain is not made by the regime"
unit year = years
```
"#;

const SECOND: &str = r#"# Farming

```model
flow harvest [t/years]  ¶7
    = 3
series official harvest [t/year]  @narkhoz1965
    file data/rain.csv
    of harvest
    at mid-year
    role calibrate 1926 .. 1958
```

```claim more-meat  ¶7
It rose.
test demand for meat[1964] > 1
```

```model
auxiliary demand for meat [1]  ¶7
    = 3
```
"#;

const RAIN: &str = "year,value,confidence,note\n1926,1.5,high,\n1927,2,low,\"a, b\"\n";

/// The book with these files instead of its own. The folder goes when what is returned goes.
fn book(files: &[(&str, &str)]) -> (tempfile::TempDir, Reading) {
    let folder = tempfile::tempdir();
    assert!(folder.is_ok(), "{folder:?}");
    let Ok(folder) = folder else { unreachable!("asserted above") };
    write(folder.path(), &[("book.toml", BOOK), ("first.md", FIRST), ("second.md", SECOND)]);
    write(folder.path(), &[("data/rain.csv", RAIN)]);
    write(folder.path(), files);
    let reading = read(folder.path());
    (folder, reading)
}

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = folder.join(name);
        let written = std::fs::create_dir_all(path.parent().unwrap_or(folder))
            .and_then(|()| std::fs::write(&path, text));
        assert!(written.is_ok(), "{name}: {written:?}");
    }
}

/// Findings as `file:line: code: words`.
fn findings(files: &[(&str, &str)]) -> Vec<String> {
    let (folder, reading) = book(files);
    let root = format!("{}/", folder.path().display());
    let said = |it: &interregnum_model::Diagnostic| match it.span {
        Some(span) => {
            let place = reading.model.sources.place(span).map(|it| it.to_string());
            let place = place.unwrap_or_default().replace(&root, "");
            let place = place.rsplit_once(':').map_or("", |(line, _)| line);
            format!("{place}: {}: {}", it.code.as_str(), it.message)
        }
        None => format!("{}: {}", it.code.as_str(), it.message),
    };
    reading.diagnostics.iter().map(said).collect()
}

#[test]
fn a_book_is_read_in_the_order_of_its_chapters() {
    let (_folder, reading) = book(&[]);
    assert_eq!(reading.diagnostics, []);
    let model = reading.model;
    assert_eq!(
        (model.book.title.as_str(), model.book.argument.as_str()),
        ("A book", "What it says.")
    );
    let time = &model.time;
    assert_eq!((time.start, time.stop, time.dt, time.saveper), (1926.0, 1970.0, 0.0625, 1.0));
    assert_eq!((time.method, time.unit.to_string().as_str()), (Method::Rk4, "year"));
    assert_eq!((model.book.ensemble.members, model.book.ensemble.seed), (50, 7));
    assert_eq!(model.book.ensemble.with[0].key.as_str(), "random-weather");
    assert_eq!(model.sources.text(model.book.show[0].span), "harvest");
    assert_eq!(model.sources.text(model.book.sources[0].span), "narkhoz1965");
    let chapters: Vec<_> =
        model.chapters.iter().map(|it| (it.title.as_str(), it.sector.as_str())).collect();
    assert_eq!(chapters, [("Rain", "S16"), ("Farming", "")]);
}

#[test]
fn tables_give_inputs_and_series_their_points() {
    let (_folder, reading) = book(&[]);
    let model = reading.model;
    let VariableKind::Input { source: InputSource::Series { points, between, path }, because } =
        &model.variables[0].kind
    else {
        panic!("{:?}", model.variables[0])
    };
    assert_eq!((path.as_str(), *between), ("data/rain.csv", Between::Linear));
    assert_eq!(because, "rain is not made by the regime");
    assert_eq!((points[1].time, points[1].value), (1927.0, 2.0));
    assert_eq!((points[1].confidence.as_str(), points[1].note.as_str()), ("low", "a, b"));
    assert_eq!(model.series[0].measure, Measure::At(0.5));
    assert_eq!(model.series[0].role, Role::Calibrate(Some((1926.0, 1958.0))));
    assert_eq!(model.series[0].points.len(), 2);
    // `years` is another spelling of `year`, declared in another chapter.
    let units: Vec<_> =
        model.variables.iter().filter_map(|it| Some(it.unit.as_ref()?.0.to_string())).collect();
    assert_eq!(units, ["mm", "t/year", "1"]);
}

#[test]
fn faults_of_book_toml_are_found_in_one_go() {
    let toml = r#"titel = "A book"
chapters = ["first.md", "first.md", "../second.md", "third.md", 3]
show = 3
[run]
start = "soon"
dt = "1/0"
method = "heun"
stop = true
step = 1
[ensemble]
members = 0
seed = -1
[sources]
narkhoz1965 = 3
"#;
    let wanted = [
        "book.toml:1: bad-book: `titel` is no key of book.toml",
        "book.toml:1: bad-book: the book does not say a title",
        "book.toml:2: duplicate-name: the chapter `first.md` is listed twice",
        "book.toml:2: unreadable-file: `../second.md` lies outside of the book's folder",
        "book.toml:2: unreadable-file: `third.md` does not exist",
        "book.toml:2: bad-book: a text in quotes should stand here",
        "book.toml:3: bad-book: a list of texts in quotes should stand here",
        "book.toml:5: bad-book: a number should stand here",
        "book.toml:6: bad-book: a number should stand here",
        "book.toml:7: bad-value: `heun` is not a method",
        "book.toml:8: bad-book: a number should stand here",
        "book.toml:9: bad-book: `step` is no key of [run]",
        "book.toml:11: bad-book: a number of members, 1 or more should stand here",
        "book.toml:12: bad-book: a whole number should stand here",
        "book.toml:14: bad-book: a text in quotes should stand here",
    ];
    assert_eq!(findings(&[("book.toml", toml)]), wanted);
}

#[test]
fn what_is_not_toml_is_found_where_it_stands() {
    let toml = "title = A book\nchapters = [\"first.md\"\n[run]\n";
    let found = findings(&[("book.toml", toml)]);
    assert!(found.len() >= 2, "{found:?}");
    assert!(found[0].starts_with("book.toml:1: syntax: this is not TOML"), "{found:?}");
}

#[test]
fn an_unknown_source_is_found() {
    let toml = BOOK.replace("narkhoz1965 =", "narkhoz1964 =");
    let found = findings(&[("book.toml", &toml)]);
    assert_eq!(
        found,
        [
            "first.md:4: unknown-source: the book lists no source `narkhoz1965`",
            "second.md:6: unknown-source: the book lists no source `narkhoz1965`",
        ]
    );
}

#[test]
fn a_run_block_in_a_book_is_a_finding() {
    let chapter = format!("```run\nstart = 1\n```\n{FIRST}");
    let found = findings(&[("first.md", &chapter)]);
    assert_eq!(found, ["first.md:1: syntax: a chapter of a book cannot say how it runs"]);
}

#[test]
fn every_bad_row_of_a_table_is_found() {
    let rain = "year,value\n1926,1.5\n1927,much\n,3\n1928\n\n1925,1\n1926,2\n1929,1e999\n1930,2\n";
    let found = findings(&[("data/rain.csv", rain), ("second.md", "Prose.")]);
    let wanted = [
        "data/rain.csv:3: bad-series: the value `much` is not a number",
        "data/rain.csv:4: bad-series: the year is missing in this row",
        "data/rain.csv:5: bad-series: the value is missing in this row",
        "data/rain.csv:7: bad-series: the year 1925 stands after 1926",
        "data/rain.csv:8: bad-series: the year 1926 stands in this table twice",
        "data/rain.csv:9: bad-series: the value `1e999` is not a number",
    ];
    assert_eq!(found, wanted);
}

#[test]
fn tables_that_cannot_be_read_are_found() {
    let only = |rain: &str| findings(&[("data/rain.csv", rain), ("second.md", "Prose.")]);
    let heading = "the first row does not name the columns `year` and `value`";
    assert_eq!(only("when,what\n1926,1\n"), [format!("data/rain.csv:1: bad-series: {heading}")]);
    assert_eq!(only(""), [format!("data/rain.csv:1: bad-series: {heading}")]);
    assert_eq!(only("year,value\n"), ["data/rain.csv:1: bad-series: this table has no rows"]);
    let many = "year,value\n".to_string() + &"1926,x\n".repeat(50);
    let found = only(&many);
    assert_eq!(found.len(), 21);
    assert_eq!(
        found[20],
        "data/rain.csv:51: bad-series: 30 more rows of this table cannot be read"
    );
    let chapter = FIRST.replace("data/rain.csv", "/etc/passwd");
    let found = findings(&[("first.md", &chapter), ("second.md", "Prose.")]);
    assert_eq!(
        found,
        ["first.md:5: unreadable-file: `/etc/passwd` lies outside of the book's folder"]
    );
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_folder_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let outside = tempfile::tempdir().expect("a folder");
    write(outside.path(), &[("rain.csv", RAIN)]);
    write(folder.path(), &[("a.md", &FIRST.replace("data/rain.csv", "rain.csv"))]);
    std::os::unix::fs::symlink(outside.path().join("rain.csv"), folder.path().join("rain.csv"))
        .expect("a link");
    let reading = read(&folder.path().join("a.md"));
    let messages: Vec<_> = reading.diagnostics.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(messages, ["`rain.csv` leads out of the book's folder"]);
}

#[test]
fn a_chapter_alone_reads_the_tables_beside_it() {
    let (folder, _) = book(&[]);
    let reading = read(&folder.path().join("first.md"));
    assert_eq!(reading.diagnostics, []);
    let VariableKind::Input { source: InputSource::Series { points, .. }, .. } =
        &reading.model.variables[0].kind
    else {
        panic!("an input")
    };
    assert_eq!(points.len(), 2);
}

#[test]
fn what_members_differ_in_is_said_in_a_word() {
    let read = |vary: &str| {
        let text = format!("title = \"t\"\nchapters = []\n[run]\n[ensemble]\nvary = {vary}\n");
        let reading = interregnum_formats::chapters::read_book_text("book.toml", &text);
        let found: Vec<String> = reading.diagnostics.into_iter().map(|it| it.message).collect();
        (reading.model.book.ensemble.vary, found)
    };
    assert_eq!(read("\"chance\""), (Vary::Chance, Vec::new()));
    assert_eq!(read("\"everything\""), (Vary::Everything, Vec::new()));
    let refused = vec!["\"everything\" or \"chance\" should stand here".to_string()];
    assert_eq!(read("\"chanse\""), (Vary::Everything, refused.clone()));
    assert_eq!(read("3"), (Vary::Everything, refused));
}

/// Texts that are missing, escaped or set in three quotes: their findings stand in the file, at the
/// words where these are written as they read, else at the whole text.
#[test]
fn faults_in_texts_of_book_toml_stand_in_the_file() {
    let at = |dt: &str| {
        let text = format!("[run]\nunit = \"year\"\ndt = {dt}");
        let reading = interregnum_formats::chapters::read_book_text("book.toml", &text);
        let words = reading.diagnostics.iter().filter_map(|it| {
            let span = it.span.filter(|span| span.start > 5)?;
            Some(text.get(span.start as usize..span.end as usize).expect("a place").to_string())
        });
        words.collect::<Vec<String>>()
    };
    assert_eq!(at("\"1 ü\""), ["ü"]);
    assert_eq!(at("\"1 \\u00fc\""), ["\"1 \\u00fc\""]);
    assert_eq!(at("\"\"\"1 x\"\"\""), ["\"\"\"1 x\"\"\""]);
    assert_eq!(at("'1 x'"), ["x"]);
    // Nothing stands there: the file ends.
    assert!(at("").iter().all(String::is_empty), "{:?}", at(""));
}
