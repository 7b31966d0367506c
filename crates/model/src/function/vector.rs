//! Elements of arrays by number, sorted, selected; matrices. Vensim's words, where XMILE has none.

use super::ArgumentUnit::{Any, Dimensionless, Like};
use super::FunctionKind::{Intrinsic, Together};
use super::{BLANK, Function, Intrinsic as I, ResultUnit, Together as T};

/// The entries.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: "ELEMENT NUMBER",
        arguments: &["dimension"],
        kind: Intrinsic(I::ElementNumber),
        argument_units: &[Any],
        summary: "The position of the element that the equation is for, from 1, in the whole dimension even where a part of it is named.",
        evidence: "Vensim numbers elements by their whole range: test-models subscript_definition",
        ..BLANK
    },
    Function {
        name: "VECTOR SELECT",
        vensim: Some("VECTOR SELECT"),
        arguments: &["selection", "expression", "missing", "action", "error action"],
        required: 5,
        kind: Intrinsic(I::VectorSelect),
        argument_units: &[Dimensionless, Like(0), Like(0), Dimensionless],
        result_unit: ResultUnit::Declared,
        summary: "Elements of an expression where the selection is not 0, put together as the action says; `missing` where none is.",
        evidence: "Vensim function reference: VECTOR SELECT",
        ..BLANK
    },
    Function {
        name: "VECTOR ELM MAP",
        vensim: Some("VECTOR ELM MAP"),
        arguments: &["element", "offset"],
        required: 2,
        kind: Intrinsic(I::VectorElementMap),
        argument_units: &[Like(0), Dimensionless],
        result_unit: ResultUnit::Like(0),
        summary: "The element that stands so many places after the one named, the last dimension fastest; missing outside the array.",
        evidence: "Vensim function reference: VECTOR ELM MAP",
        ..BLANK
    },
    Function {
        name: "VECTOR SORT ORDER",
        vensim: Some("VECTOR SORT ORDER"),
        arguments: &["vector", "direction"],
        required: 2,
        kind: Together(T::SortOrder),
        argument_units: &[Any, Dimensionless],
        summary: "Which element of the vector stands at this place when sorted, counted from 0; upwards where direction is above 0.",
        evidence: "Vensim function reference: VECTOR SORT ORDER; alike elements keep their order (unverified)",
        ..BLANK
    },
    Function {
        name: "VECTOR RANK",
        vensim: Some("VECTOR RANK"),
        arguments: &["vector", "direction"],
        required: 2,
        kind: Together(T::Rank),
        argument_units: &[Any, Dimensionless],
        summary: "The place of the element when the vector is sorted, counted from 1; upwards where direction is above 0.",
        evidence: "Vensim function reference: VECTOR RANK",
        ..BLANK
    },
    Function {
        name: "VECTOR REORDER",
        vensim: Some("VECTOR REORDER"),
        arguments: &["vector", "order"],
        required: 2,
        kind: Intrinsic(I::VectorReorder),
        argument_units: &[Like(0), Dimensionless],
        result_unit: ResultUnit::Like(0),
        summary: "The element of the vector that `order`, counted from 0, puts at this place.",
        evidence: "Vensim function reference: VECTOR REORDER",
        ..BLANK
    },
    Function {
        name: "INVERT MATRIX",
        vensim: Some("INVERT MATRIX"),
        arguments: &["matrix", "size"],
        required: 2,
        kind: Together(T::InvertMatrix),
        argument_units: &[Any, Dimensionless],
        result_unit: ResultUnit::Declared,
        summary: "The element of the inverse of a square matrix: its last two dimensions.",
        evidence: "Vensim function reference: INVERT MATRIX",
        ..BLANK
    },
];
