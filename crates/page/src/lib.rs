//! The page: read the argument, pull the levers, contest the equations.
//!
//! Reading order: [`server`] (addresses, limits), [`guard`] (who may ask), [`opened`] (the model
//! and its variants), [`changes`] (the state of a page), [`work`] (runs within limits), [`kept`]
//! (answers kept), [`ask`]
//! (every call into the other rooms), [`answer`] (one file per question), [`words`] and
//! [`equation`] (claims and equations as people read them), [`structure`] (what reads what),
//! [`mod@watch`] (files that change). The front end stands in `assets/`.

pub mod answer;
pub mod ask;
pub mod assets;
pub mod changes;
pub mod equation;
pub mod guard;
pub mod kept;
pub mod opened;
pub mod server;
pub mod structure;
pub mod trouble;
pub mod watch;
pub mod words;
pub mod work;

pub use server::{Served, serve};
