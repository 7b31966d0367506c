//! How many slats a belt is made of.

use super::Belt;
use interregnum_model::expression::{BinaryOperator, UnaryOperator};
use interregnum_model::{Code, Diagnostic, Equation, Expr, ExprKind, Model, VariableKind};

/// The most slats of one belt.
const MOST_SLATS: f64 = 100_000.0;

/// Variables that lead on to each other before a length counts as not known.
const DEEPEST: usize = 32;

/// Slats that are made: as many as the transit time has steps where it is a number; twice that
/// where it hangs on parameters, which a run may change; one for each step of the run where it
/// moves, for what takes longer than the run never arrives.
pub fn slats(belt: &Belt<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<usize> {
    let model = belt.model;
    let time = &model.time;
    let run = ((time.stop - time.start) / time.dt).ceil() + 1.0;
    let known = longest(model, &belt.belt.length);
    let steps = match known {
        Some((length, _)) if length.is_nan() || length <= 0.0 => {
            diagnostics.push(fault(
                belt,
                "takes no time to cross",
                "give it a transit time above 0",
            ));
            return None;
        }
        Some((length, Written::Number)) => {
            let steps = (length / time.dt + 0.5).floor().max(1.0);
            if (steps * time.dt - length).abs() > 1e-9 * length {
                let finding = fault(
                    belt,
                    &format!(
                        "takes {length} to cross, which is {steps} steps: {}",
                        steps * time.dt
                    ),
                    "choose a dt of which the transit time is a multiple",
                );
                diagnostics.push(finding.warning());
            }
            steps
        }
        Some((length, Written::Parameters)) => 2.0 * (length / time.dt + 0.5).floor().max(1.0),
        None => run.max(1.0),
    };
    if !steps.is_finite() || steps > MOST_SLATS {
        let message = format!("is a belt of {steps} steps, more than {MOST_SLATS}");
        let mut finding = fault(belt, &message, "choose a longer dt or a shorter transit time");
        finding.code = Code::TooLarge;
        diagnostics.push(finding);
        return None;
    }
    Some(steps as usize)
}

fn fault(belt: &Belt<'_>, what: &str, help: &str) -> Diagnostic {
    let span = belt.belt.length.cases.first().map_or(belt.stock.name.span, |case| case.expr.span);
    Diagnostic::new(Code::BadValue, span, format!("`{}` {what}", belt.stock.name))
        .label("the conveyor's length")
        .help(help)
}

/// How a length is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    /// As a number.
    Number,
    /// By parameters.
    Parameters,
}

/// The longest of an equation's cases, where all are known before the run.
fn longest(model: &Model, equation: &Equation) -> Option<(f64, Written)> {
    let mut longest: Option<(f64, Written)> = None;
    for case in &equation.cases {
        let (value, written) = value(model, &case.expr, 0)?;
        longest = Some(match longest {
            Some((before, how)) => {
                (before.max(value), if how == Written::Number { written } else { how })
            }
            None => (value, written),
        });
    }
    longest
}

fn value(model: &Model, expr: &Expr, depth: usize) -> Option<(f64, Written)> {
    if depth > DEEPEST {
        return None;
    }
    match &expr.kind {
        ExprKind::Number(value) => Some((*value, Written::Number)),
        ExprKind::Unary { operator, operand } => {
            let (value, written) = value(model, operand, depth + 1)?;
            match operator {
                UnaryOperator::Minus => Some((-value, written)),
                UnaryOperator::Plus => Some((value, written)),
                UnaryOperator::Not => None,
            }
        }
        ExprKind::Binary { operator, left, right } => {
            let (left, first) = value(model, left, depth + 1)?;
            let (right, second) = value(model, right, depth + 1)?;
            let written = if first == Written::Number { second } else { first };
            Some((worked_out(*operator, left, right)?, written))
        }
        ExprKind::Reference(reference) => {
            let variable = model.variable(&reference.name.key)?;
            let equation = match &variable.kind {
                VariableKind::Parameter { value, .. } => value,
                VariableKind::Auxiliary { equation } => equation,
                VariableKind::Stock { .. }
                | VariableKind::Flow { .. }
                | VariableKind::Lookup(_)
                | VariableKind::Input { .. } => return None,
            };
            let mut most: Option<f64> = None;
            for case in &equation.cases {
                let (value, _) = value(model, &case.expr, depth + 1)?;
                most = Some(most.map_or(value, |before| before.max(value)));
            }
            Some((most?, Written::Parameters))
        }
        ExprKind::If { .. } | ExprKind::Call { .. } | ExprKind::Error => None,
    }
}

fn worked_out(operator: BinaryOperator, left: f64, right: f64) -> Option<f64> {
    match operator {
        BinaryOperator::Add => Some(left + right),
        BinaryOperator::Subtract => Some(left - right),
        BinaryOperator::Multiply => Some(left * right),
        BinaryOperator::Divide => Some(left / right),
        BinaryOperator::Power
        | BinaryOperator::Modulo
        | BinaryOperator::Less
        | BinaryOperator::LessEqual
        | BinaryOperator::Greater
        | BinaryOperator::GreaterEqual
        | BinaryOperator::Equal
        | BinaryOperator::NotEqual
        | BinaryOperator::And
        | BinaryOperator::Or => None,
    }
}
