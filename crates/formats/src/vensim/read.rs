//! A whole file to a model.

use super::build::{Built, Desk, build, name_elements_of_drawn};
use super::control;
use super::dataset::Datasets;
use super::entry::{Heading as GroupHeading, Outline, outline};
use super::functions::{Words, translate};
use super::line::{Line, Right};
use super::macros::{self, Heading};
use super::said::{Said, comment, report_unclosed, said};
use super::settings::{Settings, settings};
use super::spread::{each_element, subscript_name};
use super::subscript::{self, Item, Range, Ranges, Written};
use super::unit::UnitField;
use super::walk::each_child;
use crate::Reading;
use crate::spreadsheet::Tables;
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::dialect::Dialect;
use interregnum_model::expression::{Expr, ExprKind, Subscript, SubscriptKind};
use interregnum_model::model::{Model, Origin};
use interregnum_model::name::{Key, Name};
use interregnum_model::source::{FileId, SourceFile, Span};
use interregnum_model::unit::Unit;
use interregnum_model::view::Group;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Reads the text of a model; files that it names are looked for in `folder` alone.
pub(crate) fn read_text(label: &str, text: &str, folder: Option<&Path>) -> Reading {
    let mut model = Model { origin: Origin::Foreign, dialect: Dialect::Vensim, ..Model::default() };
    let file = model.sources.add(SourceFile::new(label, text));
    let mut diagnostics = Vec::new();
    let parts = outline(text);
    report_unclosed(file, &parts, &mut diagnostics);
    let found = settings(text.get(parts.settings.clone()).unwrap_or(""));
    let mut own = said(file, text, &parts.entries, &found.spellings, &mut diagnostics);
    let (mut headings, mut insides) = macro_texts(file, text, &parts, &found, &mut diagnostics);
    name_files(&mut own, &found);
    bind_outputs(&mut own, &headings);
    super::outer::hand_in(&mut own, &mut headings, &mut insides);
    let callable = callable(&own, &headings);
    let mut words = Words::new(&callable, &mut diagnostics);
    prepare(&mut own, &mut words);
    insides.iter_mut().for_each(|inside| prepare(inside, &mut words));
    let mut tables = Tables::new(folder);
    let written = written_ranges(&own, &mut tables, &mut diagnostics);
    let mut ranges = subscript::resolve(&written, &mut diagnostics);
    own.iter_mut().for_each(|said| except_within(&mut said.line, &ranges));
    control::fix_numbers(&mut own, &mut diagnostics);
    super::belts::complete(&mut own, &mut insides, &mut diagnostics);
    number_parts(&mut own, &ranges);
    insides.iter_mut().for_each(|inside| number_parts(inside, &ranges));
    model.time = control::time(&own, &found, &mut diagnostics);
    let mut datasets = Datasets::new(found.datasets.clone());
    let taken = own.iter().map(|said| said.line.name.key.clone()).collect();
    let mut desk = Desk {
        ranges: &mut ranges,
        tables: &mut tables,
        datasets: &mut datasets,
        taken,
        diagnostics: &mut diagnostics,
    };
    for (heading, inside) in headings.iter().zip(&insides) {
        model.macros.extend(macros::macros(heading, inside, &mut desk));
    }
    let time_unit = Some(&model.time.unit).filter(|unit| **unit != Unit::dimensionless());
    model.variables = variables(&own, time_unit, &mut desk);
    super::reality::claims(&own, desk.ranges, &mut model);
    let notes = notes(&own);
    model.dimensions = subscript::dimensions(&written, &ranges, &notes, &mut diagnostics);
    model.groups = groups(file, text, &parts.groups, &own, &model);
    model.units = found.spellings.definitions.clone();
    model.views = super::sketch::views(file, text, parts.sketch.clone(), &mut diagnostics);
    Reading { model, diagnostics }
}

/// Macros' headings and equations; a macro whose heading cannot be read is left out.
fn macro_texts(
    file: FileId,
    text: &str,
    parts: &Outline,
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Heading>, Vec<Vec<Said>>) {
    let (mut headings, mut insides) = (Vec::new(), Vec::new());
    for written in &parts.macros {
        let Some(heading) = macros::heading(file, text, written, diagnostics) else { continue };
        let inside = said(file, text, &written.entries, &settings.spellings, diagnostics);
        headings.push(heading);
        insides.push(inside);
    }
    (headings, insides)
}

/// Puts the files that the settings name in the place of their tags.
fn name_files(own: &mut [Said], settings: &Settings) {
    for said in own {
        let external = match &mut said.line.right {
            Right::External(external) => Some(external),
            Right::Range(range) => range.external.as_mut(),
            _ => None,
        };
        let file = external.and_then(|external| external.arguments.first_mut());
        if let Some(file) = file
            && let Some(named) = settings.files.get(&file.to_lowercase())
        {
            named.clone_into(file);
        }
    }
}

/// Further results of calls become equations of their own: `x = M(a : y)` also defines `y`.
fn bind_outputs(own: &mut Vec<Said>, headings: &[Heading]) {
    let mut more = Vec::new();
    for said in own.iter() {
        for outputs in &said.line.outputs {
            for (reference, expr) in macros::bind_outputs(outputs, headings) {
                let line = Line {
                    name: reference.name,
                    subscripts: reference.subscripts,
                    except: Vec::new(),
                    between: None,
                    right: Right::Expression(expr),
                    drawn: Vec::new(),
                    outputs: Vec::new(),
                    span: said.line.span,
                };
                let unit = UnitField::default();
                more.push(Said { line, unit, note: String::new(), group: said.group });
            }
        }
    }
    own.extend(more);
}

/// Names that calls in this file mean before Vensim's functions: macros and lookups.
fn callable(own: &[Said], headings: &[Heading]) -> BTreeSet<Key> {
    let lookups = own.iter().filter(|said| match &said.line.right {
        Right::Lookup(_) => true,
        Right::External(external) => external.kind == super::external::ExternalKind::Lookups,
        _ => !said.line.drawn.is_empty(),
    });
    let drawn = own.iter().flat_map(|said| &said.line.drawn).map(|(name, _)| name.key.clone());
    lookups
        .map(|said| said.line.name.key.clone())
        .chain(drawn)
        .chain(headings.iter().map(|heading| heading.name.key.clone()))
        .collect()
}

/// Calls in our words, and lookups drawn inside equations called by element.
fn prepare(said: &mut [Said], words: &mut Words<'_>) {
    for said in said {
        said.line.right.each_expr(&mut |expr| translate(expr, words));
        name_elements_of_drawn(&mut said.line);
        super::itself::read_before(&mut said.line);
    }
}

/// The ranges of the file; aliases hold what they stand for, elements from files are read.
fn written_ranges(
    own: &[Said],
    tables: &mut Tables,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Written> {
    let mut written = Vec::new();
    for said in own {
        let range = match &said.line.right {
            Right::Range(Range { external: Some(external), maps, .. }) => {
                let elements = super::data::elements(external, tables).unwrap_or_else(|fault| {
                    diagnostics.push(fault);
                    Vec::new()
                });
                let item = |element: &String| Item::One(Name::new(element, external.span));
                let items = elements.iter().map(item).collect();
                Range { items, maps: maps.clone(), external: None }
            }
            Right::Range(range) => range.clone(),
            Right::Alias(of) => Range { items: vec![Item::One(of.clone())], ..Range::default() },
            _ => continue,
        };
        written.push(Written { name: said.line.name.clone(), range });
    }
    written
}

/// Exceptions that lie outside what an equation is for say nothing, and are left out.
fn except_within(line: &mut Line, ranges: &Ranges) {
    let own: Vec<BTreeSet<Key>> = line
        .subscripts
        .iter()
        .map(|subscript| elements_of(subscript, ranges).into_iter().map(|it| it.key).collect())
        .collect();
    let within = |names: &[Name]| names.iter().zip(&own).all(|(name, own)| own.contains(&name.key));
    let mut kept = Vec::new();
    for except in std::mem::take(&mut line.except) {
        let whole = except.iter().zip(&own).all(|(subscript, own)| {
            elements_of(subscript, ranges).iter().all(|name| own.contains(&name.key))
        });
        if whole {
            kept.push(except);
            continue;
        }
        let inside = each_element(&except, ranges).into_iter().filter(|names| within(names));
        kept.extend(inside.map(|names| named(&names, &except)));
    }
    line.except = kept;
}

fn elements_of(subscript: &Subscript, ranges: &Ranges) -> Vec<Name> {
    subscript_name(subscript).and_then(|name| ranges.elements(name)).unwrap_or_default()
}

fn named(names: &[Name], places: &[Subscript]) -> Vec<Subscript> {
    let subscript = |(name, place): (&Name, &Subscript)| Subscript {
        kind: SubscriptKind::Name(name.clone()),
        span: place.span,
    };
    names.iter().zip(places).map(subscript).collect()
}

/// A range that is part of another, named in an equation, is the number of the element in the
/// whole (test-models subscript_definition, conditional_subscripts): a call of ours says so.
fn number_parts(said: &mut [Said], ranges: &Ranges) {
    for said in said {
        match &mut said.line.right {
            Right::Expression(expr) | Right::Data(expr) => number_part(expr, ranges),
            Right::Constants(_)
            | Right::Lookup(_)
            | Right::External(_)
            | Right::Nothing
            | Right::Range(_)
            | Right::Alias(_)
            | Right::Constraint(_)
            | Right::TestInput(_)
            | Right::UnreadCheck
            | Right::Text => {}
        }
    }
}

fn number_part(expr: &mut Expr, ranges: &Ranges) {
    // What stands in SIZE is counted, not numbered.
    if let ExprKind::Call { function, .. } = &expr.kind
        && function.key.as_str() == "size"
    {
        return;
    }
    each_child(expr, &mut |child| number_part(child, ranges));
    if let ExprKind::Reference(reference) = &expr.kind
        && reference.subscripts.is_empty()
        && ranges.get(&reference.name.key).is_some_and(|range| range.family.is_some())
    {
        let function = Name::new("ELEMENT NUMBER", expr.span);
        let kind = ExprKind::Call { function, arguments: vec![expr.clone()] };
        expr.kind = kind;
    }
}

fn notes(own: &[Said]) -> BTreeMap<Key, String> {
    let ranges =
        own.iter().filter(|said| matches!(said.line.right, Right::Range(_) | Right::Alias(_)));
    ranges.map(|said| (said.line.name.key.clone(), said.note.clone())).collect()
}

/// Equations by variable, variables in the order in which they are first written.
pub(crate) fn by_variable(said: &[Said]) -> Vec<Vec<&Said>> {
    let mut place: BTreeMap<&Key, usize> = BTreeMap::new();
    let mut grouped: Vec<Vec<&Said>> = Vec::new();
    for one in said {
        let at = *place.entry(&one.line.name.key).or_insert(grouped.len());
        match grouped.get_mut(at) {
            Some(group) => group.push(one),
            None => grouped.push(vec![one]),
        }
    }
    grouped
}

/// The variables that the equations define; ranges, control and checks are not among them.
fn variables(
    own: &[Said],
    time_unit: Option<&Unit>,
    desk: &mut Desk<'_>,
) -> Vec<interregnum_model::Variable> {
    let mut built = Built::default();
    for equations in super::dataset::after_what_they_read(by_variable(own)) {
        let Some(first) = equations.first() else { continue };
        match &first.line.right {
            Right::Range(_) | Right::Alias(_) => continue,
            Right::Constraint(_) | Right::TestInput(_) | Right::UnreadCheck => continue,
            Right::Text => {
                desk.diagnostics.push(not_kept(&first.line));
                continue;
            }
            _ if control::is_control(&first.line.name.key) && !is_read_saveper(first, own) => {
                continue;
            }
            _ => {}
        }
        build(&equations, desk, &mut built);
    }
    super::stock::flows(&mut built, time_unit, desk);
    super::between_times::read_data(&mut built.variables, desk.diagnostics);
    built.variables
}

/// Whether this is `SAVEPER`, and an equation reads it: the other three have words of ours.
fn is_read_saveper(said: &Said, own: &[Said]) -> bool {
    let name = &said.line.name;
    let mut is_read = false;
    for other in own.iter().filter(|it| name.key.as_str() == "saveper" && it.line.name != *name) {
        other.line.right.clone().each_expr(&mut |expr| {
            expr.visit(&mut |part| {
                is_read |= matches!(&part.kind, ExprKind::Reference(it) if it.name == *name);
            });
        });
    }
    is_read
}

fn not_kept(line: &Line) -> Diagnostic {
    let message = format!("the text `{}` is not kept", line.name);
    Diagnostic::new(Code::Loss, line.name.span, message)
        .label("does not change what the model does")
        .help("write it in a comment")
}

/// Groups with the variables that stand under their headings.
fn groups(
    file: FileId,
    text: &str,
    headings: &[GroupHeading],
    own: &[Said],
    model: &Model,
) -> Vec<Group> {
    let known: BTreeSet<&Key> = model.variables.iter().map(|variable| &variable.name.key).collect();
    let mut groups: Vec<Group> = headings
        .iter()
        .map(|heading| Group {
            name: Name::new(
                text.get(heading.name.clone()).unwrap_or(""),
                Span::new(file, heading.name.start, heading.name.end),
            ),
            within: None,
            members: Vec::new(),
            note: comment(text.get(heading.comment.clone()).unwrap_or("")),
        })
        .collect();
    for said in own {
        let name = &said.line.name;
        let group = said.group.and_then(|at| groups.get_mut(at));
        if let Some(group) = group.filter(|_| known.contains(&name.key))
            && !group.members.contains(name)
        {
            group.members.push(name.clone());
        }
    }
    groups.retain(|group| !group.members.is_empty());
    groups
}
