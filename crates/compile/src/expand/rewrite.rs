//! An expression with its calls written out and its local names replaced.

use super::{Expander, call::Callee};
use crate::entry::{Axis, Clock};
use interregnum_model::expression::{Expr, ExprKind, Reference, Subscript, SubscriptKind};
use interregnum_model::function::{self, Function, FunctionKind};
use interregnum_model::name::{Key, Name};
use interregnum_model::source::Span;
use interregnum_model::{Code, Diagnostic};
use std::cell::Cell;
use std::collections::BTreeMap;

/// Where an expression stands.
pub struct Site<'a> {
    /// What its equation is spread over.
    pub axes: &'a [Axis],
    /// How hidden variables made for it are called.
    pub naming: &'a Naming,
    /// What names mean.
    pub scope: &'a Scope,
    /// What the time is that is read here.
    pub clock: Clock,
}

/// Names for hidden variables: the owner's and a number.
pub struct Naming {
    owner: String,
    calls: Cell<u32>,
}

/// What names mean where an expression stands.
pub struct Scope {
    /// The macros that are being written out, outermost first.
    pub macros: Vec<Name>,
    /// Names of the innermost macro and what they became.
    pub local: BTreeMap<Key, Name>,
    /// Arguments of the innermost macro that are numbers.
    pub numbers: BTreeMap<Key, f64>,
    /// How many axes come from the equation the outermost call stands in.
    pub inherited: usize,
    /// The call that stands for every place inside a macro of the library.
    pub place: Option<Span>,
}

impl Naming {
    /// For what is called in `owner`.
    pub fn new(owner: String) -> Naming {
        Naming { owner, calls: Cell::new(0) }
    }

    /// The name of the next call's result.
    pub fn next(&self, function: &Name) -> String {
        self.calls.set(self.calls.get() + 1);
        format!("{}·{}·{}", self.owner, function, self.calls.get())
    }
}

impl Scope {
    /// Outside all macros.
    pub fn of_model() -> Scope {
        Scope {
            macros: Vec::new(),
            local: BTreeMap::new(),
            numbers: BTreeMap::new(),
            inherited: 0,
            place: None,
        }
    }

    /// The place that messages name for something written at `span`.
    pub fn place(&self, span: Span) -> Span {
        self.place.unwrap_or(span)
    }
}

impl Expander<'_, '_> {
    /// The expression with its calls written out and its local names replaced.
    pub fn rewrite(&mut self, expr: &Expr, site: &Site) -> Expr {
        let span = site.scope.place(expr.span);
        let kind = match &expr.kind {
            ExprKind::Number(number) => ExprKind::Number(*number),
            ExprKind::Error => ExprKind::Error,
            ExprKind::Reference(reference) => self.rewrite_reference(reference, span, site),
            ExprKind::Unary { operator, operand } => ExprKind::Unary {
                operator: *operator,
                operand: Box::new(self.rewrite(operand, site)),
            },
            ExprKind::Binary { operator, left, right } => ExprKind::Binary {
                operator: *operator,
                left: Box::new(self.rewrite(left, site)),
                right: Box::new(self.rewrite(right, site)),
            },
            ExprKind::If { condition, then, otherwise } => ExprKind::If {
                condition: Box::new(self.rewrite(condition, site)),
                then: Box::new(self.rewrite(then, site)),
                otherwise: Box::new(self.rewrite(otherwise, site)),
            },
            ExprKind::Call { function, arguments } => {
                self.rewrite_call(function, arguments, span, site)
            }
        };
        Expr { kind, span }
    }

    fn rewrite_reference(&mut self, reference: &Reference, span: Span, site: &Site) -> ExprKind {
        let Some(name) = self.rewrite_name(&reference.name, span, site) else {
            return ExprKind::Error;
        };
        let subscripts = self.rewrite_subscripts(&reference.subscripts, site);
        ExprKind::Reference(Reference { name, subscripts })
    }

    /// What a name became; outside macros it stays. Inside a macro it must be one of the macro's
    /// own, a dimension, an element or a word of the language: a macro sees nothing else of the
    /// model (XMILE 1.0, 4.8: a macro's variables are its own).
    fn rewrite_name(&mut self, name: &Name, span: Span, site: &Site) -> Option<Name> {
        if let Some(local) = site.scope.local.get(&name.key) {
            return Some(Name { span, ..local.clone() });
        }
        let Some(inside) = site.scope.macros.last() else { return Some(name.clone()) };
        let known = self.out.sets.find(&name.key).is_some()
            || !self.out.sets.elements_named(&name.key).is_empty()
            || function::find(&name.key).is_some();
        if known {
            return Some(Name { span, ..name.clone() });
        }
        let message = format!("`{name}` is neither an argument nor a variable of macro `{inside}`");
        self.diagnostics.push(
            Diagnostic::new(Code::UnknownName, span, message)
                .label("not known inside the macro")
                .nearest(&name.written, site.scope.local.keys().map(Key::as_str))
                .help("give the macro an argument for it: a macro sees nothing else of the model"),
        );
        None
    }

    /// Subscripts with their local names replaced. A name that is neither dimension nor element
    /// is a variable whose value counts elements.
    pub fn rewrite_subscripts(&mut self, subscripts: &[Subscript], site: &Site) -> Vec<Subscript> {
        subscripts.iter().map(|subscript| self.rewrite_subscript(subscript, site)).collect()
    }

    fn rewrite_subscript(&mut self, subscript: &Subscript, site: &Site) -> Subscript {
        let span = site.scope.place(subscript.span);
        let local = |name: &Name| {
            let name = site.scope.local.get(&name.key).unwrap_or(name);
            Name { span, ..name.clone() }
        };
        let kind = match &subscript.kind {
            SubscriptKind::All => SubscriptKind::All,
            SubscriptKind::AllOf(name) => SubscriptKind::AllOf(local(name)),
            SubscriptKind::Between(first, last) => {
                SubscriptKind::Between(local(first), local(last))
            }
            SubscriptKind::Index(expr) => SubscriptKind::Index(self.rewrite(expr, site)),
            SubscriptKind::Name(name) => {
                let name = local(name);
                let sets = &self.out.sets;
                let is_index = sets.find(&name.key).is_none()
                    && sets.elements_named(&name.key).is_empty()
                    && self.out.by_key.contains_key(&name.key);
                if is_index {
                    let reference = Reference { name, subscripts: Vec::new() };
                    SubscriptKind::Index(Expr { kind: ExprKind::Reference(reference), span })
                } else {
                    SubscriptKind::Name(name)
                }
            }
        };
        Subscript { kind, span }
    }

    fn rewrite_call(
        &mut self,
        function: &Name,
        arguments: &[Expr],
        span: Span,
        site: &Site,
    ) -> ExprKind {
        match self.callee(function, site) {
            Callee::Macro(body) => self.call_macro(&body, function, arguments, span, site),
            Callee::Kept(entry, kept) => {
                self.call_kept(entry, kept, function, arguments, span, site)
            }
            Callee::Other(name) => {
                let arguments = arguments.iter().map(|it| self.rewrite(it, site)).collect();
                let span = site.scope.place(function.span);
                ExprKind::Call { function: Name { span, ..name }, arguments }
            }
        }
    }
}

/// The first place where all elements of something are read outside a reduction.
pub fn open_star(expr: &Expr) -> Option<Span> {
    match &expr.kind {
        ExprKind::Reference(reference) => reference.subscripts.iter().find_map(star),
        ExprKind::Call { function, arguments }
            if reduces(function, arguments) || selects(function) =>
        {
            None
        }
        ExprKind::Number(_)
        | ExprKind::Error
        | ExprKind::Unary { .. }
        | ExprKind::Binary { .. }
        | ExprKind::If { .. }
        | ExprKind::Call { .. } => expr.children().into_iter().find_map(open_star),
    }
}

fn star(subscript: &Subscript) -> Option<Span> {
    match &subscript.kind {
        SubscriptKind::All | SubscriptKind::AllOf(_) | SubscriptKind::Between(..) => {
            Some(subscript.span)
        }
        SubscriptKind::Index(expr) => open_star(expr),
        SubscriptKind::Name(_) => None,
    }
}

/// Whether a called function puts all elements of several arguments together.
fn selects(name: &Name) -> bool {
    function::find(&name.key).is_some_and(crate::dimensions::vector::puts_together)
}

/// Whether a call puts all elements of its one argument together.
pub fn reduces(name: &Name, arguments: &[Expr]) -> bool {
    function::find(&name.key).is_some_and(|entry| reduction(entry, arguments.len()).is_some())
}

/// How a function called with so many arguments puts elements together, if it does: MIN and MAX do
/// with one argument.
pub fn reduction(entry: &Function, arguments: usize) -> Option<function::Reduction> {
    match (entry.kind, entry.name, arguments) {
        (FunctionKind::Reduction(reduction), _, _) => Some(reduction),
        (FunctionKind::Scalar(_), "MIN", 1) => Some(function::Reduction::Min),
        (FunctionKind::Scalar(_), "MAX", 1) => Some(function::Reduction::Max),
        (
            FunctionKind::Scalar(_)
            | FunctionKind::Draw(_)
            | FunctionKind::Intrinsic(_)
            | FunctionKind::Together(_)
            | FunctionKind::Macro,
            _,
            _,
        ) => None,
    }
}
