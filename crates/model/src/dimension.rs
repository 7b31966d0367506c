//! Index sets of arrays.

use crate::expression::Expr;
use crate::name::Name;

/// A dimension and its elements.
#[derive(Clone, Debug)]
pub struct Dimension {
    /// Its name.
    pub name: Name,
    /// What it holds.
    pub elements: Elements,
    /// The dimension of which this is a part (a subrange); elements are then the same elements.
    pub within: Option<Name>,
    /// Dimensions onto which it maps: in an equation over this dimension an array over one of those
    /// is read at the element that stands for this one's. Vensim declares it from the other side:
    /// `workers: a, b -> product` lets an equation over `product` read an array over `workers`.
    pub mappings: Vec<Mapping>,
    /// What it is.
    pub note: String,
}

/// Elements by name, or counted from 1.
#[derive(Clone, Debug)]
pub enum Elements {
    /// Named, in order.
    Named(Vec<Name>),
    /// As many as this says: a number, or in a macro an argument that is a number.
    Counted(Expr),
}

/// Elements of another dimension that stand for this one's.
#[derive(Clone, Debug)]
pub struct Mapping {
    /// The other dimension.
    pub target: Name,
    /// For each element of this dimension the element of the target.
    pub elements: Vec<Name>,
}
