//! Ranges that exclude the value they are given for.

use crate::entry::{Entry, EntryKind};
use crate::order::Made;
use crate::pieces::by_source;
use interregnum_model::variable::Range;
use interregnum_model::{Code, Diagnostic};

/// A parameter's value lies within its range, element by element.
pub fn range_excludes_value(made: Made, diagnostics: &mut Vec<Diagnostic>) {
    for entry in &made.expanded.entries {
        let EntryKind::Parameter { ranges, .. } = &entry.kind else { continue };
        let whole = || entry.axes.iter().map(|axis| axis.positions.clone()).collect();
        let boxes = |axes: &[crate::entry::Axis]| {
            vec![axes.iter().map(|axis| axis.positions.clone()).collect()]
        };
        let cases: Vec<_> = entry.cases.iter().map(|case| boxes(&case.axes)).collect();
        let own: Vec<_> = std::iter::once(vec![whole()])
            .chain(ranges.iter().map(|(axes, _)| boxes(axes)))
            .collect();
        for (elements, case) in by_source(whole(), &cases).0 {
            let Some(case) = entry.cases.get(case) else { continue };
            let Some(value) = crate::fold::number(&case.expr) else { continue };
            for (_, source) in by_source(elements, &own).0 {
                let range = match source.checked_sub(1) {
                    None => entry.range,
                    Some(place) => ranges.get(place).map(|(_, range)| *range),
                };
                if let Some(range) = range
                    && !(range.low..=range.high).contains(&value)
                {
                    diagnostics.push(excluded(entry, value, range, case.expr.span));
                }
            }
        }
    }
}

fn excluded(
    entry: &Entry,
    value: f64,
    range: Range,
    span: interregnum_model::source::Span,
) -> Diagnostic {
    let (low, high) = (range.low, range.high);
    let message = format!("`{}` is {value}, outside its range {low} .. {high}", entry.name);
    Diagnostic::new(Code::RangeExcludesValue, span, message)
        .label("not in the range")
        .related(range.span, "the range")
        .help("correct the value, or widen the range to what could make sense")
}
