//! Tokens to tree: operators by precedence climbing, tightest first.

use super::subscript::subscripts;
use crate::cursor::Cursor;
use crate::limits::DEEPEST;
use crate::token::{Sign, TokenKind};
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::expression::{
    BinaryOperator, Expr, ExprKind, Reference, UNARY_PRECEDENCE, UnaryOperator,
};
use interregnum_model::name::Name;
use interregnum_model::source::Span;

/// A tree and how deep it is. Operators that follow each other (`a + b + c`) make a tree deep
/// without any bracket.
struct Grown {
    expr: Expr,
    depth: usize,
}

/// Reads `{...}`, which stands next, as the name of a number that is known only when the equation
/// is used; `None` after a finding.
pub(crate) type Ask<'q> = &'q mut dyn FnMut(&mut Cursor<'_>) -> Option<Name>;

/// What an equation's parts share.
struct Parser<'c, 'a, 'q> {
    cursor: &'c mut Cursor<'a>,
    /// Operators below this end the equation, outside of brackets.
    floor: u8,
    /// What reads `{...}`, where it may stand.
    ask: Option<Ask<'q>>,
}

/// The first precedence above all comparisons.
pub(crate) const COMPARISON: u8 = 5;

/// The sign behind an array that is transposed.
pub(crate) const TRANSPOSED: char = '′';

/// Reads an expression, as much as belongs to it.
pub(crate) fn expression(cursor: &mut Cursor<'_>) -> Expr {
    expression_above(cursor, 0)
}

/// Reads an expression that ends before an operator of a precedence below `floor`.
pub(crate) fn expression_above(cursor: &mut Cursor<'_>, floor: u8) -> Expr {
    Parser { cursor, floor, ask: None }.operators(floor).expr
}

/// The same where numbers may be asked for in braces.
pub(crate) fn expression_asking(cursor: &mut Cursor<'_>, floor: u8, ask: Ask<'_>) -> Expr {
    Parser { cursor, floor, ask: Some(ask) }.operators(floor).expr
}

/// Reads an expression in a bracket of any kind, and says how deep its tree is.
pub(super) fn enclosed(cursor: &mut Cursor<'_>) -> (Expr, usize) {
    let grown = Parser { cursor, floor: 0, ask: None }.deeper(0);
    (grown.expr, grown.depth)
}

impl Parser<'_, '_, '_> {
    /// Operands joined by operators that bind at least as tightly as `least`.
    fn operators(&mut self, least: u8) -> Grown {
        let mut left = self.operand();
        while let Some(operator) = self.operator()
            && operator.precedence() >= least
        {
            let sign = self.cursor.kind();
            self.cursor.advance();
            let precedence = operator.precedence();
            let tightness =
                if operator == BinaryOperator::Power { precedence } else { precedence + 1 };
            let right = self.deeper(tightness);
            left = match sign {
                TokenKind::Sign(Sign::SlashSlash) => self.divide_safely(left, right),
                _ => self.join(operator, left, right),
            };
        }
        left
    }

    fn operator(&self) -> Option<BinaryOperator> {
        match self.cursor.kind() {
            TokenKind::Sign(sign) => sign_operator(sign),
            TokenKind::Word => [
                ("and", BinaryOperator::And),
                ("or", BinaryOperator::Or),
                ("mod", BinaryOperator::Modulo),
            ]
            .into_iter()
            .find_map(|(word, operator)| self.cursor.is_word(0, word).then_some(operator)),
            TokenKind::Number(_)
            | TokenKind::Quoted
            | TokenKind::Unclosed
            | TokenKind::Strange(_)
            | TokenKind::End => None,
        }
    }

    fn join(&mut self, operator: BinaryOperator, left: Grown, right: Grown) -> Grown {
        let span = left.expr.span.to(right.expr.span);
        let below = left.depth.max(right.depth);
        let (left, right) = (Box::new(left.expr), Box::new(right.expr));
        self.grown(ExprKind::Binary { operator, left, right }, span, below)
    }

    /// `a // b`, Stella's division that is 0 where the divisor is.
    fn divide_safely(&mut self, left: Grown, right: Grown) -> Grown {
        let span = left.expr.span.to(right.expr.span);
        let below = left.depth.max(right.depth);
        let function = Name::new("SAFEDIV", span);
        let arguments = vec![left.expr, right.expr];
        self.grown(ExprKind::Call { function, arguments }, span, below)
    }

    /// A tree over others, the deepest of which is `below` deep.
    fn grown(&mut self, kind: ExprKind, span: Span, below: usize) -> Grown {
        if below >= DEEPEST {
            self.cursor.too_deep();
            return error(span);
        }
        Grown { expr: Expr { kind, span }, depth: below + 1 }
    }

    /// One level further down.
    fn deeper(&mut self, least: u8) -> Grown {
        let here = self.cursor.here();
        if !self.cursor.enter() {
            return error(here);
        }
        let grown = self.operators(least);
        self.cursor.leave();
        grown
    }

    /// Something in brackets: any operator may stand there.
    fn enclosed(&mut self) -> Grown {
        let floor = std::mem::replace(&mut self.floor, 0);
        let grown = self.deeper(0);
        self.floor = floor;
        grown
    }

    fn operand(&mut self) -> Grown {
        let token = self.cursor.token(0);
        let span = self.cursor.span(token);
        match token.kind {
            TokenKind::Number(value) => {
                self.cursor.advance();
                self.number(value, span)
            }
            TokenKind::Sign(Sign::Minus) => self.unary(UnaryOperator::Minus),
            TokenKind::Sign(Sign::Plus) => self.unary(UnaryOperator::Plus),
            TokenKind::Sign(Sign::LeftRound) => {
                self.cursor.advance();
                let grown = self.enclosed();
                self.cursor.expect(Sign::RightRound);
                grown
            }
            TokenKind::Sign(Sign::LeftBrace) => self.asked(span),
            TokenKind::Word if self.cursor.is_word(0, "not") => self.unary(UnaryOperator::Not),
            TokenKind::Word if self.cursor.is_word(0, "if") => self.conditional(),
            TokenKind::Word
            | TokenKind::Quoted
            | TokenKind::Sign(_)
            | TokenKind::Unclosed
            | TokenKind::Strange(_)
            | TokenKind::End => match self.cursor.take_name() {
                Some(name) => self.named(name),
                None => {
                    self.cursor.unexpected("a value");
                    error(span)
                }
            },
        }
    }

    /// `{...}`, where it may stand.
    fn asked(&mut self, span: Span) -> Grown {
        let Some(ask) = self.ask.as_mut() else {
            self.cursor.unexpected("a value");
            return error(span);
        };
        match ask(self.cursor) {
            Some(name) => {
                let span = name.span;
                leaf(ExprKind::Reference(Reference { name, subscripts: Vec::new() }), span)
            }
            None => error(span),
        }
    }

    fn number(&mut self, value: f64, span: Span) -> Grown {
        if value.is_infinite() {
            let message = "this number is too large to be held";
            let finding = Diagnostic::new(Code::BadValue, span, message);
            self.cursor.report(finding.help("write `INF` for what is without bound"));
            return error(span);
        }
        leaf(ExprKind::Number(value), span)
    }

    fn unary(&mut self, operator: UnaryOperator) -> Grown {
        let start = self.cursor.here();
        self.cursor.advance();
        let operand = self.deeper(UNARY_PRECEDENCE);
        let span = start.to(operand.expr.span);
        let kind = ExprKind::Unary { operator, operand: Box::new(operand.expr) };
        self.grown(kind, span, operand.depth)
    }

    /// `IF c THEN a ELSE b`, or `IF THEN ELSE(c, a, b)`.
    fn conditional(&mut self) -> Grown {
        let start = self.cursor.here();
        self.cursor.advance();
        if self.cursor.is_word(0, "then")
            && self.cursor.is_word(1, "else")
            && self.cursor.is_sign(2, Sign::LeftRound)
        {
            self.cursor.advance();
            self.cursor.advance();
            let name = start.to(self.cursor.behind());
            return self.conditional_call(name);
        }
        let condition = self.enclosed();
        self.keyword("then");
        let then = self.enclosed();
        self.keyword("else");
        let otherwise = self.deeper(self.floor);
        let span = start.to(otherwise.expr.span);
        self.choice([condition, then, otherwise], span)
    }

    fn choice(&mut self, parts: [Grown; 3], span: Span) -> Grown {
        let below = parts.iter().map(|it| it.depth).max().unwrap_or(0);
        let [condition, then, otherwise] = parts.map(|it| Box::new(it.expr));
        self.grown(ExprKind::If { condition, then, otherwise }, span, below)
    }

    fn keyword(&mut self, word: &str) {
        if !self.cursor.take_word(word) {
            self.cursor.unexpected(&format!("`{word}`"));
        }
    }

    fn conditional_call(&mut self, name: Span) -> Grown {
        let (arguments, _) = self.arguments();
        let span = name.to(self.cursor.behind());
        match <[Grown; 3]>::try_from(arguments) {
            Ok(parts) => self.choice(parts, span),
            Err(given) => {
                let message = format!("`IF THEN ELSE` takes 3 arguments, not {}", given.len());
                self.cursor.report(
                    Diagnostic::new(Code::WrongArguments, name, message)
                        .help("write `IF THEN ELSE(condition, value if so, value if not)`"),
                );
                error(span)
            }
        }
    }

    /// A variable, perhaps with subscripts, or a call.
    fn named(&mut self, name: Name) -> Grown {
        let span = name.span;
        if self.cursor.is_sign(0, Sign::LeftRound) {
            return self.call(name);
        }
        if !self.cursor.is_sign(0, Sign::LeftSquare) {
            let kind = ExprKind::Reference(Reference { name, subscripts: Vec::new() });
            return self.transposed(leaf(kind, span));
        }
        let (mut subscripts, mut below) = subscripts(self.cursor);
        // `queue[2, 3][1]`: the array's subscripts, then the place inside.
        while self.cursor.is_sign(0, Sign::LeftSquare) {
            let (inside, deep) = super::subscript::subscripts(self.cursor);
            subscripts.extend(inside);
            below = below.max(deep);
        }
        let span = span.to(self.cursor.behind());
        let kind = ExprKind::Reference(Reference { name, subscripts });
        let reference = self.grown(kind, span, below);
        let reference = self.transposed(reference);
        if self.cursor.is_sign(0, Sign::LeftRound) { self.curve(reference) } else { reference }
    }

    /// `a′`: the array with its dimensions the other way round, as XMILE's apostrophe is spelled.
    fn transposed(&mut self, array: Grown) -> Grown {
        if self.cursor.kind() != TokenKind::Strange(TRANSPOSED) {
            return array;
        }
        self.cursor.advance();
        let span = array.expr.span.to(self.cursor.behind());
        let function = Name::new("TRANSPOSE", span);
        self.grown(ExprKind::Call { function, arguments: vec![array.expr] }, span, array.depth)
    }

    fn call(&mut self, function: Name) -> Grown {
        let (arguments, below) = self.arguments();
        let span = function.span.to(self.cursor.behind());
        let arguments = arguments.into_iter().map(|it| it.expr).collect();
        self.grown(ExprKind::Call { function, arguments }, span, below)
    }

    /// `yield[wheat](x)` says `LOOKUP(yield[wheat], x)`.
    fn curve(&mut self, lookup: Grown) -> Grown {
        let (arguments, below) = self.arguments();
        let span = lookup.expr.span.to(self.cursor.behind());
        let function = Name::new("LOOKUP", lookup.expr.span);
        let below = below.max(lookup.depth);
        let arguments = std::iter::once(lookup).chain(arguments).map(|it| it.expr).collect();
        self.grown(ExprKind::Call { function, arguments }, span, below)
    }

    /// `(a, b, c)`, and how deep the deepest of them is.
    fn arguments(&mut self) -> (Vec<Grown>, usize) {
        let mut arguments = Vec::new();
        self.cursor.advance();
        if self.cursor.take_sign(Sign::RightRound) {
            return (arguments, 0);
        }
        loop {
            arguments.push(self.enclosed());
            if !self.cursor.take_sign(Sign::Comma) {
                break;
            }
        }
        self.cursor.expect(Sign::RightRound);
        let depth = arguments.iter().map(|it| it.depth).max().unwrap_or(0);
        (arguments, depth)
    }
}

fn leaf(kind: ExprKind, span: Span) -> Grown {
    Grown { expr: Expr { kind, span }, depth: 1 }
}

fn error(span: Span) -> Grown {
    leaf(ExprKind::Error, span)
}

fn sign_operator(sign: Sign) -> Option<BinaryOperator> {
    Some(match sign {
        Sign::Caret => BinaryOperator::Power,
        Sign::Star => BinaryOperator::Multiply,
        Sign::Slash | Sign::SlashSlash => BinaryOperator::Divide,
        Sign::Plus => BinaryOperator::Add,
        Sign::Minus => BinaryOperator::Subtract,
        Sign::Less => BinaryOperator::Less,
        Sign::LessEqual => BinaryOperator::LessEqual,
        Sign::Greater => BinaryOperator::Greater,
        Sign::GreaterEqual => BinaryOperator::GreaterEqual,
        Sign::Equal => BinaryOperator::Equal,
        Sign::NotEqual => BinaryOperator::NotEqual,
        Sign::LeftRound
        | Sign::RightRound
        | Sign::LeftSquare
        | Sign::RightSquare
        | Sign::LeftBrace
        | Sign::RightBrace
        | Sign::Comma
        | Sign::Colon
        | Sign::Dots
        | Sign::PlusEqual
        | Sign::PlusMinus
        | Sign::Percent
        | Sign::Pilcrow
        | Sign::At => return None,
    })
}
