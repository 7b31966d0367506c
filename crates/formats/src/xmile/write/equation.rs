//! Equations in XMILE's spelling.

use super::brackets::{ADDING, ATOM, COMPARING, least};
use super::desk::Desk;
use super::function::{Spelling, spelling};
use super::markup::Tag;
use super::names::{in_equation, spelled};
use crate::number::print_number;
use interregnum_model::dialect::Dialect;
use interregnum_model::expression::{
    BinaryOperator, Expr, ExprKind, Reference, Subscript, SubscriptKind, UNARY_PRECEDENCE,
    UnaryOperator,
};
use interregnum_model::function::{self, Function, FunctionKind};
use interregnum_model::model::Origin;
use interregnum_model::{Key, Method, Name};

/// An equation's text.
pub fn print(desk: &Desk<'_>, expr: &Expr) -> String {
    let mut printer = Printer { desk, text: String::new() };
    printer.operand(expr, 0);
    printer.text
}

/// What may begin with a value of its own: its last argument.
const INITIALISED: [&str; 7] = ["SMTH1", "SMTH3", "SMTHN", "DELAY1", "DELAY3", "DELAYN", "TREND"];

/// An equation being written.
pub struct Printer<'d, 'm> {
    /// The model and what could not be said.
    pub desk: &'d Desk<'m>,
    /// What is written so far.
    pub text: String,
}

impl Printer<'_, '_> {
    /// Writes a whole equation, or an argument of a delay. PySD 3.14 takes whole numbers for
    /// integers, and the first step of a smooth that begins with one is cut to one; ours are
    /// therefore written with a point.
    pub fn operand(&mut self, expr: &Expr, least: u8) {
        let before = self.text.len();
        self.write(expr, least);
        let written = self.text.get(before..).unwrap_or_default();
        if self.desk.model.origin == Origin::Book
            && matches!(&expr.kind, ExprKind::Number(value) if value.fract() == 0.0)
            && !written.contains([')', 'e', 'E', '.'])
        {
            self.text.push_str(".0");
        }
    }

    /// Writes an expression, in brackets where it binds less tightly than asked.
    fn write(&mut self, expr: &Expr, least: u8) {
        let own = precedence(expr);
        if own < least {
            self.text.push('(');
        }
        match &expr.kind {
            ExprKind::Number(value) => self.number(*value),
            ExprKind::Reference(reference) => self.reference(reference),
            ExprKind::Unary { operator, operand } => {
                self.text.push_str(match operator {
                    UnaryOperator::Minus => "-",
                    UnaryOperator::Plus => "+",
                    UnaryOperator::Not => "NOT ",
                });
                self.write(operand, ATOM);
            }
            ExprKind::Binary { operator, left, right } => self.binary(*operator, left, right),
            ExprKind::If { condition, then, otherwise } => self.choice(condition, then, otherwise),
            ExprKind::Call { function, arguments } => self.call(function, arguments),
            ExprKind::Error => {
                self.text.push('0');
                self.desk.loss(
                    Some(expr.span),
                    "an equation that could not be read is written as 0",
                    "mend it in the model",
                );
            }
        }
        if own < least {
            self.text.push(')');
        }
    }

    fn number(&mut self, value: f64) {
        if value.is_finite() {
            self.text.push_str(&print_number(value));
        } else {
            self.text.push_str(if value > 0.0 {
                "INF"
            } else if value < 0.0 {
                "-INF"
            } else {
                "(0/0)"
            });
        }
    }

    fn binary(&mut self, operator: BinaryOperator, left: &Expr, right: &Expr) {
        let (left_least, right_least) = least(operator, left);
        self.write(left, left_least);
        match operator {
            BinaryOperator::Power | BinaryOperator::Multiply | BinaryOperator::Divide => {
                self.text.push_str(operator.symbol());
            }
            BinaryOperator::Modulo
            | BinaryOperator::Add
            | BinaryOperator::Subtract
            | BinaryOperator::Less
            | BinaryOperator::LessEqual
            | BinaryOperator::Greater
            | BinaryOperator::GreaterEqual
            | BinaryOperator::Equal
            | BinaryOperator::NotEqual
            | BinaryOperator::And
            | BinaryOperator::Or => {
                self.text.push_str(&format!(" {} ", operator.symbol().to_uppercase()));
            }
        }
        // A sign after an operator is read by few tools.
        let is_signed = matches!(&right.kind, ExprKind::Unary { .. })
            || matches!(&right.kind, ExprKind::Number(value) if value.is_sign_negative());
        self.write(
            right,
            if is_signed && operator.precedence() >= ADDING { ATOM } else { right_least },
        );
    }

    fn choice(&mut self, condition: &Expr, then: &Expr, otherwise: &Expr) {
        self.text.push_str("IF ");
        self.write(condition, 1);
        self.text.push_str(" THEN ");
        self.write(then, 1);
        self.text.push_str(" ELSE ");
        self.write(otherwise, 1);
    }

    fn reference(&mut self, reference: &Reference) {
        let key = &reference.name.key;
        if let Some(entry) = function::find(key).filter(|_| self.desk.model.variable(key).is_none())
        {
            self.text.push_str(entry.name);
            return;
        }
        // A curve inside a variable goes by the variable's name.
        let name = self.desk.owner(key).unwrap_or(&reference.name);
        self.text.push_str(&in_equation(name));
        let spread = self.desk.spread(key);
        self.subscripts(&reference.subscripts, spread);
    }

    fn subscripts(&mut self, subscripts: &[Subscript], spread: &[Name]) {
        if subscripts.is_empty() {
            return;
        }
        self.text.push('[');
        for (at, subscript) in subscripts.iter().enumerate() {
            if at > 0 {
                self.text.push_str(", ");
            }
            match &subscript.kind {
                SubscriptKind::Name(name) => self.text.push_str(&in_equation(name)),
                SubscriptKind::All => self.text.push('*'),
                SubscriptKind::AllOf(part) => {
                    let is_whole = spread.get(at).is_some_and(|whole| {
                        whole == part
                            || self.desk.elements(&whole.key).len()
                                == self.desk.elements(&part.key).len()
                    });
                    if is_whole {
                        self.text.push('*');
                    } else {
                        self.text.push_str(&format!("{}.*", in_equation(part)));
                    }
                }
                SubscriptKind::Between(first, last) => {
                    self.text.push_str(&format!("{}:{}", in_equation(first), in_equation(last)));
                }
                SubscriptKind::Index(index) => self.write(index, 1),
            }
        }
        self.text.push(']');
    }

    fn call(&mut self, name: &Name, arguments: &[Expr]) {
        let is_own = self.desk.model.macros.iter().any(|it| it.name == *name);
        if let Some(owner) = self.desk.owner(&name.key) {
            self.curve(&in_equation(owner), &name.key, arguments);
        } else if self.desk.lookup(&name.key).is_some() {
            self.curve(&in_equation(name), &name.key, arguments);
        } else if is_own {
            self.called(&in_equation(name), arguments);
        } else {
            match function::find(&name.key) {
                Some(entry) => self.function(entry, name, arguments),
                None => self.called(&in_equation(name), arguments),
            }
        }
    }

    fn is_backward(&self, lookup: &Expr) -> bool {
        matches!(&lookup.kind, ExprKind::Reference(reference) if self.desk.is_backward(&reference.name.key))
    }

    /// A call of a curve, by its own name or by that of the variable it is drawn in.
    fn curve(&mut self, name: &str, curve: &Key, x: &[Expr]) {
        match x {
            [x] if self.desk.is_backward(curve) => self.called(name, &[negative(x)]),
            _ => self.called(name, x),
        }
    }

    fn called(&mut self, name: &str, arguments: &[Expr]) {
        self.text.push_str(name);
        self.text.push('(');
        for (at, argument) in arguments.iter().enumerate() {
            if at > 0 {
                self.text.push_str(", ");
            }
            match at + 1 == arguments.len() && INITIALISED.contains(&name) {
                true => self.operand(argument, 1),
                false => self.write(argument, 1),
            }
        }
        self.text.push(')');
    }

    fn function(&mut self, entry: &'static Function, name: &Name, arguments: &[Expr]) {
        match (entry.name, arguments) {
            ("IF THEN ELSE", [condition, then, otherwise]) => {
                self.text.push('(');
                self.choice(condition, then, otherwise);
                self.text.push(')');
            }
            ("POWER", [base, exponent]) => {
                self.text.push('(');
                self.binary(BinaryOperator::Power, base, exponent);
                self.text.push(')');
            }
            ("LOOKUP", [lookup, x]) if self.is_backward(lookup) => {
                self.called("LOOKUP", &[lookup.clone(), negative(x)]);
            }
            ("SAMPLE IF TRUE", [condition, input, first]) => {
                self.sampled([condition, input, first], name)
            }
            // Without an interval the standard's comes once and Stella's each step; 0 is once in both.
            ("PULSE", [volume, first]) => {
                let once = Expr { kind: ExprKind::Number(0.0), span: first.span };
                self.called("PULSE", &[volume.clone(), first.clone(), once]);
            }
            ("VMIN", _) => self.reduced("MIN", arguments),
            ("VMAX", _) => self.reduced("MAX", arguments),
            (standard, []) => self.text.push_str(standard),
            (standard, _) if matches!(entry.kind, FunctionKind::Reduction(_)) => {
                self.reduced(standard, arguments)
            }
            (own, _) => self.spelled_function(own, name, arguments),
        }
    }

    fn spelled_function(&mut self, own: &'static str, name: &Name, arguments: &[Expr]) {
        match spelling(own) {
            Spelling::Standard => self.called(own, arguments),
            Spelling::Inline(pattern) => self.inline(pattern, arguments),
            Spelling::Stella(word, most) => {
                if self.desk.model.dialect != Dialect::Xmile {
                    self.desk.loss(
                        Some(name.span),
                        format!("`{own}` is written as Stella's `{word}`"),
                        "other tools may not know it: say it with others for them",
                    );
                }
                self.called(word, arguments.get(..most).unwrap_or(arguments));
            }
            Spelling::None => {
                self.desk.loss(
                    Some(name.span),
                    format!("XMILE has no function `{own}`"),
                    "say it with others, or write a macro of that name in the other tool",
                );
                self.called(&spelled(own), arguments);
            }
        }
    }

    /// What was sampled last is kept in a stock beside the variable: the standard has no other
    /// memory that all tools know.
    fn sampled(&mut self, parts: [&Expr; 3], name: &Name) {
        let [condition, input, first] = parts.map(|part| {
            let mut printer = Printer { desk: self.desk, text: String::new() };
            printer.write(part, 1);
            printer.text
        });
        let kept = self.desk.kept();
        let held = format!("IF {condition} THEN {input} ELSE {}", spelled(&kept));
        self.text.push_str(&format!("({held})"));
        let flow = format!("keeping of {kept}");
        let change = format!(
            "((IF {condition} THEN {input} ELSE {kept}) - {kept})/DT",
            kept = spelled(&kept)
        );
        self.desk.beside(keep("stock", &kept, &first, Some(&flow), self.desk));
        self.desk.beside(keep("flow", &flow, &change, None, self.desk));
        if self.desk.model.time.method != Method::Euler {
            self.desk.loss(
                Some(name.span),
                "what `SAMPLE IF TRUE` keeps is written as a stock, which Runge-Kutta moves within a step",
                "run the model by Euler in the other tool",
            );
        }
    }

    fn inline(&mut self, pattern: &str, arguments: &[Expr]) {
        let mut text = pattern.to_owned();
        for (at, argument) in arguments.iter().enumerate() {
            let mut printer = Printer { desk: self.desk, text: String::new() };
            printer.write(argument, u8::MAX);
            text = text.replace(&format!("%{}", at + 1), &printer.text);
        }
        self.text.push_str(&text);
    }

    /// An array function. Where it takes a part of a dimension the standard has no word for, the
    /// elements are named one by one.
    pub fn reduced(&mut self, name: &str, arguments: &[Expr]) {
        let listed = match arguments {
            [Expr { kind: ExprKind::Reference(reference), .. }] => self.listed(reference),
            _ => None,
        };
        // Ours are written for the widest reading; others' keep the words they came in.
        let listed = listed.or_else(|| match arguments {
            [Expr { kind: ExprKind::Reference(reference), .. }]
                if self.desk.model.origin == Origin::Book =>
            {
                self.few(reference)
            }
            _ => None,
        });
        let listed = listed.or_else(|| self.unlike(name, arguments));
        match (name, listed) {
            ("SUM", Some(parts)) => self.text.push_str(&format!("({})", parts.join(" + "))),
            ("PROD", Some(parts)) => self.text.push_str(&format!("({})", parts.join("*"))),
            ("MEAN", Some(parts)) => {
                self.text.push_str(&format!("(({})/{})", parts.join(" + "), parts.len()))
            }
            ("SIZE", Some(parts)) => self.text.push_str(&parts.len().to_string()),
            ("MIN" | "MAX", Some(parts)) => {
                let first = parts.first().cloned().unwrap_or_default();
                let nested =
                    parts.iter().skip(1).fold(first, |all, part| format!("{name}({all}, {part})"));
                self.text.push_str(&nested);
            }
            _ => self.called(name, arguments),
        }
    }

    /// All elements that a reference takes together, where they are few: PySD reads no `*`.
    fn few(&self, reference: &Reference) -> Option<Vec<String>> {
        let spread = self.desk.spread(&reference.name.key);
        let takes =
            |it: &Subscript| matches!(it.kind, SubscriptKind::All | SubscriptKind::AllOf(_));
        let sizes = reference.subscripts.iter().zip(spread).filter(|(it, _)| takes(it));
        let count: usize =
            sizes.map(|(_, dimension)| self.desk.elements(&dimension.key).len()).product();
        if count > FEW || !reference.subscripts.iter().any(takes) {
            return None;
        }
        self.each(reference, &vec![None; reference.subscripts.len()])
    }

    /// The elements that a reference takes together, where one of its subscripts is a proper part.
    fn listed(&self, reference: &Reference) -> Option<Vec<String>> {
        let spread = self.desk.spread(&reference.name.key);
        let part = |at: usize, subscript: &Subscript| -> Option<Vec<Name>> {
            let whole = self.desk.elements(&spread.get(at)?.key);
            let elements = match &subscript.kind {
                SubscriptKind::AllOf(part) => self.desk.elements(&part.key).to_vec(),
                SubscriptKind::Between(first, last) => {
                    let from = whole.iter().position(|it| it == first)?;
                    let to = whole.iter().position(|it| it == last)?;
                    whole.get(from..=to)?.to_vec()
                }
                SubscriptKind::Name(_) | SubscriptKind::All | SubscriptKind::Index(_) => {
                    return None;
                }
            };
            (elements.len() < whole.len()).then_some(elements)
        };
        let parts: Vec<Option<Vec<Name>>> =
            reference.subscripts.iter().enumerate().map(|(at, it)| part(at, it)).collect();
        if parts.iter().all(Option::is_none) {
            return None;
        }
        self.each(reference, &parts)
    }

    /// Every element that a reference takes together, as an equation names it; `parts` are those of
    /// subscripts that take less than all.
    fn each(&self, reference: &Reference, parts: &[Option<Vec<Name>>]) -> Option<Vec<String>> {
        let spread = self.desk.spread(&reference.name.key);
        let mut lists: Vec<Vec<Subscript>> = vec![Vec::new()];
        for (at, subscript) in reference.subscripts.iter().enumerate() {
            let choices: Vec<Subscript> = match (parts.get(at), &subscript.kind) {
                (Some(Some(elements)), _) => named(elements, subscript),
                (_, SubscriptKind::All | SubscriptKind::AllOf(_) | SubscriptKind::Between(..)) => {
                    named(self.desk.elements(&spread.get(at)?.key), subscript)
                }
                (_, SubscriptKind::Name(_) | SubscriptKind::Index(_)) => vec![subscript.clone()],
            };
            lists = lists
                .iter()
                .flat_map(|head| {
                    choices
                        .iter()
                        .map(move |it| [head.as_slice(), std::slice::from_ref(it)].concat())
                })
                .collect();
        }
        let one = |subscripts| {
            let mut printer = Printer { desk: self.desk, text: String::new() };
            printer.reference(&Reference { name: reference.name.clone(), subscripts });
            printer.text
        };
        Some(lists.into_iter().map(one).collect())
    }
}

fn named(elements: &[Name], like: &Subscript) -> Vec<Subscript> {
    elements
        .iter()
        .map(|name| Subscript { kind: SubscriptKind::Name(name.clone()), span: like.span })
        .collect()
}

/// The stock in which a sample is kept, or the flow that fills it; over the dimensions of the
/// variable that keeps it.
fn keep(kind: &str, name: &str, eqn: &str, inflow: Option<&str>, desk: &Desk<'_>) -> Tag {
    let mut tag = Tag::new(kind).with("name", name);
    let dimensions = desk.dimensions_now();
    if !dimensions.is_empty() {
        let mut list = Tag::new("dimensions");
        list.extend(
            dimensions.iter().map(|it| Tag::new("dim").with("name", super::names::attribute(it))),
        );
        tag.push(list);
    }
    tag.push(Tag::words("eqn", eqn));
    tag.extend(inflow.map(|flow| Tag::words("inflow", &spelled(flow))));
    tag
}

/// What is looked up in a curve that is written backwards.
pub fn negative(x: &Expr) -> Expr {
    Expr {
        kind: ExprKind::Unary { operator: UnaryOperator::Minus, operand: Box::new(x.clone()) },
        span: x.span,
    }
}

/// Elements up to which an array function of ours is written out.
const FEW: usize = 16;

/// How tightly the outermost operator binds; `IF` takes everything after it.
fn precedence(expr: &Expr) -> u8 {
    match &expr.kind {
        ExprKind::Binary { operator: BinaryOperator::Modulo, .. } => 1,
        ExprKind::Binary { operator, .. } => operator.precedence(),
        ExprKind::Unary { operator: UnaryOperator::Not, .. } => COMPARING,
        ExprKind::Unary { .. } => UNARY_PRECEDENCE,
        ExprKind::Number(value) if value.is_sign_negative() => UNARY_PRECEDENCE,
        ExprKind::If { .. } => 0,
        ExprKind::Number(_) | ExprKind::Reference(_) | ExprKind::Call { .. } | ExprKind::Error => {
            ATOM
        }
    }
}
