//! Reality checks as claims: under what the condition makes true, the consequence must be (Vensim
//! User Guide, Reality Check: Constraints, Test Inputs, Active Constraint Testing).
//!
//! A comparison in a condition becomes another equation for its variable, or, where it is an
//! inequality, the bound where the variable would break it. Conditions joined by `:OR:` are tested
//! one by one. A constraint by element is one claim with a test for each. What the language of
//! claims cannot say leaves a claim that is untestable and says why.

mod condition;
mod consequence;

use super::control::AtStart;
use super::line::{Constraint, Line, Right};
use super::said::Said;
use super::spread::{each_element, shape, subscript_name};
use super::subscript::Ranges;
use super::walk::each_reference;
use condition::condition;
use consequence::consequence;
use interregnum_model::claim::{Change, Claim, Query, QueryKind};
use interregnum_model::expression::{Expr, Reference, SubscriptKind};
use interregnum_model::model::Model;
use interregnum_model::name::{Key, Name};
use interregnum_model::scenario::Lever;
use interregnum_model::source::Span;
use interregnum_model::time::TimeSpec;
use std::collections::{BTreeMap, BTreeSet};

/// More tests of one claim than anyone reads.
const MOST_TESTS: usize = 200;

/// Why something cannot be tested.
type Untestable = String;

/// What conditions and consequences are read with.
struct Bench<'b> {
    inputs: BTreeMap<Key, (&'b Line, &'b Expr)>,
    always: AtStart<'b>,
    time: TimeSpec,
    levers: Vec<Lever>,
}

impl Bench<'_> {
    /// When changes of the kind `RC ...` begin: "the value of the model variable RC START TIME",
    /// else "INITIAL TIME + TIME STEP" (Vensim function reference, Reality Check Functions).
    fn start(&self) -> f64 {
        let given = self.always.constant(&Key::new("RC START TIME"), &mut Vec::new());
        given.unwrap_or(self.time.start + self.time.dt)
    }

    /// A number that a check is given.
    fn number(&self, expr: &Expr) -> Result<f64, Untestable> {
        let number = self.always.worth(expr);
        number.ok_or_else(|| "a number of the check changes during the run".to_string())
    }
}

/// Adds a claim for each reality check to the model, and the levers that the claims pull.
pub(crate) fn claims(own: &[Said], ranges: &Ranges, model: &mut Model) {
    let inputs = own.iter().filter_map(|said| match &said.line.right {
        Right::TestInput(input) => Some((said.line.name.key.clone(), (&said.line, &**input))),
        _ => None,
    });
    let mut bench = Bench {
        inputs: inputs.collect(),
        always: AtStart::always(own),
        time: model.time.clone(),
        levers: Vec::new(),
    };
    let mut taken = BTreeSet::new();
    for said in own {
        let tests = match &said.line.right {
            Right::Constraint(check) => tests(&said.line, check, ranges, &mut bench),
            Right::UnreadCheck => Err("the check is not understood".to_string()),
            _ => continue,
        };
        model.claims.push(claim(said, tests, &mut taken));
    }
    model.levers.append(&mut bench.levers);
}

fn claim(said: &Said, tests: Result<Vec<Query>, Untestable>, taken: &mut BTreeSet<Key>) -> Claim {
    let written = &said.line.name;
    let (tests, untestable) = match tests {
        Ok(tests) => (tests, None),
        Err(why) => (Vec::new(), Some(why)),
    };
    let statement = match said.note.is_empty() {
        true => written.written.to_string(),
        false => said.note.clone(),
    };
    Claim {
        name: id(written, taken),
        span: said.line.span,
        provenance: Vec::new(),
        statement,
        tier: String::new(),
        kind: String::new(),
        // A check is what it says; it needs no knock-out to say more.
        role: "input".to_string(),
        hardness: String::new(),
        tests,
        reports: Vec::new(),
        knockouts: Vec::new(),
        untestable,
    }
}

/// An id of letters, digits and hyphens that no other claim has.
fn id(name: &Name, taken: &mut BTreeSet<Key>) -> Name {
    let plain = |c: char| if c.is_alphanumeric() { c } else { '-' };
    let mut id: String = name.written.to_lowercase().chars().map(plain).collect();
    if !id.starts_with(char::is_alphabetic) {
        id.insert_str(0, "check-");
    }
    let stem = id.clone();
    let mut n = 2;
    while !taken.insert(Key::new(&id)) {
        id = format!("{stem}-{n}");
        n += 1;
    }
    Name::new(&id, name.span)
}

/// The tests of a constraint: for each element and each alternative of its condition one.
fn tests(
    line: &Line,
    check: &Constraint,
    ranges: &Ranges,
    bench: &mut Bench<'_>,
) -> Result<Vec<Query>, Untestable> {
    let mut tests = Vec::new();
    let elements = shape(&line.subscripts, ranges);
    if elements.iter().fold(1_usize, |all, n| all.saturating_mul(*n)) > MOST_TESTS {
        return Err(too_many());
    }
    for names in each_element(&line.subscripts, ranges) {
        let stands = standing(line, &names);
        let at = |expr: &Expr| at_element(expr, &stands);
        let query = consequence(&at(&check.consequence), check.often, bench)?;
        for changes in condition(&at(&check.condition), bench)? {
            tests.push(under(query.clone(), changes, line.span));
        }
        if tests.len() > MOST_TESTS {
            return Err(too_many());
        }
    }
    Ok(tests)
}

fn too_many() -> Untestable {
    format!("the check has more than {MOST_TESTS} tests")
}

fn under(query: Query, changes: Vec<Change>, span: Span) -> Query {
    match changes.is_empty() {
        true => query,
        false => Query { kind: QueryKind::Under { query: Box::new(query), changes }, span },
    }
}

/// Which element each subscript range of a left side stands for.
fn standing(line: &Line, names: &[Name]) -> BTreeMap<Key, Name> {
    let ranges = line.subscripts.iter().filter_map(subscript_name);
    ranges.map(|range| range.key.clone()).zip(names.iter().cloned()).collect()
}

/// An expression with elements in the place of ranges.
fn at_element(expr: &Expr, stands: &BTreeMap<Key, Name>) -> Expr {
    let mut expr = expr.clone();
    each_reference(&mut expr, &mut |reference: &mut Reference| {
        for subscript in &mut reference.subscripts {
            if let SubscriptKind::Name(name) = &mut subscript.kind
                && let Some(element) = stands.get(&name.key)
            {
                *name = Name { span: name.span, ..element.clone() };
            }
        }
    });
    expr
}
