//! Doubts about a model that could run: worth a look, each in a file of its own. Bare numbers that
//! hide a unit are found by [`crate::units`], claims without a knock-out where claims are judged.

mod asked;
mod range;
mod step;
mod time;
mod unused;

use crate::order::Made;
use interregnum_model::Diagnostic;
use interregnum_model::model::Origin;

/// All doubts. Other people's models are not asked why they read the time, or what for they say
/// something.
pub fn doubts(made: Made, diagnostics: &mut Vec<Diagnostic>) {
    range::range_excludes_value(made, diagnostics);
    step::coarse_step(made, diagnostics);
    match made.expanded.model.origin {
        Origin::Book => {
            unused::unused_declarations(made, diagnostics);
            time::time_outside_input(made, diagnostics);
        }
        Origin::Foreign => {}
    }
}
