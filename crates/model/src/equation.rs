//! What defines a variable: one expression for all its elements, or one for some of them each.

use crate::expression::{Expr, Subscript};

/// The definition of a variable. Later cases win over earlier ones.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Equation {
    /// In written order; one case without subscripts for a variable defined in one go.
    pub cases: Vec<Case>,
}

/// One expression and the elements it is for.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// The elements: an element or dimension for each dimension of the variable; empty for all.
    pub subscripts: Vec<Subscript>,
    /// Element lists it is not for (Vensim `:EXCEPT:`).
    pub except: Vec<Vec<Subscript>>,
    /// The right-hand side.
    pub expr: Expr,
}

impl Equation {
    /// One expression for all elements.
    pub fn all(expr: Expr) -> Equation {
        Equation { cases: vec![Case { subscripts: Vec::new(), except: Vec::new(), expr }] }
    }
}
