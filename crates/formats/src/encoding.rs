//! Bytes of other tools' files as text: UTF-8, UTF-16 and the Windows and Latin pages of old files.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1251, WINDOWS_1252};

/// The text of a file, and how it was read where that had to be guessed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding's name where the file neither is UTF-8 nor names another encoding.
    pub guessed: Option<&'static str>,
}

/// Why bytes are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoText {
    /// They hold characters no text holds: a picture, a program, a zip archive.
    Binary,
    /// They are not of the encoding the file names.
    Broken(&'static str),
    /// The file names an encoding nobody knows.
    UnknownEncoding,
}

/// Reads bytes as text. `named` is the encoding the file gives itself, if it does. A byte order
/// mark wins over it. Without either it is UTF-8, and where it is not that, the page of the Windows it
/// was written on: 1251 where it has more words of Cyrillic letters alone than others, else 1252.
///
/// # Errors
/// When the bytes are no text of any encoding, or not of the one the file names.
pub fn decode(bytes: &[u8], named: Option<&str>) -> Result<Decoded, NoText> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return strict(encoding, bytes.get(mark..).unwrap_or(&[]));
    }
    if let Some(label) = named {
        let encoding = Encoding::for_label(label.as_bytes()).ok_or(NoText::UnknownEncoding)?;
        // A file that says UTF-16 in letters of one byte each is not UTF-16.
        let encoding = if encoding.is_ascii_compatible() { encoding } else { UTF_8 };
        return strict(encoding, bytes);
    }
    if let Ok(decoded) = strict(UTF_8, bytes) {
        return Ok(decoded);
    }
    let page = page(bytes);
    let (text, _) = page.decode_without_bom_handling(bytes);
    text_only(text.into_owned(), Some(page.name()))
}

/// The page of a file that names none. In Western words letters beyond ASCII stand among others; a
/// word of three and more of them alone is Cyrillic.
fn page(bytes: &[u8]) -> &'static Encoding {
    let is_high = |byte: &u8| *byte >= 0xC0 || matches!(byte, 0xA8 | 0xB8);
    let words = bytes.split(|byte| !(byte.is_ascii_alphabetic() || is_high(byte)));
    let (mut cyrillic, mut western) = (0_usize, 0_usize);
    for word in words.filter(|word| word.iter().any(is_high)) {
        match word.iter().all(is_high) {
            true if word.len() >= 3 => cyrillic += 1,
            true => {}
            false => western += 1,
        }
    }
    if cyrillic > western { WINDOWS_1251 } else { WINDOWS_1252 }
}

fn strict(encoding: &'static Encoding, bytes: &[u8]) -> Result<Decoded, NoText> {
    match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => text_only(text.into_owned(), None),
        None => Err(NoText::Broken(encoding.name())),
    }
}

/// Refuses text with characters that no editor writes: they tell a picture or an archive.
fn text_only(text: String, guessed: Option<&'static str>) -> Result<Decoded, NoText> {
    let strange = |c: char| {
        c.is_control()
            && !matches!(
                c,
                '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{80}'..='\u{9f}' | '\u{1a}' | '\u{7f}'
            )
    };
    if text.chars().any(strange) {
        return Err(NoText::Binary);
    }
    Ok(Decoded { text, guessed })
}

#[cfg(test)]
mod tests;
