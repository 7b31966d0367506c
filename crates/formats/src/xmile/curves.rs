//! Graphical functions inside variables, one for all elements or for some (XMILE 1.0, 4.1.3, 4.5.2).

use super::array;
use super::context::Context;
use super::lookup;
use super::scope::{Scope, qualified};
use super::variable::{Found, Surroundings, scale};
use super::xml::Element;
use interregnum_model::expression::SubscriptKind;
use interregnum_model::lookup::{Beyond, Curve, MISSING};
use interregnum_model::{Lookup, Name, Subscript, Variable, VariableKind};

/// Reads the curves inside a variable as a lookup of their own, and says its name.
pub fn inner_lookup(
    context: &mut Context<'_>,
    around: &Surroundings<'_, '_>,
    scope: &Scope<'_>,
    element: &Element<'_>,
    found: &mut Found,
) -> Option<Name> {
    let owner = scope.owner.clone()?;
    let tree = around.tree;
    let own = tree.first(element, "gf");
    // `<gf name="rising"/>` inside a variable means the one of that name.
    if let Some(gf) = own.filter(|gf| gf.children.is_empty())
        && let Some(attribute) = gf.attribute("name")
    {
        let words = attribute.value.decoded.as_str();
        return Some(Name::new(
            &scope.resolve(&[words], super::scope::NamePlace::Call),
            attribute.span,
        ));
    }
    let has_own =
        own.is_some() || tree.all(element, "element").any(|it| tree.first(it, "gf").is_some());
    if !has_own {
        return None;
    }
    let lookup = lookup_of(context, around, scope, element, Some(owner.clone()))?;
    let named = own
        .and_then(|gf| gf.attribute("name"))
        .map(|it| qualified(scope.module.as_ref(), &it.value.decoded));
    let span = own.map_or(element.span, |gf| gf.span);
    let name = Name::new(&named.unwrap_or_else(|| format!("{owner} graph")), span);
    found.variables.push(Variable {
        name: name.clone(),
        span,
        kind: VariableKind::Lookup(lookup),
        unit: None,
        dimensions: scope.dimensions.clone(),
        provenance: Vec::new(),
        note: String::new(),
        range: None,
        provisional: None,
    });
    if let Some(gf) = own {
        scale(context, tree, gf, &name, "yscale", found);
    }
    Some(name)
}

/// The curves of a variable: its own, and those of its elements.
pub fn lookup_of(
    context: &mut Context<'_>,
    around: &Surroundings<'_, '_>,
    scope: &Scope<'_>,
    element: &Element<'_>,
    inside: Option<Name>,
) -> Option<Lookup> {
    let tree = around.tree;
    let mut curves: Vec<(Vec<Subscript>, Curve)> = Vec::new();
    let own = if element.tag == "gf" { Some(element) } else { tree.first(element, "gf") };
    let has_elements = tree.all(element, "element").next().is_some();
    if let Some(gf) = own.filter(|gf| !has_elements || tree.first(gf, "ypts").is_some())
        && let Some(curve) = lookup::curve(context, tree, gf)
    {
        curves.push((Vec::new(), curve));
    }
    for part in tree.all(element, "element") {
        let gf = tree.first(part, "gf").unwrap_or(part);
        if tree.first(gf, "ypts").is_none() {
            continue;
        }
        if let Some(subscripts) = array::subscripts(context, scope, part, around.dimensions)
            && let Some(curve) = lookup::curve(context, tree, gf)
        {
            curves.push((subscripts, curve));
        }
    }
    // Elements beside those with curves may have equations alone: no one reads a curve of theirs.
    let is_plain =
        |part: &Element<'_>| tree.first(part, "gf").is_none() && tree.first(part, "eqn").is_some();
    if curves.iter().all(|(subscripts, _)| !subscripts.is_empty())
        && tree.all(element, "element").any(is_plain)
    {
        let nothing = Curve { points: vec![(0.0, MISSING)], beyond: Beyond::Hold };
        curves.insert(0, (Vec::new(), nothing));
    }
    (!curves.is_empty()).then_some(Lookup { curves, input_unit: None, inside })
}

/// Whether two lists of subscripts name the same elements.
pub fn same_elements(a: &[Subscript], b: &[Subscript]) -> bool {
    let same = |(a, b): (&Subscript, &Subscript)| match (&a.kind, &b.kind) {
        (SubscriptKind::Name(a), SubscriptKind::Name(b)) => a == b,
        (SubscriptKind::Index(a), SubscriptKind::Index(b)) => a.kind == b.kind,
        _ => false,
    };
    a.len() == b.len() && a.iter().zip(b).all(same)
}
