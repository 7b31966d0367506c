//! The names in one equation.

use crate::entry::{Entry, EntryKind, Expanded, Visibility};
use crate::expand::{reduction, wrong_arguments};
use interregnum_model::diagnostic::advice;
use interregnum_model::expression::{Expr, ExprKind, Reference, Subscript, SubscriptKind};
use interregnum_model::function::{self, Function, FunctionKind};
use interregnum_model::name::Name;
use interregnum_model::source::Span;
use interregnum_model::{Code, Diagnostic, Dialect};

/// Reports every name in an expression that stands for nothing, or for the wrong kind of thing.
pub fn names(expanded: &Expanded, expr: &Expr, diagnostics: &mut Vec<Diagnostic>) {
    match &expr.kind {
        ExprKind::Reference(reference) => read(expanded, reference, expr.span, diagnostics),
        ExprKind::Call { function, arguments } => {
            call(expanded, function, arguments, expr.span, diagnostics);
        }
        ExprKind::Number(_)
        | ExprKind::Error
        | ExprKind::Unary { .. }
        | ExprKind::Binary { .. }
        | ExprKind::If { .. } => {
            for child in expr.children() {
                names(expanded, child, diagnostics);
            }
        }
    }
}

fn read(expanded: &Expanded, reference: &Reference, span: Span, diagnostics: &mut Vec<Diagnostic>) {
    subscripts(expanded, &reference.subscripts, diagnostics);
    let name = &reference.name;
    if let Some(entry) = expanded.find(&name.key).and_then(|id| expanded.entry(id)) {
        if is_lookup(entry) {
            diagnostics.push(
                Diagnostic::new(
                    Code::WrongKind,
                    span,
                    format!("lookup `{name}` has no value of its own"),
                )
                .label("a lookup is called with an x")
                .related(entry.span, "declared here")
                .help(format!("give it what to look up, as in `{name}(x)`")),
            );
        }
        return;
    }
    let position = expanded.sets.find(&name.key).is_some()
        || !expanded.sets.elements_named(&name.key).is_empty();
    if position && reference.subscripts.is_empty() {
        return;
    }
    match function::find(&name.key) {
        Some(entry) if entry.required == 0 && reference.subscripts.is_empty() => {}
        Some(entry) => diagnostics.push(
            Diagnostic::new(
                Code::WrongKind,
                span,
                format!("function `{}` is not called", entry.name),
            )
            .label("needs arguments in brackets")
            .advise(advice::call(entry, &entry.arguments.join(", "))),
        ),
        None => diagnostics.push(unknown(expanded, name, span)),
    }
}

fn unknown(expanded: &Expanded, name: &Name, span: Span) -> Diagnostic {
    let constants = function::all().filter(|entry| entry.required == 0).map(|entry| entry.name);
    let candidates = declared(expanded).map(written).chain(expanded.sets.names()).chain(constants);
    let near = interregnum_model::name::nearest(&name.written, candidates);
    let diagnostic =
        Diagnostic::new(Code::UnknownName, span, format!("nothing is called `{name}`"))
            .label("not declared");
    match near {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.advise(advice::declare(&name.written)),
    }
}

fn declared<'a>(expanded: &'a Expanded) -> impl Iterator<Item = &'a Entry> {
    expanded.entries.iter().filter(|entry| entry.visibility == Visibility::Declared)
}

fn is_lookup(entry: &Entry) -> bool {
    matches!(entry.kind, EntryKind::Lookup { .. })
}

fn written(entry: &Entry) -> &str {
    &entry.name.written
}

fn subscripts(expanded: &Expanded, subscripts: &[Subscript], diagnostics: &mut Vec<Diagnostic>) {
    for subscript in subscripts {
        match &subscript.kind {
            SubscriptKind::All => {}
            SubscriptKind::Index(expr) => names(expanded, expr, diagnostics),
            SubscriptKind::Name(name) => element(expanded, name, diagnostics),
            SubscriptKind::AllOf(name) => {
                if expanded.sets.find(&name.key).is_none() {
                    diagnostics.push(expanded.sets.unknown_dimension(name));
                }
            }
            SubscriptKind::Between(first, last) => {
                element(expanded, first, diagnostics);
                element(expanded, last, diagnostics);
            }
        }
    }
}

/// Counted elements are known by their numbers, the equation's own dimensions by `@` and theirs; whether the dimension has them is for
/// [`crate::dimensions`] to say.
fn element(expanded: &Expanded, name: &Name, diagnostics: &mut Vec<Diagnostic>) {
    let sets = &expanded.sets;
    let known = sets.find(&name.key).is_some()
        || !sets.elements_named(&name.key).is_empty()
        || name.key.as_str().trim_start_matches('@').parse::<u32>().is_ok();
    if known {
        return;
    }
    let candidates = sets.all_element_names().chain(sets.names());
    let diagnostic = Diagnostic::new(
        Code::UnknownName,
        name.span,
        format!("no dimension or element is called `{name}`"),
    );
    diagnostics.push(diagnostic.label("not declared").nearest(&name.written, candidates));
}

fn call(
    expanded: &Expanded,
    name: &Name,
    arguments: &[Expr],
    span: Span,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let variable = expanded.find(&name.key).and_then(|id| expanded.entry(id));
    match (variable, function::find(&name.key)) {
        (Some(variable), function) if is_lookup(variable) || function.is_none() => {
            call_variable(variable, name, arguments, span, diagnostics);
        }
        // A variable may bear a function's name: what is called is the function.
        (_, Some(entry)) => {
            if call_function(expanded, entry, arguments, span, diagnostics) {
                return;
            }
        }
        (_, None) => diagnostics.push(unknown_function(expanded, name)),
    }
    for argument in arguments {
        names(expanded, argument, diagnostics);
    }
}

fn call_variable(
    entry: &Entry,
    name: &Name,
    arguments: &[Expr],
    span: Span,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if !is_lookup(entry) {
        let word = entry.kind_word();
        diagnostics.push(
            Diagnostic::new(Code::WrongKind, span, format!("`{name}` cannot be called"))
                .label(format!("{word}, not a function"))
                .related(entry.span, "declared here")
                .help("put an operator before the bracket, or declare a lookup"),
        );
    } else if arguments.len() != 1 {
        let given = arguments.len();
        diagnostics.push(
            Diagnostic::new(
                Code::WrongArguments,
                span,
                format!("lookup `{name}` takes 1 argument, not {given}"),
            )
            .label("one x is needed")
            .help(format!("call it as `{name}(x)`")),
        );
    }
}

/// Whether the arguments were seen to already.
fn call_function(
    expanded: &Expanded,
    entry: &'static Function,
    arguments: &[Expr],
    span: Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> bool {
    let (least, most) = entry.arity();
    let reduces = reduction(entry, arguments.len()).is_some();
    if !(least..=most).contains(&arguments.len()) && !reduces {
        diagnostics.push(wrong_arguments(entry, arguments.len(), span));
        return false;
    }
    if let (FunctionKind::Intrinsic(intrinsic), [lookup, others @ ..]) = (entry.kind, arguments)
        && crate::dimensions::reads_lookup(intrinsic)
    {
        for other in others {
            names(expanded, other, diagnostics);
        }
        lookup_argument(expanded, lookup, diagnostics);
        return true;
    }
    false
}

fn lookup_argument(expanded: &Expanded, lookup: &Expr, diagnostics: &mut Vec<Diagnostic>) {
    if let ExprKind::Reference(reference) = &lookup.kind {
        subscripts(expanded, &reference.subscripts, diagnostics);
        match expanded.find(&reference.name.key).and_then(|id| expanded.entry(id)) {
            Some(Entry { kind: EntryKind::Lookup { .. }, .. }) => return,
            Some(_) => {}
            None => {
                diagnostics.push(unknown(expanded, &reference.name, lookup.span));
                return;
            }
        }
    }
    diagnostics.push(
        Diagnostic::new(Code::WrongKind, lookup.span, "`LOOKUP` looks up in a lookup only")
            .label("not a lookup")
            .advise(advice::look_up()),
    );
}

fn unknown_function(expanded: &Expanded, name: &Name) -> Diagnostic {
    let lookups = declared(expanded).filter(|entry| is_lookup(entry)).map(written);
    let macros = expanded.model.macros.iter().map(|body| &*body.name.written);
    let vensim = expanded.model.dialect == Dialect::Vensim;
    let functions = function::all().map(|entry| match entry.vensim {
        Some(name) if vensim => name,
        Some(_) | None => entry.name,
    });
    Diagnostic::new(Code::UnknownName, name.span, format!("no function is called `{name}`"))
        .label("not a function, macro or lookup")
        .nearest(&name.written, lookups.chain(macros).chain(functions))
        .help("`interregnum functions` lists them all")
}
