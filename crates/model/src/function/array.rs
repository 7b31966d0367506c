//! Functions over the elements of an array. MIN and MAX of one array stand with the numbers.

use super::ArgumentUnit::Like;
use super::FunctionKind::Reduction;
use super::{BLANK, Function, Reduction as R, ResultUnit};

const OVER: Function = Function {
    arguments: &["array"],
    argument_units: &[Like(0)],
    result_unit: ResultUnit::Like(0),
    ..BLANK
};

/// The entries.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: "SUM",
        vensim: Some("SUM"),
        kind: Reduction(R::Sum),
        summary: "Sum of the elements.",
        ..OVER
    },
    Function { name: "MEAN", kind: Reduction(R::Mean), summary: "Mean of the elements.", ..OVER },
    Function {
        name: "VMIN",
        vensim: Some("VMIN"),
        kind: Reduction(R::Min),
        summary: "The least element.",
        evidence: "Vensim function reference: VMIN",
        ..OVER
    },
    Function {
        name: "VMAX",
        vensim: Some("VMAX"),
        kind: Reduction(R::Max),
        summary: "The greatest element.",
        evidence: "Vensim function reference: VMAX",
        ..OVER
    },
    Function {
        name: "PROD",
        vensim: Some("PROD"),
        kind: Reduction(R::Product),
        result_unit: ResultUnit::Dimensionless,
        argument_units: &[super::ArgumentUnit::Dimensionless],
        summary: "Product of the elements.",
        ..OVER
    },
    Function {
        name: "STDDEV",
        kind: Reduction(R::Deviation),
        summary: "Standard deviation of the elements, dividing by how many they are.",
        ..OVER
    },
    Function {
        name: "SIZE",
        vensim: Some("ELMCOUNT"),
        kind: Reduction(R::Size),
        argument_units: &[super::ArgumentUnit::Any],
        result_unit: ResultUnit::Dimensionless,
        summary: "How many elements there are.",
        ..OVER
    },
];
