//! Whole runs of members: as they stand in a block file, and as Parquet.
//!
//! In a block file each run is: its member's number, how many moments and how many columns, the
//! moments, then column by column the values; all 64 bits, least byte first. A number 0 ends the
//! list. A member that failed has no moments. In Parquet a row is a member at a moment, and each 64 members are a row
//! group: the same bytes however the ensemble was cut in blocks.

use super::block_file::{BlockFile, Identity};
use crate::outcome::Trouble;
use crate::results::begin;
use interregnum_study::ensemble::{CHUNK, Chunk};
use parquet::basic::{Compression, Repetition, Type as PhysicalType};
use parquet::data_type::{DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;

/// No run has more numbers than this; a file that says so is not one of ours.
const MOST_NUMBERS: u64 = 1 << 32;

/// Writes the runs of a chunk.
pub fn write(to: &mut impl Write, chunk: &Chunk) -> std::io::Result<()> {
    for (member, run) in chunk.members.clone().zip(&chunk.runs) {
        let failed = run.failure.is_some();
        let times: &[f64] = if failed { &[] } else { &run.times };
        for length in [member, times.len() as u64, run.columns.len() as u64] {
            to.write_all(&length.to_le_bytes())?;
        }
        let columns = run.columns.iter().filter(|_| !failed).flat_map(|column| &column.values);
        for value in times.iter().chain(columns) {
            to.write_all(&value.to_le_bytes())?;
        }
    }
    Ok(())
}

/// Ends the list.
pub fn end(to: &mut impl Write) -> std::io::Result<()> {
    to.write_all(&0u64.to_le_bytes())
}

/// A member's run as read back.
struct Row {
    member: u64,
    times: Vec<f64>,
    columns: Vec<Vec<f64>>,
}

fn read(from: &mut impl Read) -> std::io::Result<Option<Row>> {
    let mut length = || -> std::io::Result<u64> {
        let mut bytes = [0; 8];
        from.read_exact(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    };
    let member = length()?;
    if member == 0 {
        return Ok(None);
    }
    let (times, columns) = (length()?, length()?);
    if times.saturating_mul(columns.saturating_add(1)) > MOST_NUMBERS {
        return Err(std::io::Error::other("a run of this length cannot be"));
    }
    let mut numbers = |count: u64| -> std::io::Result<Vec<f64>> {
        let mut bytes = vec![0; count as usize * 8];
        from.read_exact(&mut bytes)?;
        let words = bytes.chunks_exact(8);
        Ok(words.map(|word| f64::from_le_bytes(word.try_into().unwrap_or_default())).collect())
    };
    let moments = numbers(times)?;
    let columns = (0..columns).map(|_| numbers(times)).collect::<std::io::Result<Vec<_>>>()?;
    Ok(Some(Row { member, times: moments, columns }))
}

/// Writes the runs of these blocks, which are in order and whole, as one Parquet file.
pub fn to_parquet(
    blocks: &[BlockFile],
    identity: &Identity,
    about: String,
    path: &Path,
) -> Result<(), Trouble> {
    let cannot = |error: &dyn std::fmt::Display| {
        Trouble::new(format!("cannot write {}: {error}", path.display()))
    };
    let file = begin(path).map_err(|error| cannot(&error))?;
    let mut writer = writer(file, identity, about).map_err(|error| cannot(&error))?;
    let mut group: Vec<Row> = Vec::new();
    for block in blocks {
        let mut series = block.series().map_err(|why| why.trouble(&block.path))?;
        loop {
            let row = read(&mut series)
                .map_err(|error| Trouble::new(format!("{}: {error}", block.path.display())))?;
            let Some(row) = row else { break };
            let number = |row: &Row| row.member.saturating_sub(1) / CHUNK;
            if group.first().is_some_and(|first| number(first) != number(&row)) {
                write_group(&mut writer, &group).map_err(|error| cannot(&error))?;
                group.clear();
            }
            group.push(row);
        }
    }
    if !group.is_empty() {
        write_group(&mut writer, &group).map_err(|error| cannot(&error))?;
    }
    let file = writer.into_inner().map_err(|error| cannot(&error))?;
    file.as_file().sync_all().map_err(|error| cannot(&error))?;
    file.persist(path).map(drop).map_err(|error| cannot(&error.error))
}

type ToFile = SerializedFileWriter<tempfile::NamedTempFile>;

fn writer(
    file: tempfile::NamedTempFile,
    identity: &Identity,
    about: String,
) -> Result<ToFile, ParquetError> {
    let field = |name: &str, kind| {
        Type::primitive_type_builder(name, kind)
            .with_repetition(Repetition::REQUIRED)
            .build()
            .map(Arc::new)
    };
    let mut fields =
        vec![field("member", PhysicalType::INT64)?, field("time", PhysicalType::DOUBLE)?];
    for name in &identity.columns {
        fields.push(field(name, PhysicalType::DOUBLE)?);
    }
    let schema = Type::group_type_builder("ensemble").with_fields(fields).build()?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_key_value_metadata(Some(vec![KeyValue::new("interregnum".to_owned(), about)]))
        .build();
    SerializedFileWriter::new(file, Arc::new(schema), Arc::new(properties))
}

fn write_group(writer: &mut ToFile, group: &[Row]) -> Result<(), ParquetError> {
    let mut rows = writer.next_row_group()?;
    let members: Vec<i64> = group
        .iter()
        .flat_map(|row| row.times.iter().map(|_| i64::try_from(row.member).unwrap_or(i64::MAX)))
        .collect();
    if let Some(mut column) = rows.next_column()? {
        column.typed::<Int64Type>().write_batch(&members, None, None)?;
        column.close()?;
    }
    let mut number = 0;
    while let Some(mut column) = rows.next_column()? {
        let values: Vec<f64> = group
            .iter()
            .flat_map(|row| match number {
                0 => row.times.as_slice(),
                _ => row.columns.get(number - 1).map_or(&[][..], Vec::as_slice),
            })
            .copied()
            .collect();
        column.typed::<DoubleType>().write_batch(&values, None, None)?;
        column.close()?;
        number += 1;
    }
    rows.close().map(drop)
}
