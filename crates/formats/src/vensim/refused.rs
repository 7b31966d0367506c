//! Vensim's functions that do not run here, and what to write instead.

use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::name::{Key, Name};

/// A function that does not run here, and what to do.
pub(crate) const REFUSED: &[(&str, &str)] = &[
    ("CUMULATE", "add the data up in a level"),
    ("CUMULATEF", "add the data up in a level"),
    ("DEPRECIATE BY SCHEDULE", "write the value as a level that the schedule drains"),
    ("MESSAGE", "leave it out: a model is data and shows no messages"),
    ("PROBE", "leave it out: a model is data and shows no messages"),
    ("QUEUE AGE AVERAGE", "write the queue as a level and its delay"),
    ("QUEUE AGE IN RANGE", "write the queue as a level and its delay"),
    ("QUEUE AGE OLDEST", "write the queue as a level and its delay"),
    ("QUEUE ATTRIB AVERAGE", "write the attribute as a co-flow"),
    ("QUEUE ATTRIB IN RANGE", "write the attribute as a co-flow"),
    ("QUEUE ATTRIB MAX", "write the attribute as a co-flow"),
    ("QUEUE ATTRIB MIN", "write the attribute as a co-flow"),
    ("QUEUE ATTRIB QUANTITY", "write the attribute as a co-flow"),
    ("QUEUE FIFO", "write the queue as a level and its delay"),
    ("QUEUE FIFO ATTRIB", "write the attribute as a co-flow"),
    ("SHIFT IF TRUE", "move the elements of the array by flows between them"),
    ("SIMULTANEOUS", "put a level into the loop, or solve the equations by hand"),
    ("SINTEG", "write `INTEG`"),
    ("SSHAPE", "draw the curve as a lookup"),
    ("VECTOR LOOKUP", "write one lookup with subscripts"),
];

/// The finding for a call of such a function.
pub(crate) fn refusal(function: &Name) -> Option<Diagnostic> {
    let (name, help) = REFUSED.iter().find(|(name, _)| Key::new(name) == function.key)?;
    let message = format!("Vensim's function `{name}` does not run here");
    Some(
        Diagnostic::new(Code::UnknownName, function.span, message)
            .label("not one of ours yet")
            .help(*help),
    )
}
