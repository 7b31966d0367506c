//! For which elements an equation, a curve or a replacement was written.

use crate::entry::Axis;
use crate::index_sets::IndexSets;
use crate::positions::Positions;
use interregnum_model::diagnostic::advice;
use interregnum_model::expression::{Subscript, SubscriptKind};
use interregnum_model::name::Name;
use interregnum_model::{Code, Diagnostic};

/// The elements that subscripts before an equation name, one axis for each of `declared`; all of
/// them where there are no subscripts. `None` when they do not fit; a diagnostic says why.
pub fn axes(
    sets: &IndexSets,
    declared: &[Axis],
    subscripts: &[Subscript],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Vec<Axis>> {
    if subscripts.is_empty() {
        return Some(declared.to_vec());
    }
    if subscripts.len() != declared.len() {
        diagnostics.push(wrong_number(declared, subscripts));
        return None;
    }
    let before = diagnostics.len();
    let chosen: Vec<Axis> = declared
        .iter()
        .zip(subscripts)
        .filter_map(|(axis, subscript)| match narrowed(sets, axis, subscript) {
            Ok(axis) => Some(axis),
            Err(diagnostic) => {
                diagnostics.push(*diagnostic);
                None
            }
        })
        .collect();
    (diagnostics.len() == before).then_some(chosen)
}

fn narrowed(sets: &IndexSets, axis: &Axis, subscript: &Subscript) -> Result<Axis, Box<Diagnostic>> {
    let root = sets.root(axis.dimension);
    match &subscript.kind {
        SubscriptKind::All => Ok(axis.clone()),
        SubscriptKind::Name(name) | SubscriptKind::AllOf(name) => by_name(sets, axis, name),
        SubscriptKind::Between(first, last) => {
            let first = place(sets, axis, first)?;
            let last = place(sets, axis, last)?;
            let positions: Vec<u32> =
                (first..=last).filter_map(|place| axis.positions.get(place)).collect();
            if positions.is_empty() {
                return Err(Box::new(backwards(subscript)));
            }
            Ok(Axis { part: None, positions: Positions::list(positions), ..axis.clone() })
        }
        SubscriptKind::Index(expr) => {
            let number = crate::fold::number(expr).and_then(crate::index_sets::whole_size);
            let position = number.and_then(|number| axis.positions.get(number - 1));
            match position {
                Some(position) => {
                    Ok(Axis { part: None, positions: Positions::run(position, 1), ..axis.clone() })
                }
                None => Err(Box::new(
                    Diagnostic::new(
                        Code::DimensionMismatch,
                        subscript.span,
                        format!("this is no element of dimension `{}`", sets.name(root)),
                    )
                    .label("must be one of its elements")
                    .help("name an element, or give its number, counted from 1"),
                )),
            }
        }
    }
}

fn by_name(sets: &IndexSets, axis: &Axis, name: &Name) -> Result<Axis, Box<Diagnostic>> {
    let root = sets.root(axis.dimension);
    if let Some(part) = sets.find(&name.key) {
        let positions = sets.positions(part);
        if sets.root(part) != root || !positions.is_within(&axis.positions) {
            return Err(Box::new(
                Diagnostic::new(
                    Code::DimensionMismatch,
                    name.span,
                    format!("`{name}` is no part of dimension `{}`", sets.name(axis.dimension)),
                )
                .label(format!(
                    "an element or a part of `{}` is needed",
                    sets.name(axis.dimension)
                )),
            ));
        }
        return Ok(Axis { dimension: axis.dimension, part: Some(part), positions });
    }
    let position = position(sets, axis, name)?;
    Ok(Axis { part: None, positions: Positions::run(position, 1), ..axis.clone() })
}

fn position(sets: &IndexSets, axis: &Axis, name: &Name) -> Result<u32, Box<Diagnostic>> {
    sets.element(sets.root(axis.dimension), &name.key)
        .filter(|position| axis.positions.place(*position).is_some())
        .ok_or_else(|| Box::new(sets.unknown_element(name, axis.dimension)))
}

fn place(sets: &IndexSets, axis: &Axis, name: &Name) -> Result<u32, Box<Diagnostic>> {
    let position = position(sets, axis, name)?;
    axis.positions
        .place(position)
        .ok_or_else(|| Box::new(sets.unknown_element(name, axis.dimension)))
}

fn backwards(subscript: &Subscript) -> Diagnostic {
    Diagnostic::new(Code::DimensionMismatch, subscript.span, "this stretch of elements is empty")
        .label("the first element stands after the last")
        .help("write the element that is declared earlier first")
}

fn wrong_number(declared: &[Axis], subscripts: &[Subscript]) -> Diagnostic {
    let span = match (subscripts.first(), subscripts.last()) {
        (Some(first), Some(last)) => Some(first.span.to(last.span)),
        (None, _) | (_, None) => None,
    };
    let (given, needed) = (subscripts.len(), declared.len());
    let message = format!("{given} subscripts stand where {needed} are needed");
    let diagnostic = Diagnostic { span, ..Diagnostic::whole(Code::DimensionMismatch, message) };
    if needed == 0 {
        diagnostic.label("this is not an array").advise(advice::leave_subscripts())
    } else {
        diagnostic
            .label("one for each dimension")
            .help("name one element or part for each dimension")
    }
}
