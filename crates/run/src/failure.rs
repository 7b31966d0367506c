//! What went wrong in a run: which number, when, and at which words of which equation.

use crate::clock::BadTime;
use crate::saved::MOST_KEPT;
use crate::state::BadState;
use interregnum_compile::program::{OVERRUN, Program, VariableId, spoken};
use interregnum_model::diagnostic::advice;
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::source::Span;

/// Why a run stopped before its end. What it had by then is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// What happened.
    pub kind: FailureKind,
    /// The variable and the position of its element, from 0; `None` for a fault of the settings.
    pub variable: Option<(VariableId, u32)>,
    /// When.
    pub time: f64,
    /// The innermost sub-expression to blame.
    pub span: Option<Span>,
    /// What its operands were, in written order.
    pub operands: Vec<f64>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum FailureKind {
    /// A variable became not a number.
    NotANumber,
    /// A variable became infinite.
    Overflow,
    /// A variable became infinite or not a number because something was divided by 0.
    DivisionByZero,
    /// Fixed delays would have to remember more numbers than [`crate::method::MOST_DELAYED`].
    DelayTooLong,
    /// So many numbers would be kept, more than [`crate::saved::MOST_KEPT`].
    TooMuchKept(u64),
    /// The time the settings ask for cannot be run.
    BadTime(BadTime),
    /// The saved state does not belong to this program and these settings.
    BadState(BadState),
}

impl Failure {
    /// A failure of the settings rather than of a variable.
    pub(crate) fn whole(kind: FailureKind, time: f64) -> Failure {
        Failure { kind, variable: None, time, span: None, operands: Vec::new() }
    }

    /// Variable and element as people write them: `harvest[wheat]`.
    pub fn subject(&self, program: &Program) -> String {
        let Some((variable, element)) = self.variable else { return "the run".to_owned() };
        match program.variables.get(variable.0 as usize) {
            Some(layout) => crate::run::element_name(layout, element),
            None => "the run".to_owned(),
        }
    }

    /// As a finding with its place, to be drawn like those of `check`.
    pub fn diagnostic(&self, program: &Program) -> Diagnostic {
        let subject = self.subject(program);
        if let Some((stock, says)) = subject.split_once(&format!("·{OVERRUN}")) {
            return self.overrun(stock, says);
        }
        let (subject, time) = (spoken(&subject), self.time);
        let headline = match &self.kind {
            FailureKind::NotANumber => format!("{subject} is not a number at {time}"),
            FailureKind::Overflow => format!("{subject} is infinite at {time}"),
            FailureKind::DivisionByZero => format!("{subject} is divided by 0 at {time}"),
            FailureKind::DelayTooLong => {
                format!("{subject} would have to remember more than can be held")
            }
            FailureKind::TooMuchKept(numbers) => {
                format!("the run would keep {numbers} numbers; {MOST_KEPT} are the most")
            }
            FailureKind::BadTime(bad) => bad.to_string(),
            FailureKind::BadState(bad) => bad.to_string(),
        };
        let diagnostic = match self.span {
            Some(span) => Diagnostic::new(Code::FailedRun, span, headline),
            None => Diagnostic::whole(Code::FailedRun, headline),
        };
        let values: Vec<String> = self.operands.iter().map(f64::to_string).collect();
        let diagnostic = match values.as_slice() {
            [] => diagnostic,
            [one] => diagnostic.label(format!("its operand is {one}")),
            many => diagnostic.label(format!("its operands are {}", many.join(" and "))),
        };
        let mut diagnostic =
            match &self.kind {
                FailureKind::DivisionByZero => diagnostic.advise(advice::divide_safely()),
                FailureKind::Overflow => diagnostic.advise(advice::shorten_loop()),
                FailureKind::NotANumber => {
                    diagnostic.help("guard the operation against such operands, with MAX or IF")
                }
                FailureKind::DelayTooLong => diagnostic.advise(advice::shorten_delay()),
                FailureKind::TooMuchKept(_) => diagnostic
                    .help("save less often, with a longer `saveper`, or name fewer variables"),
                FailureKind::BadTime(_) => diagnostic.advise(advice::change_times()),
                FailureKind::BadState(_) => diagnostic
                    .help("restart from the beginning, or with the settings of the first run"),
            };
        diagnostic.settle(program.dialect);
        diagnostic
    }
    /// A conveyor or a queue that does not suffice.
    fn overrun(&self, stock: &str, says: &str) -> Diagnostic {
        let headline = format!("`{stock}` {says}, at {}", self.time);
        let diagnostic = match self.span {
            Some(span) => Diagnostic::new(Code::FailedRun, span, headline),
            None => Diagnostic::whole(Code::FailedRun, headline),
        };
        diagnostic
            .label("it was made for the file's own `dt` and numbers")
            .help("say the shorter step or the longer transit time in the file itself")
    }
}
