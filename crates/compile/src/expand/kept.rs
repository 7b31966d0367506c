//! Calls of the functions that keep something: INIT, PREVIOUS, SAMPLE IF TRUE, fixed DELAY.

use super::Expander;
use super::call::{star_in_call, wanted};
use super::rewrite::{Site, open_star};
use crate::entry::{EntryKind, WrittenOut};
use interregnum_model::diagnostic::advice;
use interregnum_model::expression::{Expr, ExprKind, Reference};
use interregnum_model::function::{Function, Intrinsic};
use interregnum_model::name::{Key, Name};
use interregnum_model::source::Span;
use interregnum_model::{Code, Diagnostic};

impl Expander<'_, '_> {
    /// Writes the call out; what is left of it is a reference to its result.
    pub fn call_kept(
        &mut self,
        entry: &'static Function,
        kept: Intrinsic,
        function: &Name,
        arguments: &[Expr],
        span: Span,
        site: &Site,
    ) -> ExprKind {
        let (least, most) = entry.arity();
        if arguments.len() < least || arguments.len() > most {
            self.diagnostics.push(wrong_arguments(entry, arguments.len(), span));
            return ExprKind::Error;
        }
        if let Some(star) = arguments.iter().find_map(open_star) {
            self.diagnostics.push(star_in_call(function, site.scope.place(star)));
            return ExprKind::Error;
        }
        let result = self.hidden_name(&site.naming.next(function), span);
        let mut rewritten = arguments.iter().map(|argument| self.rewrite(argument, site));
        let (first, second, third) = (rewritten.next(), rewritten.next(), rewritten.next());
        drop(rewritten);
        let given = match (kept, first, second, third) {
            (Intrinsic::Init, Some(x), _, _) => self.init(&result, x, site),
            (Intrinsic::Previous, Some(x), Some(first), _) => {
                self.previous(&result, x, first, site)
            }
            (Intrinsic::FixedDelay, Some(input), Some(time), first) => {
                self.fixed_delay(&result, input, time, first, site)
            }
            (Intrinsic::SampleIfTrue, Some(condition), Some(x), Some(first)) => {
                self.sample(&result, condition, x, first, site)
            }
            // The arity was checked above, and no other function keeps anything.
            (_, _, _, _) => return ExprKind::Error,
        };
        let name = function.clone();
        let key = result.key.clone();
        self.out.calls.push(WrittenOut {
            function: Some(entry),
            name,
            span,
            arguments: given,
            result: key,
        });
        ExprKind::Reference(Reference { name: result, subscripts: Vec::new() })
    }

    fn init(&mut self, result: &Name, x: Expr, site: &Site) -> Vec<(Key, Span)> {
        let given = vec![(result.key.clone(), x.span)];
        self.add_hidden(result.clone(), EntryKind::AtStart, x, site);
        given
    }

    fn previous(&mut self, result: &Name, x: Expr, first: Expr, site: &Site) -> Vec<(Key, Span)> {
        let source = self.part(result, "x", EntryKind::Auxiliary, x, site);
        let given = vec![source.clone(), (result.key.clone(), first.span)];
        self.add_hidden(result.clone(), EntryKind::Memory { source: source.0 }, first, site);
        given
    }

    fn fixed_delay(
        &mut self,
        result: &Name,
        input: Expr,
        time: Expr,
        first: Option<Expr>,
        site: &Site,
    ) -> Vec<(Key, Span)> {
        let input = self.part(result, "input", EntryKind::Auxiliary, input, site);
        let time = self.part(result, "delay time", EntryKind::AtStart, time, site);
        let mut given = vec![input.clone(), time.clone()];
        let first = match first {
            Some(first) => {
                given.push((result.key.clone(), first.span));
                first
            }
            None => self.read(&input.0, result.span),
        };
        let kind = EntryKind::FixedDelay { input: input.0, time: time.0 };
        self.add_hidden(result.clone(), kind, first, site);
        given
    }

    /// The result is the input while the condition holds, else what the result was a step ago.
    fn sample(
        &mut self,
        result: &Name,
        condition: Expr,
        x: Expr,
        first: Expr,
        site: &Site,
    ) -> Vec<(Key, Span)> {
        let condition = self.part(result, "condition", EntryKind::Auxiliary, condition, site);
        let span = x.span;
        let kind = EntryKind::Memory { source: result.key.clone() };
        let before = self.part(result, "before", kind, first, site);
        let chosen = ExprKind::If {
            condition: Box::new(self.read(&condition.0, condition.1)),
            then: Box::new(x),
            otherwise: Box::new(self.read(&before.0, before.1)),
        };
        let expr = Expr { kind: chosen, span: result.span };
        self.add_hidden(result.clone(), EntryKind::Auxiliary, expr, site);
        vec![condition, (result.key.clone(), span), before]
    }

    /// A hidden entry for a part of the call.
    fn part(
        &mut self,
        result: &Name,
        what: &str,
        kind: EntryKind,
        expr: Expr,
        site: &Site,
    ) -> (Key, Span) {
        let span = expr.span;
        let name = self.hidden_name(&format!("{result}·{what}"), span);
        let key = name.key.clone();
        self.add_hidden(name, kind, expr, site);
        (key, span)
    }

    fn read(&self, key: &Key, span: Span) -> Expr {
        let name = Name::new(key.as_str(), span);
        Expr { kind: ExprKind::Reference(Reference { name, subscripts: Vec::new() }), span }
    }
}

/// That a function of the catalogue was called with too few or too many arguments.
pub fn wrong_arguments(entry: &Function, given: usize, span: Span) -> Diagnostic {
    let (least, most) = entry.arity();
    let names: Vec<String> = entry
        .arguments
        .iter()
        .enumerate()
        .map(
            |(place, name)| {
                if place < entry.required { (*name).to_string() } else { format!("[{name}]") }
            },
        )
        .collect();
    let said =
        if entry.variadic { format!("{least} or more arguments") } else { wanted(least, most) };
    let more = if entry.variadic { ", ..." } else { "" };
    Diagnostic::new(
        Code::WrongArguments,
        span,
        format!("`{}` takes {said}, not {given}", entry.name),
    )
    .label(if given < least { "too few arguments" } else { "too many arguments" })
    .advise(advice::call(entry, &format!("{}{more}", names.join(", "))))
}
