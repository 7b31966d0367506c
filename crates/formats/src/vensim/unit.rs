//! `Widgets/Month [0,100,1]`: a unit and the range after it; equivalent units of the settings.

use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::name::Key;
use interregnum_model::source::{FileId, Span};
use interregnum_model::unit::{Unit, UnitDefinition};
use interregnum_model::variable::Range as Bounds;
use num_rational::Rational32;
use std::collections::BTreeMap;
use std::ops::Range;

/// Other spellings of units: those Vensim itself starts with, and those of the file's settings.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spellings {
    first: BTreeMap<Key, String>,
    /// As definitions of the model.
    pub definitions: Vec<UnitDefinition>,
}

/// Spellings of the unit of pure numbers (Vensim Help, Units Checking).
const DIMENSIONLESS: &[&str] = &["dmnl", "dimensionless", "1"];

impl Spellings {
    /// The lines `22:$,Dollar,Dollars,$s` of the settings.
    pub fn read(settings: &str) -> Spellings {
        let mut spellings = Spellings::default();
        for line in settings.lines().filter_map(|line| line.trim().strip_prefix("22:")) {
            let mut names = line.split(',').map(str::trim).filter(|name| !name.is_empty());
            let Some(first) = names.next() else { continue };
            let aliases: Vec<String> = names.map(str::to_string).collect();
            for alias in &aliases {
                spellings.first.entry(Key::new(alias)).or_insert_with(|| first.to_string());
            }
            spellings.definitions.push(UnitDefinition {
                name: first.to_string(),
                equation: None,
                aliases,
                disabled: false,
            });
        }
        spellings
    }

    fn base(&self, written: &str) -> Unit {
        let key = Key::new(written);
        if DIMENSIONLESS.contains(&key.as_str()) {
            return Unit::dimensionless();
        }
        match self.first.get(&key) {
            Some(first) if DIMENSIONLESS.contains(&Key::new(first).as_str()) => {
                Unit::dimensionless()
            }
            Some(first) => Unit::base(first),
            None => Unit::base(written),
        }
    }
}

/// What stands between the first two tildes of an equation.
#[derive(Clone, Debug, Default)]
pub(crate) struct UnitField {
    /// The unit and where it stands.
    pub unit: Option<(Unit, Span)>,
    /// The range, and where it stands. An end that is `?` is infinite.
    pub range: Option<Bounds>,
}

/// Reads a unit field. A unit that cannot be read is reported and left out.
pub(crate) fn unit_field(
    file: FileId,
    text: &str,
    field: Range<usize>,
    spellings: &Spellings,
    diagnostics: &mut Vec<Diagnostic>,
) -> UnitField {
    let Some(written) = text.get(field.clone()) else { return UnitField::default() };
    let open = written.find('[').unwrap_or(written.len());
    let unit_part = written.get(..open).unwrap_or("").trim_end();
    let range = bounds(file, field.start, written, open);
    if unit_part.trim().is_empty() {
        return UnitField { unit: None, range };
    }
    let span = Span::new(file, field.start, field.start + unit_part.len());
    let joined = unit_part.replace("\\\r\n", " ").replace("\\\n", " ");
    let mut parser = Words { rest: &joined, spellings, nesting: 0 };
    match parser.product().filter(|_| parser.rest.trim().is_empty()) {
        Some(unit) => UnitField { unit: Some((unit, span)), range },
        None => {
            let message = format!("`{}` is not a unit", joined.trim());
            diagnostics.push(
                Diagnostic::new(Code::Syntax, span, message)
                    .warning()
                    .label("left out")
                    .help("write names with `*`, `/` and brackets, such as `people/year`"),
            );
            UnitField { unit: None, range }
        }
    }
}

/// `[low, high, step]`: the step is not kept.
fn bounds(file: FileId, start: usize, written: &str, open: usize) -> Option<Bounds> {
    let inner = written.get(open + 1..)?;
    let close = inner.find(']').unwrap_or(inner.len());
    let mut ends = inner.get(..close)?.split(',').map(str::trim);
    let end = |written: Option<&str>, unknown: f64| match written {
        Some("?" | "") | None => Some(unknown),
        Some(number) => number.replace(' ', "").parse::<f64>().ok(),
    };
    let low = end(ends.next(), f64::NEG_INFINITY)?;
    let high = end(ends.next(), f64::INFINITY)?;
    let span = Span::new(file, start + open, start + open + 1 + close + 1);
    (low.is_finite() || high.is_finite()).then_some(Bounds { low, high, span })
}

struct Words<'t> {
    rest: &'t str,
    spellings: &'t Spellings,
    nesting: usize,
}

impl Words<'_> {
    fn take(&mut self, sign: char) -> bool {
        let rest = self.rest.trim_start();
        match rest.strip_prefix(sign) {
            Some(after) => {
                self.rest = after;
                true
            }
            None => false,
        }
    }

    fn product(&mut self) -> Option<Unit> {
        let mut unit = self.power()?;
        loop {
            if self.take('*') {
                unit = unit.times(&self.power()?)?;
            } else if self.take('/') {
                unit = unit.per(&self.power()?)?;
            } else {
                return Some(unit);
            }
        }
    }

    fn power(&mut self) -> Option<Unit> {
        let unit = self.factor()?;
        if !self.take('^') {
            return Some(unit);
        }
        let rest = self.rest.trim_start();
        let length = rest
            .char_indices()
            .find(|(at, c)| !(c.is_ascii_digit() || (*at == 0 && *c == '-')))
            .map_or(rest.len(), |(at, _)| at);
        let exponent: i32 = rest.get(..length)?.parse().ok()?;
        self.rest = rest.get(length..)?;
        unit.power(Rational32::from_integer(exponent))
    }

    fn factor(&mut self) -> Option<Unit> {
        if self.take('(') {
            self.nesting += 1;
            if self.nesting > super::limits::DEEPEST_NESTING {
                return None;
            }
            let unit = self.product()?;
            self.nesting -= 1;
            return self.take(')').then_some(unit);
        }
        let rest = self.rest.trim_start();
        let length = rest.find(['*', '/', '(', ')', '^', '[', ']']).unwrap_or(rest.len());
        let name = rest.get(..length)?.trim();
        self.rest = rest.get(length..)?;
        (!name.is_empty()).then(|| self.spellings.base(name))
    }
}

#[cfg(test)]
mod tests {
    use super::{Spellings, unit_field};
    use interregnum_model::source::FileId;

    #[test]
    fn units_ranges_and_equivalents() {
        let spellings =
            Spellings::read("22:$,Dollar,Dollars,$s\n22:Year,Years\n22:Dmnl,Fraction\n");
        let cases = [
            ("Widgets/Month [-10,10,1]", "Widgets/Month", Some((-10.0, 10.0))),
            ("Dollars/Person/years", "$/Person/Year", None),
            ("$/(Person*Year)", "$/Person/Year", None),
            (
                "Degrees Fahrenheit [-459.67,?]",
                "Degrees Fahrenheit",
                Some((-459.67, f64::INFINITY)),
            ),
            ("fraction/Year", "1/Year", None),
            ("Dmnl", "1", None),
            ("meter^2", "meter^2", None),
            ("Month [?,?]", "Month", None),
        ];
        for (written, unit, range) in cases {
            let mut diagnostics = Vec::new();
            let field =
                unit_field(FileId(0), written, 0..written.len(), &spellings, &mut diagnostics);
            assert_eq!(field.unit.unwrap().0.to_string(), unit, "{written}");
            assert_eq!(field.range.map(|range| (range.low, range.high)), range, "{written}");
            assert_eq!(diagnostics, []);
        }
    }

    #[test]
    fn a_range_alone_and_a_unit_that_is_none() {
        let mut diagnostics = Vec::new();
        let text = "[0,?]";
        let field = unit_field(FileId(0), text, 0..5, &Spellings::default(), &mut diagnostics);
        assert!(field.unit.is_none() && field.range.is_some() && diagnostics.is_empty());
        let text = "people//year";
        let field = unit_field(FileId(0), text, 0..12, &Spellings::default(), &mut diagnostics);
        assert!(field.unit.is_none());
        assert_eq!(diagnostics.len(), 1);
    }
}
