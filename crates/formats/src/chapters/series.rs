//! `input` and `series`: dated numbers, one to drive the model, the other to compare it with.

use super::Desk;
use super::common::{Common, begins_case, case, missing, number, range};
use super::outline::Item;
use super::variable::{heading_of, variable};
use crate::cursor::Cursor;
use crate::equation::{WORDS, reference};
use crate::token::{Sign, TokenKind};
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::equation::{Case, Equation};
use interregnum_model::expression::Reference;
use interregnum_model::name::Name;
use interregnum_model::series::{Between, Measure, Point, Role, Series};
use interregnum_model::source::Span;
use interregnum_model::variable::{InputSource, Variable, VariableKind};

/// A file named in a chapter.
struct Named {
    path: String,
    span: Span,
}

/// What the lines of an input say.
#[derive(Default)]
struct Input {
    file: Option<Named>,
    between: Option<Between>,
    cases: Vec<Case>,
    because: String,
}

/// `input`.
pub fn input(item: &Item<'_>, desk: &mut Desk<'_>) -> Option<Variable> {
    const LINES: &[&str] = &["file", "between", "because", "=", "[element] ="];
    let (heading, mut common) = heading_of(item, desk, |_| {})?;
    let mut input = Input::default();
    for line in item.children() {
        let mut cursor = line.all(WORDS, &mut desk.diagnostics);
        if begins_case(&cursor) {
            input.cases.push(case(&mut cursor));
        } else if cursor.take_word("file") {
            input.file = file(&mut cursor);
        } else if cursor.take_word("between") {
            input.between = between(&mut cursor);
        } else if cursor.take_word("because") {
            input.because = cursor.expect_text("the reason in quotes").unwrap_or_default();
        } else if common.take(&mut cursor) {
            continue;
        } else {
            common.unknown(&mut cursor, "an input", LINES);
        }
        common.finish(&mut cursor);
    }
    common.check_unit(desk, "input", &heading);
    common.check(desk, "input", &heading.name);
    check_because(desk, &common, &heading.name, &input.because);
    let source = source(desk, &common, &heading.name, &mut input);
    let kind = VariableKind::Input { source, because: input.because };
    Some(variable(item, heading, common, kind))
}

fn check_because(desk: &mut Desk<'_>, common: &Common, name: &Name, because: &str) {
    if because.is_empty() && !common.misread && desk.asks_where_from() {
        let message = format!("the input `{name}` does not say why it may enter from outside");
        desk.diagnostics.push(
            Diagnostic::new(Code::MissingProvenance, name.span, message)
                .help("write `because` and the reason in quotes on an indented line"),
        );
    }
}

fn source(desk: &mut Desk<'_>, common: &Common, name: &Name, input: &mut Input) -> InputSource {
    let cases = std::mem::take(&mut input.cases);
    let Some(file) = input.file.take() else {
        if cases.is_empty() && !common.misread {
            let message = format!("the input `{name}` has neither a file nor an equation");
            missing(desk, name, message, "write `file data/NAME.csv`, or `=` and an equation");
        }
        return InputSource::Equation(Equation { cases });
    };
    if let Some(case) = cases.first() {
        let message = format!("the input `{name}` has both a file and an equation");
        desk.diagnostics.push(
            Diagnostic::new(Code::DuplicateName, case.expr.span, message)
                .related(file.span, "the file")
                .help("keep one of them"),
        );
    }
    let points = desk.points(&file.path, file.span);
    InputSource::Series { path: file.path, points, between: input.between.unwrap_or(Between::Step) }
}

/// A path, in quotes or as it stands.
fn file(cursor: &mut Cursor<'_>) -> Option<Named> {
    if cursor.at_end() {
        cursor.unexpected("the path of a file");
        return None;
    }
    if cursor.kind() == TokenKind::Quoted {
        let span = cursor.here();
        return cursor.expect_text("the path of a file").map(|path| Named { path, span });
    }
    let (path, span) = cursor.take_rest();
    Some(Named { path: path.to_string(), span })
}

fn between(cursor: &mut Cursor<'_>) -> Option<Between> {
    if cursor.take_word("step") {
        Some(Between::Step)
    } else if cursor.take_word("linear") {
        Some(Between::Linear)
    } else {
        cursor.unexpected("`step` or `linear`");
        None
    }
}

/// What the lines of a series say.
struct Observed {
    file: Option<Named>,
    of: Option<Reference>,
    measure: Measure,
    role: Role,
}

/// `series`.
pub fn series(item: &Item<'_>, desk: &mut Desk<'_>) -> Option<Series> {
    const LINES: &[&str] = &["file", "of", "at", "role"];
    let (heading, mut common) = heading_of(item, desk, |_| {})?;
    let mut observed =
        Observed { file: None, of: None, measure: Measure::Year, role: Role::Untold };
    for line in item.children() {
        let mut cursor = line.all(WORDS, &mut desk.diagnostics);
        if cursor.take_word("file") {
            observed.file = file(&mut cursor);
        } else if cursor.take_word("of") {
            observed.of = reference(&mut cursor, "a variable");
        } else if cursor.take_word("at") {
            observed.measure = measure(&mut cursor).unwrap_or(observed.measure);
        } else if cursor.take_word("role") {
            observed.role = role(&mut cursor).unwrap_or_default();
        } else if common.take(&mut cursor) {
            continue;
        } else {
            common.unknown(&mut cursor, "a series", LINES);
        }
        common.finish(&mut cursor);
    }
    common.check_unit(desk, "series", &heading);
    common.check(desk, "series", &heading.name);
    if observed.file.is_none() && !common.misread {
        let message = format!("the series `{}` has no file", heading.name);
        missing(desk, &heading.name, message, "write `file data/NAME.csv` on an indented line");
    }
    let points = observed.file.as_ref().map_or(Vec::new(), |it| desk.points(&it.path, it.span));
    Some(Series {
        name: heading.name,
        span: item.span(),
        unit: heading.unit.map(|(unit, _)| unit),
        provenance: common.provenance,
        note: common.note,
        of: observed.of,
        measure: observed.measure,
        role: observed.role,
        path: observed.file.map_or(String::new(), |it| it.path),
        points,
    })
}

/// `year`, `1 january`, `mid-year`, or a part of the year from 0 to 1.
fn measure(cursor: &mut Cursor<'_>) -> Option<Measure> {
    if cursor.take_word("year") {
        return Some(Measure::Year);
    }
    if cursor.is_word(0, "mid") && cursor.is_sign(1, Sign::Minus) && cursor.is_word(2, "year") {
        (0..3).for_each(|_| _ = cursor.advance());
        return Some(Measure::At(0.5));
    }
    if cursor.kind() == TokenKind::Number(1.0) && cursor.is_word(1, "january") {
        (0..2).for_each(|_| _ = cursor.advance());
        return Some(Measure::At(0.0));
    }
    if !matches!(cursor.kind(), TokenKind::Number(_)) {
        cursor.unexpected("`year`, `1 january`, `mid-year` or a part of the year");
        return None;
    }
    let span = cursor.here();
    let part = number(cursor)?;
    if !(0.0..1.0).contains(&part) {
        let message = format!("{part} is not a part of a year");
        let finding = Diagnostic::new(Code::BadValue, span, message);
        cursor.report(finding.help("write a number from 0 (1 January) to below 1"));
        return None;
    }
    Some(Measure::At(part))
}

/// `calibrate`, `calibrate 1926 .. 1958` or `validate`.
fn role(cursor: &mut Cursor<'_>) -> Option<Role> {
    if cursor.take_word("validate") {
        return Some(Role::Validate);
    }
    if !cursor.take_word("calibrate") {
        cursor.unexpected("`calibrate`, perhaps with its years, or `validate`");
        return None;
    }
    if cursor.at_end() {
        return Some(Role::Calibrate(None));
    }
    range(cursor).map(|years| Role::Calibrate(Some((years.low, years.high))))
}

impl Desk<'_> {
    /// The points of a table of the book; a finding at `span`, where it is named, if there is none.
    fn points(&mut self, path: &str, span: Span) -> Vec<Point> {
        let text = match self.folder {
            Some(folder) => folder.read(path, crate::limits::TABLE_BYTES),
            None => Err(format!("`{path}` cannot be opened: this chapter has no folder")),
        };
        match text {
            Ok(text) => {
                let label = self.folder.map_or(path.to_string(), |it| it.label(path));
                let file =
                    self.sources.add(interregnum_model::SourceFile::new(label, text.clone()));
                crate::table::read(&text, file, &mut self.diagnostics)
            }
            Err(why) => {
                self.diagnostics.push(Diagnostic::new(Code::UnreadableFile, span, why));
                Vec::new()
            }
        }
    }
}
