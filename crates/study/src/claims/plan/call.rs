//! Functions of the query language, with their arguments checked.

use super::Planner;
use crate::claims::function::scenario::{Changes, MOST_COMBINED};
use crate::claims::function::{self, Function, Kind, Takes, Yields};
use crate::claims::question::{Apart, AskId, Question, QuestionKind, Shape};
use crate::claims::scenario::{Amount, Scenario};
use interregnum_model::claim::{Query, QueryKind};
use interregnum_model::diagnostic::{Code, Diagnostic, counted};
use interregnum_model::name::Name;
use interregnum_model::source::Span;
use std::sync::Arc;

impl Planner<'_> {
    pub(super) fn call(
        &mut self,
        name: &Name,
        arguments: &[Query],
        span: Span,
        under: &Scenario,
    ) -> Option<(QuestionKind, Shape)> {
        let Some(function) = function::find(&name.key) else {
            let finding = unknown_function(name);
            self.diagnostics.push(finding);
            return None;
        };
        if !self.counted(function, arguments.len(), span) {
            return None;
        }
        match function.kind {
            Kind::Values(ask) => {
                let arguments = self.arguments(function, arguments, under)?;
                let shape = shape(function, &arguments);
                Some((QuestionKind::Call { function, ask, arguments }, shape))
            }
            Kind::Base => {
                let inner = self.question(arguments.first()?, &Scenario::default());
                Some((inner.kind, inner.shape))
            }
            Kind::Given => {
                let mut arguments = self.arguments(function, arguments, under)?.into_iter();
                let condition = Box::new(arguments.next()?);
                let question = Box::new(arguments.next()?);
                let shape = question.shape;
                Some((QuestionKind::Given { condition, question }, shape))
            }
            Kind::Members(_) => self.of_members(function, arguments, span, under),
            Kind::Changes(changes) => self.several(changes, function, arguments, span, under),
        }
    }

    /// Whether a function has as many arguments as it takes.
    fn counted(&mut self, function: &Function, given: usize, span: Span) -> bool {
        let most = if function.repeats { usize::MAX } else { function.arguments.len() };
        if (function.required..=most).contains(&given) {
            return true;
        }
        let given = counted(given as u64, "argument");
        let headline = format!("`{}` is given {given}", function.name);
        self.diagnostics.push(Diagnostic::new(Code::WrongArguments, span, headline).help(format!(
            "write it as `{}`: {}",
            function.heading(),
            function.summary
        )));
        false
    }

    /// Arguments that are questions, each of the sort that the function takes.
    fn arguments(
        &mut self,
        function: &'static Function,
        arguments: &[Query],
        under: &Scenario,
    ) -> Option<Vec<Question>> {
        let mut found = Vec::with_capacity(arguments.len());
        let alone = arguments.len() == 1;
        for (position, query) in arguments.iter().enumerate() {
            let question = self.question(query, under);
            if let Some(takes) = function.takes(position) {
                self.fits(function, takes, alone, &question, query.span);
            }
            found.push(question);
        }
        (!found.iter().any(Question::is_refused)).then_some(found)
    }

    fn fits(
        &mut self,
        function: &Function,
        takes: Takes,
        alone: bool,
        question: &Question,
        span: Span,
    ) {
        if question.is_refused() {
            return;
        }
        let Shape { depth, truth } = question.shape;
        let (fits, wanted) = match takes {
            Takes::Number | Takes::Asked => (depth == 0, "a single number, such as `x[1964]`"),
            Takes::List => (depth > 0, "a list, such as `x[1953..1958]`"),
            Takes::Numbers if alone => (depth > 0, "a list, such as `x[1953..1958]`"),
            Takes::Numbers => (depth == 0, "numbers, or one list"),
            Takes::Conditions => {
                (depth > 0 && truth, "a comparison of a list, such as `x[1953..1958] > 3`")
            }
            Takes::Condition => (truth, "a comparison, such as `x[1964] > 3`"),
            Takes::Any | Takes::Parameter | Takes::Switch => (true, ""),
        };
        if !fits {
            let what = match (depth, truth) {
                (0, false) => "a single number",
                (0, true) => "a single yes or no",
                (_, false) => "a list of values",
                (_, true) => "a list of yes and no",
            };
            let headline = format!("`{}` takes {wanted}", function.name);
            self.diagnostics.push(
                Diagnostic::new(Code::WrongArguments, span, headline)
                    .label(format!("this is {what}")),
            );
        }
    }

    fn of_members(
        &mut self,
        function: &'static Function,
        arguments: &[Query],
        span: Span,
        under: &Scenario,
    ) -> Option<(QuestionKind, Shape)> {
        let Kind::Members(ask) = function.kind else { return None };
        if self.among_members {
            let headline = format!(
                "`{}` asks all members, and stands inside another question to them",
                function.name
            );
            self.diagnostics.push(Diagnostic::new(Code::BadClaim, span, headline));
            return None;
        }
        let mut asks: Vec<AskId> = Vec::new();
        let (mut number, mut parameter) = (None, None);
        for (position, query) in arguments.iter().enumerate() {
            match function.takes(position)? {
                Takes::Parameter => parameter = Some(self.drawn(query)?),
                Takes::Number => {
                    let question = self.question(query, under);
                    self.fits(function, Takes::Number, false, &question, query.span);
                    number = Some(Box::new(question));
                }
                takes @ (Takes::Asked
                | Takes::Condition
                | Takes::Any
                | Takes::List
                | Takes::Numbers
                | Takes::Conditions
                | Takes::Switch) => {
                    self.among_members = true;
                    let question = self.question(query, under);
                    self.among_members = false;
                    self.fits(function, takes, false, &question, query.span);
                    if question.is_refused() {
                        return None;
                    }
                    asks.push(self.ask(question));
                }
            }
        }
        let parameter = parameter.map(|name: Name| name.key);
        Some((QuestionKind::Members { ask, asks, number, parameter }, shape(function, &[])))
    }

    /// An argument that is the name of a parameter.
    fn drawn(&mut self, query: &Query) -> Option<Name> {
        let name = self.bare_name(query, "a parameter's name")?;
        if self.parameter(&name).is_empty() {
            let headline = format!("there is no parameter `{name}`");
            let finding = Diagnostic::new(Code::UnknownName, name.span, headline)
                .nearest(&name.written, self.parameters());
            self.diagnostics.push(finding);
            return None;
        }
        Some(name)
    }

    fn bare_name(&mut self, query: &Query, wanted: &str) -> Option<Name> {
        if let QueryKind::Window { variable, subscripts, window: None } = &query.kind
            && subscripts.is_empty()
        {
            return Some(variable.clone());
        }
        self.diagnostics.push(
            Diagnostic::new(Code::WrongArguments, query.span, format!("{wanted} is wanted here"))
                .help("put a name that contains a hyphen in double quotes: \"average-weather\""),
        );
        None
    }

    fn several(
        &mut self,
        changes: Changes,
        function: &Function,
        arguments: &[Query],
        span: Span,
        under: &Scenario,
    ) -> Option<(QuestionKind, Shape)> {
        let (query, switches) = arguments.split_first()?;
        let mut flips = Vec::new();
        for switch in switches {
            let name = self.bare_name(switch, "a lever's or mechanism's name")?;
            flips.push((name.written.clone(), self.flipped(&name)?));
        }
        if changes == Changes::Combinations && flips.len() > MOST_COMBINED {
            let headline = format!("`{}` takes {MOST_COMBINED} names at most", function.name);
            self.diagnostics.push(Diagnostic::new(Code::WrongArguments, span, headline).label(
                format!(
                    "{} names would be {} runs for each member",
                    flips.len(),
                    1_u64 << flips.len().min(60)
                ),
            ));
            return None;
        }
        let mut questions = Vec::new();
        for chosen in choices(changes, flips.len()) {
            let mut scenario = under.clone();
            let mut names: Vec<&str> = Vec::new();
            for (name, (setting, to)) in chosen.iter().filter_map(|index| flips.get(*index)) {
                scenario.set(*setting, Amount::Number(*to));
                names.push(name);
            }
            let label =
                if names.is_empty() { "nothing changed".to_owned() } else { names.join(" + ") };
            let question = self.question(query, &scenario);
            if question.is_refused() {
                return None;
            }
            questions.push((Arc::from(label), question));
        }
        self.named_side_by_side(questions, Apart::Name)
    }
}

/// Which of so many names are taken together, in turn.
fn choices(changes: Changes, names: usize) -> Vec<Vec<usize>> {
    match changes {
        Changes::Each => (0..names).map(|index| vec![index]).collect(),
        Changes::Combinations => (0..1_usize << names)
            .map(|bits| (0..names).filter(|index| bits >> index & 1 == 1).collect())
            .collect(),
    }
}

fn unknown_function(name: &Name) -> Diagnostic {
    let names = function::all().map(|function| function.name);
    Diagnostic::new(Code::UnknownName, name.span, format!("there is no function `{name}` of runs"))
        .nearest(&name.written, names)
        .help("see `interregnum functions --queries` for those there are")
}

/// What sort of answer a function gives for these arguments.
fn shape(function: &Function, arguments: &[Question]) -> Shape {
    let depth = arguments.iter().map(|argument| argument.shape.depth).max().unwrap_or(0);
    match function.yields {
        Yields::Number => Shape { depth: depth.saturating_sub(1), truth: false },
        Yields::Truth => Shape { depth: depth.saturating_sub(1), truth: true },
        Yields::List => Shape { depth: depth.max(1), truth: false },
        Yields::Same => {
            arguments.last().map_or(Shape { depth: 0, truth: false }, |last| last.shape)
        }
        Yields::ListOfFirst => Shape {
            depth: depth.saturating_add(1),
            truth: arguments.first().is_some_and(|first| first.shape.truth),
        },
    }
}
