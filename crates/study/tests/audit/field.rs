//! The chapter that is put to the test: a field whose soil wears out, under rain that comes and
//! goes.

use interregnum_formats::chapters::read_text_in;
use interregnum_study::audit::{Checked, Verdict, audit};
use interregnum_study::claims::Control;
use std::sync::atomic::AtomicBool;

/// An honest model.
pub const BASE: &str = r#"# Field (S04)

```run
start = 1950
stop = 1970
dt = 0.25
```

```model
stock soil [1]  ¶1
    initial 1
    out wearing
flow wearing [1/year]  ¶1
    = soil * wear rate
parameter wear rate [1/year]  assumed "a test"
    = 0.05   range 0.02 .. 0.1
parameter one year [year]  assumed "a year"
    = 1   range 1 .. 1   distribution fixed
input rain [1]  ¶1
    file rain.csv
    because "rain is not made by anybody"
auxiliary harvest [1]  ¶1
    = soil * rain
mechanism wear-out  ¶1
    off: wearing = 0
lever fallow from 1955  ¶1
    wearing = 0
```

```claim worn  ¶1
The soil wears out.
test mean(harvest[1963..1968]) < 0.85 * mean(harvest[1951..1956])
fails without wear-out
```
"#;

/// Good and bad years, by turns that are no trend.
const RAIN: [f64; 20] = [
    1.0, 0.9, 1.1, 1.0, 0.95, 1.1, 0.85, 1.05, 1.1, 0.9, 1.0, 1.05, 0.9, 1.1, 1.0, 0.85, 1.1, 0.95,
    1.05, 1.0,
];

/// What a check finds in a chapter.
pub fn audited(text: &str, check: &str) -> Checked {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, scale: f64| {
        let rows = (1950..).zip(RAIN).map(|(year, rain)| format!("{year},{}\n", rain * scale));
        let text = format!("year,value\n{}", rows.collect::<String>());
        std::fs::write(folder.path().join(name), text).unwrap();
    };
    file("rain.csv", 1.0);
    file("harvest.csv", 70.0);
    let reading = read_text_in("field.md", text, folder.path());
    let compiled = interregnum_compile::compile(&reading.model);
    let told: Vec<String> = reading
        .diagnostics
        .iter()
        .chain(&compiled.diagnostics)
        .map(|one| one.message.clone())
        .collect();
    let Some(program) = compiled.program else { panic!("{}", told.join("\n")) };
    let control = Control { progress: &|_, _| {}, cancel: &AtomicBool::new(false) };
    let found = audit(&reading.model, &program, &[check], control);
    found.checks.into_iter().next().unwrap_or_else(|| panic!("no check {check}"))
}

/// Asserts that a check applies to a chapter and passes it.
pub fn passes(check: &str, text: &str) {
    let found = audited(text, check);
    assert_eq!(found.verdict, Verdict::Passes, "{found:#?}");
}

/// What speaks against a chapter, line by line; there must be something.
pub fn faults(check: &str, text: &str) -> String {
    let found = audited(text, check);
    assert_eq!(found.verdict, Verdict::Fails, "{found:#?}");
    found.found.iter().map(|one| format!("{}\n", one.what)).collect()
}
