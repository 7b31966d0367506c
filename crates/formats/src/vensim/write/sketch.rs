//! The drawing.

use crate::xmile::write::desk::Desk;

/// All views.
pub(crate) fn sketch(_: &Desk<'_>) -> String {
    "\\\\\\---/// Sketch information - do not modify anything except names\nV300  Do not put anything below this section - it will be ignored\n*View 1\n$192-192-192,0,Times New Roman|12||0-0-0|0-0-0|0-0-255|-1--1--1|-1--1--1|96,96,100,0\n".to_owned()
}
