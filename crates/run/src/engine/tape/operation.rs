//! What each operation makes of vectors.
//!
//! One type for each, not a closure: a closure is compiled without the instruction set of the
//! function it stands in, and its vector instructions would become calls.

use crate::engine::lanes::Arithmetic;
use interregnum_model::math;

/// An operation on one number of each lane.
pub(crate) trait One {
    fn of<V: Arithmetic>(a: V) -> V;
}

/// An operation on two.
pub(crate) trait Two {
    fn of<V: Arithmetic>(a: V, b: V) -> V;
}

/// An operation on three.
pub(crate) trait Three {
    fn of<V: Arithmetic>(a: V, b: V, c: V) -> V;
}

macro_rules! operation {
    ($kind:ident $name:ident($($operand:ident),*) => $result:expr) => {
        pub(crate) struct $name;
        impl $kind for $name {
            #[inline(always)]
            fn of<V: Arithmetic>($($operand: V),*) -> V {
                $result
            }
        }
    };
}

operation!(Two Add(a, b) => a + b);
operation!(Two Subtract(a, b) => a - b);
operation!(Two Multiply(a, b) => a * b);
operation!(Two Divide(a, b) => a / b);
operation!(Two Power(a, b) => math::pow(a, b));
operation!(Two Less(a, b) => truth::<V>(a.less(b)));
operation!(Two LessEqual(a, b) => V::select(a.less(b), V::splat(1.0), truth::<V>(a.equal(b))));
operation!(Two Equal(a, b) => truth::<V>(a.equal(b)));
operation!(Two NotEqual(a, b) => V::select(a.equal(b), V::splat(0.0), V::splat(1.0)));
operation!(Two And(a, b) => is(a) * is(b));
operation!(Two Or(a, b) => V::select(a.equal(V::splat(0.0)), is(b), V::splat(1.0)));
// MIN and MAX hide no operand that is no number.
operation!(Two Minimum(a, b) => V::select(b.equal(b), b.lesser(a), b));
operation!(Two Maximum(a, b) => V::select(b.equal(b), b.greater(a), b));

operation!(One Negate(a) => -a);
operation!(One Not(a) => truth::<V>(a.equal(V::splat(0.0))));
operation!(One Absolute(a) => a.abs());
operation!(One SquareRoot(a) => a.sqrt());
operation!(One Floor(a) => a.floor());
operation!(One Exp(a) => math::exp(a));
operation!(One Ln(a) => math::ln(a));
operation!(One Log10(a) => math::log10(a));
operation!(One Sin(a) => math::sin(a));
operation!(One Cos(a) => math::cos(a));
operation!(One Tan(a) => math::tan(a));
operation!(One Arctan(a) => math::atan(a));
operation!(One Sinh(a) => math::sinh(a));
operation!(One Cosh(a) => math::cosh(a));
operation!(One Tanh(a) => math::tanh(a));

operation!(Three Select(a, b, c) => V::select(a.equal(V::splat(0.0)), c, b));

// Two operations in one; each is rounded by itself.
operation!(Three MultiplyAdd(a, b, c) => a * b + c);
operation!(Three MultiplySubtract(a, b, c) => a * b - c);
operation!(Three SubtractProduct(a, b, c) => c - a * b);
operation!(Three MultiplyMultiply(a, b, c) => a * b * c);
operation!(Three MultiplyDivide(a, b, c) => a * b / c);
operation!(Three DivideByProduct(a, b, c) => c / (a * b));
operation!(Three AddAdd(a, b, c) => (a + b) + c);
operation!(Three AddMultiply(a, b, c) => (a + b) * c);
operation!(Three AddDivide(a, b, c) => (a + b) / c);
operation!(Three DivideBySum(a, b, c) => c / (a + b));
operation!(Three SubtractAdd(a, b, c) => (a - b) + c);
operation!(Three SubtractMultiply(a, b, c) => (a - b) * c);
operation!(Three SubtractDivide(a, b, c) => (a - b) / c);
operation!(Three SubtractMaximum(a, b, c) => Maximum::of(a - b, c));
operation!(Three MaximumDifference(a, b, c) => Maximum::of(c, a - b));
operation!(Three DivideAdd(a, b, c) => a / b + c);
operation!(Three DivideSubtract(a, b, c) => a / b - c);
operation!(Three SubtractQuotient(a, b, c) => c - a / b);
operation!(Three DivideMultiply(a, b, c) => a / b * c);

/// Truth as a number.
#[inline(always)]
fn truth<V: Arithmetic>(mask: V::Mask) -> V {
    V::select(mask, V::splat(1.0), V::splat(0.0))
}

/// Whether a number counts as true: anything but 0.
#[inline(always)]
fn is<V: Arithmetic>(a: V) -> V {
    V::select(a.equal(V::splat(0.0)), V::splat(0.0), V::splat(1.0))
}

/// Not a number where one of three is not finite, or the suspicion so far is none.
#[inline(always)]
pub(crate) fn suspicion<V: Arithmetic>(so_far: V, a: V, b: V, c: V) -> V {
    let zero = V::splat(0.0);
    // 0 for every finite number, not a number for the others.
    so_far + (a * zero + (b * zero + c * zero))
}
