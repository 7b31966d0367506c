//! A question ready to be answered: every name resolved, every change a numbered scenario, every
//! sweep written out.

use super::answer::Answer;
use super::answer::Value;
use super::function::ensemble::Asked;
use super::window::Course;
use interregnum_compile::program::VariableId;
use interregnum_model::expression::BinaryOperator;
use interregnum_model::name::Key;
use std::sync::Arc;

/// Index of a scenario in a plan; 0 is the run without changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ScenarioId(pub usize);

/// The run without changes.
pub(crate) const BASE: ScenarioId = ScenarioId(0);

/// Index of a question that every member is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct AskId(pub usize);

/// Index of a number that a change asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct AskedId(pub usize);

/// A question.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    /// What it is.
    pub kind: QuestionKind,
    /// What sort of answer it has.
    pub shape: Shape,
    /// As written.
    pub text: Arc<str>,
}

/// What sort of answer a question has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    /// 0 for a number, 1 for a list, 2 for rows.
    pub depth: u8,
    /// Whether it says yes or no.
    pub truth: bool,
}

/// The kinds of question.
#[derive(Clone, Debug)]
pub(crate) enum QuestionKind {
    /// A number.
    Number(f64),
    /// Values of a variable over time.
    Window(Window),
    /// `-a`.
    Negative(Box<Question>),
    /// `not a`.
    Not(Box<Question>),
    /// An operator between two questions.
    Binary {
        /// The operator.
        operator: BinaryOperator,
        /// Left operand.
        left: Box<Question>,
        /// Right operand.
        right: Box<Question>,
    },
    /// `a in low..high`.
    In {
        /// What is asked.
        value: Box<Question>,
        /// Least.
        low: Box<Question>,
        /// Greatest.
        high: Box<Question>,
    },
    /// `a = b ± tolerance`.
    Near {
        /// What is asked.
        value: Box<Question>,
        /// What it should be.
        target: Box<Question>,
        /// How far off it may be.
        tolerance: Box<Question>,
        /// The tolerance is a share of the target.
        relative: bool,
    },
    /// A function of answers in one run.
    Call {
        /// Its entry.
        function: &'static super::function::Function,
        /// How it is worked out.
        ask: fn(&[Value]) -> Answer,
        /// Its arguments.
        arguments: Vec<Question>,
    },
    /// `given(condition, question)`.
    Given {
        /// What must hold.
        condition: Box<Question>,
        /// What is asked where it does.
        question: Box<Question>,
    },
    /// A function of the answers of all members.
    Members {
        /// How it is worked out.
        ask: fn(&Asked<'_>) -> Answer,
        /// What every member is asked.
        asks: Vec<AskId>,
        /// An argument that is a number.
        number: Option<Box<Question>>,
        /// An argument that is a parameter.
        parameter: Option<Key>,
    },
    /// Several questions, their answers side by side.
    Several {
        /// The questions, each with what it is for.
        questions: Vec<(Arc<str>, Question)>,
        /// What tells the answers apart.
        apart: Apart,
    },
    /// It cannot be asked; a finding says why.
    Refused,
}

/// What tells answers side by side apart.
#[derive(Clone, Debug)]
pub(crate) enum Apart {
    /// Their order.
    Position,
    /// The value of what is swept.
    Value(Vec<f64>),
    /// Their names.
    Name,
}

/// Values of a variable over time.
#[derive(Clone, Debug)]
pub(crate) struct Window {
    /// The variable.
    pub variable: VariableId,
    /// Its name as written where it is declared.
    pub name: Arc<str>,
    /// Which elements, from 0, with their names; one, without a name, of a scalar.
    pub elements: Vec<(u32, Arc<str>)>,
    /// Whether the answer is one for each element, even where there is only one.
    pub spread: bool,
    /// In which run.
    pub scenario: ScenarioId,
    /// How it goes from one step to the next.
    pub course: Course,
    /// When.
    pub when: When,
}

/// When a variable is asked for.
#[derive(Clone, Debug)]
pub(crate) enum When {
    /// A calendar year's mean.
    Year(Box<Question>),
    /// At a date.
    At(Box<Question>),
    /// Each calendar year from the first to the last.
    Years(Box<Question>, Box<Question>),
    /// Every step between two dates.
    Between(Box<Question>, Box<Question>),
    /// The whole run.
    Whole,
}

impl Question {
    /// The questions directly under this one.
    pub fn children(&self) -> Vec<&Question> {
        match &self.kind {
            QuestionKind::Number(_) | QuestionKind::Refused => Vec::new(),
            QuestionKind::Window(window) => match &window.when {
                When::Year(at) | When::At(at) => vec![at],
                When::Years(from, until) | When::Between(from, until) => vec![from, until],
                When::Whole => Vec::new(),
            },
            QuestionKind::Negative(inner) | QuestionKind::Not(inner) => vec![inner],
            QuestionKind::Binary { left, right, .. } => vec![left, right],
            QuestionKind::In { value, low, high } => vec![value, low, high],
            QuestionKind::Near { value, target, tolerance, .. } => vec![value, target, tolerance],
            QuestionKind::Call { arguments, .. } => arguments.iter().collect(),
            QuestionKind::Given { condition, question } => vec![condition, question],
            QuestionKind::Members { number, .. } => number.iter().map(|number| &**number).collect(),
            QuestionKind::Several { questions, .. } => {
                questions.iter().map(|(_, question)| question).collect()
            }
        }
    }

    /// Visits this question and everything under it.
    pub fn visit<'a>(&'a self, see: &mut dyn FnMut(&'a Question)) {
        see(self);
        for child in self.children() {
            child.visit(see);
        }
    }

    /// Whether any part of it is about members.
    pub fn is_about_members(&self) -> bool {
        let mut found = false;
        self.visit(&mut |question| {
            found |= matches!(question.kind, QuestionKind::Members { .. });
        });
        found
    }

    /// Whether any part of it could not be understood.
    pub fn is_refused(&self) -> bool {
        let mut found = false;
        self.visit(&mut |question| found |= matches!(question.kind, QuestionKind::Refused));
        found
    }

    /// Everything it asks of runs.
    pub fn windows(&self) -> Vec<&Window> {
        let mut found = Vec::new();
        self.visit(&mut |question| {
            if let QuestionKind::Window(window) = &question.kind {
                found.push(window);
            }
        });
        found
    }
}
