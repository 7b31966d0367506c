//! Changes as written made settings of the program.

use super::Planner;
use crate::claims::scenario::{Amount, How, Moved, Scenario};
use interregnum_compile::program::{self, Layout, Role, SettingKind};
use interregnum_model::claim::{Change, ChangeKind, Figure};
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::expression::Subscript;
use interregnum_model::name::Name;
use interregnum_model::source::Span;

/// What a switch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Switch {
    /// A lever: 1 pulls it.
    Lever,
    /// A mechanism: 0 switches it off.
    Mechanism,
}

/// What a setting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Parameter,
    Mechanism,
    Lever,
    LeverFrom,
    LeverUntil,
    Asked,
    Shift,
}

fn named(kind: &SettingKind) -> (Sort, &Name) {
    match kind {
        SettingKind::Parameter { name, .. } => (Sort::Parameter, name),
        SettingKind::Mechanism { name } => (Sort::Mechanism, name),
        SettingKind::Lever { name } => (Sort::Lever, name),
        SettingKind::LeverFrom { name } => (Sort::LeverFrom, name),
        SettingKind::LeverUntil { name } => (Sort::LeverUntil, name),
        SettingKind::Asked { name } => (Sort::Asked, name),
        SettingKind::Shift { name } => (Sort::Shift, name),
    }
}

impl Planner<'_> {
    /// Makes a change; findings where it cannot be made.
    pub(super) fn change(&mut self, change: &Change, scenario: &mut Scenario) {
        match &change.kind {
            ChangeKind::With { lever, from, until } => {
                self.pull(lever, from.as_ref(), until.as_ref(), scenario);
            }
            ChangeKind::Replace { lever, from, until } => {
                self.replace(lever, from.as_ref(), until.as_ref(), scenario);
            }
            ChangeKind::Off { mechanism } => {
                if let Some(at) = self.switch(mechanism, Switch::Mechanism) {
                    scenario.set(at, Amount::Number(0.0));
                }
            }
            ChangeKind::Set { parameter, subscripts, value } => {
                self.set_parameter(parameter, subscripts, value, scenario);
            }
            ChangeKind::Impulse { stock, subscripts, at, amount, by } => {
                let how = if *by { How::By } else { How::To };
                if let Some((at, amount)) = self.figure(at).zip(self.figure(amount)) {
                    self.impulse(stock, subscripts, Moved { first: 0, at, amount, how }, scenario);
                }
            }
            ChangeKind::Shift { input, years } => {
                let at = self.setting(Sort::Shift, input);
                match at {
                    Some(at) => scenario.set(at, Amount::Number(*years)),
                    None => self.no_dated_input(input),
                }
            }
            ChangeKind::DrawsFrom(date) => self.draws_from(date, change.span, scenario),
            ChangeKind::Dt(dt) => {
                if *dt > 0.0 && dt.is_finite() {
                    scenario.dt(*dt);
                } else {
                    let finding = Diagnostic::new(Code::BadTime, change.span, "dt must be above 0");
                    self.diagnostics.push(finding);
                }
            }
            ChangeKind::Method(method) => scenario.method(*method),
        }
    }

    fn pull(
        &mut self,
        lever: &Name,
        from: Option<&Figure>,
        until: Option<&Figure>,
        scenario: &mut Scenario,
    ) {
        let Some(at) = self.switch(lever, Switch::Lever) else { return };
        scenario.set(at, Amount::Number(1.0));
        let begins = self.setting(Sort::LeverFrom, lever);
        let ends = self.setting(Sort::LeverUntil, lever);
        for (setting, date) in [(begins, from), (ends, until)] {
            let date = date.and_then(|date| self.figure(date));
            if let (Some(setting), Some(date)) = (setting, date) {
                scenario.set(setting, date);
            }
        }
    }

    /// Pulls the lever that stands for an equation, with the numbers it asks for.
    fn replace(
        &mut self,
        lever: &Name,
        from: Option<&Figure>,
        until: Option<&Figure>,
        scenario: &mut Scenario,
    ) {
        self.pull(lever, from, until, scenario);
        for (asked, id) in &self.figures {
            if let Some(setting) = self.setting(Sort::Asked, &program::asked(lever, asked)) {
                scenario.set(setting, Amount::Asked(*id));
            }
        }
    }

    /// Members part from the base run at a date.
    fn draws_from(&mut self, date: &Figure, span: Span, scenario: &mut Scenario) {
        let namesake = self.levers().find(|lever| lever.eq_ignore_ascii_case("draws"));
        if let Some(lever) = namesake.map(str::to_owned) {
            let headline =
                format!("`draws from` is no lever, and the book has one named `{lever}`");
            self.diagnostics.push(
                Diagnostic::new(Code::BadClaim, span, headline)
                    .label("here members begin to draw")
                    .help("give the lever another name"),
            );
        }
        if let Some(date) = self.figure(date) {
            scenario.draws_from(date);
        }
    }

    /// The setting of this sort and name.
    fn setting(&self, sort: Sort, wanted: &Name) -> Option<usize> {
        self.program.settings.iter().position(|setting| named(&setting.kind) == (sort, wanted))
    }

    /// The setting of a lever or mechanism, or a finding.
    pub(super) fn switch(&mut self, name: &Name, wanted: Switch) -> Option<usize> {
        let lever = self.lever(name);
        let mechanism = self.mechanism(name);
        match wanted {
            Switch::Lever if lever.is_some() => return lever,
            Switch::Mechanism if mechanism.is_some() => return mechanism,
            Switch::Lever | Switch::Mechanism => {}
        }
        let finding = match wanted {
            Switch::Lever if mechanism.is_some() => Diagnostic::new(
                Code::WrongKind,
                name.span,
                format!("`{name}` is a mechanism, not a lever"),
            )
            .help(format!("mechanisms are switched off: `off {name}`, `fails without {name}`")),
            Switch::Mechanism if lever.is_some() => Diagnostic::new(
                Code::WrongKind,
                name.span,
                format!("`{name}` is a lever, not a mechanism"),
            )
            .help(format!("levers are pulled: `with {name}`, `fails with {name}`")),
            Switch::Lever => {
                Diagnostic::new(Code::UnknownName, name.span, format!("there is no lever `{name}`"))
                    .nearest(&name.written, self.levers())
            }
            Switch::Mechanism => Diagnostic::new(
                Code::UnknownName,
                name.span,
                format!("there is no mechanism `{name}`"),
            )
            .nearest(&name.written, self.mechanisms()),
        };
        self.diagnostics.push(finding);
        None
    }

    pub(super) fn lever(&self, name: &Name) -> Option<usize> {
        self.setting(Sort::Lever, name)
    }

    pub(super) fn mechanism(&self, name: &Name) -> Option<usize> {
        self.setting(Sort::Mechanism, name)
    }

    pub(super) fn levers(&self) -> impl Iterator<Item = &str> {
        let shown = self.model.levers.iter().filter(|lever| !lever.anonymous);
        shown.map(|lever| &*lever.name.written)
    }

    pub(super) fn mechanisms(&self) -> impl Iterator<Item = &str> {
        self.model.mechanisms.iter().map(|mechanism| &*mechanism.name.written)
    }

    pub(super) fn layout(&self, name: &Name) -> Option<&Layout> {
        self.program.variables.iter().find(|layout| layout.name == *name && !layout.hidden)
    }

    /// The elements a change is for: `Some(None)` for all of them, `None` after a finding.
    pub(super) fn picked(
        &mut self,
        name: &Name,
        subscripts: &[Subscript],
    ) -> Option<Option<Vec<u32>>> {
        if subscripts.is_empty() {
            return Some(None);
        }
        let layout = self.layout(name)?.clone();
        let picked = self.elements(name, &layout, subscripts)?;
        Some(Some(picked.elements.into_iter().map(|(element, _)| element).collect()))
    }

    fn impulse(
        &mut self,
        stock: &Name,
        subscripts: &[Subscript],
        moved: Moved,
        scenario: &mut Scenario,
    ) {
        let Some((_, layout)) = self.variable(stock) else { return };
        if layout.role != Role::Stock {
            let headline = format!("`{stock}` is not a stock, and cannot be moved at a date");
            self.diagnostics.push(Diagnostic::new(Code::WrongKind, stock.span, headline).help(
                format!(
                    "say between which dates another equation holds: `with {stock} = 2 from 1953`"
                ),
            ));
            return;
        }
        let time = &self.program.time;
        if let Amount::Number(at) = moved.at
            && !(at >= time.start && at <= time.stop)
        {
            let headline = format!("{at} lies outside the run, {} to {}", time.start, time.stop);
            self.diagnostics.push(Diagnostic::new(Code::BadClaim, stock.span, headline));
            return;
        }
        let Some(picked) = self.picked(stock, subscripts) else { return };
        let elements = picked.unwrap_or_else(|| (0..layout.count).collect());
        let first = self.program.kept(layout).0;
        for element in elements {
            scenario.impulse(Moved { first: first + element, ..moved.clone() });
        }
    }

    fn no_dated_input(&mut self, input: &Name) {
        let dated = self.program.settings.iter().filter_map(|setting| {
            let (sort, name) = named(&setting.kind);
            (sort == Sort::Shift).then_some(&*name.written)
        });
        let finding = match self.layout(input) {
            Some(_) => Diagnostic::new(
                Code::WrongKind,
                input.span,
                format!("`{input}` is not read from a dated series, and cannot be shifted"),
            ),
            None => Diagnostic::new(
                Code::UnknownName,
                input.span,
                format!("there is no input `{input}`"),
            ),
        };
        let finding = finding.nearest(&input.written, dated);
        self.diagnostics.push(finding);
    }
}
