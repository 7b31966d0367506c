//! What a chapter asserts, as a question over runs, and what must make it fail.

use crate::expression::{BinaryOperator, Expr, Subscript};
use crate::name::{Key, Name};
use crate::provenance::Provenance;
use crate::source::Span;

/// A claim.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Its id, such as `farm-output-50pc`.
    pub name: Name,
    /// Where it stands.
    pub span: Span,
    /// Who says so.
    pub provenance: Vec<Provenance>,
    /// The assertion in words.
    pub statement: String,
    /// core, support or detail.
    pub tier: String,
    /// figure, trend, cause, comparison, event, counterfactual, prediction, structure.
    pub kind: String,
    /// input, calibrate or validate.
    pub role: String,
    /// firm number, direction and rough size, qualitative.
    pub hardness: String,
    /// All must hold.
    pub tests: Vec<Query>,
    /// Questions whose answers are shown but decide nothing.
    pub reports: Vec<Query>,
    /// What must make it fail.
    pub knockouts: Vec<Knockout>,
    /// Why it cannot be tested with what the book has; tests may then be empty.
    pub untestable: Option<String>,
}

/// A change under which the claim must no longer hold.
#[derive(Clone, Debug)]
pub struct Knockout {
    /// Alternatives: one that breaks the claim is enough. Each is a set of changes made together.
    pub alternatives: Vec<Vec<Change>>,
    /// What must be true under the change; when `None`, that the claim's tests fail.
    pub expect: Option<Query>,
    /// The switch is the claim itself: reported, proves nothing.
    pub trivial: bool,
    /// Where it stands.
    pub span: Span,
}

/// A question over runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// What it is.
    pub kind: QueryKind,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of question.
#[derive(Clone, Debug, PartialEq)]
pub enum QueryKind {
    /// A number. `±` and `%` are folded in by the reader: `5 %` is 0.05.
    Number(f64),
    /// `x`, `x[element]`, `x[1964]`, `x[1953.2..1956.1]`: values of a variable over time.
    Window {
        /// The variable.
        variable: Name,
        /// Its elements, where it is an array.
        subscripts: Vec<Subscript>,
        /// When; the whole run if `None`.
        window: Option<Window>,
    },
    /// `-a`, `not a`.
    Negative(Box<Query>),
    /// `not a`.
    Not(Box<Query>),
    /// `a + b`, `a < b`, `a and b`, ...: element by element where one is a list.
    Binary {
        /// The operator; `Modulo` is not used.
        operator: BinaryOperator,
        /// Left operand.
        left: Box<Query>,
        /// Right operand.
        right: Box<Query>,
    },
    /// `a in low..high`.
    In {
        /// What is asked.
        value: Box<Query>,
        /// Least.
        low: Box<Query>,
        /// Greatest.
        high: Box<Query>,
    },
    /// `a = b ± tolerance`, `a = b ± 3 %` (of b).
    Near {
        /// What is asked.
        value: Box<Query>,
        /// What it should be.
        target: Box<Query>,
        /// How far off it may be.
        tolerance: Box<Query>,
        /// The tolerance is a share of the target.
        relative: bool,
    },
    /// `name(a, b)`: a function of the query language, listed in the study room.
    Call {
        /// Its name.
        function: Name,
        /// Its arguments.
        arguments: Vec<Query>,
    },
    /// `(a, b, c)`: several values as a list.
    List(Vec<Query>),
    /// `q with lever off mechanism`: the question asked of a changed run.
    Under {
        /// The question.
        query: Box<Query>,
        /// What is changed, together.
        changes: Vec<Change>,
    },
    /// `q for name in 0.25, 0.3, 0.35`: the answers, one for each value, as a list.
    For {
        /// The question.
        query: Box<Query>,
        /// The parameter that takes the values, or a lever or mechanism (0 and 1).
        name: Name,
        /// The values.
        values: Box<Query>,
    },
    /// Something that could not be read; a diagnostic says why.
    Error,
}

/// When a variable is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Window {
    /// `[1964]`: the calendar year's mean; a flow's total over it.
    Year(Box<Query>),
    /// `[1956.1]`, `[at D]`: the value at a date.
    At(Box<Query>),
    /// `[1959..1963]`: a list, one value for each calendar year.
    Years(Box<Query>, Box<Query>),
    /// `[1953.2..1956.1]`, `[at D..E]`: all values between two dates, with their times.
    Between(Box<Query>, Box<Query>),
}

/// One change of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What is changed.
    pub kind: ChangeKind,
    /// The numbers in it that are asked of the run as it is without it, in written order.
    pub asked: Vec<Asked>,
    /// Where it stands.
    pub span: Span,
}

/// `{x[1938.0]}`: a number in a change that is asked of the run as it is without the change.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// By what name the change's equations and dates speak of it.
    pub name: Name,
    /// What is asked.
    pub query: Query,
}

/// What the keys of asked numbers begin with; such a name is written in braces, which a name of
/// this key that somebody puts in quotes is not.
const ASKED: &str = "·asked·";

impl Asked {
    /// The name of a number asked for in these words.
    pub fn called(question: &str, span: Span) -> Name {
        let written = Name::new(&format!("{{{question}}}"), span);
        Name { key: Key::new(&format!("{ASKED}{question}")), ..written }
    }

    /// Whether a name stands for a number that is asked.
    pub fn is_name(name: &Name) -> bool {
        name.key.as_str().starts_with(ASKED) && name.written.starts_with('{')
    }
}

/// A date or an amount in a change.
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    /// A number.
    Number(f64),
    /// `{first(x > 1)}`: asked of the run without the change; one of [`Change::asked`].
    Asked(Name),
}

/// The kinds of change.
#[derive(Clone, Debug, PartialEq)]
pub enum ChangeKind {
    /// `with lever`, perhaps `from D`, `until D` instead of the lever's own dates.
    With {
        /// The lever.
        lever: Name,
        /// First moment at which it acts.
        from: Option<Figure>,
        /// Moment from which it no longer acts.
        until: Option<Figure>,
    },
    /// `off mechanism`.
    Off {
        /// The mechanism.
        mechanism: Name,
    },
    /// `with parameter = value`: for the whole run. The value may be a multiple of its own:
    /// `with p = p * 1.5`.
    Set {
        /// The parameter.
        parameter: Name,
        /// Its elements, where it is an array; empty for all.
        subscripts: Vec<Subscript>,
        /// Its value, which may read parameters.
        value: Expr,
    },
    /// `with variable = expr from D until E`: another equation between two dates. The compiler
    /// makes a lever of it.
    Replace {
        /// The lever the reader made of it: its name in [`crate::Model::levers`].
        lever: Name,
        /// First moment at which it acts; from the start if none.
        from: Option<Figure>,
        /// Moment from which it no longer acts; to the end if none.
        until: Option<Figure>,
    },
    /// `with stock += q at D`, `with stock = q at D`: the stock is moved at a date.
    Impulse {
        /// The stock.
        stock: Name,
        /// Its elements; empty for all.
        subscripts: Vec<Subscript>,
        /// When.
        at: Figure,
        /// By how much, or to what.
        amount: Figure,
        /// By (`+=`) or to (`=`).
        by: bool,
    },
    /// `with input shifted 3`: a dated series read that many years later.
    Shift {
        /// The input.
        input: Name,
        /// Years: positive is later.
        years: f64,
    },
    /// `with draws from D`: nothing is drawn before this moment. Until then every member goes as
    /// the base run does; from there each goes on with its own parameters and its own chance.
    DrawsFrom(Figure),
    /// `with dt = 1/32`, `with method = rk4`.
    Dt(f64),
    /// `with method = rk4`.
    Method(crate::time::Method),
}
