//! `x = SAMPLE IF TRUE(condition, input, initial)` where `x` stands on the right, too: "it is the
//! previous value of the variable that is used" (Vensim function reference, SAMPLE IF TRUE).

use super::line::{Line, Right};
use super::walk::{each_child, same_subscripts};
use interregnum_model::expression::{Expr, ExprKind};
use interregnum_model::name::Name;

/// Turns what an equation reads of its own variable there into its value a step ago.
pub(crate) fn read_before(line: &mut Line) {
    let Right::Expression(Expr { kind: ExprKind::Call { function, arguments }, .. }) =
        &mut line.right
    else {
        return;
    };
    let [condition, input, initial] = arguments.as_mut_slice() else { return };
    if function.key.as_str() == "sample_if_true" {
        let own = |expr: &Expr| match &expr.kind {
            ExprKind::Reference(it) => {
                it.name.key == line.name.key && same_subscripts(&it.subscripts, &line.subscripts)
            }
            _ => false,
        };
        before(condition, &own, initial);
        before(input, &own, initial);
    }
}

fn before(expr: &mut Expr, own: &dyn Fn(&Expr) -> bool, initial: &Expr) {
    if own(expr) {
        let function = Name::new("PREVIOUS", expr.span);
        let arguments = vec![expr.clone(), initial.clone()];
        expr.kind = ExprKind::Call { function, arguments };
        return;
    }
    each_child(expr, &mut |child| before(child, own, initial));
}
