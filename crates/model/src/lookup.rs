//! A drawn function: y for x, straight lines between points (XMILE graphical function).

use crate::expression::Subscript;
use crate::name::Name;
use crate::unit::Unit;

/// A lookup: one curve, or one for some elements each.
#[derive(Clone, Debug, PartialEq)]
pub struct Lookup {
    /// The curves with the elements they are for; one without subscripts for a scalar.
    pub curves: Vec<(Vec<Subscript>, Curve)>,
    /// Unit of x, where said.
    pub input_unit: Option<Unit>,
    /// The variable in whose equation it is drawn (XMILE `gf` inside a variable, Vensim
    /// `WITH LOOKUP`); `None` for one that stands for itself.
    pub inside: Option<Name>,
}

/// The points of one curve.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// (x, y) with x rising.
    pub points: Vec<(f64, f64)>,
    /// What lies between and beyond the points.
    pub beyond: Beyond,
}

/// The missing value, which models may compare with and count: -2 to the power 109, Vensim's own
/// number for `:NA:` (Vensim Help, :NA:).
pub const MISSING: f64 = -649_037_107_316_853_453_566_312_041_152_512.0;

/// XMILE's three kinds of graphical function (XMILE 1.0, 3.1.4), and two more of Vensim's data
/// (Vensim Help, Data Equations).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Beyond {
    /// Straight lines between, the end values held outside: XMILE `continuous`.
    Hold,
    /// Straight lines between, the end lines drawn on: XMILE `extrapolate`.
    Extend,
    /// The value of the point before, held: XMILE `discrete`, Vensim `:HOLD BACKWARD:`.
    Step,
    /// The value of the point after; outside, the first and the last: Vensim `:LOOK FORWARD:`.
    Next,
    /// The value of a point at its own x, [`MISSING`] everywhere else: Vensim `:RAW:`.
    Exact,
}
