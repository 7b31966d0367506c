//! `:MACRO: NAME(inputs : outputs)`: one macro of ours for each result.

use super::build::{Built, Desk};
use super::entry::MacroText;
use super::expression::{Outputs, Parser, Stop};
use super::said::Said;
use super::token::{Sign, tokens};
use super::walk::each_reference;
use interregnum_model::diagnostic::Diagnostic;
use interregnum_model::expression::{Expr, ExprKind};
use interregnum_model::macros::{Macro, MacroArgument};
use interregnum_model::name::{Key, Name};
use interregnum_model::source::{FileId, Span};
use interregnum_model::variable::{InputSource, VariableKind};
use interregnum_model::{Equation, Lookup, Variable};

/// A macro's heading.
#[derive(Clone, Debug)]
pub(crate) struct Heading {
    /// Its name, and that of its first result.
    pub name: Name,
    /// What goes in.
    pub inputs: Vec<Name>,
    /// Further results.
    pub outputs: Vec<Name>,
    /// Where it stands.
    pub span: Span,
}

/// Reads `NAME(a, b : c)`.
pub(crate) fn heading(
    file: FileId,
    text: &str,
    written: &MacroText,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Heading> {
    let words = tokens(text, written.heading.clone());
    let end = written.heading.end..written.heading.end;
    let mut parser = Parser::new(file, &words, end, diagnostics);
    read_heading(&mut parser, Span::new(file, written.heading.start, written.heading.end)).ok()
}

fn read_heading(parser: &mut Parser<'_>, span: Span) -> Result<Heading, Stop> {
    let name = parser.name("the name of the macro")?;
    parser.need(Sign::Open)?;
    let mut heading = Heading { name, inputs: Vec::new(), outputs: Vec::new(), span };
    let mut into_outputs = false;
    while !parser.take(Sign::Close) {
        if parser.take(Sign::Colon) {
            into_outputs = true;
        } else if !parser.take(Sign::Comma) {
            let argument = parser.name("the name of an argument")?;
            match into_outputs {
                true => heading.outputs.push(argument),
                false => heading.inputs.push(argument),
            }
        }
    }
    Ok(heading)
}

/// The name of the macro that gives a further result.
pub(crate) fn output_name(name: &Name, output: &Name) -> Name {
    Name::new(&format!("{name} {output}"), output.span)
}

/// The macros of one heading: one for its name, one for each further result.
pub(crate) fn macros(heading: &Heading, said: &[Said], desk: &mut Desk<'_>) -> Vec<Macro> {
    let mut built = Built::default();
    for equations in super::read::by_variable(said) {
        super::build::build(&equations, desk, &mut built);
    }
    super::stock::flows(&mut built, None, desk);
    for variable in &mut built.variables {
        outer_names(variable);
    }
    let argument = |name: &Name| MacroArgument { name: name.clone(), default: None };
    let first = Macro {
        name: heading.name.clone(),
        arguments: heading.inputs.iter().map(argument).collect(),
        variables: built.variables,
        dimensions: Vec::new(),
        provenance: Vec::new(),
        note: String::new(),
        span: heading.span,
    };
    let others = heading.outputs.iter().map(|output| {
        let name = output_name(&heading.name, output);
        let mut other = Macro { name: name.clone(), ..first.clone() };
        for variable in &mut other.variables {
            rename(variable, &output.key, &name);
        }
        other
    });
    std::iter::once(first.clone()).chain(others).collect()
}

/// Inside a macro `Time$` is the variable of the model around it (Vensim Help, Macros: "append a
/// $ to use variables of the main model").
fn outer_names(variable: &mut Variable) {
    for_each_expr(variable, &mut |expr| {
        each_reference(expr, &mut |reference| {
            if let Some(outer) = reference.name.written.strip_suffix('$') {
                reference.name = Name::new(outer, reference.name.span);
            }
        });
    });
}

fn rename(variable: &mut Variable, from: &Key, to: &Name) {
    let change = |name: &mut Name| {
        if name.key == *from {
            *name = Name { span: name.span, ..to.clone() };
        }
    };
    change(&mut variable.name);
    if let VariableKind::Stock { inflows, outflows, .. } = &mut variable.kind {
        inflows.iter_mut().chain(outflows).for_each(change);
    }
    if let VariableKind::Lookup(Lookup { inside: Some(inside), .. }) = &mut variable.kind {
        change(inside);
    }
    for_each_expr(variable, &mut |expr| {
        each_reference(expr, &mut |reference| change(&mut reference.name));
    });
}

/// Every right-hand side of a variable.
pub(crate) fn for_each_expr(variable: &mut Variable, change: &mut dyn FnMut(&mut Expr)) {
    let equation: &mut Equation = match &mut variable.kind {
        VariableKind::Stock { initial: equation, .. }
        | VariableKind::Flow { equation, .. }
        | VariableKind::Auxiliary { equation }
        | VariableKind::Parameter { value: equation, .. }
        | VariableKind::Input { source: InputSource::Equation(equation), .. } => equation,
        VariableKind::Lookup(_)
        | VariableKind::Input { source: InputSource::Series { .. }, .. } => return,
    };
    equation.cases.iter_mut().for_each(|case| change(&mut case.expr));
}

/// Equations for the names that a call gives to further results.
pub(crate) fn bind_outputs(
    outputs: &Outputs,
    headings: &[Heading],
) -> Vec<(interregnum_model::Reference, Expr)> {
    let ExprKind::Call { function, arguments } = &outputs.call.kind else { return Vec::new() };
    let own = headings.iter().find(|heading| heading.name == *function);
    let of_vensim = delayp(function.span);
    let of_vensim = Some(&of_vensim).filter(|heading| heading.name == *function);
    let Some(heading) = own.or(of_vensim) else { return Vec::new() };
    let bind = |(name, output): (&interregnum_model::Reference, &Name)| {
        let function = output_name(&heading.name, output);
        let kind = ExprKind::Call { function, arguments: arguments.clone() };
        (name.clone(), Expr { kind, span: outputs.call.span })
    };
    outputs.names.iter().zip(&heading.outputs).map(bind).collect()
}

/// The one function of Vensim's with two results: `DELAYP(input, delay time : pipeline)`.
fn delayp(span: Span) -> Heading {
    let name = |written: &str| Name::new(written, span);
    let inputs = vec![name("input"), name("delay time")];
    Heading { name: name("DELAYP"), inputs, outputs: vec![name("PIPELINE")], span }
}
