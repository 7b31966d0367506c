//! Many members at once. [`block`] runs some side by side.

pub mod block;
