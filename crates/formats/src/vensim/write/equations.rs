//! One variable as equations: a left side for each case, and what is said of the variable once.

use super::equation::{Stands, print, subscripts};
use super::name::{bare_number, comment, spelled, unit};
use super::place::{Parts, Place, points, subscript_name};
use crate::xmile::write::array::covers;
use crate::xmile::write::desk::Desk;
use crate::xmile::write::variable::documentation;
use interregnum_model::expression::{Expr, ExprKind, Subscript};
use interregnum_model::lookup::MISSING;
use interregnum_model::macros::Macro;
use interregnum_model::{Case, Equation, Key, Lookup, Name, Variable};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// What equations are written with.
pub(crate) struct Pen<'p, 'm> {
    /// The model and what could not be said.
    pub desk: &'p Desk<'m>,
    /// Subscript ranges made on the way.
    pub parts: &'p Parts,
    /// The macro they stand in.
    pub inside: Option<&'p Macro>,
    /// Curves that are written in the variable they are drawn in.
    pub inline: &'p BTreeSet<Key>,
}

/// The names of a left side: those of the case, the dimensions where it names none.
pub(crate) fn left(desk: &Desk<'_>, variable: &Variable, subscripts: &[Subscript]) -> Vec<Name> {
    let named = |(at, dimension): (usize, &Name)| match subscripts.get(at) {
        Some(subscript) => subscript_name(subscript, dimension, desk),
        None => dimension.clone(),
    };
    variable.dimensions.iter().enumerate().map(named).collect()
}

/// A right side, made from the place of its case and its number.
pub(crate) type Right<'r> = dyn Fn(&Place<'_, '_>, usize, &Case) -> String + 'r;

/// The right side that a case is by itself.
pub(crate) fn plain(place: &Place<'_, '_>, _: usize, case: &Case) -> String {
    print(place, &place.explicit(&case.expr), Stands::Alone)
}

/// All equations of a variable, the last with its unit and comment.
pub(crate) fn equations(
    pen: &Pen<'_, '_>,
    variable: &Variable,
    equation: &Equation,
    right: &Right<'_>,
) -> String {
    if let Some(text) = listed(pen, variable, equation) {
        return entry(&text, &about(pen.desk, variable));
    }
    let beside = RefCell::new(Vec::new());
    let mut texts = Vec::new();
    for (at, case) in equation.cases.iter().enumerate() {
        let later = equation.cases.get(at + 1..).unwrap_or_default();
        if is_missing(case) && !later.is_empty() {
            continue;
        }
        let Some(except) = except(pen.desk, variable, case, later) else { continue };
        let names = left(pen.desk, variable, &case.subscripts);
        let side = left_side(variable, &names);
        let place = Place {
            desk: pen.desk,
            parts: pen.parts,
            variable,
            left: names,
            case: &case.subscripts,
            inside: pen.inside,
            inline: pen.inline,
            beside: &beside,
        };
        texts.push(format!("{side}{except}=\n\t{}", right(&place, at, case)));
    }
    together(pen.desk, variable, &texts) + &beside.into_inner().concat()
}

/// Equations one after another; all but the last without unit and comment.
fn together(desk: &Desk<'_>, variable: &Variable, texts: &[String]) -> String {
    let mut all = String::new();
    for (at, text) in texts.iter().enumerate() {
        if at + 1 == texts.len() {
            all.push_str(&entry(text, &about(desk, variable)));
        } else {
            all.push_str(&format!("{}~~|\n", wrapped(text)));
        }
    }
    all
}

/// Elements a case is not for: its own exceptions, and those that later cases say. `None` when
/// later cases leave nothing of it.
fn except(desk: &Desk<'_>, variable: &Variable, case: &Case, later: &[Case]) -> Option<String> {
    let mut lists: Vec<String> = Vec::new();
    let mut add = |subscripts: &[Subscript]| {
        let names = subscripts
            .iter()
            .zip(&variable.dimensions)
            .map(|(it, dimension)| spelled(&subscript_name(it, dimension, desk)));
        let text = format!("[{}]", names.collect::<Vec<_>>().join(","));
        if !lists.contains(&text) {
            lists.push(text);
        }
    };
    case.except.iter().for_each(|except| add(except));
    let own = left(desk, variable, &case.subscripts);
    for other in later {
        let theirs = left(desk, variable, &other.subscripts);
        if covers(desk, &other.subscripts, &own) || theirs == own {
            return None;
        }
        // Elements within a range: those of theirs that this case takes in.
        let within = theirs.iter().zip(&own).all(|(theirs, own)| {
            theirs == own || desk.elements(&own.key).contains(theirs) || {
                let elements = desk.elements(&theirs.key);
                !elements.is_empty()
                    && elements.iter().any(|it| desk.elements(&own.key).contains(it))
            }
        });
        if within {
            add(&other.subscripts);
        }
    }
    Some(match lists.is_empty() {
        true => String::new(),
        false => format!(" :EXCEPT: {}", lists.join(",")),
    })
}

fn is_missing(case: &Case) -> bool {
    case.subscripts.is_empty() && matches!(case.expr.kind, ExprKind::Number(it) if it == MISSING)
}

fn left_side(variable: &Variable, names: &[Name]) -> String {
    let names: Vec<String> = names.iter().map(spelled).collect();
    match names.as_slice() {
        [] => spelled(&variable.name),
        names => format!("{}[{}]", spelled(&variable.name), names.join(",")),
    }
}

/// A number for each element, in order: a constant list.
fn listed(pen: &Pen<'_, '_>, variable: &Variable, equation: &Equation) -> Option<String> {
    let numbers: Option<Vec<f64>> = equation.cases.iter().map(constant).collect();
    let numbers = numbers.filter(|it| it.len() > 1)?;
    let sizes: Vec<usize> =
        variable.dimensions.iter().map(|it| pen.desk.elements(&it.key).len()).collect();
    let row = match sizes.as_slice() {
        [n] => *n,
        [_, columns] => *columns,
        _ => return None,
    };
    if sizes.iter().product::<usize>() != numbers.len() || row == 0 {
        return None;
    }
    let elements = crate::xmile::write::array::elements(pen.desk, &variable.dimensions);
    let in_order = equation.cases.iter().zip(&elements).all(|(case, element)| {
        case.except.is_empty() && left(pen.desk, variable, &case.subscripts) == *element
    });
    if !in_order {
        return None;
    }
    let rows: Vec<String> = numbers
        .chunks(row)
        .map(|row| row.iter().map(|it| bare_number(*it)).collect::<Vec<_>>().join(","))
        .collect();
    let list = match rows.as_slice() {
        [one] => one.clone(),
        many => format!("{};", many.join(";\n\t")),
    };
    Some(format!("{}=\n\t{list}", left_side(variable, &variable.dimensions)))
}

fn constant(case: &Case) -> Option<f64> {
    match &case.expr.kind {
        ExprKind::Number(number) => Some(*number),
        ExprKind::Unary { operator, operand } => match operand.kind {
            ExprKind::Number(number) => Some(operator.apply(number)),
            _ => None,
        },
        _ => None,
    }
}

/// The curves of a lookup that stands for itself.
pub(crate) fn lookup(pen: &Pen<'_, '_>, variable: &Variable, lookup: &Lookup) -> String {
    let mut texts = Vec::new();
    let several = lookup.curves.len() > 1;
    for (subscripts, curve) in &lookup.curves {
        let nothing = curve.points.iter().all(|point| point.1 == MISSING);
        if several && subscripts.is_empty() && nothing {
            continue;
        }
        let side = left_side(variable, &left(pen.desk, variable, subscripts));
        texts.push(format!("{side}(\n\t{})", points(curve)));
    }
    together(pen.desk, variable, &texts)
}

/// Unit, range and comment.
pub(crate) fn about(desk: &Desk<'_>, variable: &Variable) -> String {
    let written = variable.unit.as_ref().map(|(own, span)| {
        unit(own).unwrap_or_else(|| {
            desk.loss(
                Some(*span),
                format!("the unit of `{}` has a power that is no whole number", variable.name),
                "Vensim has whole powers only",
            );
            String::new()
        })
    });
    let end = |value: f64| if value.is_finite() { bare_number(value) } else { "?".to_owned() };
    let range = variable.range.map(|it| format!("[{},{}]", end(it.low), end(it.high)));
    let unit: Vec<String> = written.into_iter().chain(range).filter(|it| !it.is_empty()).collect();
    format!("{}\n\t~\t{}", unit.join(" "), comment(&documentation(variable)))
}

/// An equation with all that follows it.
pub(crate) fn entry(text: &str, about: &str) -> String {
    format!("{}\n\t~\t{about}\n\t|\n\n", wrapped(text))
}

/// Lines of a length that Vensim's editor shows: broken after commas.
fn wrapped(text: &str) -> String {
    const LONGEST: usize = 78;
    let mut wrapped = String::with_capacity(text.len());
    let mut length = 0;
    let (mut in_quotes, mut before) = (false, ' ');
    for c in text.chars() {
        in_quotes ^= c == '"' && before != '\\';
        wrapped.push(c);
        length = if c == '\n' { 0 } else { length + 1 };
        if length > LONGEST && !in_quotes && matches!(c, ',' | '+' | '*') {
            wrapped.push_str("\\\n\t\t");
            length = 0;
        }
        before = c;
    }
    wrapped
}

/// Subscripts of an expression, for other parts of the writer.
pub(crate) fn with_subscripts(place: &Place<'_, '_>, expr: &Expr) -> String {
    match &place.explicit(expr).kind {
        ExprKind::Reference(reference) => {
            let spread = place.desk.spread(&reference.name.key);
            format!(
                "{}{}",
                spelled(&reference.name),
                subscripts(place, &reference.subscripts, spread)
            )
        }
        other => print(place, &Expr { kind: other.clone(), span: expr.span }, Stands::Within),
    }
}
