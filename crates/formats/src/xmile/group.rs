//! Groups, also called sectors (XMILE 1.0, 4.6).

use super::context::{Context, plain_name, plain_text};
use super::module::{Instance, of_tags};
use super::scope::qualified;
use super::xml::Tree;
use interregnum_model::Name;
use interregnum_model::view::Group;

/// The groups of a model or module.
pub fn read(context: &mut Context<'_>, tree: &Tree<'_>, instance: &Instance<'_, '_>) -> Vec<Group> {
    let module = instance.name.as_ref();
    let mut groups: Vec<Group> = Vec::new();
    for element in of_tags(tree, instance.model, &["group"]) {
        let Some(local) = context.name(element) else { continue };
        let name = Name::new(&qualified(module, &local.written), local.span);
        let mut members = Vec::new();
        for child in tree.children(element) {
            let member = match child.tag {
                "entity" => child.value("name").map(str::to_owned),
                // Stella writes `var` (isee systems, files of versions 1 to 3).
                "var" => Some(child.value("name").unwrap_or(child.words()).to_owned()),
                _ => None,
            };
            if let Some(member) = member.map(|it| plain_name(&it)).filter(|it| !it.is_empty()) {
                let span = child.attribute("name").map_or(child.span, |attribute| attribute.span);
                members.push(Name::new(&qualified(module, &member), span));
            }
        }
        let note =
            tree.first(element, "doc").map(|doc| plain_text(&doc.text.decoded)).unwrap_or_default();
        match groups.iter_mut().find(|group| group.name == name) {
            Some(group) => group.members.extend(members),
            None => groups.push(Group { name, within: None, members, note }),
        }
    }
    groups
}
