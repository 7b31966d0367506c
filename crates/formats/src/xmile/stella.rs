//! Stella's calls that are other calls with us: arguments left out that XMILE asks for, and what is
//! kept of runs before (isee systems, Stella help: Test input, Data and Financial builtins).

use interregnum_model::expression::{Expr, ExprKind, Reference};
use interregnum_model::name::Name;
use interregnum_model::source::Span;
use interregnum_model::time::TimeSpec;

/// More steps than a run's past can be kept over in bearable time.
const MOST_STEPS: f64 = 20_000.0;

/// What a call is, where it is not what it says; its arguments are taken then.
pub fn call(function: &Name, arguments: &mut Vec<Expr>, time: &TimeSpec) -> Option<ExprKind> {
    let span = function.span;
    let word = |name: &str| {
        let reference = Reference { name: Name::new(name, span), subscripts: Vec::new() };
        Expr { kind: ExprKind::Reference(reference), span }
    };
    let (name, more) = match (function.key.as_str(), arguments.len()) {
        // Without a first moment it is there from the start on, in every step.
        ("pulse", 1) => ("PULSE", vec![word("STARTTIME"), word("DT")]),
        ("ramp", 1) => ("RAMP", vec![word("STARTTIME")]),
        ("npv", 2 | 3) => ("PRESENT VALUE", Vec::new()),
        ("history", 2) => ("HISTORY", vec![steps(time, span)?]),
        // "The first time you run the model ENDVAL will return the initial value you've specified":
        // a run here has none before it.
        ("endval", 2) => return arguments.pop().map(|initial| initial.kind),
        ("endval", 1) => ("INIT", Vec::new()),
        (_, _) => return None,
    };
    let mut arguments = std::mem::take(arguments);
    arguments.extend(more);
    Some(ExprKind::Call { function: Name::new(name, span), arguments })
}

/// One more than the run has steps; none where they are too many.
fn steps(time: &TimeSpec, span: Span) -> Option<Expr> {
    let steps = ((time.stop - time.start) / time.dt).ceil() + 1.0;
    let kind = ExprKind::Number(steps);
    (1.0..=MOST_STEPS).contains(&steps).then_some(Expr { kind, span })
}
