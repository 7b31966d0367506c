//! Names in XMILE's spelling.

use interregnum_model::{Name, Unit};
use num_traits::{One, Zero};

/// Words that are no names (XMILE 1.0, 3.2.2.5).
const WORDS: &[&str] = &["and", "or", "not", "mod", "if", "then", "else"];

/// A name as an attribute has it.
pub fn attribute(name: &Name) -> String {
    name.written.replace('\\', "\\\\")
}

/// A name where only a name may stand: underscores for blanks, quotes where the standard asks for
/// them.
pub fn identifier(name: &Name) -> String {
    spelled(&name.written)
}

/// A name as an equation has it. PySD 3.14 reads a name that begins with `not` as `NOT` and the
/// rest of it, unless it is quoted.
pub fn in_equation(name: &Name) -> String {
    let spelled = identifier(name);
    let begins_with_not = spelled.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("not"));
    if begins_with_not { format!("\"{spelled}\"") } else { spelled }
}

/// Words as an equation has them.
pub fn spelled(written: &str) -> String {
    let joined = written.split_whitespace().collect::<Vec<_>>().join("_");
    let begins = |c: char| c.is_alphabetic() || (c as u32) > 127;
    let is_plain = joined.starts_with(begins)
        && !joined.ends_with('_')
        && joined.chars().all(|c| begins(c) || c.is_ascii_digit() || c == '_')
        && !WORDS.iter().any(|word| word.eq_ignore_ascii_case(&joined));
    if is_plain {
        joined
    } else {
        format!("\"{}\"", joined.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

/// A text for people, with the standard's escapes (XMILE 1.0, 4.1).
pub fn words(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n").replace('\t', "\\t")
}

/// A unit; `None` when it has a power that is no whole number, which the standard has no sign for.
pub fn unit(unit: &Unit) -> Option<String> {
    let mut above = Vec::new();
    let mut below = Vec::new();
    for (key, power) in unit.powers() {
        if !power.is_integer() {
            return None;
        }
        let name = unit_name(key.as_str());
        let size = if *power > Zero::zero() { *power } else { -*power };
        let factor = if size.is_one() { name } else { format!("{name}^{size}") };
        if *power > Zero::zero() { above.push(factor) } else { below.push(factor) }
    }
    let above = if above.is_empty() { "1".to_owned() } else { above.join("*") };
    Some(std::iter::once(above).chain(below).collect::<Vec<_>>().join("/"))
}

/// A unit's name may begin with a sign such as `$`.
fn unit_name(key: &str) -> String {
    let is_plain = key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '$'))
        && !key.starts_with(|c: char| c.is_ascii_digit());
    if is_plain { key.to_owned() } else { format!("\"{key}\"") }
}
