//! Vensim's functions and ours. Where names and arguments agree, the catalogue says so
//! (`Function::vensim`); here stand those whose arguments are ordered or counted otherwise.

use interregnum_model::expression::{Expr, ExprKind};
use interregnum_model::function::{self, Function};
use interregnum_model::name::{Key, Name};
use std::collections::BTreeSet;

/// A function of Vensim's whose arguments stand in another order than ours.
struct Reordered {
    vensim: &'static str,
    ours: &'static str,
    /// For each of our arguments the place of Vensim's.
    order: &'static [usize],
}

const REORDERED: &[Reordered] = &[
    Reordered { vensim: "DELAY1I", ours: "DELAY1", order: &[0, 1, 2] },
    Reordered { vensim: "DELAY3I", ours: "DELAY3", order: &[0, 1, 2] },
    Reordered { vensim: "SMOOTHI", ours: "SMTH1", order: &[0, 1, 2] },
    Reordered { vensim: "SMOOTH3I", ours: "SMTH3", order: &[0, 1, 2] },
    Reordered { vensim: "SMOOTH N", ours: "SMTHN", order: &[0, 1, 3, 2] },
    Reordered { vensim: "RANDOM UNIFORM", ours: "RANDOM", order: &[0, 1, 2] },
];

/// A function of Vensim's that is an operator or another construct with us.
const IF_THEN_ELSE: &str = "if_then_else";

/// Turns Vensim's calls in a tree into ours. Macros and lookups of the model go before functions.
pub(crate) fn translate(expr: &mut Expr, own: &BTreeSet<Key>) {
    match &mut expr.kind {
        ExprKind::Number(_) | ExprKind::Error | ExprKind::Reference(_) => {}
        ExprKind::Unary { operand, .. } => translate(operand, own),
        ExprKind::Binary { left, right, .. } => {
            translate(left, own);
            translate(right, own);
        }
        ExprKind::If { condition, then, otherwise } => {
            for part in [condition, then, otherwise] {
                translate(part, own);
            }
        }
        ExprKind::Call { function, arguments } => {
            arguments.iter_mut().for_each(|argument| translate(argument, own));
            if !own.contains(&function.key) {
                let arguments = std::mem::take(arguments);
                expr.kind = call(function.clone(), arguments, own);
            }
        }
    }
}

fn call(function: Name, mut arguments: Vec<Expr>, own: &BTreeSet<Key>) -> ExprKind {
    if function.key.as_str() == IF_THEN_ELSE && arguments.len() == 3 {
        let otherwise = arguments.pop().map(Box::new);
        let then = arguments.pop().map(Box::new);
        let condition = arguments.pop().map(Box::new);
        if let (Some(condition), Some(then), Some(otherwise)) = (condition, then, otherwise) {
            return ExprKind::If { condition, then, otherwise };
        }
        return ExprKind::Error;
    }
    let reordered = REORDERED.iter().find(|it| Key::new(it.vensim) == function.key);
    if let Some(reordered) = reordered.filter(|it| it.order.len() == arguments.len()) {
        let ordered = reordered.order.iter().filter_map(|at| arguments.get(*at).cloned()).collect();
        let function =
            Name { written: reordered.ours.into(), ..Name::new(reordered.ours, function.span) };
        return ExprKind::Call { function, arguments: ordered };
    }
    let function = match by_vensim(&function.key) {
        Some(entry) => Name::new(free_spelling(entry, own), function.span),
        None => function,
    };
    ExprKind::Call { function, arguments }
}

/// A spelling of ours that no macro or lookup of the file bears.
fn free_spelling(entry: &'static Function, own: &BTreeSet<Key>) -> &'static str {
    let free = |spelling: &&&str| !own.contains(&Key::new(spelling));
    let first = std::iter::once(&entry.name).chain(entry.aliases).find(free);
    first.copied().unwrap_or(entry.name)
}

/// The catalogue's function of this spelling of Vensim's.
pub(crate) fn by_vensim(key: &Key) -> Option<&'static Function> {
    function::all().find(|entry| entry.vensim.is_some_and(|vensim| Key::new(vensim) == *key))
}
