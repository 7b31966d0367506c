//! Text of XML with its escapes resolved, and the place of every letter.

use interregnum_model::{FileId, Span};

/// Text in pieces: letters that stand in the file as they are, and escaped ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The text with escapes resolved.
    pub decoded: String,
    /// Where in the text a piece begins, where in the file, and where in the file it ends.
    pieces: Vec<Piece>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    decoded: usize,
    file: usize,
    file_end: usize,
}

impl Text {
    /// Adds letters that stand at `offset` of the file as they are.
    pub fn push(&mut self, words: &str, offset: usize) {
        if words.is_empty() {
            return;
        }
        self.pieces.push(Piece {
            decoded: self.decoded.len(),
            file: offset,
            file_end: offset + words.len(),
        });
        self.decoded.push_str(words);
    }

    /// Adds a letter that is escaped in the file between two offsets.
    pub fn push_character(&mut self, c: char, start: usize, end: usize) {
        self.pieces.push(Piece { decoded: self.decoded.len(), file: start, file_end: end });
        self.decoded.push(c);
    }

    /// Adds words that stand for others, which lie in the file between two offsets.
    pub fn push_spelled(&mut self, words: &str, start: usize, end: usize) {
        if !words.is_empty() {
            self.pieces.push(Piece { decoded: self.decoded.len(), file: start, file_end: end });
            self.decoded.push_str(words);
        }
    }

    /// Adds raw words of an attribute, resolving their escapes; what is no escape stays.
    pub fn push_escaped(&mut self, raw: &str, offset: usize) {
        let mut rest = raw;
        let mut at = offset;
        while let Some(ampersand) = rest.find('&') {
            let (before, after) = rest.split_at(ampersand);
            self.push(before, at);
            at += ampersand;
            let resolved =
                after.find(';').and_then(|end| Some((end + 1, entity(after.get(1..end)?)?)));
            let length = match resolved {
                Some((length, c)) => {
                    self.push_character(c, at, at + length);
                    length
                }
                None => {
                    self.push("&", at);
                    1
                }
            };
            at += length;
            rest = after.get(length..).unwrap_or("");
        }
        self.push(rest, at);
    }

    /// Where the letters from `start` to `end` of the text stand in the file.
    pub fn span(&self, file: FileId, start: usize, end: usize) -> Span {
        let from = self.place(start, Side::Start);
        let to = if end > start { self.place(end - 1, Side::End) } else { from };
        Span::new(file, from, to.max(from))
    }

    /// Where the whole text stands in the file.
    pub fn whole(&self, file: FileId) -> Span {
        let trimmed = self.decoded.trim();
        let start = self.decoded.len() - self.decoded.trim_start().len();
        self.span(file, start, start + trimmed.len())
    }

    fn place(&self, decoded: usize, side: Side) -> usize {
        let after = self.pieces.partition_point(|piece| piece.decoded <= decoded);
        let Some(piece) = self.pieces.get(after.saturating_sub(1)) else { return 0 };
        let length =
            self.pieces.get(after).map_or(self.decoded.len(), |next| next.decoded) - piece.decoded;
        let inside = decoded.saturating_sub(piece.decoded).min(length);
        let is_plain = piece.file_end - piece.file == length;
        match (side, is_plain) {
            (Side::Start, true) => piece.file + inside,
            (Side::End, true) => (piece.file + inside + 1).min(piece.file_end),
            (Side::Start, false) => piece.file,
            (Side::End, false) => piece.file_end,
        }
    }
}

#[derive(Clone, Copy)]
enum Side {
    Start,
    End,
}

/// The character an entity stands for: XML's five, and those given by number.
pub fn entity(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| *c != '\0')
        }
    }
}
