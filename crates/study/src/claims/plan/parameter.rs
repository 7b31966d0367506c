//! Parameters changed for a run: `with p = p * 1.5`.

use super::Planner;
use crate::claims::scenario::{Amount, Scenario};
use interregnum_compile::program::{Role, SettingKind};
use interregnum_model::claim::Asked;
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::expression::{Expr, ExprKind, Subscript};
use interregnum_model::function::{self, FunctionKind};
use interregnum_model::name::Name;

impl Planner<'_> {
    pub(super) fn parameters(&self) -> impl Iterator<Item = &str> {
        let all = self.program.variables.iter();
        all.filter(|layout| layout.role == Role::Parameter && !layout.hidden)
            .map(|layout| &*layout.name.written)
    }

    /// The settings of a parameter's elements, in order; empty when there is none of this name.
    pub(super) fn parameter(&self, wanted: &Name) -> Vec<(u32, usize)> {
        let mut found: Vec<(u32, usize)> = Vec::new();
        for (index, setting) in self.program.settings.iter().enumerate() {
            if let SettingKind::Parameter { name, element, .. } = &setting.kind
                && name == wanted
            {
                found.push((*element, index));
            }
        }
        found.sort_unstable();
        found
    }

    pub(super) fn set_parameter(
        &mut self,
        name: &Name,
        subscripts: &[Subscript],
        value: &Expr,
        scenario: &mut Scenario,
    ) {
        let settings = self.parameter(name);
        if settings.is_empty() {
            let finding = self.not_a_parameter(name);
            self.diagnostics.push(finding);
            return;
        }
        let Some(wanted) = self.picked(name, subscripts) else { return };
        for (element, setting) in settings {
            if wanted.as_ref().is_none_or(|wanted| wanted.contains(&element)) {
                let Some(amount) = self.amount(value, element) else { return };
                scenario.set(setting, amount);
            }
        }
    }

    fn not_a_parameter(&self, name: &Name) -> Diagnostic {
        if let Some(layout) = self.layout(name) {
            let kind = self.model.variable(&layout.name.key).map_or("variable", |v| v.kind_word());
            let headline = format!("`{name}` is a {kind}, not a parameter");
            let finding = Diagnostic::new(Code::WrongKind, name.span, headline);
            return if layout.role == Role::Stock {
                finding.help(format!("say when the stock is moved: `with {name} = 2 at 1953`"))
            } else {
                finding.help(format!(
                    "say between which dates another equation holds: `with {name} = 2 from 1953`"
                ))
            };
        }
        if self.lever(name).is_some() {
            return Diagnostic::new(
                Code::WrongKind,
                name.span,
                format!("`{name}` is a lever, and takes no value"),
            )
            .help(format!("pull it: `with {name}`"));
        }
        Diagnostic::new(Code::UnknownName, name.span, format!("there is no parameter `{name}`"))
            .nearest(&name.written, self.parameters())
    }

    /// A parameter's new value for one of its elements, worked out from parameters; a finding where
    /// it reads anything else.
    fn amount(&mut self, expr: &Expr, element: u32) -> Option<Amount> {
        let one = |planner: &mut Self, expr: &Expr| planner.amount(expr, element).map(Box::new);
        match &expr.kind {
            ExprKind::Number(number) => Some(Amount::Number(*number)),
            ExprKind::Reference(reference) if Asked::is_name(&reference.name) => {
                self.asked_amount(&reference.name)
            }
            ExprKind::Reference(reference) => {
                self.parameter_read(&reference.name, &reference.subscripts, element)
            }
            ExprKind::Unary { operator, operand } => {
                Some(Amount::Unary(*operator, one(self, operand)?))
            }
            ExprKind::Binary { operator, left, right } => {
                Some(Amount::Binary(*operator, one(self, left)?, one(self, right)?))
            }
            ExprKind::If { condition, then, otherwise } => Some(Amount::If(Box::new([
                self.amount(condition, element)?,
                self.amount(then, element)?,
                self.amount(otherwise, element)?,
            ]))),
            ExprKind::Call { function: name, arguments } => {
                let found = function::find(&name.key);
                let Some((entry, FunctionKind::Scalar(call))) =
                    found.map(|entry| (entry, entry.kind))
                else {
                    let headline = format!("`{name}` cannot be used in a changed parameter");
                    self.diagnostics.push(Diagnostic::new(Code::WrongKind, name.span, headline));
                    return None;
                };
                let (fewest, most) = entry.arity();
                if arguments.len() < fewest || arguments.len() > most {
                    let headline = format!("`{}` takes {}", entry.name, entry.arguments.join(", "));
                    self.diagnostics.push(Diagnostic::new(
                        Code::WrongArguments,
                        expr.span,
                        headline,
                    ));
                    return None;
                }
                let amounts: Option<Vec<Amount>> =
                    arguments.iter().map(|argument| self.amount(argument, element)).collect();
                Some(Amount::Call(call, entry.name, amounts?))
            }
            ExprKind::Error => None,
        }
    }

    fn parameter_read(
        &mut self,
        name: &Name,
        subscripts: &[Subscript],
        element: u32,
    ) -> Option<Amount> {
        let settings = self.parameter(name);
        if settings.is_empty() {
            let finding =
                self.not_a_parameter(name).label("a changed parameter may read parameters only");
            self.diagnostics.push(finding);
            return None;
        }
        let wanted = match self.picked(name, subscripts)? {
            Some(elements) => elements.first().copied()?,
            // A parameter of one value is read by all elements, an array by the same element.
            None if settings.len() == 1 => 0,
            None => element,
        };
        let found = settings.iter().find(|(at, _)| *at == wanted);
        found.map(|(_, setting)| Amount::Setting(*setting))
    }
}
