//! What is written, and what comes back of it: `tests/tests/xmile_round_trip.rs` and `pysd.rs`.
