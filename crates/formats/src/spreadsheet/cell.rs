//! Cells by the names people give them: `B5`, `AA12`.

/// A cell: row and column, both counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellRef {
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
}

/// Columns of the largest sheet (XFD) and rows of it.
const MOST_COLUMNS: u32 = 1 << 14;
const MOST_ROWS: u32 = 1 << 20;

/// A column's number from 0: `A` is 0, `AA` is 26.
pub fn column_number(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut number = 0;
    for c in letters.chars() {
        let digit = u32::from(c.is_ascii_alphabetic().then_some(c.to_ascii_uppercase())?);
        number = number * 26 + (digit - u32::from('A') + 1);
    }
    (number <= MOST_COLUMNS).then_some(number - 1)
}

impl CellRef {
    /// Reads `B5` or `$B$5`.
    pub fn parse(written: &str) -> Option<CellRef> {
        let plain = written.trim().replace('$', "");
        let digits = plain.find(|c: char| c.is_ascii_digit())?;
        let (letters, number) = plain.split_at(digits);
        let row: u32 = number.parse().ok()?;
        let column = column_number(letters)?;
        let row = row.checked_sub(1).filter(|row| *row < MOST_ROWS)?;
        Some(CellRef { row, column })
    }
}

impl std::fmt::Display for CellRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut letters = Vec::new();
        let mut left = self.column + 1;
        while left > 0 {
            letters.push(char::from(b'A' + u8::try_from((left - 1) % 26).unwrap_or(0)));
            left = (left - 1) / 26;
        }
        write!(f, "{}{}", letters.iter().rev().collect::<String>(), self.row + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::{CellRef, column_number};

    #[test]
    fn cells_are_read_and_written() {
        for (written, row, column) in
            [("A1", 0, 0), ("b5", 4, 1), ("$AA$12", 11, 26), ("XFD1", 0, 16383)]
        {
            let cell = CellRef::parse(written).unwrap();
            assert_eq!((cell.row, cell.column), (row, column));
            assert_eq!(cell.to_string(), written.replace('$', "").to_uppercase());
        }
        for wrong in ["", "5", "A", "A0", "ABCD1", "XFE1", "A1B", "time"] {
            assert_eq!(CellRef::parse(wrong), None, "{wrong}");
        }
        assert_eq!(column_number("Z"), Some(25));
    }
}
