//! Equations in XMILE's spelling.

use super::desk::Desk;
use super::names::{identifier, spelled};
use crate::number::print_number;
use interregnum_model::expression::{
    BinaryOperator, Expr, ExprKind, Reference, Subscript, SubscriptKind, UNARY_PRECEDENCE, UnaryOperator,
};
use interregnum_model::function::{self, FunctionKind, Function};
use interregnum_model::{Key, Name};

/// The standard's functions (XMILE 1.0, 3.5 and 3.7.1.3), and those all tools that read it have.
const STANDARD: &[&str] = &[
    "ABS", "ARCCOS", "ARCSIN", "ARCTAN", "COS", "EXP", "INF", "INT", "LN", "LOG10", "MAX", "MIN", "PI", "SIN",
    "SQRT", "TAN", "EXPRND", "LOGNORMAL", "NORMAL", "POISSON", "RANDOM", "DELAY", "DELAY1", "DELAY3", "DELAYN",
    "FORCST", "SMTH1", "SMTH3", "SMTHN", "TREND", "PULSE", "RAMP", "STEP", "DT", "STARTTIME", "STOPTIME", "TIME",
    "INIT", "PREVIOUS", "MEAN", "RANK", "SIZE", "STDDEV", "SUM", "LOOKUP", "SAFEDIV", "ROUND", "PROD",
];

/// An equation's text.
pub fn print(desk: &Desk<'_>, expr: &Expr) -> String {
    let mut printer = Printer { desk, text: String::new() };
    printer.write(expr, 0);
    printer.text
}

struct Printer<'d, 'm> {
    desk: &'d Desk<'m>,
    text: String,
}

impl Printer<'_, '_> {
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
                // A sign after a sign is read by few tools.
                self.write(operand, UNARY_PRECEDENCE + 1);
            }
            ExprKind::Binary { operator, left, right } => self.binary(*operator, left, right),
            ExprKind::If { condition, then, otherwise } => self.choice(condition, then, otherwise),
            ExprKind::Call { function, arguments } => self.call(function, arguments),
            ExprKind::Error => {
                self.text.push('0');
                self.desk.loss(Some(expr.span), "an equation that could not be read is written as 0", "mend it in the model");
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
            self.text.push_str(if value > 0.0 { "INF" } else if value < 0.0 { "-INF" } else { "(0/0)" });
        }
    }

    fn binary(&mut self, operator: BinaryOperator, left: &Expr, right: &Expr) {
        let own = operator.precedence();
        let is_power = operator == BinaryOperator::Power;
        // Tools differ on which `^` comes first, and on what `-2^2` is: brackets leave no doubt.
        let (left_least, right_least) = if is_power { (own + 1, own + 1) } else { (own, own + 1) };
        self.write(left, left_least);
        match operator {
            BinaryOperator::Power => self.text.push('^'),
            BinaryOperator::Multiply | BinaryOperator::Divide => self.text.push_str(operator.symbol()),
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
        self.write(right, right_least);
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
        if let Some(entry) = function::find(key).filter(|_| self.desk.model.variable(key).is_none()) {
            self.text.push_str(entry.name);
            return;
        }
        // A curve inside a variable goes by the variable's name.
        let name = self.desk.owner(key).unwrap_or(&reference.name);
        self.text.push_str(&identifier(name));
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
                SubscriptKind::Name(name) => self.text.push_str(&identifier(name)),
                SubscriptKind::All => self.text.push('*'),
                SubscriptKind::AllOf(part) => {
                    let is_whole = spread.get(at).is_some_and(|whole| {
                        whole == part || self.desk.elements(&whole.key).len() == self.desk.elements(&part.key).len()
                    });
                    if is_whole {
                        self.text.push('*');
                    } else {
                        self.text.push_str(&format!("{}.*", identifier(part)));
                    }
                }
                SubscriptKind::Between(first, last) => {
                    self.text.push_str(&format!("{}:{}", identifier(first), identifier(last)));
                }
                SubscriptKind::Index(index) => self.write(index, 1),
            }
        }
        self.text.push(']');
    }

    fn call(&mut self, name: &Name, arguments: &[Expr]) {
        let is_own = self.desk.model.macros.iter().any(|it| it.name == *name);
        if let Some(owner) = self.desk.owner(&name.key) {
            self.called(&identifier(owner), arguments);
        } else if is_own || self.desk.lookup(&name.key).is_some() {
            self.called(&identifier(name), arguments);
        } else {
            match function::find(&name.key) {
                Some(entry) => self.function(entry, name, arguments),
                None => self.called(&identifier(name), arguments),
            }
        }
    }

    fn called(&mut self, name: &str, arguments: &[Expr]) {
        self.text.push_str(name);
        self.text.push('(');
        for (at, argument) in arguments.iter().enumerate() {
            if at > 0 {
                self.text.push_str(", ");
            }
            self.write(argument, 1);
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
            ("VMIN", _) => self.reduced("MIN", arguments),
            ("VMAX", _) => self.reduced("MAX", arguments),
            (standard, []) => self.text.push_str(standard),
            (standard, _) if matches!(entry.kind, FunctionKind::Reduction(_)) => self.reduced(standard, arguments),
            (standard, _) => {
                if !STANDARD.contains(&standard) && !super::function::has_macro(standard) {
                    self.desk.loss(
                        Some(name.span),
                        format!("the standard has no function `{standard}`"),
                        "say it with others, or write a macro of that name in the other tool",
                    );
                } else if !STANDARD.contains(&standard) {
                    self.desk.want(standard);
                }
                self.called(&spelled(standard), arguments);
            }
        }
    }

    /// An array function. Where it takes a part of a dimension the standard has no word for, the
    /// elements are named one by one.
    fn reduced(&mut self, name: &str, arguments: &[Expr]) {
        let listed = match arguments {
            [Expr { kind: ExprKind::Reference(reference), .. }] => self.listed(reference),
            _ => None,
        };
        match (name, listed) {
            ("SUM", Some(parts)) => self.text.push_str(&format!("({})", parts.join(" + "))),
            ("PROD", Some(parts)) => self.text.push_str(&format!("({})", parts.join("*"))),
            ("MEAN", Some(parts)) => self.text.push_str(&format!("(({})/{})", parts.join(" + "), parts.len())),
            ("SIZE", Some(parts)) => self.text.push_str(&parts.len().to_string()),
            ("MIN" | "MAX", Some(parts)) => {
                let first = parts.first().cloned().unwrap_or_default();
                let nested = parts.iter().skip(1).fold(first, |all, part| format!("{name}({all}, {part})"));
                self.text.push_str(&nested);
            }
            _ => self.called(name, arguments),
        }
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
                SubscriptKind::Name(_) | SubscriptKind::All | SubscriptKind::Index(_) => return None,
            };
            (elements.len() < whole.len()).then_some(elements)
        };
        let parts: Vec<Option<Vec<Name>>> =
            reference.subscripts.iter().enumerate().map(|(at, it)| part(at, it)).collect();
        if parts.iter().all(Option::is_none) {
            return None;
        }
        let mut lists: Vec<Vec<Subscript>> = vec![Vec::new()];
        for (at, subscript) in reference.subscripts.iter().enumerate() {
            let choices: Vec<Subscript> = match (parts.get(at), &subscript.kind) {
                (Some(Some(elements)), _) => named(elements, subscript),
                (_, SubscriptKind::All | SubscriptKind::AllOf(_) | SubscriptKind::Between(..)) => {
                    named(self.desk.elements(&spread.get(at)?.key), subscript)
                }
                (_, SubscriptKind::Name(_) | SubscriptKind::Index(_)) => vec![subscript.clone()],
            };
            lists = lists.iter().flat_map(|head| choices.iter().map(move |it| [head.as_slice(), std::slice::from_ref(it)].concat())).collect();
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
    elements.iter().map(|name| Subscript { kind: SubscriptKind::Name(name.clone()), span: like.span }).collect()
}

/// How tightly the outermost operator binds; `IF` takes everything after it.
fn precedence(expr: &Expr) -> u8 {
    match &expr.kind {
        ExprKind::Binary { operator, .. } => operator.precedence(),
        ExprKind::Unary { .. } => UNARY_PRECEDENCE,
        ExprKind::Number(value) if value.is_sign_negative() => UNARY_PRECEDENCE,
        ExprKind::If { .. } => 0,
        ExprKind::Number(_) | ExprKind::Reference(_) | ExprKind::Call { .. } | ExprKind::Error => u8::MAX,
    }
}

/// Whether a name is that of a function without arguments, such as `TIME`.
pub fn is_clock(key: &Key) -> bool {
    function::find(key).is_some_and(|entry| entry.arguments.is_empty())
}
