//! Prose with what it cites as links: paragraphs of the essay lead to what the book claims of them,
//! sources to the list of sources.

use crate::equation::escape;
use interregnum_model::model::Source;
use pulldown_cmark::Event;

/// Words with their citations as links. Brackets that hold nothing else are left out: `[¶7, @key]`.
pub fn cited<'a>(words: &str, sources: &[Source]) -> Vec<Event<'a>> {
    let mut events = Vec::new();
    let mut plain = String::new();
    let mut rest = words;
    while let Some(letter) = rest.chars().next() {
        let found = match letter {
            '[' => bracket(rest, sources),
            '¶' => mark(rest, sources),
            // An address of a person is no citation.
            '@' if !plain.ends_with(|before: char| before.is_alphanumeric()) => mark(rest, sources),
            _ => None,
        };
        match found {
            Some((link, after)) => {
                events.push(Event::Text(std::mem::take(&mut plain).into()));
                events.push(Event::InlineHtml(link.into()));
                rest = after;
            }
            None => {
                plain.push(letter);
                rest = rest.get(letter.len_utf8()..).unwrap_or("");
            }
        }
    }
    events.push(Event::Text(plain.into()));
    events
}

/// Brackets around citations alone, and what follows them.
fn bracket<'t>(text: &'t str, sources: &[Source]) -> Option<(String, &'t str)> {
    let (inner, after) = text.strip_prefix('[')?.split_once(']')?;
    let mut links = String::new();
    let mut rest = inner.trim();
    while !rest.is_empty() {
        let (link, after) = mark(rest, sources)?;
        links.push_str(&link);
        rest = after.trim_start_matches([',', ';', ' ']);
    }
    (!links.is_empty()).then(|| (format!("<span class=\"sources\">{links}</span>"), after))
}

/// The citation that a text begins with, as a link, and what follows it.
fn mark<'t>(text: &'t str, sources: &[Source]) -> Option<(String, &'t str)> {
    if let Some(rest) = text.strip_prefix('@') {
        let end = rest.find(|one: char| !one.is_alphanumeric() && one != '_' && one != '-');
        let (key, after) = rest.split_at(end.unwrap_or(rest.len()));
        let source = sources.iter().find(|source| source.key == key)?;
        let (key, title) = (escape(key), escape(&source.title));
        let link = format!(
            "<a class=\"source\" href=\"#/sources/{key}\" data-source=\"{key}\" aria-label=\"{key}: {title}\">{key}</a>"
        );
        return Some((link, after));
    }
    let begin = ["¶", "note ", "table "].into_iter().find(|word| text.starts_with(word))?;
    let digits = text.get(begin.len()..)?.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        return None;
    }
    let (mark, after) = text.split_at(begin.len() + digits);
    let address = mark.replace(' ', "%20");
    Some((format!("<a class=\"source\" href=\"#/?q={address}\">{mark}</a>"), after))
}

#[cfg(test)]
mod tests {
    use super::cited;
    use interregnum_model::model::Source;
    use interregnum_model::source::{FileId, Span};

    fn html(words: &str) -> String {
        let source = Source {
            key: "cia1990".into(),
            title: "A & \"B\"".into(),
            span: Span::new(FileId(0), 0, 0),
        };
        let mut written = String::new();
        pulldown_cmark::html::push_html(&mut written, cited(words, &[source]).into_iter());
        written
    }

    #[test]
    fn brackets_that_hold_citations_alone_are_left_out() {
        let paragraph = |mark: &str| format!("<a class=\"source\" href=\"#/?q={mark}\">{mark}</a>");
        assert_eq!(
            html("half [¶7, ¶11]."),
            format!("half <span class=\"sources\">{}{}</span>.", paragraph("¶7"), paragraph("¶11"))
        );
        assert_eq!(html("[¶10 says so]"), format!("[{} says so]", paragraph("¶10")));
        assert!(html("[¶2, note 9]").contains("href=\"#/?q=note%209\">note 9</a></span>"));
    }

    #[test]
    fn a_source_is_linked_with_its_title_and_an_unknown_one_stays_as_it_is() {
        assert_eq!(
            html("@cia1990 says"),
            "<a class=\"source\" href=\"#/sources/cia1990\" data-source=\"cia1990\" \
             aria-label=\"cia1990: A &amp; &quot;B&quot;\">cia1990</a> says"
        );
        for plain in ["[@nobody]", "me@cia1990", "¶ and [] and [", "note 7 or a note"] {
            assert_eq!(html(plain).replace("&quot;", "\""), plain);
        }
    }
}
