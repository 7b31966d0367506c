//! A number of a change: written out, or worked out from settings and from what other runs of the
//! same member answer.

use crate::claims::question::AskedId;
use interregnum_model::expression::{BinaryOperator, UnaryOperator};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Numbers that changes ask for, as one member answers them; or why it does not.
pub(crate) type Figures = BTreeMap<AskedId, Result<f64, Arc<str>>>;

/// A value worked out from settings.
#[derive(Clone, Debug)]
pub(crate) enum Amount {
    /// A number.
    Number(f64),
    /// A number asked of another run of the same member.
    Asked(AskedId),
    /// What the setting of this index is at the time.
    Setting(usize),
    /// An operator on one value.
    Unary(UnaryOperator, Box<Amount>),
    /// An operator on two.
    Binary(BinaryOperator, Box<Amount>, Box<Amount>),
    /// The second where the first is not 0, else the third.
    If(Box<[Amount; 3]>),
    /// A scalar function of the equation language.
    Call(fn(&[f64]) -> f64, &'static str, Vec<Amount>),
}

impl PartialEq for Amount {
    fn eq(&self, other: &Amount) -> bool {
        match (self, other) {
            (Amount::Number(a), Amount::Number(b)) => a == b,
            (Amount::Asked(a), Amount::Asked(b)) => a == b,
            (Amount::Setting(a), Amount::Setting(b)) => a == b,
            (Amount::Unary(f, a), Amount::Unary(g, b)) => f == g && a == b,
            (Amount::Binary(f, a, b), Amount::Binary(g, c, d)) => f == g && a == c && b == d,
            (Amount::If(a), Amount::If(b)) => a == b,
            (Amount::Call(_, f, a), Amount::Call(_, g, b)) => f == g && a == b,
            (
                Amount::Number(_)
                | Amount::Asked(_)
                | Amount::Setting(_)
                | Amount::Unary(..)
                | Amount::Binary(..)
                | Amount::If(_)
                | Amount::Call(..),
                _,
            ) => false,
        }
    }
}

impl Amount {
    /// The value where the settings are these and the other runs answered so.
    pub fn value(&self, settings: &[f64], figures: &Figures) -> f64 {
        let of = |amount: &Amount| amount.value(settings, figures);
        match self {
            Amount::Number(number) => *number,
            Amount::Asked(id) => match figures.get(id) {
                Some(Ok(number)) => *number,
                Some(Err(_)) | None => f64::NAN,
            },
            Amount::Setting(index) => settings.get(*index).copied().unwrap_or(f64::NAN),
            Amount::Unary(operator, a) => operator.apply(of(a)),
            Amount::Binary(operator, a, b) => operator.apply(of(a), of(b)),
            Amount::If(parts) => {
                let [condition, then, otherwise] = &**parts;
                of(if of(condition) == 0.0 { otherwise } else { then })
            }
            Amount::Call(call, _, arguments) => {
                let values: Vec<f64> = arguments.iter().map(of).collect();
                call(&values)
            }
        }
    }

    /// Whether it is written out.
    pub fn is_number(&self) -> bool {
        matches!(self, Amount::Number(_))
    }

    /// Adds the numbers it asks of other runs.
    pub fn asked(&self, found: &mut Vec<AskedId>) {
        match self {
            Amount::Number(_) | Amount::Setting(_) => {}
            Amount::Asked(id) => found.push(*id),
            Amount::Unary(_, a) => a.asked(found),
            Amount::Binary(_, a, b) => {
                a.asked(found);
                b.asked(found);
            }
            Amount::If(parts) => parts.iter().for_each(|part| part.asked(found)),
            Amount::Call(_, _, arguments) => arguments.iter().for_each(|a| a.asked(found)),
        }
    }
}
