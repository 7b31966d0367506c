//! Everything that is wrong with a model, in one go.

use crate::claims::plan::Planner;
use interregnum_compile::compile;
use interregnum_compile::program::Program;
use interregnum_formats::Reading;
use interregnum_model::diagnostic::{Code, Diagnostic, Severity};
use interregnum_model::{Model, Span};
