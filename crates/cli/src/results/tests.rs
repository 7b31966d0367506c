//! Where results go, and that each format gives back the numbers it was given.

use super::*;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::RowAccessor;

fn about() -> About {
    About {
        model: "a test".to_owned(),
        model_hash: "00".to_owned(),
        engine: about::ENGINE,
        seed: 1,
        member: 0,
        start: 0.0,
        stop: 1.0,
        dt: 0.5,
        saveper: 0.5,
        method: "euler",
        time_unit: "year".to_owned(),
        with: Vec::new(),
        off: Vec::new(),
        set: Vec::new(),
        resumed_at: None,
        failure: None,
    }
}

const TIMES: [f64; 3] = [0.0, 0.5, 1.0];
const HARVEST: [f64; 3] = [0.1, -1e-300, 1.0 / 3.0];
const SHARE: [f64; 3] = [1e22, 0.0, 123_456_789.25];

fn results(about: &About) -> Results<'_> {
    let columns =
        vec![("harvest[wheat,north]".to_owned(), &HARVEST[..]), ("share".to_owned(), &SHARE[..])];
    Results { about, times: &TIMES, columns }
}

#[test]
fn the_extension_picks_the_format() {
    let format = |path| match destination(path) {
        Ok(Destination::File(_, format)) => Some(format),
        Ok(Destination::Standard) | Err(_) => None,
    };
    assert_eq!(format("a/b.csv"), Some(Format::Delimited(b',')));
    assert_eq!(format("b.TSV"), Some(Format::Delimited(b'\t')));
    assert_eq!(format("b.parquet"), Some(Format::Parquet));
    assert_eq!(format("b.xlsx"), None);
    assert_eq!(format("b"), None);
    assert!(matches!(destination("-"), Ok(Destination::Standard)));
}

#[test]
fn delimited_text_quotes_names_and_reads_back_bit_for_bit() {
    let about = about();
    let bytes = delimited::to_bytes(&results(&about), b',').unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert_eq!(text.lines().next(), Some("time,\"harvest[wheat,north]\",share"));
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let rows: Vec<Vec<f64>> = reader
        .records()
        .map(|row| row.unwrap().iter().map(|field| field.parse().unwrap()).collect())
        .collect();
    for (at, row) in rows.iter().enumerate() {
        assert_eq!(row, &[TIMES[at], HARVEST[at], SHARE[at]]);
    }
    assert_eq!(rows.len(), 3);
}

#[test]
fn parquet_reads_back_bit_for_bit_and_says_how_it_came_about() {
    let about = about();
    let bytes = results(&about).to_parquet().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.parquet");
    write_whole(&path, &bytes).unwrap();
    let reader = SerializedFileReader::try_from(path.as_path()).unwrap();
    let metadata = reader.metadata().file_metadata();
    let entry = metadata.key_value_metadata().unwrap().iter().find(|it| it.key == "interregnum");
    let stored = entry.unwrap().value.clone().unwrap();
    assert_eq!(stored, json::about(&about).unwrap());
    let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
    for (at, row) in rows.iter().enumerate() {
        let row: Vec<f64> = (0..3).map(|column| row.get_double(column).unwrap()).collect();
        assert_eq!(row, [TIMES[at], HARVEST[at], SHARE[at]]);
    }
    assert_eq!(rows.len(), 3);
}

#[test]
fn json_keeps_the_order_of_columns_and_the_numbers() {
    let about = about();
    let text = results(&about).to_json().unwrap();
    assert!(text.find("harvest").unwrap() < text.find("share").unwrap());
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["columns"]["share"][2].as_f64(), Some(SHARE[2]));
    assert_eq!(value["about"]["method"], "euler");
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.csv");
    write_whole(&path, b"first").unwrap();
    write_whole(&path, b"second").unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"second");
    assert!(write_whole(&folder.path().join("nowhere/out.csv"), b"x").is_err());
    // A folder in the way: what was begun beside it is gone.
    std::fs::create_dir(folder.path().join("taken.csv")).unwrap();
    assert!(write_whole(&folder.path().join("taken.csv"), b"x").is_err());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}
