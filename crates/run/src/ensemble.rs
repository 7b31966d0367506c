//! Many members: [`plan`] says which settings each has, [`design`] how they fill the space of what
//! varies, [`block`] runs some side by side, [`summary`] keeps what is asked of all in bounded
//! memory ([`sketch`] for quantiles, [`sum`] for means).

pub mod block;
pub mod design;
pub mod plan;
pub mod sketch;
pub mod sum;
pub mod summary;

pub use design::Design;
pub use plan::{Axis, BadPlan, How, Plan};
pub use summary::Summary;
