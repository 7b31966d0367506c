//! `data`: numbers that tables beside the model bring into it (XMILE 1.0, 2.8).
//!
//! A table names variables at the heads of its columns, or of its rows where it is `horizontal`;
//! below stand constants, the values of an array in order, or the y of a graphical function from
//! the least x to the greatest (isee systems, Stella help: Creating Import and Export Files). A
//! table whose first column is headed by the time says values over time.

mod numbers;

use super::context::{Context, plain_name};
use super::document::Document;
use super::rules::is_on;
use super::xml::{Attribute, Element};
use crate::spreadsheet::{CellRef, Refused, Sheet, Tables};
use interregnum_model::{Code, Diagnostic, Key, Model, Name, Span};
use numbers::Column;
use std::path::Path;

/// Brings in what the documents of a model import, those of its own file last.
pub fn read(
    context: &mut Context<'_>,
    documents: &[Document<'_, '_>],
    folder: Option<&Path>,
    model: &mut Model,
) {
    let mut tables = Tables::new(folder);
    for document in documents.iter().rev() {
        context.file = document.file;
        let beside = beside(model, document, folder);
        for data in document.tree.all(document.root, "data") {
            for import in document.tree.all(data, "import") {
                connection(context, import, &beside, &mut tables, model);
            }
        }
    }
}

/// The folder a document lies in, as a path that begins in the model's.
fn beside(model: &Model, document: &Document<'_, '_>, folder: Option<&Path>) -> String {
    let path = model.sources.get(document.file).map(|file| Path::new(&file.path));
    let root = folder.and_then(|folder| folder.canonicalize().ok());
    let inner = path
        .and_then(|path| path.canonicalize().ok())
        .zip(root)
        .and_then(|(path, root)| Some(path.parent()?.strip_prefix(root).ok()?.to_path_buf()));
    match inner {
        Some(inner) if !inner.as_os_str().is_empty() => format!("{}/", inner.display()),
        Some(_) | None => String::new(),
    }
}

/// Which way the values of one variable run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Along {
    Column,
    Row,
}

/// What one connection says.
struct Connection<'a> {
    /// Its `resource`.
    resource: &'a Attribute<'a>,
    along: Along,
}

fn connection(
    context: &mut Context<'_>,
    import: &Element<'_>,
    beside: &str,
    tables: &mut Tables,
    model: &mut Model,
) {
    if !import.value("enabled").is_none_or(is_on) {
        return;
    }
    let said = |name: &str| import.value(name).unwrap_or("").trim().to_ascii_lowercase();
    let Some(resource) = import.attribute("resource") else {
        context.report(
            Diagnostic::new(Code::Syntax, import.span, "an import that does not say from where")
                .label("nothing is brought in")
                .help("add `resource=\"...\"` with the name of a table in the model's folder"),
        );
        return;
    };
    if said("frequency") == "on_demand" {
        context.report(
            Diagnostic::new(
                Code::Loss,
                resource.span,
                format!("`{}` is brought in on demand only", resource.value.decoded.trim()),
            )
            .label("the numbers of this file are taken")
            .help("say `frequency=\"automatic\"` to have it read whenever the model is")
            .warning(),
        );
        return;
    }
    let along = match said("orientation").as_str() {
        "horizontal" => Along::Row,
        _ => Along::Column,
    };
    let worksheet = import.value("worksheet").unwrap_or("").trim();
    let connection = Connection { resource, along };
    let file = match file_of(&said("type"), &resource.value.decoded, beside, tables) {
        Ok(file) => file,
        Err(refused) => return context.report(not_read(&connection, &refused)),
    };
    let sheet = match worksheet {
        "" => tables.first_sheet(&file),
        name => tables.sheet(&file, name),
    };
    match sheet {
        Ok(sheet) => bring_in(context, &connection, sheet, model),
        Err(refused) => context.report(not_read(&connection, &refused)),
    }
}

/// The file a resource names, as a path that begins in the model's folder. One that is absolute is
/// looked for by its last part, as included files are (XMILE 1.0, 2.11).
fn file_of(kind: &str, resource: &str, beside: &str, tables: &Tables) -> Result<String, Refused> {
    let refused = |words: &str| Err(Refused(words.to_owned()));
    if kind == "xml" {
        return refused("is XML: the standard does not say how its numbers are laid down");
    }
    let resource = resource.trim().replace('\\', "/");
    let resource = resource.strip_prefix("file://").unwrap_or(&resource);
    if resource.contains("://") {
        return refused("is an address of the network, which a model does not open");
    }
    let is_absolute = resource.starts_with('/') || resource.get(1..3) == Some(":/");
    let relative = match is_absolute {
        true => resource.rsplit('/').next().unwrap_or(resource),
        false => resource,
    };
    let beside_document = format!("{beside}{relative}");
    tables.path(&beside_document).map(|_| beside_document)
}

fn not_read(connection: &Connection<'_>, refused: &Refused) -> Diagnostic {
    let file = connection.resource.value.decoded.trim();
    Diagnostic::new(Code::BadSeries, connection.resource.span, format!("`{file}` {}", refused.0))
        .label("nothing is brought in from here")
        .help(
            "put the table into the model's folder, as .csv or .xlsx, and name it as it is called",
        )
}

/// A cell by how far it is from the heads, and which head it is under.
fn cell(along: Along, step: u32, across: u32) -> CellRef {
    match along {
        Along::Column => CellRef { row: step, column: across },
        Along::Row => CellRef { row: across, column: step },
    }
}

fn bring_in(
    context: &mut Context<'_>,
    connection: &Connection<'_>,
    sheet: &Sheet,
    model: &mut Model,
) {
    let along = connection.along;
    let last = sheet.last();
    let (steps, across) = match along {
        Along::Column => (last.row, last.column),
        Along::Row => (last.column, last.row),
    };
    let is_time = sheet.text(cell(along, 0, 0)).is_some_and(|head| names_time(&head, model));
    let mut found = false;
    let mut missing: Vec<Diagnostic> = Vec::new();
    for at in u32::from(is_time)..=across {
        let head = cell(along, 0, at);
        let Some(written) = sheet.text(head) else { continue };
        let Some(target) = target(&written, connection.resource.span, model) else {
            missing.push(unknown(connection, &written, head, model));
            continue;
        };
        found = true;
        let mut column = Column {
            target,
            head,
            file: connection.resource.value.decoded.trim(),
            span: connection.resource.span,
            times: Vec::new(),
            values: Vec::new(),
        };
        for step in 1..=steps {
            let place = cell(along, step, at);
            let Some(text) = sheet.text(place) else { continue };
            match sheet.number(place).filter(|number| number.is_finite()) {
                Some(number) => {
                    column.values.push(number);
                    let time = if is_time { sheet.number(cell(along, step, 0)) } else { None };
                    column.times.extend(time);
                }
                None => context.report(column.finding(format!(
                    "`{}` has `{text}` in cell {place}, which is no number",
                    column.file
                ))),
            }
        }
        column.put(context, is_time, model);
    }
    if !found && !missing.is_empty() && heads_other_side(sheet, connection, model) {
        context.report(turned(connection));
        return;
    }
    missing.into_iter().for_each(|finding| context.report(finding));
}

/// Whether a head is the time: `Time`, or the model's unit of time, as Stella heads its tables.
fn names_time(head: &str, model: &Model) -> bool {
    let key = Key::new(head);
    let unit = model.time.unit.to_string();
    let singular = |word: &str| word.trim_end_matches('s').to_lowercase();
    key.as_str() == "time" || (!unit.is_empty() && singular(key.as_str()) == singular(&unit))
}

/// The variable that a head names, and its subscripts.
fn target(written: &str, span: Span, model: &Model) -> Option<(Name, Vec<String>)> {
    let written = written.trim();
    let (name, subscripts) = match written.strip_suffix(']').and_then(|it| it.rsplit_once('[')) {
        Some((name, inside)) => (name, inside.split(',').map(|it| plain_name(it.trim())).collect()),
        None => (written, Vec::new()),
    };
    let plain = plain_name(name);
    let key = Key::new(plain.trim().trim_start_matches('.'));
    let variable = model.variable(&key)?;
    Some((Name { span, ..variable.name.clone() }, subscripts))
}

fn unknown(connection: &Connection<'_>, written: &str, head: CellRef, model: &Model) -> Diagnostic {
    let file = connection.resource.value.decoded.trim();
    let message =
        format!("`{file}` names `{written}` in cell {head}, which the model does not have");
    let plain = written.split('[').next().unwrap_or(written);
    Diagnostic::new(Code::UnknownName, connection.resource.span, message)
        .label("its values are not brought in")
        .nearest(plain, model.variables.iter().map(|it| &*it.name.written))
        .warning()
}

/// Whether the names stand at the heads the connection does not speak of.
fn heads_other_side(sheet: &Sheet, connection: &Connection<'_>, model: &Model) -> bool {
    let other = match connection.along {
        Along::Column => Along::Row,
        Along::Row => Along::Column,
    };
    (0..=sheet.last().row.max(sheet.last().column))
        .filter_map(|at| sheet.text(cell(other, 0, at)))
        .any(|head| target(&head, connection.resource.span, model).is_some())
}

fn turned(connection: &Connection<'_>) -> Diagnostic {
    let (stand, say) = match connection.along {
        Along::Column => ("in the first column", "horizontal"),
        Along::Row => ("in the first row", "vertical"),
    };
    let file = connection.resource.value.decoded.trim();
    let message = format!("the names of `{file}` stand {stand}");
    Diagnostic::new(Code::BadSeries, connection.resource.span, message)
        .label("nothing is brought in from here")
        .help(format!("say `orientation=\"{say}\"`"))
}
