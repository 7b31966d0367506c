//! Dimensions, macros and series as text.

use super::variable::{file, variable};
use super::{Page, heading_name, provenance};
use crate::chapters::common::HEADING;
use crate::cursor::print_name;
use crate::equation::{WORDS, print_reference, print_where};
use crate::number::print_number;
use crate::unit;
use interregnum_model::dimension::{Dimension, Elements};
use interregnum_model::macros::Macro;
use interregnum_model::series::{Measure, Role, Series};

/// One dimension.
pub fn dimension(page: &mut Page<'_>, dimension: &Dimension) {
    let within = match &dimension.within {
        Some(whole) => format!(" within {}", heading_name(whole)),
        None => String::new(),
    };
    let elements = match &dimension.elements {
        Elements::Named(elements) => {
            elements.iter().map(heading_name).collect::<Vec<_>>().join(", ")
        }
        Elements::Counted(count) => format!("1 .. {}", print_where(count, HEADING)),
    };
    page.line(&format!("dimension {}{within} = {elements}", heading_name(&dimension.name)));
    page.remarks(&dimension.note, None);
    for mapping in &dimension.mappings {
        let elements: Vec<String> =
            mapping.elements.iter().map(|it| print_name(it, WORDS)).collect();
        let target = print_name(&mapping.target, WORDS);
        page.inner(&format!("onto {target} = {}", elements.join(", ")));
    }
}

/// One macro.
pub fn macro_(page: &mut Page<'_>, macro_: &Macro) {
    let arguments: Vec<String> = macro_
        .arguments
        .iter()
        .map(|argument| {
            let default =
                argument.default.as_ref().map(|it| format!(" = {}", print_where(it, HEADING)));
            heading_name(&argument.name) + &default.unwrap_or_default()
        })
        .collect();
    let name = heading_name(&macro_.name);
    let who = provenance(&macro_.provenance);
    page.line(&format!("macro {name}({}){who}", arguments.join(", ")));
    page.remarks(&macro_.note, None);
    page.indent += 1;
    for inner in &macro_.dimensions {
        dimension(page, inner);
    }
    for inner in &macro_.variables {
        variable(page, inner);
    }
    page.indent -= 1;
}

/// One series.
pub fn series(page: &mut Page<'_>, series: &Series) {
    let unit = series.unit.as_ref().map(|unit| format!(" [{}]", unit::print(unit)));
    let name = heading_name(&series.name);
    let who = provenance(&series.provenance);
    page.line(&format!("series {name}{}{who}", unit.unwrap_or_default()));
    page.remarks(&series.note, None);
    file(page, &series.path);
    if let Some(of) = &series.of {
        page.inner(&format!("of {}", print_reference(of, WORDS)));
    }
    match series.measure {
        Measure::Year => {}
        Measure::At(0.0) => page.inner("at 1 january"),
        Measure::At(0.5) => page.inner("at mid-year"),
        Measure::At(part) => page.inner(&format!("at {}", print_number(part))),
    }
    match series.role {
        Role::Untold => {}
        Role::Calibrate(None) => page.inner("role calibrate"),
        Role::Calibrate(Some((first, last))) => {
            let (first, last) = (print_number(first), print_number(last));
            page.inner(&format!("role calibrate {first} .. {last}"));
        }
        Role::Validate => page.inner("role validate"),
    }
    if series.path.is_empty() {
        let message = format!("the numbers of the series `{}` stand in no file", series.name);
        page.lose(series.span, message);
    }
}
