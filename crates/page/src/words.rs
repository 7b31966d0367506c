//! A claim's test in English, for those who do not read the notation.

use interregnum_model::claim::{Change, ChangeKind, Figure, Query, QueryKind, Window};
use interregnum_model::expression::{BinaryOperator, SubscriptKind};
use interregnum_model::source::Sources;
use interregnum_study::claims::answer::figure;

/// A question in words.
pub fn words(query: &Query, sources: &Sources) -> String {
    Words { sources }.query(query)
}

/// Changes in words: `without soil-exhaustion and with average-weather from 1959`.
pub fn change_words(changes: &[Change], sources: &Sources) -> String {
    Words { sources }.changes(changes)
}

struct Words<'s> {
    sources: &'s Sources,
}

impl Words<'_> {
    fn query(&self, query: &Query) -> String {
        match &query.kind {
            QueryKind::Number(number) => figure(*number),
            QueryKind::Window { variable, subscripts, window } => {
                let elements: Vec<String> =
                    subscripts.iter().map(|one| self.element(&one.kind)).collect();
                let mut words = variable.to_string();
                if !elements.is_empty() {
                    words.push_str(&format!(" ({})", elements.join(", ")));
                }
                match window {
                    Some(window) => format!("{words} {}", self.window(window)),
                    None => words,
                }
            }
            QueryKind::Negative(inner) => format!("minus {}", self.query(inner)),
            QueryKind::Not(inner) => format!("it is not so that {}", self.query(inner)),
            QueryKind::Binary { operator, left, right } => {
                format!("{} {} {}", self.query(left), between(*operator), self.query(right))
            }
            QueryKind::In { value, low, high } => {
                let (value, low) = (self.query(value), self.query(low));
                format!("{value} lies between {low} and {}", self.query(high))
            }
            QueryKind::Near { value, target, tolerance, relative } => {
                let (value, target) = (self.query(value), self.query(target));
                let tolerance = match (&tolerance.kind, relative) {
                    (QueryKind::Number(share), true) => format!("{} %", figure(share * 100.0)),
                    (_, _) => self.query(tolerance),
                };
                format!("{value} is {target}, give or take {tolerance}")
            }
            QueryKind::Call { function, arguments } => self.call(&function.written, arguments),
            QueryKind::List(all) => self.list(all),
            QueryKind::Under { query, changes } => {
                format!("{} {}", self.query(query), self.changes(changes))
            }
            QueryKind::For { query, name, values } => {
                format!("{}, with {name} at each of {}", self.query(query), self.query(values))
            }
            QueryKind::Error => "…".to_owned(),
        }
    }

    fn element(&self, kind: &SubscriptKind) -> String {
        match kind {
            SubscriptKind::Name(name) => name.to_string(),
            SubscriptKind::All => "all".to_owned(),
            SubscriptKind::AllOf(name) => format!("all of {name}"),
            SubscriptKind::Between(first, last) => format!("{first} to {last}"),
            SubscriptKind::Index(expr) => self.sources.text(expr.span).to_owned(),
        }
    }

    fn window(&self, window: &Window) -> String {
        match window {
            Window::Year(year) => format!("in {}", self.query(year)),
            Window::At(date) => match date.kind {
                QueryKind::Number(date) => format!("at {}", month(date)),
                _ => format!("at {}", self.query(date)),
            },
            Window::Years(first, last) => {
                format!("in each year from {} to {}", self.query(first), self.query(last))
            }
            Window::Between(first, last) => {
                format!("all the time from {} to {}", self.query(first), self.query(last))
            }
        }
    }

    fn call(&self, function: &str, arguments: &[Query]) -> String {
        let all: Vec<String> = arguments.iter().map(|argument| self.query(argument)).collect();
        match (function.to_lowercase().as_str(), all.as_slice()) {
            ("mean", [one]) => format!("the mean of {one}"),
            ("min", [one]) => format!("the least of {one}"),
            ("max", [one]) => format!("the greatest of {one}"),
            ("sum", [one]) => format!("the sum of {one}"),
            ("count", [one]) => format!("how often {one}"),
            ("first", [one]) => format!("the first time that {one}"),
            ("last", [one]) => format!("the last time that {one}"),
            ("always", [one]) => format!("at all times {one}"),
            ("ever", [one]) => format!("at some time {one}"),
            ("p", [one]) => format!("the share of the members in which {one}"),
            ("growth", [one]) => {
                format!("the yearly growth of {}", one.replace("in each year from", "from"))
            }
            ("abs", [one]) => format!("the size of {one}"),
            (_, _) => format!("{}({})", function, all.join(", ")),
        }
    }

    fn list(&self, all: &[Query]) -> String {
        all.iter().map(|one| self.query(one)).collect::<Vec<String>>().join(", ")
    }

    fn changes(&self, changes: &[Change]) -> String {
        let all: Vec<String> = changes.iter().map(|change| self.change(change)).collect();
        all.join(" and ")
    }

    fn change(&self, change: &Change) -> String {
        let written = self.sources.text(change.span);
        let written = written.split_whitespace().collect::<Vec<&str>>().join(" ");
        match &change.kind {
            ChangeKind::Off { mechanism } => format!("without {mechanism}"),
            ChangeKind::With { lever, from, until } => {
                let mut words = format!("with {lever}");
                if let Some(from) = from {
                    words.push_str(&format!(" from {}", said(from)));
                }
                if let Some(until) = until {
                    words.push_str(&format!(" until {}", said(until)));
                }
                words
            }
            ChangeKind::Set { .. }
            | ChangeKind::Replace { .. }
            | ChangeKind::Impulse { .. }
            | ChangeKind::Shift { .. }
            | ChangeKind::DrawsFrom(_)
            | ChangeKind::Dt(_)
            | ChangeKind::Method(_) => format!("with {written}"),
        }
    }
}

/// A date of a change, as a number or as the question that finds it.
fn said(date: &Figure) -> String {
    match date {
        Figure::Number(number) => figure(*number),
        Figure::Asked(name) => name.to_string(),
    }
}

fn between(operator: BinaryOperator) -> &'static str {
    match operator {
        BinaryOperator::Power => "to the power of",
        BinaryOperator::Multiply => "times",
        BinaryOperator::Divide => "divided by",
        BinaryOperator::Modulo => "modulo",
        BinaryOperator::Add => "plus",
        BinaryOperator::Subtract => "minus",
        BinaryOperator::Less => "is less than",
        BinaryOperator::LessEqual => "is at most",
        BinaryOperator::Greater => "is more than",
        BinaryOperator::GreaterEqual => "is at least",
        BinaryOperator::Equal => "is",
        BinaryOperator::NotEqual => "is not",
        BinaryOperator::And => "and",
        BinaryOperator::Or => "or",
    }
}

/// A decimal date as a month: 1926.96 is December 1926. What is no year stays a number.
pub fn month(date: f64) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    if !(1000.0..3000.0).contains(&date) {
        return figure(date);
    }
    let part = date - date.floor();
    if part == 0.0 {
        return format!("the beginning of {date}");
    }
    let month = MONTHS.get((part * 12.0) as usize).copied().unwrap_or("December");
    format!("{month} {}", date.floor())
}

#[cfg(test)]
mod tests {
    use super::{month, words};

    #[test]
    fn dates_are_months() {
        assert_eq!(month(1926.96), "December 1926");
        assert_eq!(month(1950.0), "the beginning of 1950");
        assert_eq!(month(1953.25), "April 1953");
        assert_eq!(month(12.5), "12.5");
    }

    #[test]
    fn a_test_reads_as_a_sentence() {
        let chapter = "\
```model
parameter a [1] assumed \"x\"
    = 1 range 0 .. 2
auxiliary output [1] assumed \"x\"
    = a
mechanism soil assumed \"x\"
    off: a = 0
```

```claim one assumed \"x\"
It is.
test output[1958] >= 1.5 * output[1953]
test output[1959.5] = 85 ± 3 %
test max(output[1959..1963] off soil) in 1..2
```
";
        let reading = interregnum_formats::chapters::read_text("chapter.md", chapter);
        let claim = reading.model.claims.first().expect("a claim");
        let all: Vec<String> =
            claim.tests.iter().map(|test| words(test, &reading.model.sources)).collect();
        assert_eq!(
            all,
            [
                "output in 1958 is at least 1.5 times output in 1953",
                "output at July 1959 is 85, give or take 3 %",
                "the greatest of output in each year from 1959 to 1963 without soil lies between 1 and 2",
            ]
        );
    }
}
