//! TOML with the place of every key and value, as `book.toml` and `run` blocks need it.

use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::source::{FileId, Span};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Keys and values in written order.
#[derive(Debug, Default)]
pub struct Table {
    entries: Vec<(Key, Value)>,
}

/// A key and its place.
#[derive(Debug)]
pub struct Key {
    /// As compared.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

/// A value and its place.
#[derive(Debug)]
pub struct Value {
    /// Where it stands, quotes included.
    pub span: Span,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Text {
        text: String,
        /// Where its first byte stands; nowhere where it is not written as it reads: with signs
        /// that stand for others, or not at all.
        first: Option<usize>,
    },
    Whole(i64),
    Number(f64),
    List(Vec<Value>),
    Table(Table),
    /// A truth value, a date, or a number that cannot be held: no key of ours takes one.
    Other,
}

/// Where the text stands.
#[derive(Clone, Copy)]
struct Origin<'t> {
    text: &'t str,
    file: FileId,
    offset: usize,
}

impl Origin<'_> {
    fn span(self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.file, self.offset + range.start, self.offset + range.end)
    }
}

/// Reads a text that stands at `offset` in its file: what can be read of it, with a finding for
/// every fault.
pub fn parse(text: &str, file: FileId, offset: usize, diagnostics: &mut Vec<Diagnostic>) -> Table {
    let origin = Origin { text, file, offset };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = origin.span(error.span().unwrap_or(0..0));
        let message = format!("this is not TOML: {}", error.message());
        diagnostics.push(Diagnostic::new(Code::Syntax, span, message));
    }
    read_table(table.get_ref(), origin)
}

fn read_table(table: &DeTable<'_>, origin: Origin<'_>) -> Table {
    let mut entries: Vec<(Key, Value)> = table
        .iter()
        .map(|(key, value)| {
            let name = key.get_ref().to_string();
            (Key { name, span: origin.span(key.span()) }, read_value(value, origin))
        })
        .collect();
    entries.sort_by_key(|(key, _)| key.span.start);
    Table { entries }
}

fn read_value(value: &Spanned<DeValue<'_>>, origin: Origin<'_>) -> Value {
    let kind = match value.get_ref() {
        DeValue::String(text) => {
            let range = value.span();
            let inside = (range.start + 1)..range.end.saturating_sub(1).max(range.start + 1);
            let first = inside.start;
            let as_it_reads = origin.text.get(inside) == Some(text);
            let first = as_it_reads.then_some(origin.offset + first);
            Kind::Text { text: text.to_string(), first }
        }
        DeValue::Integer(whole) => match i64::from_str_radix(whole.as_str(), whole.radix()) {
            Ok(whole) => Kind::Whole(whole),
            Err(_) => Kind::Other,
        },
        DeValue::Float(number) => match number.as_str().parse() {
            Ok(number) => Kind::Number(number),
            Err(_) => Kind::Other,
        },
        DeValue::Boolean(_) | DeValue::Datetime(_) => Kind::Other,
        DeValue::Array(list) => {
            Kind::List(list.iter().map(|value| read_value(value, origin)).collect())
        }
        DeValue::Table(table) => Kind::Table(read_table(table, origin)),
    };
    Value { span: origin.span(value.span()), kind }
}

impl Table {
    /// Keys and values in written order.
    pub fn entries(&self) -> &[(Key, Value)] {
        &self.entries
    }
}

impl Key {
    /// Finds fault with a key that means nothing in this table.
    pub fn unknown(&self, table: &str, keys: &[&str]) -> Diagnostic {
        Diagnostic::new(Code::BadBook, self.span, format!("`{}` is no key of {table}", self.name))
            .nearest(&self.name, keys.iter().copied())
            .help(format!("the keys are: {}", keys.join(", ")))
    }
}

impl Value {
    /// The text, if it is one.
    pub fn text(&self) -> Option<String> {
        match &self.kind {
            Kind::Text { text, .. } => Some(text.clone()),
            Kind::Whole(_) | Kind::Number(_) | Kind::List(_) | Kind::Table(_) | Kind::Other => None,
        }
    }

    /// What a text is read as, if the value is one; findings stand at the words they are about, or
    /// at the whole text where that is not written as it reads.
    pub fn read_text<T>(
        &self,
        diagnostics: &mut Vec<Diagnostic>,
        read: impl Fn(&str, FileId, usize, &mut Vec<Diagnostic>) -> T,
    ) -> Option<T> {
        let Kind::Text { text, first } = &self.kind else { return None };
        if let Some(first) = first {
            return Some(read(text, self.span.file, *first, diagnostics));
        }
        let mut found = Vec::new();
        let value = read(text, self.span.file, 0, &mut found);
        diagnostics.extend(found.into_iter().map(|finding| Diagnostic {
            span: Some(self.span),
            related: Vec::new(),
            ..finding
        }));
        Some(value)
    }

    /// Where a text stands, without its quotes.
    pub fn inside(&self) -> Span {
        match &self.kind {
            Kind::Text { text, first: Some(first) } => {
                Span::new(self.span.file, *first, first + text.len())
            }
            Kind::Text { first: None, .. }
            | Kind::Whole(_)
            | Kind::Number(_)
            | Kind::List(_)
            | Kind::Table(_)
            | Kind::Other => self.span,
        }
    }

    /// The number, if it is one that is finite.
    pub fn number(&self) -> Option<f64> {
        match &self.kind {
            #[expect(clippy::cast_precision_loss, reason = "years and steps are far below 2^53")]
            Kind::Whole(whole) => Some(*whole as f64),
            Kind::Number(number) => Some(*number).filter(|number| number.is_finite()),
            Kind::Text { .. } | Kind::List(_) | Kind::Table(_) | Kind::Other => None,
        }
    }

    /// The whole number, if it is one that is not below 0.
    pub fn count(&self) -> Option<u64> {
        match &self.kind {
            Kind::Whole(whole) => u64::try_from(*whole).ok(),
            Kind::Text { .. } | Kind::Number(_) | Kind::List(_) | Kind::Table(_) | Kind::Other => {
                None
            }
        }
    }

    /// The values of a list, if it is one.
    pub fn list(&self) -> Option<&[Value]> {
        match &self.kind {
            Kind::List(list) => Some(list),
            Kind::Text { .. } | Kind::Whole(_) | Kind::Number(_) | Kind::Table(_) | Kind::Other => {
                None
            }
        }
    }

    /// The table, if it is one.
    pub fn table(&self) -> Option<&Table> {
        match &self.kind {
            Kind::Table(table) => Some(table),
            Kind::Text { .. } | Kind::Whole(_) | Kind::Number(_) | Kind::List(_) | Kind::Other => {
                None
            }
        }
    }

    /// Finds fault with a value of the wrong kind.
    pub fn wrong(&self, wanted: &str) -> Diagnostic {
        Diagnostic::new(Code::BadBook, self.span, format!("{wanted} should stand here"))
    }
}
