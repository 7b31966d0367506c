//! XMILE 1.0, the field's common format, and Stella's dialect of it: `.xmile`, `.stmx`, `.itmx`,
//! `.xml`.
//!
//! Reading order: [`xml`] (the tree), `module` (models and their copies), `variable`, `equation`
//! (spelling), `meaning` (what names and arrays mean, when all are known).

mod array;
mod context;
mod conveyor;
mod dimension;
mod equation;
mod group;
mod header;
mod lookup;
mod macros;
mod meaning;
mod module;
mod rules;
mod scope;
mod time;
mod units;
mod variable;
mod view;
mod write;
pub mod xml;

pub use write::write;

use crate::Reading;
use crate::encoding::{self, NoText};
use crate::folder::read_bytes;
use crate::limits::XMILE_BYTES;
use context::{Context, attribute_name};
use interregnum_model::model::Origin;
use interregnum_model::{Code, Diagnostic, FileId, Key, Model, Name, SourceFile, Span};
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
            let mut reading = read_text(&label, &decoded.text);
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

/// Reads a file from memory.
pub fn read_text(path: &str, text: &str) -> Reading {
    let mut model = Model { origin: Origin::Foreign, ..Model::default() };
    let file = model.sources.add(SourceFile::new(path, text));
    let mut diagnostics = Vec::new();
    let tree = xml::parse(text, file, &mut diagnostics);
    let Some(root) = root(&tree, file, &mut diagnostics) else {
        return Reading { model, diagnostics };
    };
    let mut context =
        Context { file, vendor: header::vendor(&tree, root), diagnostics: &mut diagnostics };
    read_root(&mut context, &tree, root, text, &mut model);
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

fn read_root(
    context: &mut Context<'_>,
    tree: &Tree<'_>,
    root: &Element<'_>,
    text: &str,
    model: &mut Model,
) {
    model.book = header::book(context, tree, root);
    let (definitions, units) = units::read(context, tree, root);
    model.units = definitions;
    model.dimensions = dimension::read(context, tree, root);
    let instances = module::instances(context, tree, root);
    time(context, tree, root, instances.first().map(|root| root.model), &units, model);
    let macros: Vec<&Element<'_>> = tree.all(root, "macro").collect();
    let names = names(tree, model, &instances, &macros);
    for element in macros {
        model.macros.extend(macros::read(
            context,
            tree,
            element,
            &names,
            &model.dimensions,
            &units,
        ));
    }
    let mut found = Found::default();
    for instance in &instances {
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
        model.views.extend(view::read(context, tree, instance, text));
    }
    model.variables = found.variables;
    model.displays = found.displays;
    if instances.is_empty() && model.macros.is_empty() {
        context.report(
            Diagnostic::new(Code::MissingEquation, root.span, "the file holds no model")
                .label("no `model` inside")
                .help("save the model again from the tool that wrote it"),
        );
    }
    unique(context, model);
    meaning::settle(context.vendor, &names, model);
}

/// `sim_specs` of the file, or of its root model.
fn time(
    context: &mut Context<'_>,
    tree: &Tree<'_>,
    root: &Element<'_>,
    top: Option<&Element<'_>>,
    units: &units::UnitNames,
    model: &mut Model,
) {
    let own = top.and_then(|top| tree.first(top, "sim_specs"));
    let Some(specs) = own.or_else(|| tree.first(root, "sim_specs")) else {
        // A file of macros alone has no time.
        if top.is_some() {
            context.report(
                Diagnostic::new(
                    Code::BadTime,
                    root.span,
                    "the file does not say from when to when it runs",
                )
                .label("no `sim_specs` inside")
                .help("add `<sim_specs><start>0</start><stop>100</stop><dt>1</dt></sim_specs>`"),
            );
        }
        return;
    };
    model.time = time::read(context, tree, specs);
    if let Some(attribute) = specs.attribute("time_units")
        && let Some((unit, _)) = units.read_text(context, &attribute.value)
    {
        model.time.unit = unit;
    }
}

fn names(
    tree: &Tree<'_>,
    model: &Model,
    instances: &[module::Instance<'_, '_>],
    macros: &[&Element<'_>],
) -> Names {
    let mut names = Names::default();
    names.dimensions(&model.dimensions);
    for instance in instances {
        let module = instance.name.as_ref().map_or_else(|| Key::new(""), |name| name.key.clone());
        for element in module::variables(tree, instance.model) {
            if let Some(attribute) = element.attribute("name") {
                names.variable(&module, attribute_name(attribute).key);
            }
        }
    }
    for element in macros {
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
