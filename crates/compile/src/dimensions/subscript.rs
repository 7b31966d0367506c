//! Which elements of an array are read.

use super::context::{Context, Way};
use crate::entry::{Axis, Entry, EntryId};
use crate::index_sets::DimensionId;
use crate::positions::Positions;
use crate::tree::{Node, NodeKind, Pick};
use interregnum_model::diagnostic::{advice, has_errors};
use interregnum_model::dialect::Dialect;
use interregnum_model::expression::{Reference, Subscript, SubscriptKind};
use interregnum_model::name::Name;
use interregnum_model::source::Span;
use interregnum_model::{Code, Diagnostic};

impl Context<'_, '_> {
    /// One pick for each axis of what is read; `None` when they do not fit.
    pub fn picks(&mut self, id: EntryId, reference: &Reference, span: Span) -> Option<Vec<Pick>> {
        let expanded = self.expanded;
        let entry = expanded.entry(id)?;
        let (inherited, own) = entry.axes.split_at(entry.inherited.min(entry.axes.len()));
        // The axes a hidden variable has from the calling equation are that equation's first ones.
        let mut picks: Vec<Pick> =
            (0..inherited.len()).map(|axis| Pick::Axis { axis, through: None }).collect();
        if reference.subscripts.is_empty() {
            picks.extend(self.same_elements(entry, own, span)?);
            return Some(picks);
        }
        if reference.subscripts.len() != own.len() {
            let fault = wrong_number(entry, own, reference.subscripts.len(), span);
            self.diagnostics.push(fault);
            return None;
        }
        let before = self.diagnostics.len();
        let mut stars = Vec::new();
        for (axis, subscript) in own.iter().zip(&reference.subscripts) {
            picks.extend(self.pick(axis, subscript, &mut stars));
        }
        let said = self.diagnostics.get(before..).unwrap_or_default();
        (!has_errors(said) && picks.len() == entry.axes.len()).then_some(picks)
    }

    /// The picks of an array read without subscripts.
    fn same_elements(&mut self, entry: &Entry, own: &[Axis], span: Span) -> Option<Vec<Pick>> {
        let mut picks = Vec::new();
        let mut used = Vec::new();
        for target in own {
            let Some(Way { axis, through }) = self.same_element(target, &used) else {
                let fault = self.not_the_same(entry, target, span);
                self.diagnostics.push(fault);
                return None;
            };
            self.fits(axis, through, target, span)?;
            used.push(axis);
            picks.push(Pick::Axis { axis, through });
        }
        Some(picks)
    }

    fn pick(
        &mut self,
        axis: &Axis,
        subscript: &Subscript,
        stars: &mut Vec<(DimensionId, Positions)>,
    ) -> Option<Pick> {
        let sets = &self.expanded.sets;
        let root = sets.root(axis.dimension);
        let span = subscript.span;
        match &subscript.kind {
            SubscriptKind::All => self.star(axis.dimension, axis.positions.clone(), stars, span),
            SubscriptKind::AllOf(name) => {
                let part = sets.find(&name.key)?;
                let positions = sets.positions(part);
                if sets.root(part) != root || !positions.is_within(&axis.positions) {
                    let fault = no_part(sets.name(axis.dimension), name);
                    self.diagnostics.push(fault);
                    return None;
                }
                self.star(part, positions, stars, span)
            }
            SubscriptKind::Between(first, last) => {
                let (first, last) = (self.place(axis, first)?, self.place(axis, last)?);
                let stretch = (first..=last).filter_map(|place| axis.positions.get(place));
                let positions = Positions::list(stretch.collect());
                if positions.is_empty() {
                    self.diagnostics.push(
                        Diagnostic::new(
                            Code::DimensionMismatch,
                            span,
                            "this stretch of elements is empty",
                        )
                        .label("the first element stands after the last")
                        .help("write the element that is declared earlier first"),
                    );
                    return None;
                }
                self.star(axis.dimension, positions, stars, span)
            }
            SubscriptKind::Name(name) if name.written.starts_with('@') => {
                self.by_position(axis, name, span)
            }
            SubscriptKind::Name(name) => match sets.find(&name.key) {
                Some(dimension) => self.by_dimension(axis, dimension, span),
                None => self.place(axis, name).map(Pick::Element),
            },
            SubscriptKind::Index(expr) => match crate::fold::number(expr) {
                Some(number) => self.by_number(axis, number, span),
                None => Some(Pick::Index(Box::new(self.node(expr)))),
            },
        }
    }

    /// The element an equation's axis stands at.
    fn by_dimension(&mut self, target: &Axis, dimension: DimensionId, span: Span) -> Option<Pick> {
        let sets = &self.expanded.sets;
        let root = sets.root(target.dimension);
        let Some(number) = self.axis_over(dimension) else {
            // An equation over another dimension whose elements stand for this one's.
            let Some((number, through)) = self.axis_onto(sets.root(dimension)) else {
                let fault = self.not_over(dimension, span);
                self.diagnostics.push(fault);
                return None;
            };
            self.fits(number, Some(through), target, span)?;
            return Some(Pick::Axis { axis: number, through: Some(through) });
        };
        let axis = self.axes.get(number)?;
        let through = if sets.root(axis.dimension) == root {
            None
        } else {
            match self.mapping(axis, root) {
                Some(through) => Some(through),
                None => {
                    let (given, wanted) = (sets.name(dimension), sets.name(target.dimension));
                    self.diagnostics.push(
                        Diagnostic::new(
                            Code::DimensionMismatch,
                            span,
                            format!("`{given}` is no part of dimension `{wanted}`"),
                        )
                        .label(format!("an element of `{wanted}` is needed")),
                    );
                    return None;
                }
            }
        };
        self.fits(number, through, target, span)?;
        Some(Pick::Axis { axis: number, through })
    }

    /// `@2`: where the equation's second axis stands.
    fn by_position(&mut self, target: &Axis, name: &Name, span: Span) -> Option<Pick> {
        let number = name.written.strip_prefix('@')?.parse::<usize>().ok()?;
        let axis = number.checked_sub(1).filter(|axis| *axis < self.own);
        let sets = &self.expanded.sets;
        let same = |axis: &usize| {
            let own = self.axes.get(*axis);
            own.is_some_and(|own| sets.root(own.dimension) == sets.root(target.dimension))
        };
        let Some(axis) = axis.filter(same) else {
            let dimension = sets.name(target.dimension);
            self.diagnostics.push(
                Diagnostic::new(
                    Code::DimensionMismatch,
                    span,
                    format!("`{name}` is not `{dimension}`, over which this is an array"),
                )
                .label("another dimension, or none")
                .help("count the dimensions of the variable that the equation is for"),
            );
            return None;
        };
        self.fits(axis, None, target, span)?;
        Some(Pick::Axis { axis, through: None })
    }

    fn by_number(&mut self, axis: &Axis, number: f64, span: Span) -> Option<Pick> {
        let size = axis.positions.len();
        let place = crate::index_sets::whole_size(number.trunc()).filter(|place| *place <= size);
        if let Some(place) = place {
            return Some(Pick::Element(place - 1));
        }
        let name = self.expanded.sets.name(axis.dimension);
        let fault = Diagnostic::new(
            Code::DimensionMismatch,
            span,
            format!("dimension `{name}` has no element {number}"),
        );
        // The standard asks for 0 and a warning (XMILE 1.0, 3.7.1).
        if self.expanded.model.dialect == Dialect::Xmile {
            let label = format!("reads 0: its elements are 1 to {size}");
            self.diagnostics.push(fault.label(label).warning());
            let number = Node { kind: NodeKind::Number(number), span };
            return Some(Pick::Index(Box::new(number)));
        }
        self.diagnostics.push(fault.label(format!("a number from 1 to {size} is needed")));
        None
    }

    /// The place of a named element among those of an axis.
    fn place(&mut self, axis: &Axis, name: &Name) -> Option<u32> {
        let sets = &self.expanded.sets;
        let position = sets.element(sets.root(axis.dimension), &name.key);
        let place = position.and_then(|position| axis.positions.place(position));
        // Named elements too may be told by their numbers (XMILE 1.0, 3.7.1.2).
        let number = || name.key.as_str().parse::<u32>().ok()?.checked_sub(1);
        let place = place.or_else(|| number().filter(|at| *at < axis.positions.len()));
        // What is unknown everywhere was reported by `resolve`.
        if place.is_none()
            && (position.is_some() || !sets.elements_named(&name.key).is_empty() || counted(name))
        {
            self.diagnostics.push(sets.unknown_element(name, axis.dimension));
        }
        place
    }

    /// Whether every element an axis stands at is one of `target`'s.
    fn fits(
        &mut self,
        number: usize,
        through: Option<DimensionId>,
        target: &Axis,
        span: Span,
    ) -> Option<()> {
        let sets = &self.expanded.sets;
        let axis = self.axes.get(number)?;
        let whole = sets.root(target.dimension);
        let outside = match through {
            None if axis.positions.is_within(&target.positions) => return Some(()),
            None => axis.positions.without(&target.positions),
            Some(through) => {
                let leads = |position: &u32| {
                    let mapped = sets.mapped(through, whole, *position);
                    mapped.is_some_and(|it| target.positions.place(it).is_some())
                };
                Positions::list(axis.positions.iter().filter(|it| !leads(it)).collect())
            }
        };
        if outside.is_empty() {
            return Some(());
        }
        let root = sets.root(axis.dimension);
        let element = outside.get(0).map_or_else(String::new, |it| sets.label(root, it));
        let name = sets.name(target.dimension);
        self.diagnostics.push(
            Diagnostic::new(
                Code::DimensionMismatch,
                span,
                format!(
                    "there is no element `{element}` in `{name}`, which this equation reads for it"
                ),
            )
            .label(format!("an array by `{name}` only"))
            .advise(advice::write_own(&element.to_string(), &name.to_string())),
        );
        None
    }

    fn not_the_same(&self, entry: &Entry, target: &Axis, span: Span) -> Diagnostic {
        let sets = &self.expanded.sets;
        let dimension = sets.name(target.dimension);
        let name = &entry.name;
        let example = sets.label(sets.root(target.dimension), target.positions.get(0).unwrap_or(0));
        Diagnostic::new(
            Code::DimensionMismatch,
            span,
            format!(
                "`{name}` is an array by `{dimension}`, and this equation does not run over that"
            ),
        )
        .label(format!("which `{dimension}` is meant?"))
        .related(entry.span, "declared here")
        .advise(advice::put_together(&name.written, &dimension, &example))
    }
}

fn counted(name: &Name) -> bool {
    name.key.as_str().parse::<u32>().is_ok()
}

fn no_part(dimension: String, name: &Name) -> Diagnostic {
    Diagnostic::new(
        Code::DimensionMismatch,
        name.span,
        format!("`{name}` is no part of dimension `{dimension}`"),
    )
    .label(format!("a part of `{dimension}` is needed"))
}

fn wrong_number(entry: &Entry, own: &[Axis], given: usize, span: Span) -> Diagnostic {
    let needed = own.len();
    let name = &entry.name;
    let diagnostic = if needed == 0 {
        Diagnostic::new(Code::DimensionMismatch, span, format!("`{name}` is not an array"))
            .label("subscripts on a single number")
            .advise(advice::leave_subscripts())
    } else {
        let message = format!("`{name}` has {needed} dimensions, not {given}");
        Diagnostic::new(Code::DimensionMismatch, span, message).label(if given < needed {
            "too few subscripts"
        } else {
            "too many subscripts"
        })
    };
    diagnostic.related(entry.span, "declared here")
}
