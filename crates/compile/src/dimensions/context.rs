//! What an expression runs over where it stands.

use crate::entry::{Axis, Expanded};
use crate::index_sets::DimensionId;
use crate::positions::Positions;
use interregnum_model::diagnostic::advice;
use interregnum_model::source::Span;
use interregnum_model::{Code, Diagnostic};

/// The most axes in one equation, those of reductions included.
pub const MOST_AXES: usize = 200;

/// Where an expression stands.
pub struct Context<'e, 'd> {
    pub expanded: &'e Expanded<'e>,
    /// Axes of the equation, then those of reductions, each with a number of its own.
    pub axes: Vec<Axis>,
    /// How many of them are the equation's.
    pub own: usize,
    /// Reductions around the expression, outermost first.
    pub reductions: Vec<Opened>,
    /// How many random draws were met.
    pub draws: u32,
    pub diagnostics: &'d mut Vec<Diagnostic>,
}

/// The axes that a reduction has opened so far.
#[derive(Default)]
pub struct Opened {
    /// Which elements, how often these had occurred in the same reference, and the axis's number.
    pub axes: Vec<(DimensionId, Positions, usize, usize)>,
}

/// How an axis of the equation leads to the elements of another.
pub struct Way {
    /// The axis's number.
    pub axis: usize,
    /// The dimension whose mapping leads there.
    pub through: Option<DimensionId>,
}

impl<'e, 'd> Context<'e, 'd> {
    /// Before anything of an equation was read.
    pub fn new(
        expanded: &'e Expanded<'e>,
        axes: &[Axis],
        draws: u32,
        diagnostics: &'d mut Vec<Diagnostic>,
    ) -> Context<'e, 'd> {
        let own = axes.len();
        let (axes, reductions) = (axes.to_vec(), Vec::new());
        Context { expanded, axes, own, reductions, draws, diagnostics }
    }

    fn own_axes(&self) -> impl Iterator<Item = (usize, &Axis)> {
        self.axes.iter().take(self.own).enumerate()
    }

    /// The equation's axis that a dimension's name means: one declared over it or written for that
    /// part of it; else one whose elements all belong to it.
    pub fn axis_over(&self, dimension: DimensionId) -> Option<usize> {
        let named = self
            .own_axes()
            .find(|(_, axis)| axis.dimension == dimension || axis.part == Some(dimension));
        let sets = &self.expanded.sets;
        let (root, positions) = (sets.root(dimension), sets.positions(dimension));
        let within = || {
            self.own_axes().find(|(_, axis)| {
                sets.root(axis.dimension) == root && axis.positions.is_within(&positions)
            })
        };
        named.or_else(within).map(|(number, _)| number)
    }

    /// The equation's axis by which an array over `target` is read without subscripts: of the same
    /// dimension, of the same whole, or mapped onto it, in this order; none of those in `used`.
    pub fn same_element(&self, target: &Axis, used: &[usize]) -> Option<Way> {
        let sets = &self.expanded.sets;
        let root = sets.root(target.dimension);
        let free = || self.own_axes().filter(|(number, _)| !used.contains(number));
        let direct = free()
            .find(|(_, axis)| {
                axis.dimension == target.dimension || axis.part == Some(target.dimension)
            })
            .or_else(|| free().find(|(_, axis)| sets.root(axis.dimension) == root));
        if let Some((axis, _)) = direct {
            return Some(Way { axis, through: None });
        }
        free().find_map(|(number, axis)| {
            let through = self.mapping(axis, root)?;
            Some(Way { axis: number, through: Some(through) })
        })
    }

    /// The equation's axis that leads to the elements of a whole dimension by a mapping.
    pub fn axis_onto(&self, root: DimensionId) -> Option<(usize, DimensionId)> {
        self.own_axes().find_map(|(number, axis)| Some((number, self.mapping(axis, root)?)))
    }

    /// The dimension by whose mapping an axis leads to the elements of a whole dimension.
    pub fn mapping(&self, axis: &Axis, root: DimensionId) -> Option<DimensionId> {
        let sets = &self.expanded.sets;
        // A mapping declared for a whole dimension leads from its parts, too.
        let named = axis.part.into_iter().chain([axis.dimension, sets.root(axis.dimension)]);
        named.into_iter().find(|dimension| {
            sets.get(*dimension).is_some_and(|set| {
                set.mappings.iter().any(|(target, _)| sets.root(*target) == root)
            })
        })
    }

    /// That the equation does not run over a dimension.
    pub fn not_over(&self, dimension: DimensionId, span: Span) -> Diagnostic {
        let name = self.expanded.sets.name(dimension);
        Diagnostic::new(
            Code::DimensionMismatch,
            span,
            format!("this equation does not run over dimension `{name}`"),
        )
        .label("which element is meant?")
        .advise(advice::put_all_together(&name))
    }
}
