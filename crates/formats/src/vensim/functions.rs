//! Vensim's functions and ours. Where names and arguments agree, the catalogue says so
//! (`Function::vensim`); here stand those whose arguments are ordered or counted otherwise. Those
//! that do not run here stand in `refused.rs`.

use super::refused;
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::expression::{Expr, ExprKind};
use interregnum_model::function::{self, Function};
use interregnum_model::name::{Key, Name};
use std::collections::{BTreeMap, BTreeSet};

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
    Reordered { vensim: "DELAYP", ours: "DELAY3", order: &[0, 1] },
    Reordered { vensim: "REINITIAL", ours: "INIT", order: &[0] },
    Reordered { vensim: "SMOOTHI", ours: "SMTH1", order: &[0, 1, 2] },
    Reordered { vensim: "SMOOTH3I", ours: "SMTH3", order: &[0, 1, 2] },
    Reordered { vensim: "SMOOTH N", ours: "SMTHN", order: &[0, 1, 3, 2] },
    Reordered { vensim: "RANDOM UNIFORM", ours: "RANDOM", order: &[0, 1, 2] },
];

/// What a function of Vensim's is with us.
enum Spelled {
    /// The catalogue's, its arguments as they are.
    Same(&'static Function),
    /// Ours, its arguments in another order.
    Otherwise(&'static Reordered),
}

/// Every function of Vensim's that is one of ours.
struct Catalogue {
    by_key: BTreeMap<Key, Spelled>,
}

impl Catalogue {
    fn new() -> Catalogue {
        let same = function::all()
            .filter_map(|entry| Some((Key::new(entry.vensim?), Spelled::Same(entry))));
        let otherwise = REORDERED.iter().map(|it| (Key::new(it.vensim), Spelled::Otherwise(it)));
        Catalogue { by_key: same.chain(otherwise).collect() }
    }
}

/// What calls are read with.
pub(crate) struct Words<'w> {
    catalogue: Catalogue,
    /// Macros and lookups of the file, which go before Vensim's functions.
    own: &'w BTreeSet<Key>,
    diagnostics: &'w mut Vec<Diagnostic>,
}

impl<'w> Words<'w> {
    /// Of a file with macros and lookups of these names.
    pub fn new(own: &'w BTreeSet<Key>, diagnostics: &'w mut Vec<Diagnostic>) -> Words<'w> {
        Words { catalogue: Catalogue::new(), own, diagnostics }
    }
}

/// A function of Vensim's that is an operator or another construct with us.
const IF_THEN_ELSE: &str = "if_then_else";

/// Turns Vensim's calls in a tree into ours.
pub(crate) fn translate(expr: &mut Expr, words: &mut Words<'_>) {
    super::walk::each_child(expr, &mut |child| translate(child, words));
    if let ExprKind::Call { function, arguments } = &mut expr.kind
        && !words.own.contains(&function.key)
    {
        let arguments = std::mem::take(arguments);
        expr.kind = call(function.clone(), arguments, words);
    }
}

fn call(function: Name, mut arguments: Vec<Expr>, words: &mut Words<'_>) -> ExprKind {
    if function.key.as_str() == IF_THEN_ELSE && arguments.len() == 3 {
        let otherwise = arguments.pop().map(Box::new);
        let then = arguments.pop().map(Box::new);
        let condition = arguments.pop().map(Box::new);
        if let (Some(condition), Some(then), Some(otherwise)) = (condition, then, otherwise) {
            return ExprKind::If { condition, then, otherwise };
        }
        return ExprKind::Error;
    }
    if let Some(kind) = super::calls::special(&function, &arguments, words.diagnostics) {
        return kind;
    }
    let ours = match words.catalogue.by_key.get(&function.key) {
        Some(Spelled::Otherwise(reordered)) if reordered.order.len() == arguments.len() => {
            let ordered =
                reordered.order.iter().filter_map(|at| arguments.get(*at).cloned()).collect();
            arguments = ordered;
            reordered.ours
        }
        Some(Spelled::Otherwise(reordered)) => reordered.ours,
        Some(Spelled::Same(entry)) => {
            if let Some(fault) = miscounted(entry, &function, arguments.len()) {
                words.diagnostics.push(fault);
                return ExprKind::Error;
            }
            free_spelling(entry, words.own)
        }
        None => {
            if let Some(refusal) = refused::refusal(&function) {
                words.diagnostics.push(refusal);
                return ExprKind::Error;
            }
            return ExprKind::Call { function, arguments };
        }
    };
    let function = Name { written: ours.into(), ..Name::new(ours, function.span) };
    ExprKind::Call { function, arguments }
}

/// A spelling of ours that no macro or lookup of the file bears.
fn free_spelling(entry: &'static Function, own: &BTreeSet<Key>) -> &'static str {
    let free = |spelling: &&&str| !own.contains(&Key::new(spelling));
    let first = std::iter::once(&entry.name).chain(entry.aliases).find(free);
    first.copied().unwrap_or(entry.name)
}

/// That a function got too few or too many arguments, in Vensim's words. What is left of a constant
/// such as `Time` has none.
fn miscounted(entry: &'static Function, function: &Name, given: usize) -> Option<Diagnostic> {
    let (least, most) = entry.arity();
    if (least..=most).contains(&given) {
        return None;
    }
    let wanted = if most > least && most < usize::MAX {
        format!("{least} to {most} arguments")
    } else {
        format!("{least} argument{}", if least == 1 { "" } else { "s" })
    };
    let name = entry.vensim.unwrap_or(entry.name);
    let message = format!("`{name}` takes {wanted}, not {given}");
    Some(
        Diagnostic::new(Code::WrongArguments, function.span, message)
            .label(if given < least { "too few arguments" } else { "too many arguments" })
            .help(format!("call it as `{name}({})`", entry.arguments.join(", "))),
    )
}
