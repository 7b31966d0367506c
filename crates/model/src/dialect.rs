//! In which tool's language a model is written: what is said of it speaks that language.

/// The language of a model's files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// Our chapters.
    #[default]
    Chapters,
    /// XMILE, and so Stella's words.
    Xmile,
    /// Vensim's `.mdl`.
    Vensim,
}
