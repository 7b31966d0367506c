//! Macros by name: the model's own, and those of the library, read when first called.

use interregnum_formats::chapters;
use interregnum_model::Model;
use interregnum_model::macros::Macro;
use interregnum_model::name::Key;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The library's chapters, with the names they are cited by.
pub const CHAPTERS: &[(&str, &str)] = &[
    ("library/smooth.md", include_str!("../../../../library/smooth.md")),
    ("library/delay.md", include_str!("../../../../library/delay.md")),
    ("library/belt.md", include_str!("../../../../library/belt.md")),
    ("library/trend.md", include_str!("../../../../library/trend.md")),
    ("library/money.md", include_str!("../../../../library/money.md")),
    ("library/chance.md", include_str!("../../../../library/chance.md")),
    ("library/time.md", include_str!("../../../../library/time.md")),
];

/// A macro and where it comes from.
pub struct KnownMacro {
    /// The macro.
    pub body: Macro,
    /// Whose it is.
    pub from: From,
}

/// Whose a macro is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// Declared in the model.
    Model,
    /// In the library: places inside it mean nothing to the reader of a model.
    Library,
}

/// Macros that were called so far.
#[derive(Default)]
pub struct Library {
    known: BTreeMap<Key, Rc<KnownMacro>>,
    read: bool,
}

impl Library {
    /// The model's macro of this name.
    pub fn of_model(&mut self, model: &Model, key: &Key) -> Option<Rc<KnownMacro>> {
        let body = model.macros.iter().find(|body| body.name.key == *key)?;
        let known = self
            .known
            .entry(key.clone())
            .or_insert_with(|| Rc::new(KnownMacro { body: body.clone(), from: From::Model }));
        Some(Rc::clone(known))
    }

    /// The library's macro of this name.
    pub fn find(&mut self, key: &Key) -> Option<Rc<KnownMacro>> {
        if !self.read {
            self.read = true;
            for (path, text) in CHAPTERS {
                for body in chapters::read_library(path, text).model.macros {
                    let known = Rc::new(KnownMacro { body, from: From::Library });
                    self.known.entry(known.body.name.key.clone()).or_insert(known);
                }
            }
        }
        self.known.get(key).map(Rc::clone)
    }
}
