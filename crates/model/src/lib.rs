//! What a model says: names, units, dimensions, equations as trees, claims, and what may be wrong
//! with them. Data only: no files, no running.
//!
//! Reading order: [`source`] (where words stand), [`name`], [`expression`], [`mod@unit`],
//! [`variable`], [`model`], [`claim`], [`diagnostic`].

pub mod claim;
pub mod conveyor;
pub mod diagnostic;
pub mod dialect;
pub mod dimension;
pub mod equation;
pub mod expression;
pub mod function;
pub mod lookup;
pub mod macros;
pub mod math;
pub mod model;
pub mod name;
pub mod provenance;
pub mod scenario;
pub mod series;
pub mod source;
pub mod time;
pub mod unit;
pub mod variable;
pub mod view;

pub use claim::Claim;
pub use diagnostic::{Code, Diagnostic, Severity};
pub use dialect::Dialect;
pub use dimension::Dimension;
pub use equation::{Case, Equation};
pub use expression::{BinaryOperator, Expr, ExprKind, Reference, Subscript, UnaryOperator};
pub use function::Function;
pub use lookup::{Beyond, Lookup};
pub use model::Model;
pub use name::{Key, Name};
pub use provenance::Provenance;
pub use scenario::{Lever, Mechanism, Replacement};
pub use series::Series;
pub use source::{FileId, Place, SourceFile, Sources, Span};
pub use time::{Method, TimeSpec};
pub use unit::Unit;
pub use variable::{StockKind, Variable, VariableKind};
pub use view::{Display, Group, View};
