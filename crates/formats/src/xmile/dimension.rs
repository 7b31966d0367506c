//! `dimensions`: index sets (XMILE 1.0, 2.5).

use super::context::{Context, attribute_name, plain_name};
use super::document::Document;
use super::xml::{Element, Tree};
use crate::limits::DIMENSION_ELEMENTS;
use interregnum_model::dimension::{Elements, Mapping};
use interregnum_model::{Code, Diagnostic, Dimension, Expr, ExprKind, Name};

/// Reads all dimensions of a file.
pub fn read(context: &mut Context<'_>, documents: &[Document<'_, '_>]) -> Vec<Dimension> {
    let mut dimensions: Vec<Dimension> = Vec::new();
    let mut maps: Vec<(Name, Name)> = Vec::new();
    for document in documents {
        context.file = document.file;
        of_document(context, document, &mut dimensions, &mut maps);
    }
    subranges(&mut dimensions);
    map(&maps, &mut dimensions);
    dimensions
}

fn of_document(
    context: &mut Context<'_>,
    document: &Document<'_, '_>,
    dimensions: &mut Vec<Dimension>,
    maps: &mut Vec<(Name, Name)>,
) {
    let tree = document.tree;
    for list in tree.all(document.root, "dimensions") {
        for dim in tree.all(list, "dim") {
            let Some(name) = context.name(dim) else { continue };
            if let Some(earlier) = dimensions.iter().find(|earlier| earlier.name == name) {
                // Files may say the same dimension again (XMILE 1.0, 2).
                let is_elsewhere = earlier.name.span.file != context.file;
                if is_elsewhere && same_elements(tree, dim, earlier) {
                    continue;
                }
                context.report(
                    Diagnostic::new(
                        Code::DuplicateName,
                        name.span,
                        format!("the dimension `{name}` is declared twice"),
                    )
                    .label("left out")
                    .related(earlier.name.span, "declared here first"),
                );
                continue;
            }
            for target in tree.all(dim, "isee:maps_to") {
                let written = plain_name(target.words());
                maps.push((name.clone(), Name::new(&written, context.words_span(target))));
            }
            if let Some(elements) = elements(context, tree, dim) {
                let note = String::new();
                dimensions.push(Dimension {
                    name,
                    elements,
                    within: None,
                    mappings: Vec::new(),
                    note,
                });
            }
        }
    }
}

fn same_elements(tree: &Tree<'_>, dim: &Element<'_>, earlier: &Dimension) -> bool {
    let own: Vec<Name> = tree
        .all(dim, "elem")
        .filter_map(|element| element.attribute("name").map(attribute_name))
        .collect();
    match &earlier.elements {
        Elements::Named(names) => *names == own,
        Elements::Counted(size) => {
            let written = dim.value("size").and_then(super::context::number);
            own.is_empty() && matches!(size.kind, ExprKind::Number(size) if written == Some(size))
        }
    }
}

/// `isee:maps_to`: the elements of one dimension stand for those of the other, in order. xmutil
/// writes Vensim's mappings so, which lead from the other side.
fn map(maps: &[(Name, Name)], dimensions: &mut [Dimension]) {
    for (one, other) in maps {
        for (from, to) in [(one, other), (other, one)] {
            let named = |name: &Name| match &dimensions.iter().find(|it| it.name == *name)?.elements
            {
                Elements::Named(names) => Some(names.clone()),
                Elements::Counted(_) => None,
            };
            let (Some(own), Some(targets)) = (named(from), named(to)) else { continue };
            if own.len() == targets.len()
                && let Some(dimension) = dimensions.iter_mut().find(|it| it.name == *from)
            {
                dimension.mappings.push(Mapping { target: to.clone(), elements: targets });
            }
        }
    }
}

fn elements(context: &mut Context<'_>, tree: &Tree<'_>, dim: &Element<'_>) -> Option<Elements> {
    let mut names: Vec<Name> = Vec::new();
    for element in tree.all(dim, "elem") {
        let Some(name) = context.name(element) else { continue };
        if names.contains(&name) {
            context.report(
                Diagnostic::new(
                    Code::DuplicateName,
                    name.span,
                    format!("the element `{name}` stands twice in one dimension"),
                )
                .label("left out"),
            );
        } else {
            names.push(name);
        }
    }
    if !names.is_empty() {
        return Some(Elements::Named(names));
    }
    let size = context.number_attribute(dim, "size");
    let span = dim.attribute("size").map_or(dim.span, |attribute| attribute.span);
    match size {
        Some(size) if size >= 1.0 && size.fract() == 0.0 && size <= DIMENSION_ELEMENTS => {
            Some(Elements::Counted(Expr { kind: ExprKind::Number(size), span }))
        }
        Some(size) if size > DIMENSION_ELEMENTS => {
            context.report(
                Diagnostic::new(Code::TooLarge, span, format!("a dimension of {size} elements"))
                    .label(format!("more than {DIMENSION_ELEMENTS}"))
                    .help("make the dimension smaller"),
            );
            None
        }
        Some(_) | None => {
            context.report(
                Diagnostic::new(
                    Code::BadValue,
                    span,
                    "a dimension needs elements, or a whole number of them as its `size`",
                )
                .help("add `<elem name=\"...\"/>` for each element, or `size=\"...\"`"),
            );
            None
        }
    }
}

/// A dimension all of whose elements are those of an earlier, larger one is a part of it: the
/// standard has no word for it, and Stella and xmutil write subranges as dimensions of their own.
fn subranges(dimensions: &mut [Dimension]) {
    let parents: Vec<Option<Name>> =
        dimensions.iter().map(|part| parent(part, dimensions)).collect();
    for (dimension, parent) in dimensions.iter_mut().zip(parents) {
        dimension.within = parent;
    }
}

fn parent(part: &Dimension, dimensions: &[Dimension]) -> Option<Name> {
    let Elements::Named(names) = &part.elements else { return None };
    dimensions
        .iter()
        .find(|whole| match &whole.elements {
            Elements::Named(all) => {
                all.len() > names.len() && names.iter().all(|name| all.contains(name))
            }
            Elements::Counted(_) => false,
        })
        .map(|whole| whole.name.clone())
}

/// The dimensions a variable says it is spread over, in order.
pub fn of_variable(
    context: &mut Context<'_>,
    tree: &Tree<'_>,
    variable: &Element<'_>,
    known: &[Dimension],
) -> Vec<Name> {
    let mut names = Vec::new();
    let lists = tree.all(variable, "dimensions");
    for dim in lists.flat_map(|list| tree.all(list, "dim")) {
        let Some(attribute) = dim.attribute("name") else { continue };
        let name = attribute_name(attribute);
        if known.iter().any(|dimension| dimension.name == name) {
            names.push(name);
        } else {
            context.report(
                Diagnostic::new(
                    Code::UnknownName,
                    name.span,
                    format!("there is no dimension `{name}`"),
                )
                .label("not declared in `dimensions`")
                .nearest(&name.written, known.iter().map(|dimension| &*dimension.name.written))
                .help(format!("declare it: `<dim name=\"{name}\">` with its elements")),
            );
        }
    }
    names
}
