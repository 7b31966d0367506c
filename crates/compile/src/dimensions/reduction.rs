//! Elements put together: SUM, MEAN, MIN, MAX and the like, and the `[*]` in them.

use super::context::{Context, Opened};
use crate::entry::Axis;
use crate::index_sets::DimensionId;
use crate::positions::Positions;
use crate::tree::{NodeKind, Pick};
use interregnum_model::diagnostic::advice;
use interregnum_model::expression::{Expr, ExprKind, Reference, Subscript, SubscriptKind};
use interregnum_model::function::{Function, Reduction};
use interregnum_model::source::Span;
use interregnum_model::{Code, Diagnostic};

impl Context<'_, '_> {
    /// All elements of an argument put together.
    pub fn reduce(
        &mut self,
        function: &'static Function,
        reduction: Reduction,
        argument: &Expr,
        span: Span,
    ) -> NodeKind {
        if let Some(size) = self.size_of_dimension(reduction, argument) {
            return NodeKind::Number(size);
        }
        self.reductions.push(Opened::default());
        let body = self.node(&self.all_elements(argument));
        let opened = self.reductions.pop().unwrap_or_default();
        let axes: Vec<(usize, Axis)> = opened
            .axes
            .iter()
            .filter_map(|(_, _, _, number)| Some((*number, self.axes.get(*number)?.clone())))
            .collect();
        let single = matches!(reduction, Reduction::Min | Reduction::Max | Reduction::Size);
        if axes.is_empty() && !single && !matches!(body.kind, NodeKind::Error) {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::DimensionMismatch,
                    span,
                    format!("`{}` has nothing to put together", function.name),
                )
                .label("a single number")
                .advise(advice::read_all(function.name)),
            );
            return NodeKind::Error;
        }
        NodeKind::Reduce { reduction, function, axes, body: Box::new(body) }
    }

    /// The size of a dimension whose name is all there is in a SIZE (XMILE 1.0, 3.7.1).
    fn size_of_dimension(&self, reduction: Reduction, argument: &Expr) -> Option<f64> {
        let ExprKind::Reference(reference) = &argument.kind else { return None };
        let unread = reduction == Reduction::Size
            && reference.subscripts.is_empty()
            && self.expanded.find(&reference.name.key).is_none();
        let dimension = self.expanded.sets.find(&reference.name.key).filter(|_| unread)?;
        Some(f64::from(self.expanded.sets.positions(dimension).len()))
    }

    /// The argument, with `[*]` added where it is the bare name of an array.
    fn all_elements(&self, argument: &Expr) -> Expr {
        let bare = match &argument.kind {
            ExprKind::Reference(reference) if reference.subscripts.is_empty() => Some(reference),
            ExprKind::Reference(_)
            | ExprKind::Number(_)
            | ExprKind::Error
            | ExprKind::Unary { .. }
            | ExprKind::Binary { .. }
            | ExprKind::If { .. }
            | ExprKind::Call { .. } => None,
        };
        let array = bare.and_then(|reference| {
            let entry = self.expanded.entry(self.expanded.find(&reference.name.key)?)?;
            let own = entry.axes.len().saturating_sub(entry.inherited);
            let star = Subscript { kind: SubscriptKind::All, span: argument.span };
            let subscripts = vec![star; own];
            Some(ExprKind::Reference(Reference { name: reference.name.clone(), subscripts }))
        });
        match array {
            Some(kind) => Expr { kind, span: argument.span },
            None => argument.clone(),
        }
    }

    /// The axis on which `[*]` runs over some elements: the one that the reduction around has
    /// opened for the same elements, or a new one. `stars` holds what the same reference has had
    /// before, so that `m[*, *]` runs over both.
    pub fn star(
        &mut self,
        dimension: DimensionId,
        positions: Positions,
        stars: &mut Vec<(DimensionId, Positions)>,
        span: Span,
    ) -> Option<Pick> {
        let root = self.expanded.sets.root(dimension);
        let Some(reduction) = self.reductions.last_mut() else {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::DimensionMismatch,
                    span,
                    "all elements are read, and nothing puts them together",
                )
                .label("stands outside SUM, MEAN, MIN, MAX and the like")
                .advise(advice::reduce_star()),
            );
            return None;
        };
        let star = (root, positions.clone());
        let before = stars.iter().filter(|other| **other == star).count();
        stars.push(star);
        let known = reduction.axes.iter().find(|(opened, elements, occurrence, _)| {
            *opened == root && *elements == positions && *occurrence == before
        });
        let axis = match known {
            Some((_, _, _, number)) => *number,
            None => {
                let number = self.axes.len();
                reduction.axes.push((root, positions.clone(), before, number));
                self.axes.push(Axis { dimension, part: None, positions });
                number
            }
        };
        Some(Pick::Axis { axis, through: None })
    }
}
