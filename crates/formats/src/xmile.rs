//! XMILE 1.0, the field's common format, and Stella's dialect of it: `.xmile`, `.stmx`, `.itmx`,
//! `.xml`.
//!
//! Reading order: [`xml`] (the tree), `module` (models and their copies), `variable`, `equation`
//! (spelling), `meaning` (what names and arrays mean, when all are known).

mod array;
mod context;
mod conveyor;
mod curves;
mod dimension;
mod document;
mod equation;
mod group;
mod header;
mod import;
pub mod known;
mod lookup;
mod macros;
mod meaning;
mod module;
mod notation;
mod rank;
mod rounds;
mod rules;
mod scope;
mod stella;
mod summed;
mod time;
mod units;
mod unread;
mod variable;
mod view;
pub(crate) mod write;
pub mod xml;

pub use write::write;

use crate::Reading;
use crate::encoding::{self, NoText};
use crate::folder::read_bytes;
use crate::limits::XMILE_BYTES;
use context::{Context, attribute_name};
use document::{Document, Gathered};
use interregnum_model::model::Origin;
use interregnum_model::{Code, Diagnostic, Dialect, FileId, Key, Model, Name, Span};
use scope::Names;
use std::path::Path;
use variable::{Found, Surroundings};
use xml::{Element, Tree};

/// Reads a file.
pub fn read(path: &Path) -> Reading {
    let label = path.display().to_string();
    let bytes = match read_bytes(path, XMILE_BYTES) {
        Ok(bytes) => bytes,
        Err(why) => return unreadable(&label, &why),
    };
    match encoding::decode(&bytes, named_encoding(&bytes)) {
        Ok(decoded) => {
            let folder = path.parent().map(|parent| match parent.as_os_str().is_empty() {
                true => Path::new("."),
                false => parent,
            });
            let mut reading = read_text_in(&label, &decoded.text, folder);
            if let Some(guessed) = decoded.guessed {
                reading.diagnostics.insert(0, not_utf_8(&label, guessed));
            }
            reading
        }
        Err(why) => unreadable(&label, &no_text(why)),
    }
}

fn unreadable(label: &str, why: &str) -> Reading {
    let finding = Diagnostic::whole(Code::UnreadableFile, format!("`{label}` {why}"));
    Reading {
        diagnostics: vec![finding.help("check the path, and that the file is a model")],
        ..Reading::default()
    }
}

fn no_text(why: NoText) -> String {
    match why {
        NoText::Binary => "is not text: a picture, an archive or a program perhaps".to_owned(),
        NoText::Broken(encoding) => format!("says that it is {encoding}, and is not"),
        NoText::UnknownEncoding => "names an encoding that is not known".to_owned(),
    }
}

fn not_utf_8(label: &str, guessed: &str) -> Diagnostic {
    let message = format!("`{label}` is not UTF-8, as the standard asks; read as {guessed}");
    Diagnostic::whole(Code::UnreadableFile, message)
        .help("check names with accents, and save the file as UTF-8")
        .warning()
}

/// The encoding in `<?xml ... encoding="..."?>`.
fn named_encoding(bytes: &[u8]) -> Option<&str> {
    let end = bytes.windows(2).take(256).position(|pair| pair == b"?>")?;
    let declaration = std::str::from_utf8(bytes.get(..end)?).ok()?;
    let after = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    after.get(1..)?.split(quote).next()
}

/// Reads a file from memory; other files that it names are not opened, each is a finding.
pub fn read_text(path: &str, text: &str) -> Reading {
    read_text_in(path, text, None)
}

/// Reads a file from memory, and the files it names from a folder.
pub fn read_text_in(path: &str, text: &str, folder: Option<&Path>) -> Reading {
    let mut model = Model { origin: Origin::Foreign, dialect: Dialect::Xmile, ..Model::default() };
    let mut diagnostics = Vec::new();
    let gathered = document::gather(path, text, folder, &mut model.sources, &mut diagnostics);
    let trees: Vec<(FileId, &str, Tree<'_>)> = gathered
        .files
        .iter()
        .map(|(file, text)| (*file, text.as_str(), xml::parse(text, *file, &mut diagnostics)))
        .collect();
    let mut documents: Vec<Document<'_, '_>> = Vec::new();
    for (file, text, tree) in &trees {
        if let Some(root) = root(tree, *file, &mut diagnostics) {
            documents.push(Document { file: *file, tree, root, text });
        } else if documents.is_empty() {
            return Reading { model, diagnostics };
        }
    }
    if let Some(own) = documents.first() {
        let vendor = header::vendor(own.tree, own.root);
        let mut context = Context { file: own.file, vendor, diagnostics: &mut diagnostics };
        let whole = Whole { documents: &documents, gathered: &gathered, folder };
        read_all(&mut context, &whole, &mut model);
    }
    Reading { model, diagnostics }
}

/// The element that holds everything.
fn root<'s, 't>(
    tree: &'s Tree<'t>,
    file: FileId,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<&'s Element<'t>> {
    let first = tree.roots().next();
    match first {
        Some(root) if root.tag == "xmile" => Some(root),
        // Some collections wrap the standard's element in one of their own.
        Some(root) => match tree.first(root, "xmile") {
            Some(inner) => Some(inner),
            None => {
                diagnostics.push(
                    Diagnostic::new(
                        Code::Syntax,
                        root.span,
                        format!("the outermost element is `{}`, not `xmile`", root.tag),
                    )
                    .label("this is no XMILE file")
                    .help("open the model in the tool that wrote it and save it as XMILE"),
                );
                None
            }
        },
        None => {
            if diagnostics.is_empty() {
                diagnostics.push(
                    Diagnostic::new(
                        Code::Syntax,
                        Span::new(file, 0, 0),
                        "the file holds no element",
                    )
                    .label("no XMILE begins here")
                    .help("check that this is the file you meant"),
                );
            }
            None
        }
    }
}

/// The files of a model, its own first.
struct Whole<'a, 's, 't> {
    documents: &'a [Document<'s, 't>],
    gathered: &'a Gathered,
    /// Where the model lies; none for one from memory.
    folder: Option<&'a Path>,
}

fn read_all(context: &mut Context<'_>, whole: &Whole<'_, '_, '_>, model: &mut Model) {
    let Some(own) = whole.documents.first() else { return };
    model.book = header::book(context, own.tree, own.root);
    let (definitions, units) = units::read(context, whole.documents);
    model.units = definitions;
    model.dimensions = dimension::read(context, whole.documents);
    let instances = module::instances(context, whole.documents, whole.gathered);
    time(context, whole.documents, instances.first(), &units, model);
    let macros = all_macros(whole.documents);
    let names = names(model, &instances, &macros);
    for (document, element) in macros {
        context.file = document.file;
        model.macros.extend(macros::read(
            context,
            document,
            element,
            &names,
            &model.dimensions,
            &units,
        ));
    }
    let mut found = Found::default();
    for instance in &instances {
        context.file = instance.document.file;
        let tree = instance.document.tree;
        let around = Surroundings {
            tree,
            dimensions: &model.dimensions,
            names: &names,
            units: &units,
            instance,
        };
        for element in module::variables(tree, instance.model) {
            variable::read(context, &around, element, &mut found);
        }
        model.groups.extend(group::read(context, tree, instance));
        model.views.extend(view::read(context, tree, instance, instance.document.text));
    }
    model.variables = found.variables;
    model.displays = found.displays;
    if instances.is_empty() && model.macros.is_empty() {
        context.report(
            Diagnostic::new(Code::MissingEquation, own.root.span, "the file holds no model")
                .label("no `model` inside")
                .help("save the model again from the tool that wrote it"),
        );
    }
    unique(context, model);
    import::read(context, whole.documents, whole.folder, model);
    for document in whole.documents {
        unread::unread(context, document.tree, document.root);
    }
    meaning::multiply(&found.multiplied, model);
    summed::sum_flows(context, model);
    rank::write_out(model);
    meaning::settle(context.vendor, &names, model);
}

/// The macros of all files, those of included files first; the includer's wins over one of the same
/// name (XMILE 1.0, 2.11.3).
fn all_macros<'s, 't>(documents: &[Document<'s, 't>]) -> Vec<(Document<'s, 't>, &'s Element<'t>)> {
    let mut all: Vec<(Document<'s, 't>, &'s Element<'t>)> = Vec::new();
    for document in documents {
        let in_file = all.len();
        for element in document.tree.all(document.root, "macro") {
            let name =
                |element: &Element<'_>| element.attribute("name").map(|it| attribute_name(it).key);
            let is_taken = all.iter().take(in_file).any(|(_, other)| name(other) == name(element));
            if !is_taken {
                all.push((*document, element));
            }
        }
    }
    all
}

/// `sim_specs` of the root model, of the file, or of a file it includes.
fn time(
    context: &mut Context<'_>,
    documents: &[Document<'_, '_>],
    top: Option<&module::Instance<'_, '_>>,
    units: &units::UnitNames,
    model: &mut Model,
) {
    let own =
        top.and_then(|top| Some((top.document, top.document.tree.first(top.model, "sim_specs")?)));
    let of_files = || {
        documents.iter().find_map(|document| {
            Some((*document, document.tree.first(document.root, "sim_specs")?))
        })
    };
    let Some((document, specs)) = own.or_else(of_files) else {
        // A file of macros alone has no time.
        if let (Some(_), Some(first)) = (top, documents.first()) {
            context.report(
                Diagnostic::new(
                    Code::BadTime,
                    first.root.span,
                    "the file does not say from when to when it runs",
                )
                .label("no `sim_specs` inside")
                .help("add `<sim_specs><start>0</start><stop>100</stop><dt>1</dt></sim_specs>`"),
            );
        }
        return;
    };
    context.file = document.file;
    model.time = time::read(context, document.tree, specs);
    let as_element = document.tree.first(specs, "time_units").map(|tag| &tag.text);
    if let Some(text) = specs.attribute("time_units").map(|it| &it.value).or(as_element)
        && let Some((unit, _)) = units.read_text(context, text)
    {
        model.time.unit = unit;
    }
}

fn names(
    model: &Model,
    instances: &[module::Instance<'_, '_>],
    macros: &[(Document<'_, '_>, &Element<'_>)],
) -> Names {
    let mut names = Names::default();
    names.dimensions(&model.dimensions);
    for instance in instances {
        let module = instance.name.as_ref().map_or_else(|| Key::new(""), |name| name.key.clone());
        for element in module::variables(instance.document.tree, instance.model) {
            if let Some(attribute) = element.attribute("name") {
                names.variable(&module, attribute_name(attribute).key);
            }
        }
    }
    for (_, element) in macros {
        if let Some(attribute) = element.attribute("name") {
            names.macro_name(attribute_name(attribute).key);
        }
    }
    names
}

/// The first declaration of a name stays.
fn unique(context: &mut Context<'_>, model: &mut Model) {
    let mut seen: std::collections::BTreeMap<Key, Name> = std::collections::BTreeMap::new();
    model.variables.retain(|variable| match seen.get(&variable.name.key) {
        None => {
            seen.insert(variable.name.key.clone(), variable.name.clone());
            true
        }
        Some(first) => {
            context.report(
                Diagnostic::new(
                    Code::DuplicateName,
                    variable.name.span,
                    format!("`{}` is declared twice", variable.name),
                )
                .label("left out")
                .related(first.span, "declared here first")
                .help("give one of them another name: capitals, blanks and underscores make no difference"),
            );
            false
        }
    });
}

#[cfg(test)]
mod tests;
