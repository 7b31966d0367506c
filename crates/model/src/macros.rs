//! A model used like a function: SMOOTH, DELAY, TREND and the modeller's own.

use crate::dimension::Dimension;
use crate::expression::Expr;
use crate::name::Name;
use crate::provenance::Provenance;
use crate::source::Span;
use crate::variable::Variable;

/// A macro. Its result is the variable that bears its name.
#[derive(Clone, Debug)]
pub struct Macro {
    /// Its name.
    pub name: Name,
    /// Its arguments in order.
    pub arguments: Vec<MacroArgument>,
    /// Its inside. Units may name an argument, and then mean that argument's unit.
    pub variables: Vec<Variable>,
    /// Its own dimensions.
    pub dimensions: Vec<Dimension>,
    /// Who says so; asked of a macro of a book, not of one of the library.
    pub provenance: Vec<Provenance>,
    /// What it is.
    pub note: String,
    /// Where it stands.
    pub span: Span,
}

/// One argument of a macro.
#[derive(Clone, Debug)]
pub struct MacroArgument {
    /// Its name inside the macro.
    pub name: Name,
    /// Used where the call leaves it out; may read earlier arguments.
    pub default: Option<Expr>,
}
