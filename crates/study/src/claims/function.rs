//! The functions of the query language: one entry each, from which reading, checking, answering,
//! the printed list and tests are derived.

pub mod compare;
pub mod date;
pub mod ensemble;
pub mod number;
pub mod scenario;
pub mod shape;
pub mod spread;
pub mod trend;
pub mod truth;

use super::answer::{Answer, List, NoAnswer, Value, each_row, undefined};
use interregnum_model::name::Key;

/// One entry.
#[derive(Debug)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// Its arguments in order.
    pub arguments: &'static [Argument],
    /// How many of them must be given.
    pub required: usize,
    /// The last argument may be repeated.
    pub repeats: bool,
    /// How it is worked out.
    pub kind: Kind,
    /// What comes out.
    pub yields: Yields,
    /// What it is, in one or two sentences.
    pub summary: &'static str,
    /// Questions to the example chapter and their answers as printed; run as tests.
    pub examples: &'static [(&'static str, &'static str)],
}

/// One argument.
#[derive(Clone, Copy, Debug)]
pub struct Argument {
    /// Its name, in the printed list.
    pub name: &'static str,
    /// What may stand there.
    pub takes: Takes,
}

/// What may stand as an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// A number.
    Number,
    /// A list of numbers.
    List,
    /// Numbers, or one list of them.
    Numbers,
    /// A list of comparisons.
    Conditions,
    /// A comparison, or several that must all hold; of members, asked of each.
    Condition,
    /// Anything.
    Any,
    /// A number that every member is asked for.
    Asked,
    /// A parameter's name.
    Parameter,
    /// A lever's or mechanism's name.
    Switch,
}

/// How a function is worked out.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// From the answers to its arguments in one run.
    Values(fn(&[Value]) -> Answer),
    /// From the answers of all members to its arguments.
    Members(fn(&ensemble::Asked<'_>) -> Answer),
    /// `base(question)`: the question asked of the run without any changes.
    Base,
    /// `given(condition, question)`: members where the condition does not hold are not asked.
    Given,
    /// By asking its first argument under other changes.
    Changes(scenario::Changes),
}

/// What comes out of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Yields {
    /// A number.
    Number,
    /// Yes or no.
    Truth,
    /// A list of numbers.
    List,
    /// The same as its last argument: number or list, yes or no.
    Same,
    /// A list of what its first argument is.
    ListOfFirst,
}

/// The chapter that the examples ask.
pub const EXAMPLE: &str = include_str!("function/example.md");

/// The families of the list, each with what it is about.
pub const FAMILIES: &[(&str, &[Function])] = &[
    ("How great, how far apart", spread::FUNCTIONS),
    ("Conditions that hold here and not there", truth::FUNCTIONS),
    ("When", date::FUNCTIONS),
    ("How values grow, fall and follow one another", trend::FUNCTIONS),
    ("The shape of a course", shape::FUNCTIONS),
    ("Two lists side by side", compare::FUNCTIONS),
    ("Single numbers", number::FUNCTIONS),
    ("All members of an ensemble", ensemble::FUNCTIONS),
    ("One question under several changes", scenario::FUNCTIONS),
];

/// All entries, by family.
pub fn all() -> impl Iterator<Item = &'static Function> {
    FAMILIES.iter().flat_map(|(_, functions)| functions.iter())
}

/// The entry of this name.
pub fn find(key: &Key) -> Option<&'static Function> {
    all().find(|function| Key::new(function.name) == *key)
}

impl Function {
    /// Its name with its arguments, such as `growth(list)` or `correlation(a, b, [lag])`.
    pub fn heading(&self) -> String {
        let arguments: Vec<String> = self
            .arguments
            .iter()
            .enumerate()
            .map(|(position, argument)| {
                let dots =
                    if self.repeats && position + 1 == self.arguments.len() { "..." } else { "" };
                if position < self.required {
                    format!("{}{dots}", argument.name)
                } else {
                    format!("[{}{dots}]", argument.name)
                }
            })
            .collect();
        format!("{}({})", self.name, arguments.join(", "))
    }

    /// What may stand as the argument at this position; `None` beyond the last.
    pub fn takes(&self, position: usize) -> Option<Takes> {
        let last = self.repeats.then(|| self.arguments.last()).flatten();
        self.arguments.get(position).or(last).map(|argument| argument.takes)
    }

    /// Worked out on answers of one run; a list for each row where one of its lists is rows.
    pub(crate) fn call(&self, ask: fn(&[Value]) -> Answer, values: &[Value]) -> Answer {
        let rows = values.iter().enumerate().find_map(|(position, value)| match value {
            Value::Rows(rows) => Some((position, rows)),
            Value::Number(_) | Value::List(_) => None,
        });
        let Some((position, rows)) = rows else {
            // Dates that never come and numbers beyond all bounds can leave no number behind.
            return ask(values)?.map(&|value| value, "it has no meaning for these values");
        };
        let nth = std::cell::Cell::new(0_usize);
        each_row(rows, |row| {
            let at = nth.replace(nth.get() + 1);
            let mut one: Vec<Value> = values.to_vec();
            for (other, value) in one.iter_mut().enumerate() {
                if other == position {
                    *value = row.clone();
                } else if let Value::Rows(others) = value {
                    match others.get(at) {
                        Some(row) if others.len() == rows.len() => *value = row.value.clone(),
                        Some(_) | None => {
                            return undefined("lists of different lengths do not go together");
                        }
                    }
                }
            }
            self.call(ask, &one)
        })
    }
}

/// The list at this position; a number is a list of one.
pub(crate) fn list(values: &[Value], position: usize) -> Result<List, NoAnswer> {
    match values.get(position) {
        Some(Value::List(list)) => Ok(list.clone()),
        Some(Value::Number(value)) => Ok(List::counted(vec![*value])),
        Some(Value::Rows(_)) | None => undefined("a list is wanted"),
    }
}

/// The number at this position, if one was given.
pub(crate) fn real(values: &[Value], position: usize) -> Option<f64> {
    values.get(position).and_then(Value::as_number)
}

/// Numbers given one by one, or as one list.
pub(crate) fn numbers(values: &[Value]) -> Result<List, NoAnswer> {
    if values.len() <= 1 {
        return list(values, 0);
    }
    let numbers: Option<Vec<f64>> = values.iter().map(Value::as_number).collect();
    match numbers {
        Some(numbers) => Ok(List::counted(numbers)),
        None => undefined("numbers are wanted, or one list"),
    }
}

const LIST: Argument = Argument { name: "list", takes: Takes::List };
const NUMBERS: Argument = Argument { name: "list", takes: Takes::Numbers };
const CONDITIONS: Argument = Argument { name: "conditions", takes: Takes::Conditions };
const LEAST: Argument = Argument { name: "least", takes: Takes::Number };

/// An entry that the others are written as a change of.
const BLANK: Function = Function {
    name: "",
    arguments: &[LIST],
    required: 1,
    repeats: false,
    kind: Kind::Given,
    yields: Yields::Number,
    summary: "",
    examples: &[],
};

#[cfg(test)]
mod tests;
