//! Functions of ours that the standard does not have, as macros of it.

use super::markup::Tag;

/// A macro: its name, its arguments, what it gives.
struct Written {
    name: &'static str,
    arguments: &'static [&'static str],
    eqn: &'static str,
    /// A stock of the macro with its one inflow, where one equation does not do.
    doc: &'static str,
}

/// The macros, in order of name.
const MACROS: &[Written] = &[
    Written {
        name: "SAMPLE IF TRUE",
        arguments: &["condition", "input", "first"],
        eqn: "IF condition <> 0 THEN input ELSE PREVIOUS(SELF, first)",
        doc: "The input when the condition last held, now included; first before it ever did.",
    },
    Written {
        name: "XIDZ",
        arguments: &["numerator", "denominator", "otherwise"],
        eqn: "SAFEDIV(numerator, denominator, otherwise)",
        doc: "The quotient, or otherwise where the denominator is zero.",
    },
    Written {
        name: "ZIDZ",
        arguments: &["numerator", "denominator"],
        eqn: "SAFEDIV(numerator, denominator, 0)",
        doc: "The quotient, or 0 where the denominator is zero.",
    },
];

/// Whether a macro stands for a function.
pub fn has_macro(function: &str) -> bool {
    MACROS.iter().any(|it| it.name == function)
}

/// The macro of a function.
pub fn macro_of(function: &str) -> Option<Tag> {
    let written = MACROS.iter().find(|it| it.name == function)?;
    let mut tag = Tag::new("macro").with("name", written.name.replace(' ', "_"));
    tag.extend(written.arguments.iter().map(|argument| Tag::words("parm", argument)));
    tag.push(Tag::words("eqn", written.eqn));
    tag.push(Tag::words("doc", written.doc));
    Some(tag)
}
