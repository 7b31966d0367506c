//! Bytes of other tools' files as text: UTF-8, UTF-16 and the Windows and Latin pages of old files.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

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
/// mark wins over it. Without either it is UTF-8, and where it is not that, Windows-1252, which
/// older files of Western tools have.
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
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    text_only(text.into_owned(), Some(WINDOWS_1252.name()))
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
