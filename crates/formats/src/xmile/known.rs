//! Every element and attribute of the standard, and of the tools whose files we know: what becomes
//! of each. What stands nowhere here is a finding where it stands in a file.
//!
//! `docs/xmile.md` shows these rows; a test keeps it true.

pub mod rows;

/// What becomes of something in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is read, and means what the standard says.
    Used,
    /// It is kept as it stands, for the drawing, and written back.
    Kept,
    /// It says again what the rest of the file says.
    Redundant,
    /// It concerns who made the file or how it is shown, not what comes out; told in one finding.
    Aside,
    /// It would change what the model does and is not done; told in a finding of its own.
    Lost,
}

/// An element: the elements it may stand in, and what becomes of it and of its attributes.
#[derive(Debug)]
pub struct Known {
    /// Tags of the elements around it, parted by blanks; `variable` stands for stock, flow and aux.
    pub inside: &'static str,
    /// Its tag; several parted by blanks where they are alike.
    pub tags: &'static str,
    /// What becomes of it.
    pub fate: Fate,
    /// What that means, and the evidence where the standard leaves it open; for something lost,
    /// what is done instead.
    pub says: &'static str,
    /// Attributes that are read, or say nothing new, parted by blanks.
    pub attributes: &'static str,
    /// Attributes that are not, with what is done instead.
    pub others: &'static [(&'static str, Fate, &'static str)],
}

impl Fate {
    /// As the table of the documentation says it.
    pub fn word(self) -> &'static str {
        match self {
            Fate::Used => "read",
            Fate::Kept => "kept for the drawing",
            Fate::Redundant => "says nothing new",
            Fate::Aside => "told: not kept",
            Fate::Lost => "told: not done",
        }
    }
}

/// The row of an element inside another.
pub fn find(inside: &str, tag: &str) -> Option<&'static Known> {
    let is_in = |list: &str, word: &str| list.split(' ').any(|it| it == word);
    let around = general(inside);
    rows::KNOWN.iter().find(|row| {
        (is_in(row.inside, inside) || is_in(row.inside, around)) && is_in(row.tags, tag)
    })
}

/// The word that stands for all kinds of variable.
fn general(tag: &str) -> &str {
    if matches!(tag, "stock" | "flow" | "aux") { "variable" } else { tag }
}

/// Tags that may stand inside an element.
pub fn tags_inside(tag: &str) -> impl Iterator<Item = &'static str> {
    let around = general(tag).to_owned();
    let own = tag.to_owned();
    rows::KNOWN
        .iter()
        .filter(move |row| row.inside.split(' ').any(|it| it == around || it == own))
        .flat_map(|row| row.tags.split(' '))
}

/// The rows as a table of Markdown.
pub fn table() -> String {
    let mut table = "| inside | element | what becomes of it | |\n|---|---|---|---|\n".to_owned();
    let code = |words: &str| {
        words.split(' ').map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" ")
    };
    for row in rows::KNOWN {
        let mut notes = Vec::new();
        if !row.says.is_empty() {
            notes.push(row.says.to_owned());
        }
        if !row.attributes.is_empty() {
            notes.push(format!("attributes {}", code(row.attributes)));
        }
        for (name, fate, says) in row.others {
            let says = if says.is_empty() { String::new() } else { format!(" ({says})") };
            notes.push(format!("`{name}`: {}{says}", fate.word()));
        }
        table.push_str(&format!(
            "| {} | {} | {} | {} |\n",
            code(row.inside),
            code(row.tags),
            row.fate.word(),
            notes.join("; ")
        ));
    }
    table
}
