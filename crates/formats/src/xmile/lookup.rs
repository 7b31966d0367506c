//! `gf`: drawn functions (XMILE 1.0, 3.1.4 and 4.1.3).

use super::context::{Context, number};
use super::rules::is_on;
use super::xml::{Element, Tree};
use interregnum_model::lookup::Curve;
use interregnum_model::variable::Range;
use interregnum_model::{Beyond, Code, Diagnostic};

/// A `gf`'s curve; `None`, with a finding, when it has none.
pub fn curve(context: &mut Context<'_>, tree: &Tree<'_>, gf: &Element<'_>) -> Option<Curve> {
    let Some(ypts) = tree.first(gf, "ypts") else {
        context.report(
            Diagnostic::new(Code::MissingEquation, gf.span, "a graphical function without points")
                .label("no `ypts`")
                .help("add `<ypts>` with the values of y, and `<xpts>` or `<xscale>` for x"),
        );
        return None;
    };
    let y = numbers(context, ypts)?;
    let x = match tree.first(gf, "xpts") {
        Some(xpts) => numbers(context, xpts)?,
        None => spread(context, tree, gf, y.len())?,
    };
    if x.len() != y.len() {
        let message = format!("{} values of x for {} of y", x.len(), y.len());
        let span = context.words_span(ypts);
        context.report(Diagnostic::new(Code::BadValue, span, message).help("give each x its y"));
    }
    let points = x.into_iter().zip(y).collect();
    let points = rising(context, gf, points)?;
    let beyond = beyond(context, gf);
    Some(Curve { points, beyond })
}

/// The numbers of `xpts` or `ypts`, parted by a comma unless `sep` says otherwise.
fn numbers(context: &mut Context<'_>, list: &Element<'_>) -> Option<Vec<f64>> {
    let separator = list.value("sep").and_then(|sep| sep.chars().next()).unwrap_or(',');
    let words = &list.text.decoded;
    let mut numbers = Vec::new();
    let mut at = 0;
    // A list may end with its separator.
    let trimmed = words.trim_end().trim_end_matches(separator);
    for word in trimmed.split(separator) {
        match number(word) {
            Some(number) => numbers.push(number),
            None => {
                let start = at + (word.len() - word.trim_start().len());
                let span = list.text.span(context.file, start, start + word.trim().len());
                context.report(
                    Diagnostic::new(
                        Code::BadValue,
                        span,
                        format!("`{}` is no number", word.trim()),
                    )
                    .label(format!("in `{}`", list.tag))
                    .help("write numbers such as 0.25, parted by commas"),
                );
                return None;
            }
        }
        at += word.len() + separator.len_utf8();
    }
    if numbers.is_empty() {
        context.report(Diagnostic::new(
            Code::BadValue,
            list.span,
            format!("`{}` is empty", list.tag),
        ));
        return None;
    }
    Some(numbers)
}

/// x spread evenly over `xscale`.
fn spread(
    context: &mut Context<'_>,
    tree: &Tree<'_>,
    gf: &Element<'_>,
    count: usize,
) -> Option<Vec<f64>> {
    let scale = tree.first(gf, "xscale");
    let low = scale.and_then(|scale| context.number_attribute(scale, "min"));
    let high = scale.and_then(|scale| context.number_attribute(scale, "max"));
    let (Some(low), Some(high)) = (low, high) else {
        context.report(
            Diagnostic::new(
                Code::MissingEquation,
                gf.span,
                "a graphical function that does not say where its points lie",
            )
            .label("neither `xpts` nor `xscale`")
            .help("add `<xscale min=\"...\" max=\"...\"/>`"),
        );
        return None;
    };
    let last = count.saturating_sub(1).max(1) as f64;
    // The last point is exactly the end of the scale, whatever the division gives.
    let at = |i: usize| {
        if i + 1 == count && count > 1 { high } else { low + (high - low) * (i as f64 / last) }
    };
    Some((0..count).map(at).collect())
}

/// x must rise; equal neighbours are a step, which the standard does not forbid, and of which the
/// later point holds. A list that falls all along is turned round.
fn rising(
    context: &mut Context<'_>,
    gf: &Element<'_>,
    mut points: Vec<(f64, f64)>,
) -> Option<Vec<(f64, f64)>> {
    let falls = points.windows(2).all(|pair| matches!(pair, [(a, _), (b, _)] if a > b));
    if falls && points.len() > 1 {
        points.reverse();
    }
    let is_rising = points.windows(2).all(|pair| matches!(pair, [(a, _), (b, _)] if a <= b));
    if is_rising {
        return Some(points);
    }
    context.report(
        Diagnostic::new(Code::BadValue, gf.span, "the x of a graphical function must rise")
            .help("put its points in order of x"),
    );
    None
}

fn beyond(context: &mut Context<'_>, gf: &Element<'_>) -> Beyond {
    // Before `type` there was `discrete="true"` (isee systems, XMILE draft of 2013).
    let is_discrete = gf.value("discrete").is_some_and(is_on);
    match gf.value("type").map(|word| word.trim().to_ascii_lowercase()).as_deref() {
        Some("extrapolate") => Beyond::Extend,
        Some("discrete") => Beyond::Step,
        Some("continuous") | None if is_discrete => Beyond::Step,
        Some("continuous" | "") | None => Beyond::Hold,
        Some(other) => {
            let span = gf.attribute("type").map_or(gf.span, |attribute| attribute.span);
            context.report(
                Diagnostic::new(
                    Code::Loss,
                    span,
                    format!("`{other}` is no kind of graphical function"),
                )
                .label("read as `continuous`")
                .nearest(other, ["continuous", "extrapolate", "discrete"]),
            );
            Beyond::Hold
        }
    }
}

/// `min` and `max` of a `range`, `scale` or `yscale`; one that is left out lies nowhere.
pub fn bounds(context: &mut Context<'_>, element: &Element<'_>) -> Option<Range> {
    let low = context.number_attribute(element, "min");
    let high = context.number_attribute(element, "max");
    if low.is_none() && high.is_none() {
        return None;
    }
    let (low, high) = (low.unwrap_or(f64::NEG_INFINITY), high.unwrap_or(f64::INFINITY));
    if low > high {
        context.report(
            Diagnostic::new(
                Code::BadValue,
                element.span,
                format!("`min` {low} is greater than `max` {high}"),
            )
            .label("left out")
            .warning(),
        );
        return None;
    }
    Some(Range { low, high, span: element.span })
}
