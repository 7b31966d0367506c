//! Something scarce shared out, and markets that clear (Vensim Help, Allocation).

use super::ArgumentUnit::{Any, Dimensionless, Like};
use super::FunctionKind::{Intrinsic, Scalar, Together};
use super::{BLANK, Function, Intrinsic as I, ResultUnit, Together as T};

/// The part of a quantity that is asked for at a price: 1 far below the centre, 0 far above (Vensim
/// Help, Specifying the Curves). Shapes: 0 fixed, 1 rectangular, 2 triangular, 3 normal, 4
/// exponential; from 10 on whole numbers are asked for, and the last digit is the shape. Constant
/// elasticity (5) is no number: its formula is not in the pages at hand.
pub fn part_taken(shape: f64, centre: f64, width: f64, price: f64) -> f64 {
    let from_centre = price - centre;
    let half = width / 2.0;
    match shape % 10.0 {
        0.0 => 1.0,
        shape if shape <= 2.0 && from_centre <= -half => 1.0,
        shape if shape <= 2.0 && from_centre >= half => 0.0,
        1.0 => 0.5 - from_centre / width,
        2.0 => {
            let below = 1.0 - 2.0 * ((from_centre + half) / width) * ((from_centre + half) / width);
            let above = 2.0 * ((half - from_centre) / width) * ((half - from_centre) / width);
            if from_centre < 0.0 { below } else { above }
        }
        _ if width == 0.0 => f64::from(u8::from(from_centre < 0.0)),
        3.0 => above_normal(from_centre / width),
        4.0 => {
            let tail = 0.5 * crate::math::exp(-from_centre.abs() / width);
            if from_centre < 0.0 { 1.0 - tail } else { tail }
        }
        _ => f64::NAN,
    }
}

/// The part of a capacity that is offered at a price: the other way round, but for what is fixed.
pub fn part_offered(shape: f64, centre: f64, width: f64, price: f64) -> f64 {
    if shape % 10.0 == 0.0 { 1.0 } else { 1.0 - part_taken(shape, centre, width, price) }
}

/// The part of a normal distribution above z, as Vensim has it: Abramowitz and Stegun 26.2.16,
/// which is off by up to 0.00001, and by 3 % of what is left 6 deviations away. The amounts in
/// test-models allocate_available follow it to the last printed digit, and not the exact integral.
fn above_normal(z: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.332_67 * z.abs());
    let density = crate::math::exp(-z * z / 2.0) / std::f64::consts::TAU.sqrt();
    let tail = density * t * (0.436_183_6 + t * (-0.120_167_6 + t * 0.937_298_0));
    if z < 0.0 { 1.0 - tail } else { tail }
}

/// What the compiler makes of `DEMAND AT PRICE`: the four numbers of the profile by themselves.
pub static DEMANDED: Function = Function {
    name: "DEMAND AT PRICE",
    arguments: &["quantity", "shape", "centre", "width", "extra", "price"],
    required: 6,
    kind: Scalar(|a| a[0].max(0.0) * part_taken(a[1], a[2], a[3].max(0.0), a[5])),
    argument_units: &[Like(0), Any],
    result_unit: ResultUnit::Like(0),
    ..BLANK
};

/// The same of `SUPPLY AT PRICE`.
pub static SUPPLIED: Function = Function {
    name: "SUPPLY AT PRICE",
    kind: Scalar(|a| a[0].max(0.0) * part_offered(a[1], a[2], a[3].max(0.0), a[5])),
    ..DEMANDED
};

/// The entries.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: "ALLOCATE AVAILABLE",
        vensim: Some("ALLOCATE AVAILABLE"),
        arguments: &["request", "priority profile", "available"],
        required: 3,
        kind: Together(T::AllocateAvailable),
        argument_units: &[Like(0), Dimensionless, Like(0)],
        result_unit: ResultUnit::Like(0),
        summary: "What each requester gets of what is available, by the curve of its priority: its shape, centre, width and extra.",
        evidence: "Vensim Help, Allocation: Specifying the Curves",
        ..BLANK
    },
    Function {
        name: "ALLOCATE BY PRIORITY",
        vensim: Some("ALLOCATE BY PRIORITY"),
        arguments: &["request", "priority", "size", "width", "supply"],
        required: 5,
        kind: Together(T::AllocateByPriority),
        argument_units: &[Like(0), Dimensionless, Dimensionless, Dimensionless, Like(0)],
        result_unit: ResultUnit::Like(0),
        summary: "What each requester gets of a supply, higher priorities first; those nearer than the width share.",
        evidence: "Vensim function reference: ALLOCATE BY PRIORITY",
        ..BLANK
    },
    Function {
        name: "MARKETP",
        vensim: Some("MARKETP"),
        arguments: &["request", "priority", "size", "width", "supply"],
        required: 5,
        kind: Together(T::MarketPriority),
        argument_units: &[Like(0), Any, Dimensionless, Any, Like(0)],
        result_unit: ResultUnit::Declared,
        summary: "The priority at which requests come to a supply, for `ALLOC P`; where there is enough of it, one at which all is given.",
        evidence: "Vensim function reference: MARKETP: the two steps of ALLOCATE BY PRIORITY",
        ..BLANK
    },
    Function {
        name: "ALLOC P",
        vensim: Some("ALLOC P"),
        arguments: &["request", "priority", "width", "market priority"],
        required: 4,
        kind: Scalar(|a| {
            let width = a[2].max(0.0);
            a[0].max(0.0) * part_taken(1.0, a[1] - width / 2.0, width, a[3])
        }),
        argument_units: &[Like(0), Like(1)],
        result_unit: ResultUnit::Like(0),
        summary: "What a requester of this priority gets where `MARKETP` is the market's.",
        examples: &[
            (&[20.0, 5.0, 2.0, 4.0], 10.0),
            (&[20.0, 5.0, 2.0, 2.0], 20.0),
            (&[20.0, 5.0, 2.0, 6.0], 0.0),
        ],
        evidence: "Vensim function reference: ALLOC P",
        ..BLANK
    },
    Function {
        name: "FIND MARKET PRICE",
        vensim: Some("FIND MARKET PRICE"),
        arguments: &["demand", "demand profile", "supply", "supply profile"],
        required: 4,
        kind: Together(T::MarketPrice),
        argument_units: &[Like(0), Any, Like(0), Any],
        result_unit: ResultUnit::Declared,
        summary: "The price at which all that is demanded comes to all that is supplied.",
        evidence: "Vensim function reference: FIND MARKET PRICE; curves: Vensim Help, Specifying the Curves",
        ..BLANK
    },
    Function {
        name: "DEMAND AT PRICE",
        vensim: Some("DEMAND AT PRICE"),
        arguments: &["quantity", "profile", "price"],
        required: 3,
        kind: Intrinsic(I::DemandAtPrice),
        argument_units: &[Like(0), Any],
        result_unit: ResultUnit::Like(0),
        summary: "What is demanded at a price, by a profile: its shape, centre, width and extra.",
        evidence: "Vensim function reference: DEMAND AT PRICE",
        ..BLANK
    },
    Function {
        name: "SUPPLY AT PRICE",
        vensim: Some("SUPPLY AT PRICE"),
        arguments: &["quantity", "profile", "price"],
        required: 3,
        kind: Intrinsic(I::SupplyAtPrice),
        argument_units: &[Like(0), Any],
        result_unit: ResultUnit::Like(0),
        summary: "What is supplied at a price, by a profile: its shape, centre, width and extra.",
        evidence: "Vensim function reference: SUPPLY AT PRICE",
        ..BLANK
    },
];
