//! What is wrong with a model, where, and what to do about it.

pub mod advice;
pub mod code;
pub mod render;

use crate::dialect::Dialect;
use crate::source::Span;
use advice::Advice;
pub use code::Code;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth a look; the model runs.
    Warning,
    /// The model cannot be run, or not honestly.
    Error,
}

/// One finding. The headline alone must do for a reader in a hurry.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// What kind of fault.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// Lower case, no full stop, names in backticks.
    pub message: String,
    /// The place; `None` for a fault of the whole.
    pub span: Option<Span>,
    /// A few words under the place; may be empty.
    pub label: Box<str>,
    /// Other places that matter, with a few words each.
    pub related: Vec<(Span, String)>,
    /// What to do, each a sentence that begins with a verb.
    pub help: Vec<String>,
    /// What to do in the words of the file's language, until [`Diagnostic::settle`] says which it is.
    pub advice: Option<Box<Advice>>,
}

impl Diagnostic {
    /// A finding of the code's usual severity.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic { span: Some(span), ..Diagnostic::whole(code, message) }
    }

    /// A finding about the whole, without a place.
    pub fn whole(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity(),
            message: message.into(),
            span: None,
            label: Box::default(),
            related: Vec::new(),
            help: Vec::new(),
            advice: None,
        }
    }

    /// With a few words under the place.
    pub fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = label.into().into_boxed_str();
        self
    }

    /// With another place that matters.
    pub fn related(mut self, span: Span, words: impl Into<String>) -> Diagnostic {
        self.related.push((span, words.into()));
        self
    }

    /// With what to do.
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help.push(help.into());
        self
    }

    /// With what to do in the words of the file's language.
    pub fn advise(mut self, advice: Advice) -> Diagnostic {
        self.advice = Some(Box::new(advice));
        self
    }

    /// Says the advice in the words of a language, behind the help there is.
    pub fn settle(&mut self, dialect: Dialect) {
        self.help.extend(self.advice.take().map(|advice| advice.words(dialect)));
    }

    /// With `did you mean` and the nearest of the candidates, if one is near.
    pub fn nearest<'a>(
        self,
        wanted: &str,
        candidates: impl IntoIterator<Item = &'a str>,
    ) -> Diagnostic {
        match crate::name::nearest(wanted, candidates) {
            Some(candidate) => self.help(format!("did you mean `{candidate}`?")),
            None => self,
        }
    }

    /// As a warning, whatever the code's usual severity.
    pub fn warning(mut self) -> Diagnostic {
        self.severity = Severity::Warning;
        self
    }
}

/// Whether any is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// So many of something, in words: `1 argument`, `3 arguments`.
pub fn counted(count: u64, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}
