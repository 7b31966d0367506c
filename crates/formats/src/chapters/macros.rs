//! `macro`: a model used like a function.

use super::Desk;
use super::common::{Common, HEADING, missing};
use super::declaration::{Declaration, declaration, is_declaration};
use super::outline::Item;
use crate::cursor::Cursor;
use crate::equation::{WORDS, expression};
use crate::token::Sign;
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::macros::{Macro, MacroArgument};
use interregnum_model::name::Name;

/// `macro NAME(input, averaging time, initial = input)`.
pub fn macro_(item: &Item<'_>, desk: &mut Desk<'_>) -> Option<Macro> {
    let mut common = Common::default();
    let (name, arguments) = {
        let mut cursor = item.heading(HEADING, &mut desk.diagnostics);
        cursor.advance();
        let name = cursor.expect_name("a name")?;
        let arguments = arguments(&mut cursor);
        common.provenance(&mut cursor);
        common.finish(&mut cursor);
        (name, arguments)
    };
    let mut inside = Macro {
        name,
        arguments,
        variables: Vec::new(),
        dimensions: Vec::new(),
        provenance: Vec::new(),
        note: String::new(),
        span: item.span(),
    };
    // Inside, the heading of the macro answers for all.
    let asked = std::mem::replace(&mut desk.asks_provenance, false);
    for line in item.children() {
        let mut cursor = line.all(WORDS, &mut desk.diagnostics);
        if !is_declaration(&cursor) && common.take(&mut cursor) {
            continue;
        }
        if let Some(declaration) = declaration(&line, desk) {
            place(desk, &mut inside, declaration, &line);
        }
    }
    desk.asks_provenance = asked;
    common.check(desk, "macro", &inside.name);
    check_result(desk, &common, &inside);
    check_arguments(desk, &inside);
    inside.provenance = common.provenance;
    inside.note = common.note;
    Some(inside)
}

fn place(desk: &mut Desk<'_>, inside: &mut Macro, declaration: Declaration, line: &Item<'_>) {
    match declaration {
        Declaration::Variable(variable) => inside.variables.push(variable),
        Declaration::Dimension(dimension) => inside.dimensions.push(dimension),
        Declaration::Spelling => {}
        Declaration::Macro(_)
        | Declaration::Mechanism(_)
        | Declaration::Lever(_)
        | Declaration::Series(_) => desk.diagnostics.push(
            Diagnostic::new(Code::WrongKind, line.span(), "this cannot stand inside a macro")
                .help("declare it at the left margin, outside of the macro"),
        ),
    }
}

fn arguments(cursor: &mut Cursor<'_>) -> Vec<MacroArgument> {
    let mut arguments = Vec::new();
    if !cursor.expect(Sign::LeftRound) || cursor.take_sign(Sign::RightRound) {
        return arguments;
    }
    while let Some(name) = cursor.expect_name("an argument") {
        let default = cursor.take_sign(Sign::Equal).then(|| expression(cursor));
        arguments.push(MacroArgument { name, default });
        if !cursor.take_sign(Sign::Comma) {
            break;
        }
    }
    cursor.expect(Sign::RightRound);
    arguments
}

fn check_result(desk: &mut Desk<'_>, common: &Common, inside: &Macro) {
    let named = |name: &Name| *name == inside.name;
    if !common.misread && !inside.variables.iter().any(|variable| named(&variable.name)) {
        let message = format!("no variable inside the macro `{}` bears its name", inside.name);
        let help = format!("declare its result: a stock, flow or auxiliary `{}`", inside.name);
        missing(desk, &inside.name, message, &help);
    }
}

/// An argument may be left out only if all after it may be.
fn check_arguments(desk: &mut Desk<'_>, inside: &Macro) {
    let mut open = false;
    for (i, argument) in inside.arguments.iter().enumerate() {
        let name = &argument.name;
        if inside.arguments.iter().take(i).any(|before| before.name == *name) {
            let message = format!("the argument `{name}` stands here twice");
            desk.diagnostics.push(Diagnostic::new(Code::DuplicateName, name.span, message));
        }
        if open && argument.default.is_none() {
            let message =
                format!("the argument `{name}` has no default but stands after one that has");
            desk.diagnostics.push(
                Diagnostic::new(Code::WrongArguments, name.span, message)
                    .help("put arguments with a default last"),
            );
        }
        open |= argument.default.is_some();
    }
}
