//! Functions of angles, in radians.

use super::FunctionKind::Scalar;
use super::{BLANK, Function};

/// The entries.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: "SIN",
        vensim: Some("SIN"),
        kind: Scalar(|a| crate::math::sin(a[0])),
        summary: "Sine of x radians.",
        examples: &[(&[0.0], 0.0), (&[std::f64::consts::FRAC_PI_2], 1.0)],
        ..BLANK
    },
    Function {
        name: "COS",
        vensim: Some("COS"),
        kind: Scalar(|a| crate::math::cos(a[0])),
        summary: "Cosine of x radians.",
        examples: &[(&[0.0], 1.0), (&[std::f64::consts::PI], -1.0)],
        ..BLANK
    },
    Function {
        name: "TAN",
        vensim: Some("TAN"),
        kind: Scalar(|a| crate::math::tan(a[0])),
        summary: "Tangent of x radians.",
        examples: &[(&[0.0], 0.0)],
        ..BLANK
    },
    Function {
        name: "ARCSIN",
        vensim: Some("ARCSIN"),
        kind: Scalar(|a| crate::math::asin(a[0])),
        summary: "The angle whose sine is x.",
        examples: &[(&[1.0], std::f64::consts::FRAC_PI_2)],
        ..BLANK
    },
    Function {
        name: "ARCCOS",
        vensim: Some("ARCCOS"),
        kind: Scalar(|a| crate::math::acos(a[0])),
        summary: "The angle whose cosine is x.",
        examples: &[(&[1.0], 0.0), (&[-1.0], std::f64::consts::PI)],
        ..BLANK
    },
    Function {
        name: "ARCTAN",
        vensim: Some("ARCTAN"),
        kind: Scalar(|a| crate::math::atan(a[0])),
        summary: "The angle whose tangent is x.",
        examples: &[(&[1.0], std::f64::consts::FRAC_PI_4)],
        ..BLANK
    },
    Function {
        name: "SINH",
        vensim: Some("SINH"),
        kind: Scalar(|a| crate::math::sinh(a[0])),
        summary: "Hyperbolic sine of x.",
        examples: &[(&[0.0], 0.0)],
        ..BLANK
    },
    Function {
        name: "COSH",
        vensim: Some("COSH"),
        kind: Scalar(|a| crate::math::cosh(a[0])),
        summary: "Hyperbolic cosine of x.",
        examples: &[(&[0.0], 1.0)],
        ..BLANK
    },
    Function {
        name: "TANH",
        vensim: Some("TANH"),
        kind: Scalar(|a| crate::math::tanh(a[0])),
        summary: "Hyperbolic tangent of x.",
        examples: &[(&[0.0], 0.0)],
        ..BLANK
    },
];
