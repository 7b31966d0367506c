//! Random draws and normal shares as textbooks write them: Stella's words. Behind what the distribution needs stand
//! a seed and, where draws are cut, the least and the greatest.

use super::ArgumentUnit::{Dimensionless, Like};
use super::FunctionKind::{Draw, Macro, Scalar};
use super::{BLANK, Draw as D, Function, ResultUnit, Textbook as T};
use crate::math::normal;

/// Where Stella's pages, of which the one at hand breaks off, say nothing more.
const STELLA: &str = "isee systems, Stella help: Statistical builtins; its form where the page at hand breaks off: NumPy's, as in BPTK-Py";

const TWO: Function =
    Function { required: 2, argument_units: &[Dimensionless], evidence: STELLA, ..BLANK };

/// Of a shape and a scale whose unit the result has.
const SCALED: Function = Function {
    arguments: &["shape", "scale", "seed", "min", "max"],
    argument_units: &[Dimensionless, Like(0), Dimensionless, Like(0)],
    result_unit: ResultUnit::Like(0),
    ..TWO
};

/// The share of a normal distribution between two numbers.
fn normal_share(left: f64, right: f64, mean: f64, sd: f64) -> f64 {
    if sd <= 0.0 {
        return f64::NAN;
    }
    let (a, b) = ((left - mean) / sd, (right - mean) / sd);
    // Above the mean the shares above are subtracted: they keep their digits where those below are nearly 1.
    if a > 0.0 && b > 0.0 {
        normal::share_below(-a) - normal::share_below(-b)
    } else {
        normal::share_below(b) - normal::share_below(a)
    }
}

fn or(arguments: &[f64], at: usize, otherwise: f64) -> f64 {
    arguments.get(at).copied().unwrap_or(otherwise)
}

/// The entries.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: "BETA",
        arguments: &["alpha", "beta", "seed", "min", "max"],
        kind: Draw(D::Textbook(T::Beta)),
        summary: "Beta of two shapes, between 0 and 1.",
        ..TWO
    },
    Function {
        name: "BINOMIAL",
        arguments: &["trials", "probability", "seed", "min", "max"],
        kind: Draw(D::Textbook(T::Binomial)),
        summary: "Successes in so many trials; a probability outside 0 to 1 counts as 1.",
        ..TWO
    },
    Function {
        name: "GAMMA",
        required: 1,
        kind: Draw(D::Textbook(T::Gamma)),
        summary: "Gamma of a shape, times a scale: 1 if not given.",
        ..SCALED
    },
    Function {
        name: "GEOMETRIC",
        arguments: &["probability", "seed", "min", "max"],
        required: 1,
        kind: Draw(D::Textbook(T::Geometric)),
        summary: "Trials until the first success.",
        ..TWO
    },
    Function {
        name: "LOGISTIC",
        arguments: &["mean", "scale", "seed", "min", "max"],
        kind: Draw(D::Textbook(T::Logistic)),
        argument_units: &[Like(0), Like(0), Dimensionless, Like(0)],
        result_unit: ResultUnit::Like(0),
        summary: "Logistic of this mean and scale.",
        ..TWO
    },
    Function {
        name: "MONTECARLO",
        arguments: &["percent", "seed"],
        required: 1,
        kind: Macro,
        argument_units: &[super::ArgumentUnit::Any, Dimensionless],
        summary: "1 in so many hundredths of all units of time, else 0: in each step the hundredths times DT.",
        evidence: "isee systems, Stella help: Statistical builtins, where it stands for UNIFORM(0, 100) < percent * DT (from memory: the page at hand breaks off)",
        ..TWO
    },
    Function {
        name: "NEGBINOMIAL",
        arguments: &["successes", "probability", "seed", "min", "max"],
        kind: Draw(D::Textbook(T::NegativeBinomial)),
        summary: "Failures before so many successes.",
        ..TWO
    },
    Function {
        name: "PARETO",
        kind: Draw(D::Textbook(T::Pareto)),
        summary: "Pareto of a shape, from the scale upwards.",
        evidence: "isee systems, Stella help: Statistical builtins, which breaks off; Pareto's own form (BPTK-Py has the one that begins at 0)",
        ..SCALED
    },
    Function {
        name: "TRIANGULAR",
        arguments: &["lower", "mode", "upper", "seed", "min", "max"],
        required: 3,
        kind: Draw(D::Textbook(T::Triangular)),
        argument_units: &[Like(0), Like(0), Like(0), Dimensionless, Like(0)],
        result_unit: ResultUnit::Like(0),
        summary: "Triangular between lower and upper, most often near the mode.",
        ..TWO
    },
    Function {
        name: "WEIBULL",
        kind: Draw(D::Textbook(T::Weibull)),
        summary: "Weibull of a shape, times a scale.",
        ..SCALED
    },
    Function {
        name: "NORMALCDF",
        arguments: &["left", "right", "mean", "sd"],
        kind: Scalar(|a| normal_share(a[0], a[1], or(a, 2, 0.0), or(a, 3, 1.0))),
        argument_units: &[Like(0)],
        summary: "The share of a normal distribution between left and right; of mean 0 and deviation 1 if not given.",
        examples: &[
            (&[-1.0, 1.0], 0.682_689_492_137_085_9),
            (&[4.0, 6.0, 5.0, 1.0], 0.682_689_492_137_085_9),
        ],
        ..TWO
    },
    Function {
        name: "INVNORM",
        arguments: &["share", "mean", "sd"],
        required: 1,
        kind: Scalar(|a| or(a, 1, 0.0) + or(a, 2, 1.0) * normal::quantile(a[0])),
        argument_units: &[Dimensionless, Like(0)],
        result_unit: ResultUnit::Like(0),
        summary: "The number below which this share of a normal distribution lies; of mean 0 and deviation 1 if not given.",
        examples: &[(&[0.5], 0.0), (&[0.975], 1.959_963_984_540_054), (&[0.5, 7.0, 2.0], 7.0)],
        ..TWO
    },
];
