//! What fuzz targets ask of the readers: the same as the tests do (`tests/src/oracle.rs`).

#[path = "../../tests/src/oracle.rs"]
pub mod oracle;
