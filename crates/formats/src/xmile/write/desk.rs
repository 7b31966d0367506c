//! What writing a model goes along with: the model, and what could not be said.

use super::markup::Tag;
use interregnum_model::dimension::Elements;
use interregnum_model::lookup::Beyond;
use interregnum_model::{
    Code, Diagnostic, Dimension, ExprKind, Key, Lookup, Model, Name, Span, Variable, VariableKind,
};
use std::cell::RefCell;
use std::collections::BTreeMap;

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
    /// What must be written beside the model's own variables.
    beside: RefCell<Vec<Tag>>,
    /// The variable whose equations are being written, its dimensions, and what it keeps so far.
    now: RefCell<(String, Vec<Name>, usize)>,
}

/// Elements of a counted dimension beyond which it is not written out one by one.
const MOST_COUNTED: f64 = 100_000.0;

impl<'m> Desk<'m> {
    /// Gathers what is looked up often.
    pub fn new(model: &'m Model) -> Desk<'m> {
        let mut desk = Desk {
            model,
            elements: model
                .dimensions
                .iter()
                .map(|it| (it.name.key.clone(), elements(it)))
                .collect(),
            spread: BTreeMap::new(),
            inside: BTreeMap::new(),
            lookups: BTreeMap::new(),
            losses: RefCell::new(Vec::new()),
            beside: RefCell::new(Vec::new()),
            now: RefCell::new((String::new(), Vec::new(), 0)),
        };
        for variable in &model.variables {
            desk.spread.insert(variable.name.key.clone(), &variable.dimensions);
            if let VariableKind::Lookup(lookup) = &variable.kind {
                desk.lookups.insert(variable.name.key.clone(), lookup);
                if let Some(owner) =
                    lookup.inside.as_ref().filter(|owner| model.variable(&owner.key).is_some())
                {
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
        let finding = finding.help(help);
        let mut losses = self.losses.borrow_mut();
        let again =
            losses.iter().any(|it| it.span == finding.span && it.message == finding.message);
        if !again {
            losses.push(finding);
        }
    }

    /// What could not be said.
    pub fn losses(self) -> Vec<Diagnostic> {
        self.losses.into_inner()
    }

    /// Notes whose equations are written from now on.
    pub fn begin(&self, variable: &Variable) {
        *self.now.borrow_mut() =
            (variable.name.written.to_string(), variable.dimensions.clone(), 0);
    }

    /// A free name for something that the variable being written keeps.
    pub fn kept(&self) -> String {
        let mut now = self.now.borrow_mut();
        loop {
            now.2 += 1;
            let number = if now.2 > 1 { format!(" {}", now.2) } else { String::new() };
            let name = format!("{} kept{number}", now.0);
            if self.model.variable(&Key::new(&name)).is_none() {
                return name;
            }
        }
    }

    /// Notes that its elements have equations of their own from now on.
    pub fn begin_elements(&self) {
        self.now.borrow_mut().1.clear();
    }

    /// The dimensions of the variable being written.
    pub fn dimensions_now(&self) -> Vec<Name> {
        self.now.borrow().1.clone()
    }

    /// Has something written beside the model's own variables.
    pub fn beside(&self, tag: Tag) {
        self.beside.borrow_mut().push(tag);
    }

    /// What must be written beside them.
    pub fn take_beside(&self) -> Vec<Tag> {
        self.beside.take()
    }

    /// The elements of a dimension, in order.
    pub fn elements(&self, dimension: &Key) -> &[Name] {
        self.elements.get(dimension).map_or(&[], Vec::as_slice)
    }

    /// Whether a lookup's curves take the value of the next point. The standard has no such curve,
    /// but one of steps read backwards is the same: its x and what is looked up are negated.
    pub fn is_backward(&self, curve: &Key) -> bool {
        self.lookup(curve).is_some_and(|lookup| {
            !lookup.curves.is_empty()
                && lookup.curves.iter().all(|(_, curve)| curve.beyond == Beyond::Next)
        })
    }

    /// How many elements an array over these dimensions has.
    pub fn size(&self, dimensions: &[Name]) -> usize {
        dimensions
            .iter()
            .fold(1_usize, |size, it| size.saturating_mul(self.elements(&it.key).len()))
    }

    /// The position of an element, from 1, in the whole that a dimension is a part of.
    pub fn number(&self, dimension: &Key, element: &Name) -> Option<usize> {
        let mut whole = dimension;
        // A part of a part of itself would never end.
        for _ in 0..self.model.dimensions.len() {
            let found = self.model.dimensions.iter().find(|it| it.name.key == *whole)?;
            match &found.within {
                Some(within) => whole = &within.key,
                None => break,
            }
        }
        self.elements(whole).iter().position(|it| it == element).map(|at| at + 1)
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

    /// Whether one dimension declares a mapping onto another.
    pub fn maps(&self, from: &Key, onto: &Key) -> bool {
        let own = self.model.dimensions.iter().find(|it| it.name.key == *from);
        own.is_some_and(|it| it.mappings.iter().any(|mapping| mapping.target.key == *onto))
    }

    /// The element of `to` that an element of `from` is mapped to, by a mapping of either.
    pub fn mapped(&self, from: &Key, element: &Name, to: &Key) -> Option<Name> {
        let dimension = |key: &Key| self.model.dimensions.iter().find(|it| it.name.key == *key);
        let onto = |of: &Key, target: &Key| {
            dimension(of)?.mappings.iter().find(|mapping| mapping.target.key == *target)
        };
        let position =
            |of: &Key, wanted: &Name| self.elements(of).iter().position(|it| it == wanted);
        if let Some(mapping) = onto(from, to) {
            return mapping.elements.get(position(from, element)?).cloned();
        }
        let at = onto(to, from)?.elements.iter().position(|it| it == element)?;
        self.elements(to).get(at).cloned()
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
            ExprKind::Number(count) if count <= MOST_COUNTED => (1..=count as usize)
                .map(|position| Name::new(&position.to_string(), expr.span))
                .collect(),
            _ => Vec::new(),
        },
    }
}
