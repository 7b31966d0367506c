//! `header`: who wrote the file, and what it is called (XMILE 1.0, 2.2).

use super::context::{Context, plain_text};
use super::rules::Vendor;
use super::xml::{Element, Tree};
use interregnum_model::model::Book;
use interregnum_model::{Code, Diagnostic};

/// Who wrote the file.
pub fn vendor(tree: &Tree<'_>, root: &Element<'_>) -> Vendor {
    let Some(header) = tree.first(root, "header") else { return Vendor::default() };
    let vendor = tree.first(header, "vendor").map_or("", Element::words);
    let product = tree.first(header, "product").map_or("", Element::words);
    Vendor::named(vendor, product)
}

/// What the file says of itself as a whole.
pub fn book(context: &mut Context<'_>, tree: &Tree<'_>, root: &Element<'_>) -> Book {
    let mut book = Book::default();
    let Some(header) = tree.first(root, "header") else { return book };
    let words = |tag: &str| {
        tree.first(header, tag).map(|it| plain_text(&it.text.decoded)).unwrap_or_default()
    };
    book.title = words("name");
    book.argument = words("caption");
    if let Some(options) = tree.first(header, "options") {
        invalid_index(context, tree, options);
    }
    book
}

/// An index out of bounds gives 0 here, as the standard says; a file may ask for no number instead
/// (XMILE 1.0, 2.2.1).
fn invalid_index(context: &mut Context<'_>, tree: &Tree<'_>, options: &Element<'_>) {
    let Some(arrays) = tree.first(options, "uses_arrays") else { return };
    let asked = arrays
        .attribute("invalid_index_value")
        .filter(|it| it.value.decoded.trim().eq_ignore_ascii_case("nan"));
    if let Some(attribute) = asked {
        context.report(
            Diagnostic::new(
                Code::Loss,
                attribute.span,
                "subscripts out of bounds give 0 here, not NaN",
            )
            .label("asked for by the file"),
        );
    }
}
