//! Results as text with a delimiter: time first, then one column for each element.

use super::Results;
use crate::outcome::Trouble;

/// The whole file.
pub fn to_bytes<A>(results: &Results<A>, delimiter: u8) -> Result<Vec<u8>, Trouble> {
    write(results, delimiter).map_err(|error| Trouble::new(format!("cannot write: {error}")))
}

fn write<A>(results: &Results<A>, delimiter: u8) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    let names = results.columns.iter().map(|(name, _)| name.as_str());
    writer.write_record(std::iter::once("time").chain(names))?;
    for (row, time) in results.times.iter().enumerate() {
        writer.write_field(number(*time))?;
        for (_, values) in &results.columns {
            writer.write_field(values.get(row).copied().map(number).unwrap_or_default())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    Ok(writer.into_inner()?)
}

/// The shortest text that reads back as the same number.
fn number(number: f64) -> String {
    let size = number.abs();
    if size == 0.0 || (1e-5..1e15).contains(&size) {
        format!("{number}")
    } else {
        format!("{number:e}")
    }
}
