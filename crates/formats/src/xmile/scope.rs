//! What an equation sees: the names of its file, and of the model it stands in.

use super::context::plain_name;
use interregnum_model::dimension::Elements;
use interregnum_model::function;
use interregnum_model::{Dimension, Key, Name};
use std::collections::{BTreeMap, BTreeSet};

/// Names of a file.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Each dimension with its elements' names; none for a counted one.
    dimensions: BTreeMap<Key, Vec<Key>>,
    elements: BTreeSet<Key>,
    /// Variables of each module by the module's key; those of the root under the empty key.
    variables: BTreeMap<Key, BTreeSet<Key>>,
    macros: BTreeSet<Key>,
}

/// Name spaces whose prefix may stand before a function's name (XMILE 1.0, 3.2.2.3).
const NAMESPACES: &[&str] = &[
    "std",
    "user",
    "anylogic",
    "forio",
    "insightmaker",
    "isee",
    "powersim",
    "simanticssd",
    "simile",
    "sysdea",
    "vensim",
];

impl Names {
    /// Notes the dimensions.
    pub fn dimensions(&mut self, dimensions: &[Dimension]) {
        for dimension in dimensions {
            let elements: Vec<Key> = match &dimension.elements {
                Elements::Named(names) => names.iter().map(|name| name.key.clone()).collect(),
                Elements::Counted(_) => Vec::new(),
            };
            self.elements.extend(elements.iter().cloned());
            self.dimensions.insert(dimension.name.key.clone(), elements);
        }
    }

    /// Notes a variable of a module.
    pub fn variable(&mut self, module: &Key, variable: Key) {
        self.variables.entry(module.clone()).or_default().insert(variable);
    }

    /// Notes a macro.
    pub fn macro_name(&mut self, name: Key) {
        self.macros.insert(name);
    }

    /// Whether this is a dimension or an element.
    pub fn is_index(&self, key: &Key) -> bool {
        self.dimensions.contains_key(key) || self.elements.contains(key)
    }

    /// Whether this is a dimension.
    pub fn is_dimension(&self, key: &Key) -> bool {
        self.dimensions.contains_key(key)
    }

    /// Position, from 1, of an element in its dimension.
    pub fn position(&self, dimension: &Key, element: &Key) -> Option<usize> {
        let elements = self.dimensions.get(dimension)?;
        match elements.iter().position(|key| key == element) {
            Some(at) => Some(at + 1),
            None => element.as_str().parse().ok().filter(|_| elements.is_empty()),
        }
    }

    fn has(&self, module: &Key, key: &Key) -> bool {
        self.variables.get(module).is_some_and(|keys| keys.contains(key))
    }

    fn is_function(&self, key: &Key) -> bool {
        self.macros.contains(key) || function::find(key).is_some()
    }
}

/// Where an equation stands.
#[derive(Clone, Debug)]
pub struct Scope<'n> {
    /// The names of the file.
    pub names: &'n Names,
    /// Its module's name; `None` in the root model and in macros.
    pub module: Option<Name>,
    /// Its variable's name, with its module's.
    pub owner: Option<Name>,
    /// Its variable's dimensions.
    pub dimensions: Vec<Name>,
}

/// A name with that of its module before it; the root's has none.
pub fn qualified(module: Option<&Name>, name: &str) -> String {
    match module {
        Some(module) => format!("{module}.{name}"),
        None => name.to_owned(),
    }
}

impl Scope<'_> {
    /// A name of an equation as a name of the whole model. `parts` are what dots part; `.x` begins
    /// with an empty part. A name in brackets is an element or a dimension first.
    pub fn resolve(&self, parts: &[&str], place: NamePlace) -> String {
        let plain: Vec<String> = parts.iter().map(|part| plain_name(part)).collect();
        match plain.as_slice() {
            [] => String::new(),
            [name] => self.simple(name, place),
            [space, name] if space.is_empty() => name.clone(),
            // An element may say whose it is (XMILE 1.0, 3.7.1).
            [dimension, element]
                if place == NamePlace::Subscript
                    && self.names.position(&Key::new(dimension), &Key::new(element)).is_some() =>
            {
                element.clone()
            }
            [space, rest @ ..] => {
                let is_namespace = NAMESPACES.iter().any(|known| known.eq_ignore_ascii_case(space));
                if is_namespace && !self.names.variables.contains_key(&Key::new(space)) {
                    rest.join(".")
                } else {
                    plain.join(".")
                }
            }
        }
    }

    fn simple(&self, name: &str, place: NamePlace) -> String {
        let key = Key::new(name);
        if key.as_str() == "self"
            && let Some(owner) = &self.owner
        {
            return owner.written.to_string();
        }
        let Some(module) = &self.module else { return name.to_owned() };
        let is_local = self.names.has(&module.key, &key);
        let is_global = match place {
            NamePlace::Subscript => self.names.is_index(&key) || !is_local,
            NamePlace::Call => !is_local && self.names.is_function(&key),
            NamePlace::Value => {
                !is_local && (self.names.is_index(&key) || self.names.is_function(&key))
            }
        };
        if is_global { name.to_owned() } else { qualified(Some(module), name) }
    }
}

/// Where a name stands in an equation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamePlace {
    /// Before a bracket of arguments.
    Call,
    /// Inside a bracket of subscripts.
    Subscript,
    /// Anywhere else.
    Value,
}
