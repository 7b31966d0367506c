//! `interregnum audit` and `interregnum fit` as a user meets them.

#![allow(clippy::unwrap_used, reason = "these are tests")]

use serde_json::Value;
use std::path::Path;
use std::process::Command;

const CHAPTER: &str = "\
# Fields (S04)

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
parameter pace [Mha/year]  assumed \"a test\"
    = 2   range 0 .. 4
series official land [Mha]  @book
    file land.csv
    of land
```
";

const CLOCK: &str = "
```model
auxiliary thaw [1]  ¶1
    = STEP(1, 1953 * one year)
parameter one year [year]  assumed \"a year\"
    = 1   range 1 .. 1
```
";

fn command(chapter: &str, arguments: &[&str]) -> (i32, String, String) {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), chapter);
    let mut words = vec![arguments[0], "field.md"];
    words.extend(&arguments[1..]);
    let output = Command::new(env!("CARGO_BIN_EXE_interregnum"))
        .args(words)
        .current_dir(folder.path())
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

fn write(folder: &Path, chapter: &str) {
    std::fs::write(folder.join("field.md"), chapter.replace("@book", "¶1")).unwrap();
    let land = "year,value,confidence\n1950,11,high\n1951,13,high\n1952,18,low\n";
    std::fs::write(folder.join("land.csv"), land).unwrap();
}

#[test]
fn an_honest_model_passes() {
    let (status, out, err) = command(CHAPTER, &["audit"]);
    assert_eq!(status, 0, "{out}{err}");
    assert!(out.contains("✓ clock  passes") && out.contains("· weather  does not apply"), "{out}");
}

#[test]
fn a_clock_fails_with_its_place() {
    let chapter = format!("{CHAPTER}{CLOCK}");
    let (status, out, _) = command(&chapter, &["audit", "--check", "clock"]);
    assert_eq!(status, 1, "{out}");
    assert!(
        out.contains("`thaw` reads the time (field.md:") && out.contains("1 check: 1 fails"),
        "{out}"
    );
    let (status, out, _) = command(&chapter, &["audit", "--json"]);
    let found: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((status, &found["checks"][0]["verdict"]), (1, &Value::from("fails")));
}

#[test]
fn a_check_that_is_not_there() {
    let (status, _, err) = command(CHAPTER, &["audit", "--check", "clok"]);
    assert_eq!(status, 2);
    assert!(
        err.contains("there is no check `clok`") && err.contains("did you mean `clock`?"),
        "{err}"
    );
}

#[test]
fn the_model_beside_the_record() {
    let (status, out, err) = command(CHAPTER, &["fit"]);
    assert_eq!(status, 0, "{out}{err}");
    assert!(out.contains("Fields") && out.contains("1 series compared"), "{out}");
    let (_, out, _) = command(CHAPTER, &["fit", "--json"]);
    let found: Value = serde_json::from_str(&out).unwrap();
    // The means of the years are 11, 13 and 15.
    let mape = found["rows"][0]["level"]["mape"].as_f64().unwrap();
    assert!((mape - 0.5 / 9.0).abs() < 1e-12, "{mape}");
    assert_eq!(found["rows"][0]["quality"]["low"], Value::from(1));
}

#[test]
fn what_was_set_and_what_was_forecast() {
    let (_, out, err) = command(CHAPTER, &["fit"]);
    assert!(out.contains("1 of 1 series say nothing of their role"), "{out}{err}");
    let told = CHAPTER.replace("of land\n", "of land\n    role calibrate 1950 .. 1951\n");
    let (_, out, _) = command(&told, &["fit", "--json"]);
    let found: Value = serde_json::from_str(&out).unwrap();
    let row = &found["rows"][0];
    assert_eq!(
        (&row["role"], &row["calibrated"]["mape"]),
        (&Value::from("calibrate"), &Value::from(0.0))
    );
    // One year alone has no errors to speak of.
    assert_eq!(
        (&row["forecast"], &row["points"][2]["part"]),
        (&Value::Null, &Value::from("forecast"))
    );
    let (_, out, _) = command(&told, &["fit", "--forecast-from", "1951", "--json"]);
    let found: Value = serde_json::from_str(&out).unwrap();
    let forecast = found["rows"][0]["forecast"]["mape"].as_f64().unwrap();
    assert!((forecast - 0.5 / 6.0).abs() < 1e-12, "{forecast}");
}

#[test]
fn how_often_the_record_lies_in_the_bands() {
    let (status, out, err) = command(CHAPTER, &["fit", "--members", "40", "--json"]);
    assert_eq!(status, 0, "{err}");
    let found: Value = serde_json::from_str(&out).unwrap();
    let row = &found["rows"][0];
    assert_eq!(found["members"], Value::from(40));
    // Paces lie between 0 and 4: the mean of 1950 between 10 and 12, of 1952 between 10 and 20.
    let band: Vec<f64> =
        row["points"][2]["band"].as_array().unwrap().iter().filter_map(Value::as_f64).collect();
    assert!(band.is_sorted() && band[0] >= 10.0 && band[4] <= 20.0, "{band:?}");
    assert_eq!(row["in_nine_tenths"], Value::from(1.0));
    let (_, out, _) = command(CHAPTER, &["fit", "--members", "40"]);
    assert!(out.contains("of the record lies in the band of the middle half (50 wanted)"), "{out}");
}

#[test]
fn a_model_without_a_record() {
    let chapter = CHAPTER.split("series official").next().unwrap().to_owned() + "```\n";
    let (status, _, err) = command(&chapter, &["fit"]);
    assert_eq!(status, 2);
    assert!(err.contains("no observed series"), "{err}");
}
