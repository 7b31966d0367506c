//! What the suite's tests share: how a chapter that is a test is read.

pub mod compare;
pub mod foreign;
pub mod kept;
pub mod oracle;
pub mod peers;
pub mod pysd;
pub mod round_trip;
pub mod small;
pub mod suite;
