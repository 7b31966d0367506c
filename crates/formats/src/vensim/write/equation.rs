//! Expressions in Vensim's spelling.

use super::function::{Spelling, spelling};
use super::name::{number, spelled};
use super::place::Place;
use crate::xmile::write::brackets::{ADDING, ATOM, least};
use interregnum_model::expression::{
    BinaryOperator, Expr, ExprKind, Reference, Subscript, SubscriptKind, UnaryOperator,
};
use interregnum_model::function::{self, Function, FunctionKind, Reduction};
use interregnum_model::lookup::Beyond;
use interregnum_model::{Key, Name};

/// Where an expression stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stands {
    /// Right after the equal sign, with nothing behind it.
    Alone,
    /// Inside something else.
    Within,
}

/// An expression as text.
pub(crate) fn print(place: &Place<'_, '_>, expr: &Expr, stands: Stands) -> String {
    match &expr.kind {
        ExprKind::Number(value) => number(*value),
        ExprKind::Reference(reference) => reference_text(place, reference),
        ExprKind::Unary { operator, operand } => {
            let sign = match operator {
                UnaryOperator::Minus => "-",
                UnaryOperator::Plus => "+",
                UnaryOperator::Not => ":NOT: ",
            };
            format!("{sign}{}", at_least(place, operand, ATOM))
        }
        ExprKind::Binary { operator: BinaryOperator::Modulo, left, right } => {
            let (a, b) = (within(place, left), within(place, right));
            format!("MODULO(MODULO({a}, {b}) + {}, {b})", at_least(place, right, ADDING))
        }
        ExprKind::Binary { operator, left, right } => {
            let (before, after) = least(*operator, left);
            let (left, right) = (at_least(place, left, before), at_least(place, right, after));
            format!("{left}{}{right}", sign(*operator))
        }
        ExprKind::If { condition, then, otherwise } => {
            let parts = [condition, then, otherwise].map(|part| within(place, part));
            format!("IF THEN ELSE({})", parts.join(", "))
        }
        ExprKind::Call { function, arguments } => call(place, function, arguments, stands),
        // What could not be read has been reported; Vensim too must not run it.
        ExprKind::Error => "A FUNCTION OF()".to_owned(),
    }
}

/// An expression inside another.
fn within(place: &Place<'_, '_>, expr: &Expr) -> String {
    print(place, expr, Stands::Within)
}

/// In brackets unless it binds as tightly as this.
fn at_least(place: &Place<'_, '_>, expr: &Expr, least: u8) -> String {
    let text = within(place, expr);
    if precedence(expr) >= least { text } else { format!("({text})") }
}

fn precedence(expr: &Expr) -> u8 {
    match &expr.kind {
        ExprKind::Binary { operator: BinaryOperator::Modulo, .. } => ATOM,
        ExprKind::Binary { operator, .. } => operator.precedence(),
        // A sign binds looser than anything around it may need.
        ExprKind::Unary { .. } => 0,
        ExprKind::Number(_)
        | ExprKind::Reference(_)
        | ExprKind::If { .. }
        | ExprKind::Call { .. }
        | ExprKind::Error => ATOM,
    }
}

fn sign(operator: BinaryOperator) -> &'static str {
    match operator {
        BinaryOperator::Power => "^",
        BinaryOperator::Multiply => "*",
        BinaryOperator::Divide => "/",
        BinaryOperator::Modulo => "",
        BinaryOperator::Add => " + ",
        BinaryOperator::Subtract => " - ",
        BinaryOperator::Less => " < ",
        BinaryOperator::LessEqual => " <= ",
        BinaryOperator::Greater => " > ",
        BinaryOperator::GreaterEqual => " >= ",
        BinaryOperator::Equal => " = ",
        BinaryOperator::NotEqual => " <> ",
        BinaryOperator::And => " :AND: ",
        BinaryOperator::Or => " :OR: ",
    }
}

/// A name with its subscripts. What is read by a number worked out goes by `VECTOR ELM MAP`.
fn reference_text(place: &Place<'_, '_>, reference: &Reference) -> String {
    let key = &reference.name.key;
    let known = place.knows(key);
    if let Some(entry) = function::find(key).filter(|_| !known) {
        let text =
            spelling(entry.name, 0, place.desk.model.origin).map_or(entry.name, |spelling| {
                match spelling {
                    Spelling::Pattern(pattern) | Spelling::Alone(pattern) => pattern,
                }
            });
        return place.outer(text);
    }
    let name =
        if known { spelled(&reference.name) } else { place.outer(&spelled(&reference.name)) };
    if let Some(text) = by_number(place, reference, &name) {
        return text;
    }
    format!("{name}{}", subscripts(place, &reference.subscripts, place.desk.spread(key)))
}

/// `x[a, n + 1]` as `VECTOR ELM MAP(x[a, first], n)`: the last subscript alone may be a number.
fn by_number(place: &Place<'_, '_>, reference: &Reference, name: &str) -> Option<String> {
    let (last, before) = reference.subscripts.split_last()?;
    let SubscriptKind::Index(index) = &last.kind else { return None };
    if matches!(index.kind, ExprKind::Number(_)) {
        return None;
    }
    let spread = place.desk.spread(&reference.name.key);
    let first = place.desk.elements(&spread.last()?.key).first()?;
    let mut names: Vec<String> =
        before.iter().zip(spread).map(|(it, of)| subscript(place, it, Some(of))).collect();
    names.push(spelled(first));
    let offset = at_least(place, index, ADDING);
    let count = place.desk.elements(&spread.last()?.key).len();
    // Outside an array there is 0 here, in Vensim what lies beside it, or `:NA:`.
    Some(format!(
        "IF THEN ELSE({offset} >= 1 :AND: {offset} < {}, VECTOR ELM MAP({name}[{}], {offset} - 1), 0)",
        count + 1,
        names.join(",")
    ))
}

/// `[a,b]`, or nothing.
pub(crate) fn subscripts(
    place: &Place<'_, '_>,
    subscripts: &[Subscript],
    spread: &[Name],
) -> String {
    if subscripts.is_empty() {
        return String::new();
    }
    let each = subscripts.iter().enumerate().map(|(at, it)| subscript(place, it, spread.get(at)));
    format!("[{}]", each.collect::<Vec<_>>().join(","))
}

fn subscript(place: &Place<'_, '_>, subscript: &Subscript, of: Option<&Name>) -> String {
    match &subscript.kind {
        SubscriptKind::Name(name) => spelled(name),
        SubscriptKind::All => format!("{}!", of.map(spelled).unwrap_or_default()),
        SubscriptKind::AllOf(part) => format!("{}!", spelled(part)),
        SubscriptKind::Between(first, last) => {
            let part = place.part_between(of, first, last, subscript.span);
            format!("{}!", spelled(&part))
        }
        SubscriptKind::Index(Expr { kind: ExprKind::Number(position), .. }) => {
            let at = *position as usize;
            let elements = of.map_or(&[][..], |of| place.desk.elements(&of.key));
            at.checked_sub(1).and_then(|at| elements.get(at)).map(spelled).unwrap_or_default()
        }
        SubscriptKind::Index(index) => {
            place.desk.loss(
                Some(subscript.span),
                "only the last subscript may be a number that is worked out",
                "order the dimensions so that it comes last, or name the elements",
            );
            within(place, index)
        }
    }
}

fn call(place: &Place<'_, '_>, name: &Name, arguments: &[Expr], stands: Stands) -> String {
    if let Some(text) = curve_call(place, name, arguments) {
        return text;
    }
    if let Some(body) = place.desk.model.macros.iter().find(|it| it.name == *name) {
        // Vensim's macros have no arguments that may be left out.
        let left_out = body.arguments.iter().skip(arguments.len());
        let defaults = left_out.filter_map(|argument| argument.default.as_ref());
        let all: Vec<String> =
            arguments.iter().chain(defaults).map(|it| within(place, it)).collect();
        return format!("{}({})", spelled(name), all.join(", "));
    }
    match function::find(&name.key) {
        Some(entry) => of_catalogue(place, entry, name, arguments, stands),
        None => {
            let all: Vec<String> = arguments.iter().map(|it| within(place, it)).collect();
            format!("{}({})", spelled(name), all.join(", "))
        }
    }
}

/// `curve(x)` and `LOOKUP(curve[a], x)`, by what lies between and beyond the curve's points.
fn curve_call(place: &Place<'_, '_>, name: &Name, arguments: &[Expr]) -> Option<String> {
    let (reference, x) = match arguments {
        [x] if place.desk.lookup(&name.key).is_some() => {
            (Reference { name: name.clone(), subscripts: Vec::new() }, x)
        }
        [Expr { kind: ExprKind::Reference(reference), .. }, x] if name.key.as_str() == "lookup" => {
            (reference.clone(), x)
        }
        _ => return None,
    };
    if let Some(text) = place.drawn_here(&reference, &within(place, x)) {
        return Some(text);
    }
    let lookup = place.desk.lookup(&reference.name.key);
    let beyond = lookup.and_then(|it| it.curves.last()).map(|(_, curve)| curve.beyond);
    let curve = reference_text(place, &place.filled(&reference));
    let x = within(place, x);
    Some(match beyond {
        Some(Beyond::Hold) | None => format!("{curve}({x})"),
        Some(Beyond::Extend) => format!("LOOKUP EXTRAPOLATE({curve}, {x})"),
        Some(Beyond::Step) => format!("LOOKUP BACKWARD({curve}, {x})"),
        Some(Beyond::Next) => format!("LOOKUP FORWARD({curve}, {x})"),
        Some(Beyond::Exact) => {
            place.desk.loss(
                Some(reference.name.span),
                format!(
                    "`{}` is missing between its points, which a lookup cannot be",
                    reference.name
                ),
                "read it at its points only",
            );
            format!("{curve}({x})")
        }
    })
}

fn of_catalogue(
    place: &Place<'_, '_>,
    entry: &'static Function,
    name: &Name,
    arguments: &[Expr],
    stands: Stands,
) -> String {
    if let Some(text) = reduced(place, entry, arguments) {
        return text;
    }
    if let ("MIN" | "MAX", [first, second, rest @ ..]) = (entry.name, arguments) {
        // Vensim's take two.
        let start = format!("{}({}, {})", entry.name, within(place, first), within(place, second));
        return rest
            .iter()
            .fold(start, |all, it| format!("{}({all}, {})", entry.name, within(place, it)));
    }
    match spelling(entry.name, arguments.len(), place.desk.model.origin) {
        Some(Spelling::Pattern(pattern)) => filled_in(place, pattern, arguments),
        Some(Spelling::Alone(pattern)) => {
            let text = filled_in(place, pattern, arguments);
            match stands {
                Stands::Alone => text,
                Stands::Within => place.kept(&text),
            }
        }
        None => {
            if entry.vensim.is_none() {
                place.desk.loss(
                    Some(name.span),
                    format!("Vensim has no function `{}`", entry.name),
                    "say it with others, or write a macro of that name",
                );
            }
            let mut all: Vec<String> = arguments.iter().map(|it| within(place, it)).collect();
            // Vensim asks for every seed.
            if let FunctionKind::Draw(draw) = entry.kind
                && all.len() == draw.arguments()
            {
                all.push("0".to_owned());
            }
            format!("{}({})", entry.vensim.unwrap_or(entry.name), all.join(", "))
        }
    }
}

/// A pattern with its arguments.
fn filled_in(place: &Place<'_, '_>, pattern: &str, arguments: &[Expr]) -> String {
    let mut text = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('%') {
        text.push_str(before);
        let at = after.chars().next().and_then(|digit| digit.to_digit(10)).unwrap_or(1) as usize;
        if let Some(argument) = at.checked_sub(1).and_then(|at| arguments.get(at)) {
            // An argument of a call needs no brackets; an operand does.
            let next = after.get(1..).unwrap_or("").chars().next();
            let ends = matches!(next, Some(',' | ')') | None);
            let begins = before.ends_with('(') || before.ends_with(", ") || before.is_empty();
            text.push_str(&match ends && begins {
                true => within(place, argument),
                false => at_least(place, argument, ATOM),
            });
        }
        rest = after.get(1..).unwrap_or("");
    }
    text.push_str(rest);
    place.outer_words(&text)
}

/// Functions over the elements of an array.
fn reduced(place: &Place<'_, '_>, entry: &'static Function, arguments: &[Expr]) -> Option<String> {
    let [argument] = arguments else { return None };
    let reduction = match (entry.kind, entry.name) {
        (FunctionKind::Reduction(reduction), _) => reduction,
        (_, "MIN") => Reduction::Min,
        (_, "MAX") => Reduction::Max,
        (_, _) => return None,
    };
    let text = within(place, argument);
    Some(match reduction {
        Reduction::Sum => format!("SUM({text})"),
        Reduction::Product => format!("PROD({text})"),
        Reduction::Min => format!("VMIN({text})"),
        Reduction::Max => format!("VMAX({text})"),
        Reduction::Size => number(count(place, argument) as f64),
        Reduction::Mean => format!("(SUM({text})/{})", number(count(place, argument) as f64)),
        Reduction::Deviation => {
            let n = number(count(place, argument) as f64);
            format!("SQRT(SUM(({text} - SUM({text})/{n})^2)/{n})")
        }
    })
}

/// Over how many elements an array function goes.
fn count(place: &Place<'_, '_>, argument: &Expr) -> usize {
    let mut count = 1_usize;
    argument.visit(&mut |part| {
        if let ExprKind::Reference(reference) = &part.kind
            && count == 1
        {
            if reference.subscripts.is_empty() && place.desk.is_dimension(&reference.name.key) {
                count = place.desk.elements(&reference.name.key).len();
            }
            let spread = place.desk.spread(&reference.name.key);
            for (at, subscript) in reference.subscripts.iter().enumerate() {
                let over: Option<&Key> = match &subscript.kind {
                    SubscriptKind::All => spread.get(at).map(|it| &it.key),
                    SubscriptKind::AllOf(part) => Some(&part.key),
                    SubscriptKind::Between(..)
                    | SubscriptKind::Name(_)
                    | SubscriptKind::Index(_) => None,
                };
                count *= over.map_or(1, |key| place.desk.elements(key).len().max(1));
            }
        }
    });
    count
}
