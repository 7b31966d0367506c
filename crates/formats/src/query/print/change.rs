//! What is changed, as text; and which changes take a sign behind them for their own.

use super::Printer;
use crate::cursor::print_name;
use crate::equation::print_subscripts;
use crate::number::print_number;
use crate::query::WORDS;
use crate::query::change::{print_dates, print_figure, print_replacement, print_value};
use interregnum_model::claim::{Change, ChangeKind, Figure};
use interregnum_model::expression::Subscript;
use interregnum_model::name::Name;
use interregnum_model::time::Method;

/// An id as it stands; whatever else has the name of one in quotes.
pub(in crate::query) fn print_id(id: &Name) -> String {
    id.written.to_string()
}

impl Printer<'_> {
    pub fn changes(&mut self, changes: &[Change]) -> String {
        let words: Vec<String> = changes.iter().map(|change| self.change(&change.kind)).collect();
        words.join(" ")
    }

    fn change(&mut self, change: &ChangeKind) -> String {
        let variable = |name: &Name, subscripts: &[Subscript]| {
            // `dt = 1` sets the step, `"dt" = 1` a variable of that name.
            let name = match name.key.as_str() {
                "dt" | "method" => format!("\"{name}\""),
                _ => print_name(name, WORDS),
            };
            format!("{name}{}", print_subscripts(subscripts, WORDS))
        };
        match change {
            ChangeKind::With { lever, from, until } => {
                let dates = print_dates(from.as_ref(), until.as_ref());
                format!("with {}{dates}", print_id(lever))
            }
            ChangeKind::Off { mechanism } => format!("off {}", print_id(mechanism)),
            ChangeKind::Set { parameter, subscripts, value } => {
                format!("with {} = {}", variable(parameter, subscripts), print_value(value))
            }
            ChangeKind::Replace { lever, from, until } => {
                format!("with {}", self.replacement(lever, from.as_ref(), until.as_ref()))
            }
            ChangeKind::Impulse { stock, subscripts, at, amount, by } => {
                let sign = if *by { "+=" } else { "=" };
                let (amount, at) = (print_figure(amount), print_figure(at));
                format!("with {} {sign} {amount} at {at}", variable(stock, subscripts))
            }
            ChangeKind::Shift { input, years } => {
                format!("with {} shifted {}", print_name(input, WORDS), print_number(*years))
            }
            ChangeKind::DrawsFrom(date) => format!("with draws from {}", print_figure(date)),
            ChangeKind::Dt(dt) => format!("with dt = {}", print_number(*dt)),
            ChangeKind::Method(Method::Euler) => "with method = euler".to_string(),
            ChangeKind::Method(Method::Rk4) => "with method = rk4".to_string(),
        }
    }

    /// The name of a lever made for a question is the change as written.
    fn replacement(&self, name: &Name, from: Option<&Figure>, until: Option<&Figure>) -> String {
        let lever = self.levers.iter().find(|lever| lever.anonymous && lever.name == *name);
        match lever.and_then(|lever| lever.replacements.first()) {
            Some(replaced) => print_replacement(&replaced.target, &replaced.expr, from, until),
            None => name.written.to_string(),
        }
    }
}

/// A changed value goes on over the arithmetic behind it.
pub(super) fn takes_arithmetic(change: &ChangeKind) -> bool {
    match change {
        ChangeKind::Set { .. } | ChangeKind::Dt(_) => true,
        ChangeKind::With { .. }
        | ChangeKind::Off { .. }
        | ChangeKind::Replace { .. }
        | ChangeKind::Impulse { .. }
        | ChangeKind::Shift { .. }
        | ChangeKind::DrawsFrom(_)
        | ChangeKind::Method(_) => false,
    }
}

/// With `=` behind it, the name of a lever is that of a variable that is changed.
pub(super) fn takes_equals(change: &ChangeKind) -> bool {
    match change {
        ChangeKind::With { from, until, .. } => from.is_none() && until.is_none(),
        ChangeKind::Off { .. }
        | ChangeKind::Set { .. }
        | ChangeKind::Replace { .. }
        | ChangeKind::Impulse { .. }
        | ChangeKind::Shift { .. }
        | ChangeKind::DrawsFrom(_)
        | ChangeKind::Dt(_)
        | ChangeKind::Method(_) => false,
    }
}
