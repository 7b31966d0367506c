//! What a file may ask for at most: far beyond any model of a person, far below what hurts.

/// Brackets within brackets.
pub(crate) const DEEPEST_NESTING: usize = 200;

/// Operators above one another in one equation, as in a sum of as many terms.
pub(crate) const HIGHEST_TREE: usize = 1000;

/// Elements of one subscript range.
pub(crate) const MOST_ELEMENTS: usize = 100_000;

/// Elements of one variable.
pub(crate) const LARGEST_ARRAY: usize = 10_000_000;

/// Numbers that constant lists and spreadsheets give to one variable.
pub(crate) const MOST_CONSTANTS: usize = 1_000_000;
