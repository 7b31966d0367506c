//! `GET DATA BETWEEN TIMES(data, time, mode)`: data read at another moment than the present.
//!
//! Mode 0 draws straight lines between points; 1 looks forward, -1 holds backward (Vensim Help,
//! GET DATA BETWEEN TIMES). What the manual leaves open is as SDEverywhere's authors found Vensim
//! to do (model `getdata`, run in Vensim): looking forward and backward the time is cut to a whole
//! number first, and holding backward takes the point before, even on a point.

use super::macros::for_each_expr;
use super::measures::Holders;
use super::walk::each_child;
use interregnum_model::Variable;
use interregnum_model::diagnostic::Diagnostic;
use interregnum_model::expression::{BinaryOperator, Expr, ExprKind, Reference};
use interregnum_model::name::Name;

/// Replaces the calls in all equations by calls of the lookups that hold the data.
pub(crate) fn read_data(variables: &mut Vec<Variable>, diagnostics: &mut Vec<Diagnostic>) {
    let mut holders = Holders::new(variables);
    for variable in variables.iter_mut() {
        for_each_expr(variable, &mut |expr| replace(expr, &mut holders, diagnostics));
    }
    let more = holders.more(variables);
    variables.extend(more);
}

fn replace(expr: &mut Expr, holders: &mut Holders, diagnostics: &mut Vec<Diagnostic>) {
    each_child(expr, &mut |child| replace(child, holders, diagnostics));
    let ExprKind::Call { function, arguments } = &expr.kind else { return };
    if let Some(kind) = holders.measured(function, arguments, diagnostics) {
        expr.kind = kind;
        return;
    }
    let [Expr { kind: ExprKind::Reference(data), span }, time, mode] = arguments.as_slice() else {
        return;
    };
    if function.key.as_str() != "get_data_between_times" {
        return;
    }
    let Some(holder) = holders.of(&data.name.key) else { return };
    let span = *span;
    let make = |kind: ExprKind| Expr { kind, span };
    let number = |number: f64| make(ExprKind::Number(number));
    let binary = |operator: BinaryOperator, left: Expr, right: Expr| {
        make(ExprKind::Binary { operator, left: Box::new(left), right: Box::new(right) })
    };
    let call = |name: &str, arguments: Vec<Expr>| {
        make(ExprKind::Call { function: Name::new(name, span), arguments })
    };
    let read = |how: &str, x: Expr| {
        let name = Name { span, ..holder.clone() };
        let points = Reference { name, subscripts: data.subscripts.clone() };
        call(how, vec![make(ExprKind::Reference(points)), x])
    };
    let whole = call("INT", vec![time.clone()]);
    // Less than the time between two points of any data.
    let before = binary(BinaryOperator::Subtract, whole.clone(), number(1e-9));
    let forward = read("LOOKUP FORWARD", whole);
    let backward = read("LOOKUP BACKWARD", before);
    let between = read("LOOKUP", time.clone());
    let either = |operator, limit: f64, then: Expr, otherwise: Expr| {
        let condition = Box::new(binary(operator, mode.clone(), number(limit)));
        make(ExprKind::If { condition, then: Box::new(then), otherwise: Box::new(otherwise) })
    };
    let at_most = either(BinaryOperator::LessEqual, -1.0, backward, between);
    *expr = either(BinaryOperator::GreaterEqual, 1.0, forward, at_most);
}
