//! Names, numbers and units in Vensim's spelling.

use crate::number::print_number;
use interregnum_model::lookup::MISSING;
use interregnum_model::{Name, Unit};
use num_traits::Zero;

/// A name as it stands in an equation and in a sketch: in quotes where it is more than letters,
/// digits, blanks, `_`, `$` and `'` (Vensim Help, Rules for Variable Names).
pub(crate) fn spelled(name: &Name) -> String {
    quoted_if_needed(&name.written)
}

/// The same of words that are not yet a name.
pub(crate) fn quoted_if_needed(written: &str) -> String {
    let within = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '_' | '$' | '\'');
    let is_plain = written.starts_with(char::is_alphabetic) && written.chars().all(within);
    match is_plain {
        true => written.to_owned(),
        // A backslash stands for itself, as files show it.
        false => format!("\"{}\"", written.replace('"', "\\\"")),
    }
}

/// A number; one that is negative stands in brackets, so that it may stand anywhere.
pub(crate) fn number(value: f64) -> String {
    if value == MISSING {
        ":NA:".to_owned()
    } else if value.is_sign_negative() && value != 0.0 {
        format!("(-{})", print_number(-value))
    } else {
        print_number(value)
    }
}

/// A number that stands alone, as in a list or a curve.
pub(crate) fn bare_number(value: f64) -> String {
    if value == MISSING { ":NA:".to_owned() } else { print_number(value) }
}

/// A unit; `None` when it has a power that is no whole number, for which Vensim has no sign.
pub(crate) fn unit(unit: &Unit) -> Option<String> {
    let (mut above, mut below) = (Vec::new(), Vec::new());
    for (base, power) in unit.powers() {
        if !power.is_integer() {
            return None;
        }
        let times = power.numer().unsigned_abs() as usize;
        let side = if *power > Zero::zero() { &mut above } else { &mut below };
        side.extend(std::iter::repeat_n(base.as_str(), times));
    }
    Some(match (above.is_empty(), below.as_slice()) {
        (true, []) => "Dmnl".to_owned(),
        (true, [one]) => format!("1/{one}"),
        (true, many) => format!("1/({})", many.join("*")),
        (false, []) => above.join("*"),
        (false, [one]) => format!("{}/{one}", above.join("*")),
        (false, many) => format!("{}/({})", above.join("*"), many.join("*")),
    })
}

/// Words of a comment: `~` and `|` would end it.
pub(crate) fn comment(words: &str) -> String {
    let plain = words.replace('~', "\u{223c}").replace('|', "\u{a6}");
    plain.lines().map(|line| line.trim_end_matches('\\')).collect::<Vec<_>>().join("\n\t\t")
}
