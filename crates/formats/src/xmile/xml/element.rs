//! Elements of XML, and the building of their tree.

use super::Text;
use interregnum_model::{Code, Diagnostic, FileId, Span};

/// Index of an element in its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ElementId(u32);

/// One element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element<'t> {
    /// Its name with its prefix, as written.
    pub tag: &'t str,
    /// Its attributes in order.
    pub attributes: Vec<Attribute<'t>>,
    /// Elements directly inside.
    pub children: Vec<ElementId>,
    /// The text directly inside.
    pub text: Text,
    /// Its start tag.
    pub span: Span,
    /// From the beginning of its start tag to the end of its end tag.
    pub whole: Span,
}

/// One attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute<'t> {
    /// Its name with its prefix, as written.
    pub name: &'t str,
    /// Its value.
    pub value: Text,
    /// Where its value stands, without the quotes.
    pub span: Span,
}

/// A document's elements.
#[derive(Clone, Debug, Default)]
pub struct Tree<'t> {
    elements: Vec<Element<'t>>,
    roots: Vec<ElementId>,
}

impl<'t> Element<'t> {
    pub(super) fn new(tag: &'t str, span: Span) -> Element<'t> {
        Element {
            tag,
            attributes: Vec::new(),
            children: Vec::new(),
            text: Text::default(),
            span,
            whole: span,
        }
    }

    /// The attribute of this name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute<'t>> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// The value of the attribute of this name.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.attribute(name).map(|attribute| attribute.value.decoded.as_str())
    }

    /// The text directly inside, without blanks around it.
    pub fn words(&self) -> &str {
        self.text.decoded.trim()
    }
}

impl<'t> Tree<'t> {
    /// The outermost elements; a document should have one.
    pub fn roots(&self) -> impl Iterator<Item = &Element<'t>> {
        self.roots.iter().filter_map(|id| self.get(*id))
    }

    /// The element of this index.
    pub fn get(&self, id: ElementId) -> Option<&Element<'t>> {
        self.elements.get(id.0 as usize)
    }

    /// The elements directly inside another.
    pub fn children<'a>(
        &'a self,
        element: &'a Element<'t>,
    ) -> impl Iterator<Item = &'a Element<'t>> {
        element.children.iter().filter_map(|id| self.get(*id))
    }

    /// Those of this tag.
    pub fn all<'a>(
        &'a self,
        element: &'a Element<'t>,
        tag: &'a str,
    ) -> impl Iterator<Item = &'a Element<'t>> {
        self.children(element).filter(move |child| child.tag == tag)
    }

    /// The first of this tag.
    pub fn first<'a>(&'a self, element: &'a Element<'t>, tag: &'a str) -> Option<&'a Element<'t>> {
        self.all(element, tag).next()
    }
}

/// A tree being built: the elements that are not closed yet, innermost last.
pub(super) struct Open<'t> {
    tree: Tree<'t>,
    open: Vec<ElementId>,
    file: FileId,
    length: usize,
    prefix: Option<String>,
    is_given_up: bool,
}

impl<'t> Open<'t> {
    pub(super) fn new(file: FileId, length: usize) -> Open<'t> {
        Open {
            tree: Tree::default(),
            open: Vec::new(),
            file,
            length,
            prefix: None,
            is_given_up: false,
        }
    }

    pub(super) fn is_over(&self, most: usize, deepest: usize) -> bool {
        self.tree.elements.len() > most || self.open.len() > deepest
    }

    pub(super) fn start(&mut self, mut element: Element<'t>, diagnostics: &mut Vec<Diagnostic>) {
        if self.open.is_empty() {
            self.note_prefix(&element);
            if !self.tree.roots.is_empty() {
                diagnostics.push(
                    Diagnostic::new(
                        Code::Syntax,
                        element.span,
                        format!("the element `{}` stands beside the first one", element.tag),
                    )
                    .label("not read")
                    .help("put everything inside one `xmile` element")
                    .warning(),
                );
            }
        }
        element.tag = self.without_prefix(element.tag);
        let id = ElementId(u32::try_from(self.tree.elements.len()).unwrap_or(u32::MAX));
        match self.open.last().and_then(|parent| self.tree.elements.get_mut(parent.0 as usize)) {
            Some(parent) => parent.children.push(id),
            None => self.tree.roots.push(id),
        }
        self.tree.elements.push(element);
        self.open.push(id);
    }

    /// A file may bind the standard's namespace to a prefix of its own.
    fn note_prefix(&mut self, element: &Element<'t>) {
        self.prefix = element
            .attributes
            .iter()
            .filter(|attribute| {
                attribute.value.decoded.to_ascii_lowercase().contains("xmile/ns/xmile")
            })
            .find_map(|attribute| attribute.name.strip_prefix("xmlns:"))
            .map(|prefix| format!("{prefix}:"));
    }

    fn without_prefix(&self, tag: &'t str) -> &'t str {
        match &self.prefix {
            Some(prefix) => tag.strip_prefix(prefix.as_str()).unwrap_or(tag),
            None => tag,
        }
    }

    /// Closes the innermost element of this tag; those inside it that are still open are closed
    /// with it, each a finding.
    pub(super) fn end(&mut self, tag: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) {
        let tag = self
            .prefix
            .as_ref()
            .and_then(|prefix| tag.strip_prefix(prefix.as_str()))
            .unwrap_or(tag);
        let matching = self
            .open
            .iter()
            .rposition(|id| self.tree.get(*id).is_some_and(|element| element.tag == tag));
        let Some(depth) = matching else {
            diagnostics.push(
                Diagnostic::new(Code::Syntax, span, format!("`</{tag}>` closes nothing"))
                    .label("no such element is open here")
                    .help("remove it, or add the start tag it belongs to")
                    .warning(),
            );
            return;
        };
        while self.open.len() > depth + 1 {
            self.unclosed(span, diagnostics);
        }
        if let Some(element) =
            self.open.pop().and_then(|id| self.tree.elements.get_mut(id.0 as usize))
        {
            element.whole = element.span.to(span);
        }
    }

    fn unclosed(&mut self, end: Span, diagnostics: &mut Vec<Diagnostic>) {
        let Some(element) =
            self.open.pop().and_then(|id| self.tree.elements.get_mut(id.0 as usize))
        else {
            return;
        };
        element.whole = Span { end: end.start.max(element.span.end), ..element.span };
        diagnostics.push(
            Diagnostic::new(
                Code::Syntax,
                element.span,
                format!("the element `{}` is never closed", element.tag),
            )
            .label("opened here")
            .related(end, "this closes what is around it")
            .help(format!("add `</{}>` where it ends", element.tag))
            .warning(),
        );
    }

    /// Closes the innermost element without a word: it closed itself.
    pub(super) fn leave(&mut self) {
        self.open.pop();
    }

    pub(super) fn text(&mut self, words: &str, offset: usize) {
        if let Some(element) = self.innermost() {
            element.text.push(words, offset);
        }
    }

    pub(super) fn character(&mut self, c: char, span: Span) {
        if let Some(element) = self.innermost() {
            element.text.push_character(c, span.start as usize, span.end as usize);
        }
    }

    fn innermost(&mut self) -> Option<&mut Element<'t>> {
        let id = *self.open.last()?;
        self.tree.elements.get_mut(id.0 as usize)
    }

    /// Reading ends here, and a finding has said why.
    pub(super) fn give_up(&mut self) {
        self.is_given_up = true;
    }

    /// The tree, when the text is over.
    pub(super) fn finish(mut self, diagnostics: &mut Vec<Diagnostic>) -> Tree<'t> {
        while let Some(element) =
            self.open.pop().and_then(|id| self.tree.elements.get_mut(id.0 as usize))
        {
            element.whole.end = Span::new(self.file, self.length, self.length).end;
            // Where reading was given up, the reason is told once.
            if !self.is_given_up {
                diagnostics.push(
                    Diagnostic::new(
                        Code::Syntax,
                        element.span,
                        format!("the file ends inside the element `{}`", element.tag),
                    )
                    .label("never closed")
                    .help("get the whole file: the rest of it is missing"),
                );
            }
        }
        self.tree
    }
}
