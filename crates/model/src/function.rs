//! The functions of the equation language: one entry each, from which reading, units, running,
//! writing to other formats, documentation and tests are derived.

pub mod allocation;
pub mod arithmetic;
pub mod array;
pub mod belt;
pub mod delay;
pub mod distribution;
pub mod finance;
pub mod logic;
pub mod random;
pub mod time;
pub mod trigonometry;
pub mod vector;

#[cfg(test)]
mod tests;

use crate::name::Key;

/// One entry of the catalogue.
#[derive(Debug)]
pub struct Function {
    /// Our spelling, which is XMILE's where XMILE has a word.
    pub name: &'static str,
    /// Other spellings read in chapters and XMILE files.
    pub aliases: &'static [&'static str],
    /// Vensim's spelling, if it has one with the same arguments.
    pub vensim: Option<&'static str>,
    /// Names of its arguments in order.
    pub arguments: &'static [&'static str],
    /// How many of them must be given.
    pub required: usize,
    /// The last argument may be repeated.
    pub variadic: bool,
    /// How it is worked out.
    pub kind: FunctionKind,
    /// Unit of each argument; the last entry serves for those beyond it.
    pub argument_units: &'static [ArgumentUnit],
    /// Unit of the result.
    pub result_unit: ResultUnit,
    /// What it is, in one sentence.
    pub summary: &'static str,
    /// Arguments and result; run as tests.
    pub examples: &'static [(&'static [f64], f64)],
    /// Where its meaning is written down, and what was left open there.
    pub evidence: &'static str,
}

/// How a function is worked out.
#[derive(Clone, Copy, Debug)]
pub enum FunctionKind {
    /// From its arguments' values at the moment alone.
    Scalar(fn(&[f64]) -> f64),
    /// Over all elements of its one argument.
    Reduction(Reduction),
    /// A random draw, fresh each step.
    Draw(Draw),
    /// By the compiler.
    Intrinsic(Intrinsic),
    /// For all elements of an array together: what one is depends on all others.
    Together(Together),
    /// By a model of the library that bears its name.
    Macro,
}

/// What is made of the elements of an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reduction {
    /// Sum, in order of elements.
    Sum,
    /// Sum divided by how many.
    Mean,
    /// Least.
    Min,
    /// Greatest.
    Max,
    /// Product, in order of elements.
    Product,
    /// Population standard deviation.
    Deviation,
    /// How many.
    Size,
}

/// What is worked out for all elements of an array together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Together {
    /// `VECTOR SORT ORDER`: which element stands at each place when they are sorted, from 0.
    SortOrder,
    /// `VECTOR RANK`: the place of each element when they are sorted, from 1.
    Rank,
    /// `ALLOCATE AVAILABLE`: what each gets of something scarce, by curves of priority.
    AllocateAvailable,
    /// `ALLOCATE BY PRIORITY`: what each gets of something scarce, by priority.
    AllocateByPriority,
    /// `INVERT MATRIX`: the elements of the inverse.
    InvertMatrix,
    /// `MARKETP`: the priority at which requests come to a supply; one number.
    MarketPriority,
    /// `FIND MARKET PRICE`: the price at which demand is supply; one number.
    MarketPrice,
    /// `RATE OF RETURN`: the rate at which payments are worth nothing; one number.
    RateOfReturn,
}

/// Distributions of random draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Draw {
    /// `RANDOM(min, max)`.
    Uniform,
    /// `NORMAL(mean, sd)`, perhaps cut.
    Normal,
    /// `LOGNORMAL(mean, sd)`.
    Lognormal,
    /// `EXPRND(mean)`.
    Exponential,
    /// `POISSON(mean)`.
    Poisson,
    /// `RANDOM TRIANGULAR(min, max, start, peak, stop)`: cut to min and max.
    Triangular,
    /// `RANDOM ...(min, max, what the shape needs, shift, stretch)`: stretched, shifted, then cut to
    /// min and max.
    Bounded(Shape),
    /// In its textbook's form, perhaps cut.
    Textbook(Textbook),
}

/// Distributions as textbooks write them, which are Stella's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Textbook {
    /// `BETA(alpha, beta)`.
    Beta,
    /// `BINOMIAL(trials, probability)`: successes.
    Binomial,
    /// `GAMMA(shape, scale)`.
    Gamma,
    /// `GEOMETRIC(probability)`: trials until the first success.
    Geometric,
    /// `LOGISTIC(mean, scale)`.
    Logistic,
    /// `NEGBINOMIAL(successes, probability)`: failures before so many successes.
    NegativeBinomial,
    /// `PARETO(shape, scale)`: from the scale upwards.
    Pareto,
    /// `TRIANGULAR(lower, mode, upper)`.
    Triangular,
    /// `WEIBULL(shape, scale)`.
    Weibull,
}

/// Distributions that Vensim stretches, shifts and cuts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// Of alpha and beta.
    Beta,
    /// Successes in so many trials of a probability.
    Binomial,
    /// Of mean 1.
    Exponential,
    /// Of an order, which is its mean.
    Gamma,
    /// Trials of a probability until so many successes.
    NegativeBinomial,
    /// Of mean 0 and standard deviation 1.
    Normal,
    /// Of a mean.
    Poisson,
    /// Of a shape, of mean 1.
    Weibull,
}

impl Shape {
    /// How many numbers it needs besides bounds, shift and stretch.
    pub fn parameters(self) -> usize {
        match self {
            Shape::Exponential | Shape::Normal => 0,
            Shape::Gamma | Shape::Poisson | Shape::Weibull => 1,
            Shape::Beta | Shape::Binomial | Shape::NegativeBinomial => 2,
        }
    }
}

impl Draw {
    /// How many numbers a draw needs, its seed not counted.
    pub fn arguments(self) -> usize {
        match self {
            Draw::Uniform | Draw::Normal | Draw::Lognormal => 2,
            Draw::Exponential | Draw::Poisson => 1,
            Draw::Triangular => 5,
            Draw::Bounded(shape) => 4 + shape.parameters(),
            Draw::Textbook(Textbook::Geometric) => 1,
            Draw::Textbook(Textbook::Triangular) => 3,
            Draw::Textbook(
                Textbook::Beta
                | Textbook::Binomial
                | Textbook::Gamma
                | Textbook::Logistic
                | Textbook::NegativeBinomial
                | Textbook::Pareto
                | Textbook::Weibull,
            ) => 2,
        }
    }
}

/// Functions the compiler itself knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Intrinsic {
    /// The present moment.
    Time,
    /// Step length.
    Dt,
    /// First moment.
    Start,
    /// Last moment.
    Stop,
    /// 3.14159...
    Pi,
    /// A number too great to matter: XMILE `INF`.
    Infinity,
    /// `INIT(x)`: the value at the start.
    Init,
    /// `PREVIOUS(x, first)`: the value one step ago.
    Previous,
    /// `DELAY(input, time, first)`: the value exactly that long ago.
    FixedDelay,
    /// `SAMPLE IF TRUE(condition, input, first)`: the input when the condition last held.
    SampleIfTrue,
    /// `LOOKUP(lookup, x)`.
    Lookup,
    /// `LOOKUP FORWARD(lookup, x)`: the y of the next point.
    LookupForward,
    /// `LOOKUP BACKWARD(lookup, x)`: the y of the point before.
    LookupBackward,
    /// `LOOKUP EXTRAPOLATE(lookup, x)`: the end lines drawn on.
    LookupExtrapolate,
    /// `LOOKUP INVERT(lookup, y)`: the x of a y.
    LookupInvert,
    /// `LOOKUP SLOPE(lookup, x, mode)`: how steep the lookup is at x.
    LookupSlope,
    /// `LOOKUP AREA(lookup, from, to)`: the area under the lookup.
    LookupArea,
    /// `LOOKUPAREA(lookup, to, from)`: the same, without what lies beyond its points.
    LookupAreaInside,
    /// `LOOKUP AREA INVERT(lookup, area)`: the x up to which there is so much area.
    LookupAreaInvert,
    /// `ACTIVE INITIAL(active, initial)`: another equation while the start is worked out.
    ActiveInitial,
    /// `ELEMENT NUMBER(dimension)`: the position of the element in the whole dimension.
    ElementNumber,
    /// `VECTOR SELECT(selection, expression, missing, action, error action)`.
    VectorSelect,
    /// `VECTOR REORDER(vector, order)`: the element that an order puts here.
    VectorReorder,
    /// `DEMAND AT PRICE(quantity, profile, price)`.
    DemandAtPrice,
    /// `SUPPLY AT PRICE(quantity, profile, price)`.
    SupplyAtPrice,
    /// `VECTOR ELM MAP(element, offset)`: the element so many places further on in its array.
    VectorElementMap,
}

/// What unit an argument must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgumentUnit {
    /// None.
    Dimensionless,
    /// That of time.
    Time,
    /// Any, but the same wherever the same number stands.
    Like(u8),
    /// Any.
    Any,
}

/// What unit a result has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultUnit {
    /// None.
    Dimensionless,
    /// That of time.
    Time,
    /// That of the arguments with this number.
    Like(u8),
    /// The first group's divided by the second's.
    Quotient(u8, u8),
    /// The square root of this group's.
    SquareRoot(u8),
    /// That of the lookup's curve, or of the macro's result variable.
    Declared,
}

/// The families of the catalogue, each with what it is about.
pub const FAMILIES: &[(&str, &[Function])] = &[
    ("Numbers", arithmetic::FUNCTIONS),
    ("Angles", trigonometry::FUNCTIONS),
    ("Choice", logic::FUNCTIONS),
    ("Time", time::FUNCTIONS),
    ("Delays and smoothing", delay::FUNCTIONS),
    ("Belts and batches", belt::FUNCTIONS),
    ("Arrays", array::FUNCTIONS),
    ("Vectors and matrices", vector::FUNCTIONS),
    ("Allocation", allocation::FUNCTIONS),
    ("Money", finance::FUNCTIONS),
    ("Chance", random::FUNCTIONS),
    ("Chance in the textbook's form", distribution::FUNCTIONS),
];

/// All entries, by family.
pub fn all() -> impl Iterator<Item = &'static Function> {
    FAMILIES.iter().flat_map(|(_, functions)| functions.iter())
}

/// The entry of this spelling.
pub fn find(key: &Key) -> Option<&'static Function> {
    all().find(|function| {
        std::iter::once(&function.name)
            .chain(function.aliases)
            .any(|spelling| spells(spelling, key))
    })
}

/// Whether a spelling of the catalogue folds to this key. Said without making a key of it: every
/// name of a model is looked up here.
fn spells(spelling: &str, key: &Key) -> bool {
    let folded = spelling.bytes().map(|byte| match byte {
        b' ' => b'_',
        other => other.to_ascii_lowercase(),
    });
    spelling.len() == key.as_str().len() && folded.eq(key.as_str().bytes())
}

impl Function {
    /// Fewest and most arguments it takes.
    pub fn arity(&self) -> (usize, usize) {
        let most = if self.variadic { usize::MAX } else { self.arguments.len() };
        (self.required, most)
    }

    /// The unit asked of an argument.
    pub fn argument_unit(&self, position: usize) -> ArgumentUnit {
        self.argument_units
            .get(position)
            .or(self.argument_units.last())
            .copied()
            .unwrap_or(ArgumentUnit::Any)
    }
}

/// An entry that the others are written as a change of.
const BLANK: Function = Function {
    name: "",
    aliases: &[],
    vensim: None,
    arguments: &["x"],
    required: 1,
    variadic: false,
    kind: FunctionKind::Macro,
    argument_units: &[ArgumentUnit::Dimensionless],
    result_unit: ResultUnit::Dimensionless,
    summary: "",
    examples: &[],
    evidence: "XMILE 1.0, 3.5",
};
