//! Numbers over time as a Parquet file: columns of doubles, how they came about under the metadata
//! key `interregnum`.

use parquet::basic::{Compression, Repetition, Type as PhysicalType};
use parquet::data_type::DoubleType;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use std::sync::Arc;

/// The whole file: the column `time` and these columns, all as long as it; `about` is JSON that says
/// how they came about.
///
/// # Errors
///
/// Names that two columns share, or columns of another length.
pub fn to_bytes(
    times: &[f64],
    columns: &[(String, &[f64])],
    about: String,
) -> Result<Vec<u8>, ParquetError> {
    let columns = || {
        let named = columns.iter().map(|(name, values)| (name.as_str(), *values));
        std::iter::once(("time", times)).chain(named)
    };
    let fields = columns()
        .map(|(name, _)| {
            let field = Type::primitive_type_builder(name, PhysicalType::DOUBLE)
                .with_repetition(Repetition::REQUIRED)
                .build()?;
            Ok(Arc::new(field))
        })
        .collect::<Result<Vec<_>, ParquetError>>()?;
    let schema = Type::group_type_builder("run").with_fields(fields).build()?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_key_value_metadata(Some(vec![KeyValue::new("interregnum".to_owned(), about)]))
        .build();
    let mut writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
    let mut rows = writer.next_row_group()?;
    for (_, values) in columns() {
        if let Some(mut column) = rows.next_column()? {
            column.typed::<DoubleType>().write_batch(values, None, None)?;
            column.close()?;
        }
    }
    rows.close()?;
    writer.into_inner()
}
