//! Models, and modules as copies of them with a name before their variables' (XMILE 1.0, 3.7.4 and
//! 4.7). A variable `x` of the module `m` is called `m.x` in the model that comes out.

use super::context::{Context, attribute_name};
use super::rules::is_on;
use super::scope::qualified;
use super::xml::{Element, Tree};
use crate::limits::MODULES;
use interregnum_model::{Code, Diagnostic, Key, Name};
use std::collections::{BTreeMap, BTreeSet};

/// Variables a model may hold.
pub const VARIABLES: &[&str] = &["stock", "flow", "aux", "gf"];

/// What `behavior` says of all stocks and flows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Behavior {
    /// Stocks are non-negative.
    pub stocks: bool,
    /// Flows are non-negative.
    pub flows: bool,
}

impl Behavior {
    /// Reads `behavior` under an element; what it does not say stays as it was (XMILE 1.0, 2.6).
    pub fn read(self, tree: &Tree<'_>, element: &Element<'_>) -> Behavior {
        let Some(behavior) = tree.first(element, "behavior") else { return self };
        let says = |of: &Element<'_>| tree.first(of, "non_negative").map(|tag| is_on(tag.words()));
        let all = says(behavior);
        let of = |tag: &str| tree.first(behavior, tag).and_then(says).or(all);
        Behavior {
            stocks: of("stock").unwrap_or(self.stocks),
            flows: of("flow").unwrap_or(self.flows),
        }
    }
}

/// One copy of a model: the root, or a module.
#[derive(Clone, Debug)]
pub struct Instance<'s, 't> {
    /// The module's name; `None` for the root.
    pub name: Option<Name>,
    /// The model it is a copy of.
    pub model: &'s Element<'t>,
    /// What holds for its stocks and flows.
    pub behavior: Behavior,
    /// Its variables that stand for variables elsewhere.
    sources: BTreeMap<Key, Name>,
    /// Flows that a conveyor or a queue drives, by the name they have in the whole model.
    driven: BTreeSet<Key>,
}

impl<'s, 't> Instance<'s, 't> {
    /// A copy that takes nothing from elsewhere.
    pub fn new(name: Option<Name>, model: &'s Element<'t>, behavior: Behavior) -> Instance<'s, 't> {
        Instance { name, model, behavior, sources: BTreeMap::new(), driven: BTreeSet::new() }
    }

    /// What a variable of this copy stands for.
    pub fn source(&self, local: &Name) -> Option<&Name> {
        self.sources.get(&local.key)
    }

    /// Whether a flow, by its name in the whole model, is driven by a conveyor or a queue.
    pub fn is_driven(&self, flow: &Key) -> bool {
        self.driven.contains(flow)
    }

    /// The element of a flow, by its name in the whole model.
    pub fn flow(&self, tree: &'s Tree<'t>, flow: &Name) -> Option<&'s Element<'t>> {
        variables(tree, self.model).into_iter().find(|element| {
            element.tag == "flow"
                && element.attribute("name").is_some_and(|it| {
                    Key::new(&qualified(self.name.as_ref(), &attribute_name(it).written))
                        == flow.key
                })
        })
    }

    /// Notes which flows have no equation because a conveyor or a queue drives them.
    pub fn note_driven(&mut self, tree: &Tree<'_>) {
        for stock in
            variables(tree, self.model).into_iter().filter(|element| element.tag == "stock")
        {
            let drives = tree.children(stock).any(|it| it.tag == "conveyor" || it.tag == "queue");
            if drives {
                for outflow in tree.all(stock, "outflow") {
                    let name = super::context::plain_name(outflow.words());
                    self.driven.insert(Key::new(&qualified(self.name.as_ref(), &name)));
                }
            }
        }
    }
}

/// The variables of a model, in order. One that stands inside another is read beside it: a tag was
/// not closed, and a finding has said so.
pub fn variables<'s, 't>(tree: &'s Tree<'t>, model: &'s Element<'t>) -> Vec<&'s Element<'t>> {
    of_tags(tree, model, VARIABLES)
}

/// The elements of these tags in a model's `variables`, or, as in files before the standard, in the
/// model itself.
pub fn of_tags<'s, 't>(
    tree: &'s Tree<'t>,
    model: &'s Element<'t>,
    tags: &[&str],
) -> Vec<&'s Element<'t>> {
    let lists: Vec<&Element<'t>> = tree.all(model, "variables").collect();
    let mut stack: Vec<&Element<'t>> = Vec::new();
    for list in if lists.is_empty() { vec![model] } else { lists } {
        stack.extend(tree.children(list).filter(|child| is_declaration(child.tag)));
    }
    stack.reverse();
    let mut elements = Vec::new();
    while let Some(element) = stack.pop() {
        if tags.contains(&element.tag) {
            elements.push(element);
        }
        // A curve belongs inside a flow or an auxiliary; anything else does not.
        let nested = tree.children(element).filter(|child| {
            is_declaration(child.tag) && child.tag != "gf" && element.tag != "group"
        });
        let at = stack.len();
        stack.extend(nested);
        if let Some(added) = stack.get_mut(at..) {
            added.reverse();
        }
    }
    elements
}

fn is_declaration(tag: &str) -> bool {
    VARIABLES.contains(&tag) || matches!(tag, "module" | "group")
}

/// A module's tag, and the module it stands in.
struct Module<'s, 't> {
    name: Name,
    within: Option<Name>,
    element: &'s Element<'t>,
}

/// All copies of models that a file makes, the root first.
pub fn instances<'s, 't>(
    context: &mut Context<'_>,
    tree: &'s Tree<'t>,
    root: &'s Element<'t>,
) -> Vec<Instance<'s, 't>> {
    let models: Vec<&Element<'t>> = tree.all(root, "model").collect();
    let behavior = Behavior::default().read(tree, root);
    let Some(top) = top_model(tree, &models) else { return Vec::new() };
    let mut instances = vec![Instance::new(None, top, behavior.read(tree, top))];
    let mut connections: Vec<Module<'s, 't>> = Vec::new();
    // Each copy with the models around it, so that a model that holds itself is found.
    let mut around: Vec<Vec<&Element<'t>>> = vec![vec![top]];
    let mut at = 0;
    while let (Some(instance), Some(path)) = (instances.get(at).cloned(), around.get(at).cloned()) {
        for module in of_tags(tree, instance.model, &["module"]) {
            let Some(name) = context.name(module) else { continue };
            let taken = instances.iter().any(|other| other.name.as_ref() == Some(&name));
            let name = if taken {
                Name::new(&qualified(instance.name.as_ref(), &name.written), name.span)
            } else {
                name
            };
            connections.push(Module {
                name: name.clone(),
                within: instance.name.clone(),
                element: module,
            });
            let Some(model) = model_of(context, module, &name, &models) else { continue };
            if path.iter().any(|outer| std::ptr::eq(*outer, model)) || instances.len() >= MODULES {
                context.report(
                    Diagnostic::new(
                        Code::CircularMacro,
                        module.span,
                        format!("the module `{name}` holds itself"),
                    )
                    .label("left out")
                    .help("a model cannot be a module of itself"),
                );
                continue;
            }
            instances.push(Instance::new(Some(name), model, behavior.read(tree, model)));
            around.push(path.iter().copied().chain([model]).collect());
        }
        at += 1;
    }
    connect(context, tree, &mut instances, &connections);
    for instance in &mut instances {
        instance.note_driven(tree);
    }
    instances
}

/// The root has no name; where all have one, it is the first that no module asks for.
fn top_model<'s, 't>(tree: &'s Tree<'t>, models: &[&'s Element<'t>]) -> Option<&'s Element<'t>> {
    let unnamed =
        models.iter().find(|model| model.value("name").is_none_or(|name| name.trim().is_empty()));
    if let Some(model) = unnamed {
        return Some(model);
    }
    let asked: BTreeSet<Key> = models
        .iter()
        .flat_map(|model| of_tags(tree, model, &["module"]))
        .filter_map(|module| Some(attribute_name(module.attribute("name")?).key))
        .collect();
    let is_free = |model: &&&Element<'t>| {
        model.attribute("name").is_some_and(|name| !asked.contains(&attribute_name(name).key))
    };
    models.iter().find(is_free).or(models.first()).copied()
}

fn model_of<'s, 't>(
    context: &mut Context<'_>,
    module: &Element<'t>,
    name: &Name,
    models: &[&'s Element<'t>],
) -> Option<&'s Element<'t>> {
    // Simlin lets several modules share a model.
    let wanted = module.value("simlin:model_name").or(module.value("name")).unwrap_or("");
    let key = Key::new(wanted);
    let found = models
        .iter()
        .find(|model| model.attribute("name").is_some_and(|it| attribute_name(it).key == key));
    if found.is_none() {
        let names = models.iter().filter_map(|model| model.value("name"));
        context.report(
            Diagnostic::new(
                Code::UnknownName,
                name.span,
                format!("there is no model `{wanted}` for this module"),
            )
            .label("left out")
            .nearest(wanted, names)
            .help("add `<model name=\"...\">` to the file"),
        );
    }
    found.copied()
}

/// Sets what the inputs of modules stand for.
fn connect<'t>(
    context: &mut Context<'_>,
    tree: &Tree<'t>,
    instances: &mut [Instance<'_, 't>],
    modules: &[Module<'_, 't>],
) {
    for Module { name, within, element: module } in modules {
        // Stella writes each connection twice, and `connect2` is the one it reads.
        let has_second = tree.first(module, "connect2").is_some();
        for connection in tree.all(module, if has_second { "connect2" } else { "connect" }) {
            let (Some(to), Some(from)) = (connection.attribute("to"), connection.attribute("from"))
            else {
                continue;
            };
            let known = |key: &Key| {
                instances.iter().any(|it| it.name.as_ref().is_some_and(|it| it.key == *key))
            };
            let (to_module, to_name) = end(&to.value.decoded, Some(name), &known);
            let (from_module, from_name) = end(&from.value.decoded, within.as_ref(), &known);
            let source = Name::new(
                &qualified(
                    from_module.as_ref().map(|it| Name::new(it, from.span)).as_ref(),
                    &from_name,
                ),
                from.span,
            );
            let key = to_module.as_deref().map(Key::new);
            let target = instances
                .iter_mut()
                .find(|it| it.name.as_ref().map(|name| name.key.clone()) == key);
            match target {
                Some(instance) => {
                    instance.sources.insert(Key::new(&to_name), source);
                }
                None => context.report(
                    Diagnostic::new(
                        Code::UnknownName,
                        to.span,
                        format!("a connection to `{}`, which is in no module", to.value.decoded),
                    )
                    .label("left out")
                    .warning(),
                ),
            }
        }
    }
}

/// An end of a connection as module and name: `.x` is in the root, `m.x` in the module `m`, and `x`
/// where the connection stands.
fn end(
    words: &str,
    here: Option<&Name>,
    is_module: &dyn Fn(&Key) -> bool,
) -> (Option<String>, String) {
    let words = words.trim();
    if let Some(name) = words.strip_prefix('.') {
        return (None, super::context::plain_name(name));
    }
    match words.rsplit_once('.') {
        Some((module, name)) if is_module(&Key::new(module)) => {
            (Some(module.to_owned()), super::context::plain_name(name))
        }
        Some((module, name)) => {
            let last = module.rsplit('.').next().unwrap_or(module);
            let module = if is_module(&Key::new(last)) { last } else { module };
            (Some(module.to_owned()), super::context::plain_name(name))
        }
        None => (here.map(|module| module.written.to_string()), super::context::plain_name(words)),
    }
}
