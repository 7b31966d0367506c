//! What writing a model goes along with: the model, and what could not be said.

use interregnum_model::dimension::Elements;
use interregnum_model::{Code, Diagnostic, Dimension, ExprKind, Key, Lookup, Model, Name, Span, VariableKind};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// What every part of the writer needs.
pub struct Desk<'m> {
    /// The model.
    pub model: &'m Model,
    /// Elements of each dimension as an equation names them.
    elements: BTreeMap<Key, Vec<Name>>,
    /// Dimensions of each variable.
    spread: BTreeMap<Key, &'m [Name]>,
    /// For a curve drawn inside a variable, that variable.
    inside: BTreeMap<Key, &'m Name>,
    lookups: BTreeMap<Key, &'m Lookup>,
    losses: RefCell<Vec<Diagnostic>>,
    /// Functions that are not the standard's, for which a macro must be written.
    wanted: RefCell<BTreeSet<&'static str>>,
}

/// Elements of a counted dimension beyond which it is not written out one by one.
const MOST_COUNTED: f64 = 100_000.0;

impl<'m> Desk<'m> {
    /// Gathers what is looked up often.
    pub fn new(model: &'m Model) -> Desk<'m> {
        let mut desk = Desk {
            model,
            elements: model.dimensions.iter().map(|it| (it.name.key.clone(), elements(it))).collect(),
            spread: BTreeMap::new(),
            inside: BTreeMap::new(),
            lookups: BTreeMap::new(),
            losses: RefCell::new(Vec::new()),
            wanted: RefCell::new(BTreeSet::new()),
        };
        for variable in &model.variables {
            desk.spread.insert(variable.name.key.clone(), &variable.dimensions);
            if let VariableKind::Lookup(lookup) = &variable.kind {
                desk.lookups.insert(variable.name.key.clone(), lookup);
                if let Some(owner) = lookup.inside.as_ref().filter(|owner| model.variable(&owner.key).is_some()) {
                    desk.inside.insert(variable.name.key.clone(), owner);
                }
            }
        }
        desk
    }

    /// Notes that something could not be said.
    pub fn loss(&self, span: Option<Span>, message: impl Into<String>, help: &str) {
        let finding = match span {
            Some(span) => Diagnostic::new(Code::Loss, span, message),
            None => Diagnostic::whole(Code::Loss, message),
        };
        self.losses.borrow_mut().push(finding.help(help));
    }

    /// What could not be said.
    pub fn losses(self) -> Vec<Diagnostic> {
        self.losses.into_inner()
    }

    /// Notes that a function needs a macro.
    pub fn want(&self, function: &'static str) {
        self.wanted.borrow_mut().insert(function);
    }

    /// The functions that need a macro, in order of name.
    pub fn wanted(&self) -> Vec<&'static str> {
        self.wanted.borrow().iter().copied().collect()
    }

    /// The elements of a dimension, in order.
    pub fn elements(&self, dimension: &Key) -> &[Name] {
        self.elements.get(dimension).map_or(&[], Vec::as_slice)
    }

    /// Whether a name is that of a dimension.
    pub fn is_dimension(&self, key: &Key) -> bool {
        self.elements.contains_key(key)
    }

    /// The dimensions of a variable.
    pub fn spread(&self, variable: &Key) -> &'m [Name] {
        self.spread.get(variable).copied().unwrap_or(&[])
    }

    /// The variable a curve is drawn in.
    pub fn owner(&self, curve: &Key) -> Option<&'m Name> {
        self.inside.get(curve).copied()
    }

    /// The lookup of this name.
    pub fn lookup(&self, key: &Key) -> Option<&'m Lookup> {
        self.lookups.get(key).copied()
    }

    /// Whether all elements of one dimension are elements of the other.
    pub fn is_part(&self, part: &Key, whole: &Key) -> bool {
        let all = self.elements(whole);
        part == whole || self.elements(part).iter().all(|element| all.contains(element))
    }
}

fn elements(dimension: &Dimension) -> Vec<Name> {
    match &dimension.elements {
        Elements::Named(names) => names.clone(),
        Elements::Counted(expr) => match expr.kind {
            ExprKind::Number(count) if count <= MOST_COUNTED => {
                (1..=count as usize).map(|position| Name::new(&position.to_string(), expr.span)).collect()
            }
            _ => Vec::new(),
        },
    }
}
