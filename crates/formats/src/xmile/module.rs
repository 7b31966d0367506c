//! Models, and modules as copies of them with a name before their variables' (XMILE 1.0, 3.7.4 and
//! 4.7). A variable `x` of the module `m` is called `m.x` in the model that comes out.

use super::context::{Context, attribute_name};
use super::document::{Document, Gathered};
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
    /// The file it stands in.
    pub document: Document<'s, 't>,
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
    pub fn new(
        name: Option<Name>,
        document: Document<'s, 't>,
        model: &'s Element<'t>,
        behavior: Behavior,
    ) -> Instance<'s, 't> {
        Instance {
            name,
            document,
            model,
            behavior,
            sources: BTreeMap::new(),
            driven: BTreeSet::new(),
        }
    }

    /// What a variable of this copy stands for.
    pub fn source(&self, local: &Name) -> Option<&Name> {
        self.sources.get(&local.key)
    }

    /// Whether a flow, by its name in the whole model, is driven by a conveyor or a queue.
    pub fn is_driven(&self, flow: &Key) -> bool {
        self.driven.contains(flow)
    }

    /// Whether its model has a variable of this name.
    fn has(&self, local: &str) -> bool {
        let key = Key::new(local);
        variables(self.document.tree, self.model)
            .into_iter()
            .any(|it| it.attribute("name").is_some_and(|name| attribute_name(name).key == key))
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
    pub fn note_driven(&mut self) {
        let tree = self.document.tree;
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
    document: Document<'s, 't>,
    element: &'s Element<'t>,
}

/// A model and the file it stands in.
type Placed<'s, 't> = (Document<'s, 't>, &'s Element<'t>);

/// A model by the name that modules call it by.
type Named<'s, 't> = (Option<Key>, Placed<'s, 't>);

/// All copies of models that the files make, the root first.
pub fn instances<'s, 't>(
    context: &mut Context<'_>,
    documents: &[Document<'s, 't>],
    gathered: &Gathered,
) -> Vec<Instance<'s, 't>> {
    let models = models(documents, gathered);
    // What an included file says of all stocks and flows holds unless its includer says otherwise.
    let behavior = documents
        .iter()
        .rev()
        .fold(Behavior::default(), |behavior, it| behavior.read(it.tree, it.root));
    let Some(top) = top_model(documents, &models) else { return Vec::new() };
    let mut instances = vec![Instance::new(None, top.0, top.1, behavior.read(top.0.tree, top.1))];
    let mut connections: Vec<Module<'s, 't>> = Vec::new();
    // Each copy with the models around it, so that a model that holds itself is found.
    let mut around: Vec<Vec<&Element<'t>>> = vec![vec![top.1]];
    let mut at = 0;
    while let (Some(instance), Some(path)) = (instances.get(at).cloned(), around.get(at).cloned()) {
        context.file = instance.document.file;
        for element in of_tags(instance.document.tree, instance.model, &["module"]) {
            let Some(name) = context.name(element) else { continue };
            let taken = instances.iter().any(|other| other.name.as_ref() == Some(&name));
            let name = if taken {
                Name::new(&qualified(instance.name.as_ref(), &name.written), name.span)
            } else {
                name
            };
            connections.push(Module {
                name: name.clone(),
                within: instance.name.clone(),
                document: instance.document,
                element,
            });
            let found = model_of(context, element, &name, &models, documents, gathered);
            let Some((document, model)) = found else { continue };
            if path.iter().any(|outer| std::ptr::eq(*outer, model)) || instances.len() >= MODULES {
                context.report(
                    Diagnostic::new(
                        Code::CircularMacro,
                        element.span,
                        format!("the module `{name}` holds itself"),
                    )
                    .label("left out")
                    .help("a model cannot be a module of itself"),
                );
                continue;
            }
            let own = behavior.read(document.tree, model);
            instances.push(Instance::new(Some(name), document, model, own));
            around.push(path.iter().copied().chain([model]).collect());
        }
        at += 1;
    }
    connect(context, &mut instances, &connections);
    for instance in &mut instances {
        instance.note_driven();
    }
    instances
}

/// All models of all files, the own file's first. One that is but a name and a `resource` stands
/// for the model of that file.
fn models<'s, 't>(documents: &[Document<'s, 't>], gathered: &Gathered) -> Vec<Named<'s, 't>> {
    let mut models = Vec::new();
    for document in documents {
        for element in document.tree.all(document.root, "model") {
            let elsewhere = element.attribute("resource").and_then(|it| {
                in_file(documents, gathered.resource(it.span)?, element.value("name"))
            });
            let name = element.attribute("name").map(|it| attribute_name(it).key);
            models.push((name, elsewhere.unwrap_or((*document, element))));
        }
    }
    models
}

/// The model of a file by its name, or, where none has that name, the one without a name.
fn in_file<'s, 't>(
    documents: &[Document<'s, 't>],
    file: interregnum_model::FileId,
    name: Option<&str>,
) -> Option<Placed<'s, 't>> {
    let document = documents.iter().find(|it| it.file == file)?;
    let wanted = name.map(|name| Key::new(&super::context::plain_name(name)));
    let key = |model: &Element<'_>| model.attribute("name").map(|it| attribute_name(it).key);
    let mut all = document.tree.all(document.root, "model");
    let named = document
        .tree
        .all(document.root, "model")
        .find(|model| wanted.is_some() && key(model) == wanted);
    let found =
        named.or_else(|| all.find(|model| key(model).is_none_or(|it| it.as_str().is_empty())));
    Some((*document, found?))
}

/// The root has no name; where all have one, it is the first that no module asks for.
fn top_model<'s, 't>(
    documents: &[Document<'s, 't>],
    models: &[Named<'s, 't>],
) -> Option<Placed<'s, 't>> {
    let own = documents.first()?.file;
    let mut mine: Vec<&Named<'s, 't>> =
        models.iter().filter(|(_, (document, _))| document.file == own).collect();
    if mine.is_empty() {
        mine = models.iter().collect();
    }
    let is_unnamed = |name: &Option<Key>| name.as_ref().is_none_or(|key| key.as_str().is_empty());
    if let Some((_, model)) = mine.iter().find(|(name, _)| is_unnamed(name)) {
        return Some(*model);
    }
    let asked: BTreeSet<Key> = mine
        .iter()
        .flat_map(|(_, (document, model))| of_tags(document.tree, model, &["module"]))
        .filter_map(|module| Some(attribute_name(module.attribute("name")?).key))
        .collect();
    let free = mine.iter().find(|(name, _)| name.as_ref().is_some_and(|key| !asked.contains(key)));
    free.or(mine.first()).map(|(_, model)| *model)
}

fn model_of<'s, 't>(
    context: &mut Context<'_>,
    module: &Element<'t>,
    name: &Name,
    models: &[Named<'s, 't>],
    documents: &[Document<'s, 't>],
    gathered: &Gathered,
) -> Option<Placed<'s, 't>> {
    if let Some(attribute) = module.attribute("resource") {
        // Where the file could not be opened, a finding has said so.
        let file = gathered.resource(attribute.span)?;
        let found = in_file(documents, file, module.value("name"));
        if found.is_none() {
            context.report(
                Diagnostic::new(Code::UnknownName, attribute.span, "the file holds no model")
                    .label("left out")
                    .help("name a file with one `model` that has no name"),
            );
        }
        return found;
    }
    // Simlin lets several modules share a model.
    let wanted = module.value("simlin:model_name").or(module.value("name")).unwrap_or("");
    let wanted = super::context::plain_name(wanted);
    let key = Key::new(&wanted);
    let found = models.iter().find(|(name, _)| name.as_ref() == Some(&key));
    if found.is_none() {
        let names = models.iter().filter_map(|(name, _)| name.as_ref().map(Key::as_str));
        context.report(
            Diagnostic::new(
                Code::UnknownName,
                name.span,
                format!("there is no model `{wanted}` for this module"),
            )
            .label("left out")
            .nearest(&wanted, names)
            .help("add `<model name=\"...\">` to the file"),
        );
    }
    found.map(|(_, model)| *model)
}

/// Sets what the inputs of modules stand for.
fn connect(
    context: &mut Context<'_>,
    instances: &mut [Instance<'_, '_>],
    modules: &[Module<'_, '_>],
) {
    for Module { name, within, document, element: module } in modules {
        let tree = document.tree;
        context.file = document.file;
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
            // A bare name that the module has not is one of the model around it, which takes what
            // the module gives.
            let outer = || instances.iter().position(|it| it.name == *within && it.has(&to_name));
            let target = instances
                .iter()
                .position(|it| it.name.as_ref().map(|name| name.key.clone()) == key);
            let target = match target {
                Some(at) if instances.get(at).is_some_and(|it| it.has(&to_name)) => Some(at),
                Some(_) if !to.value.decoded.contains('.') => outer(),
                Some(_) | None => None,
            };
            match target.and_then(|at| instances.get_mut(at)) {
                Some(instance) => {
                    instance.sources.insert(Key::new(&to_name), source);
                }
                None => context.report(
                    Diagnostic::new(
                        Code::UnknownName,
                        to.span,
                        format!("a connection to `{}`, which no module has", to.value.decoded),
                    )
                    .label("left out")
                    .help("connect to a variable of the module, as in `module.variable`")
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
