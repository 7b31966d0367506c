//! Macros, and functions that keep something, written out as variables like any others.
//!
//! Each call becomes hidden variables with the dimensions of the equation it stands in; the call
//! itself becomes a reference to the one that holds its result. Names of hidden variables are made
//! of the calling variable's name and the call's place in it, so that they do not depend on what
//! else a model declares.

mod asked;
mod call;
mod case;
mod inside;
mod itself;
mod kept;
mod library;
mod rewrite;

use crate::entry::{
    Axis, Clock, Entry, EntryCase, EntryId, EntryKind, EntryUnit, Expanded, Floor, Replaced,
    StockLimit, Switch, Visibility, replaceable,
};
use crate::index_sets::IndexSets;
use interregnum_model::equation::Equation;
use interregnum_model::expression::Subscript;
use interregnum_model::name::{Key, Name};
use interregnum_model::scenario::Replacement;
use interregnum_model::variable::{InputSource, StockKind};
use interregnum_model::{Code, Diagnostic, Model, Variable, VariableKind};
pub use kept::wrong_arguments;
pub use library::CHAPTERS as LIBRARY;
use library::Library;
use rewrite::{Naming, Scope, Site};
pub use rewrite::{reduces, reduction};
use std::collections::{BTreeSet, HashMap, HashSet};

/// The most variables, hidden ones included.
const MOST_ENTRIES: usize = 200_000;

/// The model with every macro call written out. `hidden` are variables that an earlier pass made.
pub fn expand<'m>(
    model: &'m Model,
    hidden: &BTreeSet<Key>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Expanded<'m> {
    let sets = IndexSets::of(&model.dimensions, diagnostics);
    let mut expander = Expander::new(model, sets, diagnostics);
    for variable in &model.variables {
        let is_made = hidden.contains(&variable.name.key);
        let visibility = if is_made { Visibility::Hidden } else { Visibility::Declared };
        expander.declare(variable, visibility);
    }
    for variable in &model.variables {
        expander.define(variable);
    }
    for (index, mechanism) in model.mechanisms.iter().enumerate() {
        let scope = Scope::of_model();
        expander.replace(Switch::Mechanism(index), &mechanism.name, &mechanism.off, &scope);
    }
    for (index, lever) in model.levers.iter().enumerate() {
        let scope = expander.asked(lever);
        expander.replace(Switch::Lever(index), &lever.name, &lever.replacements, &scope);
    }
    expander.part_stocks();
    expander.out
}

/// What is made while macros are written out.
struct Expander<'m, 'd> {
    out: Expanded<'m>,
    library: Library,
    /// Keys of everything the model declares.
    taken: HashSet<Key>,
    /// Its variables; of several with one name the first.
    variables: HashMap<&'m Key, &'m Variable>,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl<'m, 'd> Expander<'m, 'd> {
    fn new(model: &'m Model, sets: IndexSets, diagnostics: &'d mut Vec<Diagnostic>) -> Self {
        let variables = model.variables.iter().map(|variable| &variable.name);
        let dimensions = model.dimensions.iter().map(|dimension| &dimension.name);
        let taken = variables.chain(dimensions).map(|name| name.key.clone()).collect();
        let out = Expanded {
            model,
            sets,
            entries: Vec::new(),
            by_key: HashMap::new(),
            replacements: Vec::new(),
            calls: Vec::new(),
        };
        let named = model.variables.iter().rev().map(|it| (&it.name.key, it)).collect();
        Expander { out, library: Library::default(), taken, variables: named, diagnostics }
    }

    /// Makes a variable's entry, still without its equation, so that every name is known before
    /// equations are rewritten. A second declaration of a name is the reader's to report.
    fn declare(&mut self, variable: &Variable, visibility: Visibility) {
        if self.out.by_key.contains_key(&variable.name.key) {
            return;
        }
        let mut axes = Vec::new();
        for name in &variable.dimensions {
            match self.out.sets.find(&name.key) {
                Some(dimension) => axes.push(Axis::whole(dimension, &self.out.sets)),
                None => self.diagnostics.push(self.out.sets.unknown_dimension(name)),
            }
        }
        let unit = variable.unit.as_ref().map(|(unit, _)| unit.clone());
        self.add(Entry {
            name: variable.name.clone(),
            span: variable.span,
            kind: kind(variable),
            unit: match visibility {
                Visibility::Declared => EntryUnit::Declared(unit),
                Visibility::Hidden if unit.is_some() => EntryUnit::Declared(unit),
                Visibility::Hidden | Visibility::Library => EntryUnit::Inferred,
            },
            axes,
            inherited: 0,
            cases: Vec::new(),
            visibility,
            clock: clock(variable),
            range: variable.range,
        });
    }

    fn add(&mut self, entry: Entry) {
        let id = EntryId(u32::try_from(self.out.entries.len()).unwrap_or(u32::MAX));
        self.out.by_key.insert(entry.name.key.clone(), id);
        self.out.entries.push(entry);
    }

    /// Gives a declared variable its equation or curves.
    fn define(&mut self, variable: &Variable) {
        let Some(id) = self.out.find(&variable.name.key) else { return };
        let Some(entry) = self.out.entry(id) else { return };
        if entry.span != variable.span {
            return;
        }
        let axes = entry.axes.clone();
        self.define_kind(id, &axes, variable);
        if let Some(equation) = variable.equation() {
            let naming = Naming::new(variable.name.to_string());
            let scope = Scope::of_model();
            let site = Site { axes: &axes, naming: &naming, scope: &scope, clock: clock(variable) };
            let cases = self.cases(equation, &axes, &site);
            if let Some(entry) = self.out.entries.get_mut(id.0 as usize) {
                entry.cases = cases;
            }
        }
    }

    /// The cases of an equation over `axes`, of which the site's own come first.
    fn cases(&mut self, equation: &Equation, axes: &[Axis], site: &Site) -> Vec<EntryCase> {
        let mut cases = Vec::new();
        for written in &equation.cases {
            let subscripts = self.rewrite_subscripts(&written.subscripts, site);
            let inherited = site.scope.inherited.min(axes.len());
            let (outer, own) = axes.split_at(inherited);
            let chosen = case::axes(&self.out.sets, own, &subscripts, self.diagnostics);
            let mut except = Vec::new();
            for elements in &written.except {
                let elements = self.rewrite_subscripts(elements, site);
                let left_out = case::axes(&self.out.sets, own, &elements, self.diagnostics);
                if let Some(left_out) = left_out {
                    let all = outer.iter().chain(&left_out);
                    except.push(all.map(|axis| axis.positions.clone()).collect());
                }
            }
            // A case whose elements are faulty is still read through for other faults.
            let own = chosen.unwrap_or_else(|| own.to_vec());
            let axes: Vec<Axis> = outer.iter().chain(&own).cloned().collect();
            let here = Site { axes: &axes, clock: site.clock.clone(), ..*site };
            let expr = self.rewrite(&written.expr, &here);
            cases.push(EntryCase { axes, except, expr });
        }
        cases
    }

    /// Gives an entry what stands in its kind element by element.
    fn define_kind(&mut self, id: EntryId, axes: &[Axis], variable: &Variable) {
        match &variable.kind {
            VariableKind::Lookup(lookup) => {
                let placed = self.placed(axes, &lookup.curves);
                if let Some(EntryKind::Lookup { curves, .. }) = self.kind_mut(id) {
                    *curves = placed;
                }
            }
            VariableKind::Parameter { ranges, .. } => {
                let placed = self.placed(axes, ranges);
                if let Some(EntryKind::Parameter { ranges, .. }) = self.kind_mut(id) {
                    *ranges = placed;
                }
            }
            // Conveyors and queues were written out before; one that could not be has a finding.
            VariableKind::Stock { .. }
            | VariableKind::Flow { .. }
            | VariableKind::Auxiliary { .. }
            | VariableKind::Input { .. } => {}
        }
    }

    fn kind_mut(&mut self, id: EntryId) -> Option<&mut EntryKind> {
        self.out.entries.get_mut(id.0 as usize).map(|entry| &mut entry.kind)
    }

    /// What stands after subscripts, with the elements that the subscripts name.
    fn placed<T: Clone>(
        &mut self,
        declared: &[Axis],
        written: &[(Vec<Subscript>, T)],
    ) -> Vec<(Vec<Axis>, T)> {
        let mut placed = Vec::new();
        for (subscripts, what) in written {
            let axes = case::axes(&self.out.sets, declared, subscripts, self.diagnostics);
            placed.extend(axes.map(|axes| (axes, what.clone())));
        }
        placed
    }

    /// Notes what a switch replaces.
    fn replace(
        &mut self,
        switch: Switch,
        name: &Name,
        replacements: &[Replacement],
        scope: &Scope,
    ) {
        let naming = Naming::new(name.to_string());
        for replacement in replacements {
            let Some(target) = self.target(replacement) else { continue };
            let Some(entry) = self.out.entry(target) else { continue };
            let declared = entry.axes.clone();
            let subscripts = &replacement.target.subscripts;
            let axes = case::axes(&self.out.sets, &declared, subscripts, self.diagnostics);
            let axes = axes.unwrap_or(declared);
            let clock = match switch {
                Switch::Mechanism(_) => Clock::Model,
                Switch::Lever(_) => Clock::Lever,
            };
            let site = Site { axes: &axes, naming: &naming, scope, clock };
            let expr = self.rewrite(&replacement.expr, &site);
            let case = EntryCase { axes, except: Vec::new(), expr };
            self.out.replacements.push(Replaced { switch, target, case, span: replacement.span });
        }
    }

    fn target(&mut self, replacement: &Replacement) -> Option<EntryId> {
        let name = &replacement.target.name;
        let model = self.out.model;
        let Some(variable) = self.variables.get(&name.key) else {
            let names = model.variables.iter().map(|variable| &*variable.name.written);
            let message = format!("no variable is called `{name}`");
            self.diagnostics.push(
                Diagnostic::new(Code::UnknownName, name.span, message)
                    .label("not declared")
                    .nearest(&name.written, names),
            );
            return None;
        };
        if !replaceable(&variable.kind) {
            let message = format!("the lookup `{name}` cannot be replaced");
            self.diagnostics.push(
                Diagnostic::new(Code::WrongKind, name.span, message)
                    .label("a lookup has no equation")
                    .help("replace the equation that reads the lookup instead"),
            );
            return None;
        }
        self.out.find(&name.key)
    }
}

fn kind(variable: &Variable) -> EntryKind {
    match &variable.kind {
        VariableKind::Stock { inflows, outflows, kind, .. } => EntryKind::Stock {
            inflows: inflows.clone(),
            outflows: outflows.clone(),
            limit: stock_limit(kind),
        },
        VariableKind::Flow { non_negative, .. } => EntryKind::Flow { floor: floor(*non_negative) },
        VariableKind::Auxiliary { .. } => EntryKind::Auxiliary,
        VariableKind::Parameter { distribution, .. } => {
            EntryKind::Parameter { distribution: *distribution, ranges: Vec::new() }
        }
        VariableKind::Lookup(lookup) => {
            EntryKind::Lookup { curves: Vec::new(), input_unit: lookup.input_unit.clone() }
        }
        VariableKind::Input { source: InputSource::Series { points, between, .. }, .. } => {
            EntryKind::Series { points: points.clone(), between: *between }
        }
        VariableKind::Input { source: InputSource::Equation(_), .. } => EntryKind::Input,
    }
}

fn stock_limit(kind: &StockKind) -> StockLimit {
    match kind {
        StockKind::NonNegative => StockLimit::HeldOutflows,
        StockKind::Clamped => StockLimit::Clamped,
        StockKind::Plain | StockKind::Conveyor(_) | StockKind::Queue { .. } => StockLimit::None,
    }
}

fn floor(non_negative: bool) -> Floor {
    if non_negative { Floor::Zero } else { Floor::None }
}

fn clock(variable: &Variable) -> Clock {
    match variable.kind {
        VariableKind::Input { .. } => Clock::Input(variable.name.key.clone()),
        VariableKind::Stock { .. }
        | VariableKind::Flow { .. }
        | VariableKind::Auxiliary { .. }
        | VariableKind::Parameter { .. }
        | VariableKind::Lookup(_) => Clock::Model,
    }
}
