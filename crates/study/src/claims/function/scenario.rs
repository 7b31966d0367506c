//! Functions that ask one question under several changes: each lever alone, all of their
//! combinations. `min`, `max`, `any` and `all` of the answers search among them.

use super::{Argument, BLANK, Function, Kind, Takes, Yields};

/// The entries.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: "each",
        kind: Kind::Changes(Changes::Each),
        summary: "The answers with each lever pulled, or each mechanism off, alone.",
        examples: &[
            ("each(effect[1955], strong, \"no-dose\")", "2.1, 0.1"),
            ("max(each(effect[1955], strong, \"no-dose\"))", "2.1"),
        ],
        ..SCENARIOS
    },
    Function {
        name: "combinations",
        kind: Kind::Changes(Changes::Combinations),
        summary: "The answers under every combination of these levers (pulled) and mechanisms (off), none of them first.",
        examples: &[
            ("combinations(effect[1955], strong, dosing)", "1.1, 2.1, 0.1, 2.1"),
            ("min(combinations(effect[1955], strong, dosing))", "0.1"),
        ],
        ..SCENARIOS
    },
    Function {
        name: "base",
        arguments: &[Argument { name: "question", takes: Takes::Any }],
        kind: Kind::Base,
        yields: Yields::Same,
        summary: "The question asked of the run without changes: inside `with`, `off` and knock-outs the way back to compare with.",
        examples: &[("(effect[1955] - base(effect[1955])) with strong", "1")],
        ..BLANK
    },
];

const SCENARIOS: Function = Function {
    arguments: &[
        Argument { name: "question", takes: Takes::Any },
        Argument { name: "lever", takes: Takes::Switch },
    ],
    required: 2,
    repeats: true,
    yields: Yields::ListOfFirst,
    ..BLANK
};

/// Under which changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changes {
    /// One after the other, each alone.
    Each,
    /// Every combination.
    Combinations,
}

/// Most names that may be combined: 2 to this power runs for each member.
pub const MOST_COMBINED: usize = 10;
