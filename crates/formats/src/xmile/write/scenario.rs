//! Mechanisms and levers, which other formats do not have, as auxiliaries of 0 and 1 that choose between
//! equations.

use super::array::{covers, elements, fix};
use super::desk::Desk;
use interregnum_model::expression::SubscriptKind;
use interregnum_model::expression::{BinaryOperator, Expr, ExprKind, Reference};
use interregnum_model::scenario::Replacement;
use interregnum_model::variable::VariableKind;
use interregnum_model::{Case, Equation, Name, Span, Subscript, Variable};

/// A switch: an auxiliary of the file that is written.
pub struct Switch {
    /// Its name.
    pub name: Name,
    /// 1 for a mechanism, which works unless it is switched off; 0 for a lever.
    pub value: f64,
    /// What it does.
    pub note: String,
}

/// The name of the switch of a mechanism or lever: a word that says what it is, and its id.
fn switch_name(kind: &str, name: &Name) -> Name {
    Name::new(&format!("{kind} {}", name.written.replace('-', " ")), name.span)
}

/// All switches of a model.
pub fn switches(desk: &Desk<'_>) -> Vec<Switch> {
    let model = desk.model;
    let mechanisms = model.mechanisms.iter().map(|it| Switch {
        name: switch_name("mechanism", &it.name),
        value: 1.0,
        note: it.note.clone(),
    });
    let levers = model.levers.iter().filter(|it| !it.anonymous).map(|it| Switch {
        name: switch_name("lever", &it.name),
        value: 0.0,
        note: it.note.clone(),
    });
    mechanisms.chain(levers).collect()
}

/// One replaced equation, and when it holds.
struct Instead<'m> {
    replacement: &'m Replacement,
    condition: Expr,
}

/// Everything that may hold instead of a variable's own equation, what wins last: levers win over
/// mechanisms, and later declarations over earlier ones.
fn instead<'m>(desk: &Desk<'m>, variable: &Name) -> Vec<Instead<'m>> {
    let model = desk.model;
    let is_stock = model.variable(&variable.key).is_some_and(|it| it.kind_word() == "stock");
    let mut all = Vec::new();
    for mechanism in &model.mechanisms {
        let name = switch_name("mechanism", &mechanism.name);
        for replacement in mechanism.off.iter().filter(|it| it.target.name == *variable) {
            let condition = compare(name.clone(), BinaryOperator::Equal, 0.0, replacement.span);
            all.push(Instead { replacement, condition });
        }
    }
    for lever in model.levers.iter().filter(|it| !it.anonymous) {
        let name = switch_name("lever", &lever.name);
        for replacement in lever.replacements.iter().filter(|it| it.target.name == *variable) {
            let span = replacement.span;
            if is_stock && (lever.from.is_some() || lever.until.is_some()) {
                desk.loss(
                    Some(span),
                    format!("`{variable}` is a stock: `{}` replaces it between dates, which the other format cannot say", lever.name),
                    "replace its flows instead, or pull the lever here",
                );
                continue;
            }
            let mut condition = compare(name.clone(), BinaryOperator::NotEqual, 0.0, span);
            let clock = || Name::new("TIME", span);
            if let Some(from) = lever.from {
                condition =
                    both(condition, compare(clock(), BinaryOperator::GreaterEqual, from, span));
            }
            if let Some(until) = lever.until {
                condition = both(condition, compare(clock(), BinaryOperator::Less, until, span));
            }
            all.push(Instead { replacement, condition });
        }
    }
    all
}

fn compare(name: Name, operator: BinaryOperator, number: f64, span: Span) -> Expr {
    let left = Expr { kind: ExprKind::Reference(Reference { name, subscripts: Vec::new() }), span };
    let right = Expr { kind: ExprKind::Number(number), span };
    Expr { kind: ExprKind::Binary { operator, left: Box::new(left), right: Box::new(right) }, span }
}

fn both(left: Expr, right: Expr) -> Expr {
    let span = left.span;
    let kind = ExprKind::Binary {
        operator: BinaryOperator::And,
        left: Box::new(left),
        right: Box::new(right),
    };
    Expr { kind, span }
}

/// A variable's equation with all that may hold instead of it.
pub fn with_switches(desk: &Desk<'_>, variable: &Variable, equation: &Equation) -> Equation {
    let all = instead(desk, &variable.name);
    if all.is_empty() {
        return equation.clone();
    }
    let is_whole = |it: &Instead<'_>| it.replacement.target.subscripts.is_empty();
    if all.iter().all(is_whole) {
        let mut equation = equation.clone();
        for case in &mut equation.cases {
            for it in &all {
                let then = without(desk, variable, &it.replacement.expr, &case.expr, &[]);
                case.expr = choose(it.condition.clone(), then, case.expr.clone());
            }
        }
        return equation;
    }
    by_element(desk, variable, equation, &all)
}

/// Where only some elements are replaced, each element gets an equation of its own.
fn by_element(
    desk: &Desk<'_>,
    variable: &Variable,
    equation: &Equation,
    all: &[Instead<'_>],
) -> Equation {
    let mut cases = Vec::new();
    for element in elements(desk, &variable.dimensions) {
        let Some(own) =
            equation.cases.iter().rev().find(|case| super::array::is_for(desk, case, &element))
        else {
            continue;
        };
        let fixed = |expr: &Expr, subscripts: &[Subscript]| {
            let mut expr = expr.clone();
            fix(desk, &mut expr, subscripts, &variable.dimensions, &element);
            expr
        };
        let mut expr = fixed(&own.expr, &own.subscripts);
        for it in all {
            let target = &it.replacement.target.subscripts;
            if target.is_empty() || covers(desk, target, &element) {
                let then = fixed(&it.replacement.expr, target);
                let then = without(desk, variable, &then, &expr, &element);
                expr = choose(it.condition.clone(), then, expr);
            }
        }
        let subscript =
            |name: &Name| Subscript { kind: SubscriptKind::Name(name.clone()), span: expr.span };
        let subscripts = element.iter().map(subscript).collect();
        cases.push(Case { subscripts, except: Vec::new(), expr });
    }
    Equation { cases }
}

/// A replacement in which the replaced variable's own name means what it would be without it.
/// `element` is the one the equation is for; none where it is for all.
fn without(
    desk: &Desk<'_>,
    variable: &Variable,
    replacement: &Expr,
    before: &Expr,
    element: &[Name],
) -> Expr {
    let wanted = if element.is_empty() { &variable.dimensions } else { element };
    let is_same = |reference: &Reference| {
        reference.subscripts.is_empty()
            || reference
                .subscripts
                .iter()
                .zip(wanted)
                .all(|(it, name)| matches!(&it.kind, SubscriptKind::Name(own) if own == name))
    };
    let mut expr = replacement.clone();
    expr.change(&mut |part| {
        let ExprKind::Reference(reference) = &part.kind else { return };
        if reference.name != variable.name {
            return;
        }
        if is_same(reference) {
            part.kind = before.kind.clone();
        } else {
            desk.loss(
                Some(part.span),
                format!(
                    "what another element of `{}` would be without this has no word in the other format",
                    variable.name
                ),
                "the element itself is read, with whatever replaces it",
            );
        }
    });
    expr
}

fn choose(condition: Expr, then: Expr, otherwise: Expr) -> Expr {
    let span = otherwise.span;
    let kind = ExprKind::If {
        condition: Box::new(condition),
        then: Box::new(then),
        otherwise: Box::new(otherwise),
    };
    Expr { kind, span }
}

/// Whether a variable's equation is replaced by some mechanism or lever.
pub fn is_replaced(desk: &Desk<'_>, variable: &Variable) -> bool {
    !matches!(variable.kind, VariableKind::Lookup(_)) && !instead(desk, &variable.name).is_empty()
}
