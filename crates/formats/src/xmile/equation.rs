//! Equations of XMILE files. The standard's language is that of chapters but for spelling: names
//! with dots, remarks in braces, `SELF`, `@1`. An equation is spelled anew, read by the one reader
//! of equations, and its places are set back to those of the file.

mod place;
pub use place::set_finding_back;
mod spelling;

use super::context::Context;
use super::scope::Scope;
use super::xml::{Element, Text};
use crate::equation as language;
use interregnum_model::Expr;

/// Reads an equation; what cannot be read becomes an error in the tree, with a finding.
pub fn parse(context: &mut Context<'_>, scope: &Scope<'_>, text: &Text) -> Expr {
    let spelled = spelling::spell(context, scope, text);
    let mut findings = Vec::new();
    let mut expr = language::parse(&spelled.decoded, context.file, 0, &mut findings);
    place::set_back(&mut expr, &spelled);
    for mut finding in findings {
        place::set_finding_back(&mut finding, &spelled);
        context.report(finding);
    }
    expr
}

/// The equation in an element's words; `None` when it has none.
pub fn of_element(
    context: &mut Context<'_>,
    scope: &Scope<'_>,
    element: &Element<'_>,
) -> Option<Expr> {
    (!is_blank(element)).then(|| parse(context, scope, &element.text))
}

/// Whether an element has no words but remarks.
pub fn is_blank(element: &Element<'_>) -> bool {
    let mut depth = 0_usize;
    element.text.decoded.chars().all(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => return depth > 0 || c.is_whitespace(),
        }
        true
    })
}
