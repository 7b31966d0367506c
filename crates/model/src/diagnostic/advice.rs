//! What to do about a finding where the words depend on the language of the file: an equation in a
//! chapter, an element of XMILE, a line of Vensim. One function for each, its three sentences side
//! by side.

use crate::dialect::Dialect;
use crate::function::Function;

/// What to do, in each language: sentences that begin with a verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    chapters: String,
    xmile: String,
    vensim: String,
}

impl Advice {
    fn new(
        chapters: impl Into<String>,
        xmile: impl Into<String>,
        vensim: impl Into<String>,
    ) -> Advice {
        Advice { chapters: chapters.into(), xmile: xmile.into(), vensim: vensim.into() }
    }

    /// The sentence for a language.
    pub fn words(self, dialect: Dialect) -> String {
        match dialect {
            Dialect::Chapters => self.chapters,
            Dialect::Xmile => self.xmile,
            Dialect::Vensim => self.vensim,
        }
    }
}

/// A stock names a flow that is not there.
pub fn declare_flow(name: &str) -> Advice {
    Advice::new(
        format!("declare `flow {name}`, or leave it out here"),
        format!("add `<flow name=\"{name}\">` with its `eqn`, or leave it out here"),
        format!("write an equation for `{name}`, or leave it out of the `INTEG`"),
    )
}

/// A stock names something as a flow that is none, but of another kind.
pub fn make_flow(name: &str, kind: &str) -> Advice {
    Advice::new(
        format!("declare `flow {name}` instead of `{kind} {name}`"),
        format!("make `{name}` a `<flow>`"),
        format!("write an equation of its own for `{name}`, as a rate"),
    )
}

/// An equation reads a name that is not there.
pub fn declare(name: &str) -> Advice {
    Advice::new(
        format!("declare `{name}`, or correct its spelling"),
        format!("add `<aux name=\"{name}\">` with its `eqn`, or correct its spelling"),
        format!("write an equation for `{name}`, or correct its spelling"),
    )
}

/// Something is read with subscripts that is no array.
pub fn leave_subscripts() -> Advice {
    Advice::new(
        "leave the subscripts out, or declare it `by` a dimension",
        "leave the subscripts out, or give it `<dimensions>`",
        "leave the subscripts out, or write them on the left of its equation",
    )
}

/// An array lacks the equation of an element.
pub fn write_element(name: &str, element: &str) -> Advice {
    Advice::new(
        format!("add a line `[{element}] = ...`, or one for all elements"),
        format!("add `<element subscript=\"{element}\">` with its `eqn`, or one `eqn` for all"),
        format!("write an equation for `{name}[{element}]`, or one for all elements"),
    )
}

/// An equation for a dimension reads what one of its elements does not have.
pub fn write_own(element: &str, part: &str) -> Advice {
    Advice::new(
        format!("write an equation of its own for `[{element}]`, or for `[{part}]`"),
        format!("add an `<element>` of its own for `{element}`, or for each of `{part}`"),
        format!("write an equation of its own for `[{element}]`, or for `[{part}]`"),
    )
}

/// All elements of an array are to be put together, or one to be named.
pub fn put_together(name: &str, dimension: &str, example: &str) -> Advice {
    Advice::new(
        format!(
            "put its elements together, as in `SUM({name}[*])`, or name one, as in `{name}[{example}]`"
        ),
        format!(
            "put its elements together, as in `SUM({name}[*])`, or name one, as in `{name}[{example}]`"
        ),
        format!(
            "put its elements together, as in `SUM({name}[{dimension}!])`, or name one, as in `{name}[{example}]`"
        ),
    )
}

/// All elements of a dimension are to be put together, or one to be named.
pub fn put_all_together(dimension: &str) -> Advice {
    Advice::new(
        format!("name one element, or put all together, as in `SUM(x[*:{dimension}])`"),
        format!("name one element of `{dimension}`, or put all together, as in `SUM(x[*])`"),
        format!("name one element, or put all together, as in `SUM(x[{dimension}!])`"),
    )
}

/// A function of arrays has been given a number.
pub fn read_all(function: &str) -> Advice {
    Advice::new(
        format!("read all elements of an array, as in `{function}(x[*])`"),
        format!("read all elements of an array, as in `{function}(x[*])`"),
        format!("read all elements of an array, as in `{function}(x[d!])`"),
    )
}

/// All elements are read where a number is wanted.
pub fn reduce_star() -> Advice {
    Advice::new(
        "put them together, as in `SUM(x[*])`, or name one element",
        "put them together, as in `SUM(x[*])`, or name one element",
        "put them together, as in `SUM(x[d!])`, or name one element",
    )
}

/// The size of a dimension is no number.
pub fn count_elements() -> Advice {
    Advice::new(
        "write the number of elements, as in `1 .. 5`",
        "write the number of elements, as in `size=\"5\"`",
        "write the elements, as in `(E1-E5)`",
    )
}

/// A bare number stands where something has a unit.
pub fn name_unit(unit: &str) -> Advice {
    Advice::new(
        format!("give it a name and its unit: `parameter ... [{unit}]`"),
        format!("give it a name and its unit: an `aux` with `<units>{unit}</units>`"),
        format!("give it a name and its unit: a constant, `... = ... ~ {unit} ~ |`"),
    )
}

/// What is looked up has another unit than the x of the lookup.
pub fn look_up_in(unit: &str) -> Advice {
    Advice::new(
        format!("look up something in `{unit}`: divide by a normal value if that is [1]"),
        format!("look up something in `{unit}`: divide by a normal value if that is `1`"),
        format!("look up something in `{unit}`: divide by a normal value if that is `Dmnl`"),
    )
}

/// Two things joined have different units.
pub fn convert_unit(ratio: &str) -> Advice {
    Advice::new(
        format!("multiply one of them with a parameter that turns it into the other, in `{ratio}`"),
        format!("multiply one of them with an `aux` that turns it into the other, in `{ratio}`"),
        format!("multiply one of them with a constant that turns it into the other, in `{ratio}`"),
    )
}

/// Something needs itself within a step.
pub fn read_before() -> Advice {
    Advice::new(
        "or let one read another as it was: `PREVIOUS`, `SMTH1`, `DELAY1`",
        "or let one read another as it was: `PREVIOUS`, `SMTH1`, `DELAY1`",
        "or let one read another as it was: `DELAY FIXED`, `SMOOTH`, `DELAY1`",
    )
}

/// The step is longer than what will do.
pub fn shorten_step(dt: f64) -> Advice {
    Advice::new(
        format!("set `dt` to {dt} or less, or lengthen the delay"),
        format!("set `<dt>` to {dt} or less, or lengthen the delay"),
        format!("set `TIME STEP` to {dt} or less, or lengthen the delay"),
    )
}

/// A function is to be called with these arguments.
pub fn call(function: &Function, arguments: &str) -> Advice {
    Advice::new(
        format!("call it as `{}({arguments})`", function.name),
        format!("call it as `{}({arguments})`", function.name),
        format!("call it as `{}({arguments})`", function.vensim.unwrap_or(function.name)),
    )
}

/// LOOKUP has been given something else than a lookup.
pub fn look_up() -> Advice {
    Advice::new(
        "name a lookup first, then its x: `LOOKUP(name, x)`",
        "name a graphical function first, then its x: `LOOKUP(name, x)`",
        "call the lookup with its x, as in `name of the lookup(x)`",
    )
}

/// Something is divided by 0.
pub fn divide_safely() -> Advice {
    Advice::new(
        "write `SAFEDIV(a, b, otherwise)` if a divisor of 0 makes sense here",
        "write `SAFEDIV(a, b, otherwise)` if a divisor of 0 makes sense here",
        "write `XIDZ(a, b, otherwise)` if a divisor of 0 makes sense here",
    )
}

/// A number grew beyond all bounds.
pub fn shorten_loop() -> Advice {
    Advice::new(
        "look for a loop that feeds itself, or make dt smaller",
        "look for a loop that feeds itself, or make `<dt>` smaller",
        "look for a loop that feeds itself, or make `TIME STEP` smaller",
    )
}

/// A delay is longer than what can be remembered.
pub fn shorten_delay() -> Advice {
    Advice::new(
        "make the delay shorter, or dt longer",
        "make the delay shorter, or `<dt>` longer",
        "make the delay shorter, or `TIME STEP` longer",
    )
}

/// The times of a run make no sense.
pub fn change_times() -> Advice {
    Advice::new(
        "change start, stop, dt or saveper",
        "change `start`, `stop` or `dt` of `sim_specs`, or `isee:save_interval`",
        "change `INITIAL TIME`, `FINAL TIME`, `TIME STEP` or `SAVEPER`",
    )
}

/// Runge-Kutta does not keep what moves in steps.
pub fn use_euler() -> Advice {
    Advice::new(
        "set the method to `euler`",
        "say `method=\"Euler\"` in `sim_specs`",
        "choose Euler as the integration type",
    )
}
