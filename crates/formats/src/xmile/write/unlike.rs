//! Arrays taken together over several dimensions at once.
//!
//! `SUM(a[x, d!] * b[d!, y])` runs over one `d`, though `b` be declared over another dimension with the
//! same elements. The standard has but `*`, each over its own array's dimension: such a reduction is
//! written out, element by element.

use super::equation::Printer;
use interregnum_model::expression::{Expr, ExprKind, Reference, Subscript, SubscriptKind};
use interregnum_model::{Key, Name};

/// Elements beyond which nothing is written out.
const MOST: usize = 1000;

impl Printer<'_, '_> {
    /// What a reduction takes together, one text for each element; `None` where every array is taken
    /// over its own dimension, or there are too many.
    pub fn unlike(&self, function: &str, arguments: &[Expr]) -> Option<Vec<String>> {
        let [argument] = arguments else { return None };
        let part = self.shared(argument)?;
        let elements = self.desk.elements(&part.key);
        if elements.len() > MOST {
            return None;
        }
        let text = |element: &Name| {
            let mut one = argument.clone();
            one.change(&mut |expr| {
                if let ExprKind::Reference(reference) = &mut expr.kind {
                    self.pick(reference, &part, element);
                }
            });
            let mut printer = Printer { desk: self.desk, text: String::new() };
            match takes_more(&one) {
                true => printer.reduced(function, &[one]),
                false => printer.operand(&one, u8::MAX),
            }
            printer.text
        };
        Some(elements.iter().map(text).collect())
    }

    /// A dimension over which arrays of several dimensions are taken.
    fn shared(&self, argument: &Expr) -> Option<Name> {
        let mut taken: Vec<(Name, Key)> = Vec::new();
        argument.visit(&mut |expr| {
            let ExprKind::Reference(reference) = &expr.kind else { return };
            let spread = self.desk.spread(&reference.name.key);
            for (subscript, own) in reference.subscripts.iter().zip(spread) {
                if let SubscriptKind::AllOf(part) = &subscript.kind {
                    taken.push((part.clone(), own.key.clone()));
                }
            }
        });
        let is_shared = |(part, own): &&(Name, Key)| {
            taken.iter().any(|(other, theirs)| other == part && theirs != own)
        };
        taken.iter().find(is_shared).map(|(part, _)| part.clone())
    }

    /// Sets an element in the place of all of a part.
    fn pick(&self, reference: &mut Reference, part: &Name, element: &Name) {
        let spread = self.desk.spread(&reference.name.key);
        for (subscript, own) in reference.subscripts.iter_mut().zip(spread) {
            if !matches!(&subscript.kind, SubscriptKind::AllOf(name) if *name == *part) {
                continue;
            }
            let is_own = self.desk.elements(&own.key).contains(element);
            let mapped = self.desk.mapped(&part.key, element, &own.key).filter(|_| !is_own);
            subscript.kind = SubscriptKind::Name(mapped.unwrap_or_else(|| element.clone()));
        }
    }
}

/// Whether an expression takes elements together still.
fn takes_more(expr: &Expr) -> bool {
    let takes = |it: &Subscript| {
        matches!(it.kind, SubscriptKind::All | SubscriptKind::AllOf(_) | SubscriptKind::Between(..))
    };
    let mut more = false;
    expr.visit(&mut |part| {
        if let ExprKind::Reference(reference) = &part.kind {
            more |= reference.subscripts.iter().any(takes);
        }
    });
    more
}
