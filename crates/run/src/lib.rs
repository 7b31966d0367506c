//! Program to numbers. Reading order: [`settings`] (what may be set for one run), [`mod@run`] (one
//! run), [`clock`] (which step is when), [`engine`] (what is worked out at a moment), [`method`]
//! (how stocks follow their flows), [`draw`] (chance), [`failure`] (what went wrong, and where),
//! [`state`] (where a run stands), [`branch`] (runs that part on the way),
//! [`mod@member`] and [`ensemble`] (many runs), [`parquet`] (numbers as a file).

pub mod branch;
pub mod clock;
pub mod draw;
pub mod engine;
pub mod ensemble;
pub mod failure;
pub mod member;
pub mod method;
pub mod parquet;
pub mod run;
pub mod saved;
pub mod settings;
pub mod state;

pub use clock::{BadTime, Clock};
pub use engine::tape::{LANES, Tape, Varying, Width};
pub use failure::{Failure, FailureKind};
pub use member::member;
pub use run::{Run, interpret, resume, run};
pub use saved::{Column, Often, Watch, Which};
pub use settings::{BadSetting, Impulse, Move, Settings};
pub use state::{BadState, State};
