//! One call of a macro, written out.

use super::inside::visibility;
use super::library::{From, KnownMacro};
use super::rewrite::{Naming, Scope, Site, open_star};
use super::{Expander, MOST_ENTRIES};
use crate::entry::{Entry, EntryCase, EntryKind, EntryUnit, WrittenOut};
use interregnum_model::diagnostic::counted;
use interregnum_model::expression::{Expr, ExprKind, Reference};
use interregnum_model::function::{self, Function, FunctionKind, Intrinsic};
use interregnum_model::macros::{Macro, MacroArgument};
use interregnum_model::name::{Key, Name};
use interregnum_model::source::Span;
use interregnum_model::{Code, Diagnostic};
use std::collections::BTreeMap;
use std::rc::Rc;

/// How deep macros may call macros.
const DEEPEST: usize = 32;

/// What a called name stands for.
pub enum Callee {
    /// A macro.
    Macro(Rc<KnownMacro>),
    /// A function that keeps something from step to step.
    Kept(&'static Function, Intrinsic),
    /// A lookup, or a function that is worked out at once; or nothing known.
    Other(Name),
}

impl Expander<'_, '_> {
    /// What a called name stands for: lookups before macros, the model's macros before the
    /// catalogue.
    pub fn callee(&mut self, function: &Name, site: &Site) -> Callee {
        let local = site.scope.local.get(&function.key).unwrap_or(function);
        let is_lookup = self
            .out
            .find(&local.key)
            .and_then(|id| self.out.entry(id))
            .is_some_and(|entry| matches!(entry.kind, EntryKind::Lookup { .. }));
        if is_lookup {
            return Callee::Other(local.clone());
        }
        if let Some(body) = self.library.of_model(self.out.model, &function.key) {
            return Callee::Macro(body);
        }
        let Some(entry) = function::find(&function.key) else {
            return Callee::Other(function.clone());
        };
        match entry.kind {
            FunctionKind::Macro => match self.library.find(&Key::new(entry.name)) {
                Some(body) => Callee::Macro(body),
                None => Callee::Other(function.clone()),
            },
            FunctionKind::Intrinsic(
                kept @ (Intrinsic::Init
                | Intrinsic::Previous
                | Intrinsic::FixedDelay
                | Intrinsic::SampleIfTrue),
            ) => Callee::Kept(entry, kept),
            FunctionKind::Scalar(_)
            | FunctionKind::Reduction(_)
            | FunctionKind::Draw(_)
            | FunctionKind::Together(_)
            | FunctionKind::Intrinsic(_) => Callee::Other(function.clone()),
        }
    }

    /// Writes a macro call out; what is left of it is a reference to its result.
    pub fn call_macro(
        &mut self,
        known: &KnownMacro,
        function: &Name,
        arguments: &[Expr],
        span: Span,
        site: &Site,
    ) -> ExprKind {
        let body = &known.body;
        // A macro without a result is the reader's to report.
        let has_result = body.variables.iter().any(|variable| variable.name == body.name);
        if !has_result || !self.may_be_called(body, function, arguments, span, site) {
            return ExprKind::Error;
        }
        let result = self.hidden_name(&site.naming.next(&body.name), span);
        let mut macros = site.scope.macros.clone();
        macros.push(body.name.clone());
        let place = match known.from {
            From::Library => Some(span),
            From::Model => site.scope.place,
        };
        let inherited = site.axes.len();
        let local = BTreeMap::new();
        let mut scope = Scope { macros, local, numbers: BTreeMap::new(), inherited, place };
        let given = self.bind(body, arguments, &result, &mut scope, site);
        if self.add_dimensions(body, &result, span, &mut scope).is_none() {
            return ExprKind::Error;
        }
        self.add_variables(body, &result, span, &mut scope, site);
        self.out.calls.push(WrittenOut {
            function: function::find(&body.name.key).filter(|_| known.from == From::Library),
            name: function.clone(),
            span,
            arguments: given,
            result: result.key.clone(),
        });
        ExprKind::Reference(Reference { name: result, subscripts: Vec::new() })
    }

    fn may_be_called(
        &mut self,
        body: &Macro,
        function: &Name,
        arguments: &[Expr],
        span: Span,
        site: &Site,
    ) -> bool {
        let circle = site.scope.macros.iter().position(|name| *name == body.name);
        let required = body.arguments.iter().filter(|argument| argument.default.is_none()).count();
        let fault = if let Some(first) = circle {
            let around: Vec<String> =
                site.scope.macros.iter().skip(first).chain([&body.name]).map(quoted).collect();
            Some(
                Diagnostic::new(
                    Code::CircularMacro,
                    span,
                    format!("macro `{}` uses itself: {}", body.name, around.join(" calls ")),
                )
                .label("called again here")
                .help("write out what is needed, or break the circle with a stock"),
            )
        } else if site.scope.macros.len() >= DEEPEST {
            Some(
                Diagnostic::new(
                    Code::TooDeep,
                    span,
                    format!("macros call macros over {DEEPEST} deep"),
                )
                .label("one macro too many")
                .help("let macros call fewer macros"),
            )
        } else if arguments.len() < required || arguments.len() > body.arguments.len() {
            Some(wrong_arguments(function, &body.arguments, required, arguments.len(), span))
        } else if let Some(star) = arguments.iter().find_map(open_star) {
            Some(star_in_call(function, site.scope.place(star)))
        } else if self.out.entries.len() > MOST_ENTRIES {
            Some(
                Diagnostic::new(
                    Code::TooLarge,
                    span,
                    format!("macro calls make more than {MOST_ENTRIES} variables"),
                )
                .label("one call too many"),
            )
        } else {
            None
        };
        let may = fault.is_none();
        self.diagnostics.extend(fault);
        may
    }

    /// Gives each argument an entry of its own, or the name of the lookup that it is. Says which
    /// arguments were given, and where.
    fn bind(
        &mut self,
        body: &Macro,
        arguments: &[Expr],
        result: &Name,
        scope: &mut Scope,
        site: &Site,
    ) -> Vec<(Key, Span)> {
        let mut given = Vec::new();
        for (place, argument) in body.arguments.iter().enumerate() {
            let number = |known: &BTreeMap<Key, f64>, expr: &Expr| {
                crate::fold::number_with(expr, &|key| known.get(key).copied())
            };
            let key = argument.name.key.clone();
            let expr = match (arguments.get(place), &argument.default) {
                (Some(expr), _) => {
                    if let Some(number) = number(&site.scope.numbers, expr) {
                        scope.numbers.insert(key.clone(), number);
                    }
                    self.rewrite(expr, site)
                }
                (None, Some(default)) => {
                    if let Some(number) = number(&scope.numbers, default) {
                        scope.numbers.insert(key.clone(), number);
                    }
                    let naming = Naming::new(format!("{result}·{}", argument.name));
                    let clock = site.clock.clone();
                    let here = Site { axes: site.axes, naming: &naming, scope, clock };
                    self.rewrite(default, &here)
                }
                (None, None) => continue,
            };
            let span = expr.span;
            let name = match self.lookup_itself(&expr) {
                Some(lookup) => lookup,
                None => {
                    let name = self.hidden_name(&format!("{result}·{}", argument.name), span);
                    self.add_hidden(name.clone(), EntryKind::Auxiliary, expr, site);
                    name
                }
            };
            if place < arguments.len() {
                given.push((name.key.clone(), span));
            }
            scope.local.insert(key, name);
        }
        given
    }

    /// The name of the lookup that an argument is nothing but.
    fn lookup_itself(&self, expr: &Expr) -> Option<Name> {
        let ExprKind::Reference(reference) = &expr.kind else { return None };
        let entry = self.out.entry(self.out.find(&reference.name.key)?)?;
        let is_lookup = matches!(entry.kind, EntryKind::Lookup { .. });
        (is_lookup && reference.subscripts.is_empty()).then(|| reference.name.clone())
    }

    /// Adds a hidden entry that stands where `site` is.
    pub fn add_hidden(&mut self, name: Name, kind: EntryKind, expr: Expr, site: &Site) {
        let axes = site.axes.to_vec();
        let span = name.span;
        self.add(Entry {
            name,
            span,
            kind,
            unit: EntryUnit::Inferred,
            inherited: axes.len(),
            cases: vec![EntryCase { axes: axes.clone(), except: Vec::new(), expr }],
            axes,
            visibility: visibility(site.scope),
            clock: site.clock.clone(),
            range: None,
        });
    }

    /// A name that nothing else bears.
    pub fn hidden_name(&self, wanted: &str, span: Span) -> Name {
        let mut name = Name::new(wanted, span);
        while self.taken.contains(&name.key) || self.out.by_key.contains_key(&name.key) {
            name = Name::new(&format!("{name}′"), span);
        }
        name
    }
}

fn quoted(name: &Name) -> String {
    format!("`{name}`")
}

/// That a function cannot be called on all elements at once.
pub fn star_in_call(function: &Name, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::DimensionMismatch,
        span,
        format!("`{function}` cannot be worked out for all elements inside an equation"),
    )
    .label("all elements are read here")
    .help(format!("make `{function}` an auxiliary by the dimension, and read that one's elements"))
}

/// How many arguments there may be: `1 argument`, `2 to 3 arguments`.
pub fn wanted(least: usize, most: usize) -> String {
    if least == most {
        counted(most as u64, "argument")
    } else {
        format!("{least} to {most} arguments")
    }
}

/// That a macro was called with too few or too many arguments.
fn wrong_arguments(
    function: &Name,
    arguments: &[MacroArgument],
    required: usize,
    given: usize,
    span: Span,
) -> Diagnostic {
    let names: Vec<String> = arguments
        .iter()
        .map(|argument| match argument.default {
            Some(_) => format!("[{}]", argument.name),
            None => argument.name.to_string(),
        })
        .collect();
    let most = arguments.len();
    let wanted = wanted(required, most);
    Diagnostic::new(Code::WrongArguments, span, format!("`{function}` takes {wanted}, not {given}"))
        .label(if given < required { "too few arguments" } else { "too many arguments" })
        .help(format!("call it as `{function}({})`", names.join(", ")))
}
