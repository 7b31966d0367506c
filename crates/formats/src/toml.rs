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
    Text(String),
    Whole(i64),
    Number(f64),
    List(Vec<Value>),
    Table(Table),
    /// A truth value, a date, or a number that cannot be held: no key of ours takes one.
    Other,
}

/// Where the text stands.
#[derive(Clone, Copy)]
struct Origin {
    file: FileId,
    offset: usize,
}

impl Origin {
    fn span(self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.file, self.offset + range.start, self.offset + range.end)
    }
}

/// Reads a text that stands at `offset` in its file: what can be read of it, with a finding for
/// every fault.
pub fn parse(text: &str, file: FileId, offset: usize, diagnostics: &mut Vec<Diagnostic>) -> Table {
    let origin = Origin { file, offset };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = origin.span(error.span().unwrap_or(0..0));
        let message = format!("this is not TOML: {}", error.message());
        diagnostics.push(Diagnostic::new(Code::Syntax, span, message));
    }
    read_table(table.get_ref(), origin)
}

fn read_table(table: &DeTable<'_>, origin: Origin) -> Table {
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

fn read_value(value: &Spanned<DeValue<'_>>, origin: Origin) -> Value {
    let kind = match value.get_ref() {
        DeValue::String(text) => Kind::Text(text.to_string()),
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
            Kind::Text(text) => Some(text.clone()),
            Kind::Whole(_) | Kind::Number(_) | Kind::List(_) | Kind::Table(_) | Kind::Other => None,
        }
    }

    /// The number, if it is one that is finite.
    pub fn number(&self) -> Option<f64> {
        match &self.kind {
            #[expect(clippy::cast_precision_loss, reason = "years and steps are far below 2^53")]
            Kind::Whole(whole) => Some(*whole as f64),
            Kind::Number(number) => Some(*number).filter(|number| number.is_finite()),
            Kind::Text(_) | Kind::List(_) | Kind::Table(_) | Kind::Other => None,
        }
    }

    /// The whole number, if it is one that is not below 0.
    pub fn count(&self) -> Option<u64> {
        match &self.kind {
            Kind::Whole(whole) => u64::try_from(*whole).ok(),
            Kind::Text(_) | Kind::Number(_) | Kind::List(_) | Kind::Table(_) | Kind::Other => None,
        }
    }

    /// The values of a list, if it is one.
    pub fn list(&self) -> Option<&[Value]> {
        match &self.kind {
            Kind::List(list) => Some(list),
            Kind::Text(_) | Kind::Whole(_) | Kind::Number(_) | Kind::Table(_) | Kind::Other => None,
        }
    }

    /// The table, if it is one.
    pub fn table(&self) -> Option<&Table> {
        match &self.kind {
            Kind::Table(table) => Some(table),
            Kind::Text(_) | Kind::Whole(_) | Kind::Number(_) | Kind::List(_) | Kind::Other => None,
        }
    }

    /// Finds fault with a value of the wrong kind.
    pub fn wrong(&self, wanted: &str) -> Diagnostic {
        Diagnostic::new(Code::BadBook, self.span, format!("{wanted} should stand here"))
    }
}
