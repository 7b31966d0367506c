//! Words and signs of an equation to a tree.

use super::limits::{DEEPEST_NESTING, HIGHEST_TREE};
use super::token::{Sign, Token, TokenKind};
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::expression::{
    BinaryOperator, Expr, ExprKind, Reference, Subscript, SubscriptKind, UnaryOperator,
};
use interregnum_model::lookup::Curve;
use interregnum_model::name::Name;
use interregnum_model::source::{FileId, Span};
use std::ops::Range;

pub(crate) use interregnum_model::lookup::MISSING as NA;

/// Reads one equation's words. Whoever holds it asks for what may stand next.
pub(crate) struct Parser<'t> {
    pub file: FileId,
    tokens: &'t [Token],
    at: usize,
    /// Where the words end, for what is missing there.
    end: Range<usize>,
    pub diagnostics: &'t mut Vec<Diagnostic>,
    /// What the curve drawn inside the equation is called: the variable's name and what follows.
    pub drawn_as: String,
    /// The curves of `WITH LOOKUP`, in order.
    pub drawn: Vec<(Name, Curve)>,
    /// Calls whose further results have names: `DELAYP(x, time : pipeline)`.
    pub outputs: Vec<Outputs>,
    nesting: usize,
}

/// Names for the further results of a call.
#[derive(Clone, Debug)]
pub(crate) struct Outputs {
    /// The call.
    pub call: Expr,
    /// The names, in order.
    pub names: Vec<Reference>,
}

/// A syntax error has been reported; the rest of the equation is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stop;

/// A tree and how high it is.
struct Tree {
    expr: Expr,
    height: usize,
}

impl<'t> Parser<'t> {
    /// A reader of these words; `end` is where the equation ends.
    pub fn new(
        file: FileId,
        tokens: &'t [Token],
        end: Range<usize>,
        diagnostics: &'t mut Vec<Diagnostic>,
    ) -> Parser<'t> {
        Parser {
            file,
            tokens,
            at: 0,
            end,
            diagnostics,
            drawn_as: String::new(),
            drawn: Vec::new(),
            outputs: Vec::new(),
            nesting: 0,
        }
    }

    /// The next word or sign.
    pub fn peek(&self) -> Option<&'t TokenKind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    /// The word or sign after the next.
    pub fn peek_second(&self) -> Option<&'t TokenKind> {
        self.tokens.get(self.at + 1).map(|token| &token.kind)
    }

    /// Takes the next word or sign.
    pub fn next(&mut self) -> Option<&'t Token> {
        let token = self.tokens.get(self.at);
        self.at += 1;
        token
    }

    /// Takes the next sign if it is this one.
    pub fn take(&mut self, sign: Sign) -> bool {
        let there = self.peek() == Some(&TokenKind::Sign(sign));
        self.at += usize::from(there);
        there
    }

    /// Takes the next word if it is this keyword.
    pub fn take_keyword(&mut self, keyword: &str) -> bool {
        let there = matches!(self.peek(), Some(TokenKind::Keyword(word)) if *word == keyword);
        self.at += usize::from(there);
        there
    }

    /// Whether all has been read.
    pub fn done(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// Where the next word stands, or the end.
    pub fn here(&self) -> Range<usize> {
        self.tokens.get(self.at).map_or_else(|| self.end.clone(), |token| token.range.clone())
    }

    /// A span of the file.
    pub fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    /// Reports what stands here instead of what should.
    pub fn expected<T>(&mut self, what: &str) -> Result<T, Stop> {
        let span = self.span(self.here());
        let found = match self.peek() {
            Some(TokenKind::Name(name)) => format!("`{name}`"),
            Some(TokenKind::Number(number)) => format!("`{number}`"),
            Some(TokenKind::Text(text)) => format!("`'{text}'`"),
            Some(TokenKind::Keyword(word)) => format!("`:{word}:`"),
            Some(TokenKind::Sign(sign)) => format!("`{}`", sign.as_str()),
            Some(TokenKind::Unknown(c)) => format!("`{c}`"),
            Some(TokenKind::Unclosed) => "a quote that nothing closes".to_string(),
            None => "the end of the equation".to_string(),
        };
        let message = format!("expected {what}, found {found}");
        self.diagnostics.push(
            Diagnostic::new(Code::Syntax, span, message).label("here").help(hint(self.peek())),
        );
        Err(Stop)
    }

    /// Takes this sign, or reports that it is missing.
    pub fn need(&mut self, sign: Sign) -> Result<(), Stop> {
        match self.take(sign) {
            true => Ok(()),
            false => self.expected(&format!("`{}`", sign.as_str())),
        }
    }

    /// Takes a name.
    pub fn name(&mut self, what: &str) -> Result<Name, Stop> {
        match self.tokens.get(self.at) {
            Some(Token { kind: TokenKind::Name(name), range }) => {
                self.at += 1;
                Ok(named(name, self.span(range.clone())))
            }
            Some(_) | None => self.expected(what),
        }
    }

    /// A whole expression.
    pub fn expression(&mut self) -> Result<Expr, Stop> {
        self.tree(0).map(|tree| tree.expr)
    }

    /// Operators that bind at least as tightly as `least`.
    fn tree(&mut self, least: u8) -> Result<Tree, Stop> {
        self.nesting += 1;
        if self.nesting > DEEPEST_NESTING {
            return self.too_deep();
        }
        let mut left = self.operand()?;
        while let Some((operator, precedence)) = self.peek().and_then(binary) {
            if precedence < least {
                break;
            }
            self.at += 1;
            // `a^b^c` is a^(b^c) (test-models and C-LEARN run in Vensim).
            let right_least = match operator {
                BinaryOperator::Power => precedence,
                _ => precedence + 1,
            };
            let right = self.tree(right_least)?;
            let span = left.expr.span.to(right.expr.span);
            let height = left.height.max(right.height) + 1;
            if height > HIGHEST_TREE {
                return self.too_deep();
            }
            let (left_expr, right_expr) = (Box::new(left.expr), Box::new(right.expr));
            let kind = ExprKind::Binary { operator, left: left_expr, right: right_expr };
            left = Tree { expr: Expr { kind, span }, height };
        }
        self.nesting -= 1;
        Ok(left)
    }

    fn too_deep<T>(&mut self) -> Result<T, Stop> {
        let span = self.span(self.here());
        let message = "the equation nests deeper than any person writes";
        self.diagnostics.push(
            Diagnostic::new(Code::TooDeep, span, message).help("split it into several equations"),
        );
        Err(Stop)
    }

    fn operand(&mut self) -> Result<Tree, Stop> {
        let start = self.here();
        match self.peek() {
            Some(TokenKind::Sign(Sign::Minus)) => self.unary(UnaryOperator::Minus, SIGN_BINDS),
            Some(TokenKind::Sign(Sign::Plus)) => self.unary(UnaryOperator::Plus, SIGN_BINDS),
            Some(TokenKind::Keyword("NOT")) => self.unary(UnaryOperator::Not, NOT_BINDS),
            Some(TokenKind::Number(number)) => {
                self.at += 1;
                Ok(self.leaf(ExprKind::Number(*number), start))
            }
            Some(TokenKind::Keyword("NA")) => {
                self.at += 1;
                Ok(self.leaf(ExprKind::Number(NA), start))
            }
            Some(TokenKind::Sign(Sign::Open)) => {
                self.at += 1;
                let inner = self.tree(0)?;
                self.need(Sign::Close)?;
                Ok(inner)
            }
            Some(TokenKind::Name(_)) => self.named_operand(),
            Some(_) | None => self.expected("a number, a name or `(`"),
        }
    }

    fn leaf(&self, kind: ExprKind, range: Range<usize>) -> Tree {
        Tree { expr: Expr { kind, span: self.span(range) }, height: 1 }
    }

    fn unary(&mut self, operator: UnaryOperator, binds: u8) -> Result<Tree, Stop> {
        let start = self.span(self.here());
        self.at += 1;
        let operand = self.tree(binds)?;
        let span = start.to(operand.expr.span);
        let height = operand.height + 1;
        let kind = ExprKind::Unary { operator, operand: Box::new(operand.expr) };
        Ok(Tree { expr: Expr { kind, span }, height })
    }

    /// A variable, a call, or a lookup by element that is called.
    fn named_operand(&mut self) -> Result<Tree, Stop> {
        let name = self.name("a name")?;
        let subscripts = self.subscripts()?;
        let start = name.span;
        if !self.take(Sign::Open) {
            let end = self.before();
            let kind = ExprKind::Reference(Reference { name, subscripts });
            return Ok(Tree { expr: Expr { kind, span: start.to(end) }, height: 1 });
        }
        if name.key.as_str() == "with_lookup" {
            return self.with_lookup(start);
        }
        let (mut arguments, mut height) = self.arguments()?;
        let names = match self.take(Sign::Colon) {
            true => self.output_names()?,
            false => Vec::new(),
        };
        self.need(Sign::Close)?;
        let span = start.to(self.before());
        let function = match subscripts.is_empty() {
            true => name,
            false => {
                let callee = ExprKind::Reference(Reference { name, subscripts });
                arguments.insert(0, Expr { kind: callee, span: start });
                height = height.max(1);
                Name::new("LOOKUP", start)
            }
        };
        let expr = Expr { kind: ExprKind::Call { function, arguments }, span };
        if !names.is_empty() {
            self.outputs.push(Outputs { call: expr.clone(), names });
        }
        Ok(Tree { expr, height: height + 1 })
    }

    fn output_names(&mut self) -> Result<Vec<Reference>, Stop> {
        let mut names = Vec::new();
        loop {
            let name = self.name("the name of a result")?;
            names.push(Reference { name, subscripts: self.subscripts()? });
            if !self.take(Sign::Comma) {
                return Ok(names);
            }
        }
    }

    fn arguments(&mut self) -> Result<(Vec<Expr>, usize), Stop> {
        let (mut arguments, mut height) = (Vec::new(), 0);
        if self.peek() == Some(&TokenKind::Sign(Sign::Close)) {
            return Ok((arguments, height));
        }
        loop {
            let argument = self.tree(0)?;
            height = height.max(argument.height);
            arguments.push(argument.expr);
            if !self.take(Sign::Comma) {
                return Ok((arguments, height));
            }
        }
    }

    /// `WITH LOOKUP (x, ([...],(0,1),...))`, its bracket already open.
    fn with_lookup(&mut self, start: Span) -> Result<Tree, Stop> {
        let x = self.tree(0)?;
        self.need(Sign::Comma)?;
        self.need(Sign::Open)?;
        let curve = super::lookup::curve(self)?;
        self.need(Sign::Close)?;
        self.need(Sign::Close)?;
        let span = start.to(self.before());
        let written = match self.drawn.len() {
            0 => self.drawn_as.clone(),
            n => format!("{} {}", self.drawn_as, n + 1),
        };
        let function = Name::new(&written, start);
        self.drawn.push((function.clone(), curve));
        let height = x.height + 1;
        let kind = ExprKind::Call { function, arguments: vec![x.expr] };
        Ok(Tree { expr: Expr { kind, span }, height })
    }

    /// `[a, b!]`, or nothing.
    pub fn subscripts(&mut self) -> Result<Vec<Subscript>, Stop> {
        let mut subscripts = Vec::new();
        if !self.take(Sign::OpenSquare) {
            return Ok(subscripts);
        }
        loop {
            let name = self.element("an element or a subscript range")?;
            let start = name.span;
            let kind = match self.take(Sign::Bang) {
                true => SubscriptKind::AllOf(name),
                false => SubscriptKind::Name(name),
            };
            subscripts.push(Subscript { kind, span: start.to(self.before()) });
            if !self.take(Sign::Comma) {
                break;
            }
        }
        self.need(Sign::CloseSquare)?;
        Ok(subscripts)
    }

    /// The name of an element: files have some that begin with a digit.
    pub fn element(&mut self, what: &str) -> Result<Name, Stop> {
        let Some(Token { kind: TokenKind::Number(number), range }) = self.tokens.get(self.at)
        else {
            return self.name(what);
        };
        self.at += 1;
        let span = self.span(range.clone());
        match self.tokens.get(self.at) {
            Some(Token { kind: TokenKind::Name(rest), range: after })
                if after.start == range.end =>
            {
                self.at += 1;
                Ok(named(&format!("{number}{rest}"), span.to(self.span(after.clone()))))
            }
            Some(_) | None => Ok(named(&number.to_string(), span)),
        }
    }

    /// Where the word before the next one stands.
    pub fn before(&self) -> Span {
        let range = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        self.span(range.map_or_else(|| self.end.clone(), |token| token.range.clone()))
    }
}

/// Signs before an operand bind tighter than `^`: `-2^2` is 4 (Vensim Help, Operators: unary
/// operators stand before all binary ones "in decreasing order of precedence").
const SIGN_BINDS: u8 = 9;

/// `:NOT: Time > 5` is `:NOT: (Time > 5)`, against the order of that page: test-models
/// subscripted_logicals and subscript_logicals, run in Vensim, say so.
const NOT_BINDS: u8 = 3;

/// Operators between operands and how tightly they bind (Vensim Help, Operators).
fn binary(token: &TokenKind) -> Option<(BinaryOperator, u8)> {
    let operator = match token {
        TokenKind::Sign(Sign::Power) => BinaryOperator::Power,
        TokenKind::Sign(Sign::Times) => BinaryOperator::Multiply,
        TokenKind::Sign(Sign::Over) => BinaryOperator::Divide,
        TokenKind::Sign(Sign::Plus) => BinaryOperator::Add,
        TokenKind::Sign(Sign::Minus) => BinaryOperator::Subtract,
        TokenKind::Sign(Sign::Less) => BinaryOperator::Less,
        TokenKind::Sign(Sign::LessEqual) => BinaryOperator::LessEqual,
        TokenKind::Sign(Sign::Greater) => BinaryOperator::Greater,
        TokenKind::Sign(Sign::GreaterEqual) => BinaryOperator::GreaterEqual,
        TokenKind::Sign(Sign::Equal) => BinaryOperator::Equal,
        TokenKind::Sign(Sign::NotEqual) => BinaryOperator::NotEqual,
        TokenKind::Keyword("AND") => BinaryOperator::And,
        TokenKind::Keyword("OR") => BinaryOperator::Or,
        _ => return None,
    };
    // Equality and order compare alike in Vensim.
    let precedence = match operator {
        BinaryOperator::Equal | BinaryOperator::NotEqual => BinaryOperator::Less.precedence(),
        other => other.precedence(),
    };
    Some((operator, precedence))
}

/// A name whose quotes are gone already: its inner quotes are its own.
pub(crate) fn named(written: &str, span: Span) -> Name {
    let mut name = Name::new(written, span);
    if written.starts_with('"') || written.ends_with('"') {
        name.written = written.into();
    }
    name
}

/// What to do about a word that cannot stand where it does.
fn hint(token: Option<&TokenKind>) -> &'static str {
    match token {
        Some(TokenKind::Unclosed) => "close the quote on the line where it is opened",
        Some(TokenKind::Name(_) | TokenKind::Number(_) | TokenKind::Sign(Sign::Open)) => {
            "put an operator or a comma before it"
        }
        Some(TokenKind::Unknown(_)) => {
            "put names that hold other signs than letters, digits, blanks, `_`, `$` and `'` in double quotes"
        }
        Some(TokenKind::Text(_) | TokenKind::Keyword(_) | TokenKind::Sign(_)) => {
            "remove it, or complete what stands before it"
        }
        None => "complete the equation",
    }
}
