//! `GET DATA ...`: what data are at one moment, between two, and in all (Vensim function reference, Data
//! Functions). Measures between two moments are worked out here, where the moments are constants.

use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::expression::{Expr, ExprKind, Reference};
use interregnum_model::lookup::{Beyond, Curve, Lookup, MISSING};
use interregnum_model::name::{Key, Name};
use interregnum_model::{Variable, VariableKind};
use std::collections::BTreeMap;

/// Names of the functions that measure data between two moments.
pub(crate) const BETWEEN: [&str; 5] =
    ["get_data_max", "get_data_mean", "get_data_median", "get_data_min", "get_data_stdv"];

/// Lookups that hold data, by the variables that read them.
pub(crate) struct Holders {
    by_data: BTreeMap<Key, (Name, Lookup)>,
    /// Variables that must answer only at moments of their data.
    exact: BTreeMap<Key, Name>,
}

impl Holders {
    /// Of these variables.
    pub fn new(variables: &[Variable]) -> Holders {
        let held = |variable: &Variable| match &variable.kind {
            VariableKind::Lookup(lookup) => {
                let of = lookup.inside.as_ref()?.key.clone();
                Some((of, (variable.name.clone(), lookup.clone())))
            }
            VariableKind::Stock { .. }
            | VariableKind::Flow { .. }
            | VariableKind::Auxiliary { .. }
            | VariableKind::Parameter { .. }
            | VariableKind::Input { .. } => None,
        };
        Holders { by_data: variables.iter().filter_map(held).collect(), exact: BTreeMap::new() }
    }

    /// The lookup that holds the data of a variable.
    pub fn of(&self, data: &Key) -> Option<&Name> {
        self.by_data.get(data).map(|(name, _)| name)
    }

    /// What a call is, if it is one of these; a finding where it cannot be said.
    pub fn measured(
        &mut self,
        function: &Name,
        arguments: &[Expr],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<ExprKind> {
        let what = function.key.as_str();
        let is_one = what.starts_with("get_data_") && what != "get_data_between_times";
        let [Expr { kind: ExprKind::Reference(data), .. }, rest @ ..] = arguments else {
            return None;
        };
        if !is_one {
            return None;
        }
        let Some((_, lookup)) = self.by_data.get(&data.name.key) else {
            // "or the variable is not a Data variable then :NA: is returned" (GET DATA MIN).
            return Some(ExprKind::Number(MISSING));
        };
        if let ("get_data_at_time", [time]) = (what, rest) {
            return Some(self.at(data, time.clone()));
        }
        let number = curve_of(lookup, data).and_then(|curve| measure(what, curve, rest));
        if number.is_none() {
            let message = format!("`{function}` is not a number before the run begins");
            diagnostics.push(
                Diagnostic::new(Code::WrongArguments, function.span, message)
                    .label("its moments change, or it is asked of several elements at once")
                    .help("name one element, and constants as moments"),
            );
        }
        Some(number.map_or(ExprKind::Error, ExprKind::Number))
    }

    /// The value at a moment of the data, missing at others.
    fn at(&mut self, data: &Reference, time: Expr) -> ExprKind {
        let span = data.name.span;
        let exact = || Name::new(&format!("{} at its times", data.name.written), span);
        let name = self.exact.entry(data.name.key.clone()).or_insert_with(exact).clone();
        let points = Reference { name, subscripts: data.subscripts.clone() };
        let points = Expr { kind: ExprKind::Reference(points), span };
        ExprKind::Call { function: Name::new("LOOKUP", span), arguments: vec![points, time] }
    }

    /// Lookups that must stand beside those there are.
    pub fn more(&self, variables: &[Variable]) -> Vec<Variable> {
        let exact = |(data, name): (&Key, &Name)| {
            let (holder, lookup) = self.by_data.get(data)?;
            let own = variables.iter().find(|variable| variable.name.key == holder.key)?;
            let mut lookup = Lookup { inside: None, ..lookup.clone() };
            lookup.curves.iter_mut().for_each(|(_, curve)| curve.beyond = Beyond::Exact);
            let kind = VariableKind::Lookup(lookup);
            Some(Variable { name: name.clone(), kind, ..own.clone() })
        };
        self.exact.iter().filter_map(exact).collect()
    }
}

/// The curve of one element.
fn curve_of<'l>(lookup: &'l Lookup, data: &Reference) -> Option<&'l Curve> {
    let same = |curve: &&(Vec<_>, Curve)| {
        data.subscripts.is_empty() && lookup.curves.len() == 1
            || super::walk::same_subscripts(&curve.0, &data.subscripts)
    };
    lookup.curves.iter().find(same).map(|(_, curve)| curve)
}

/// A measure of the points, which stand in order of time.
fn measure(what: &str, curve: &Curve, moments: &[Expr]) -> Option<f64> {
    let points = &curve.points;
    match (what, moments) {
        ("get_data_first_time", []) => return points.first().map(|(time, _)| *time),
        ("get_data_last_time", []) => return points.last().map(|(time, _)| *time),
        ("get_data_total_points", []) => return Some(points.len() as f64),
        (_, _) => {}
    }
    let [Expr { kind: ExprKind::Number(from), .. }, Expr { kind: ExprKind::Number(to), .. }] =
        moments
    else {
        return None;
    };
    let between = points.iter().filter(|(time, _)| from <= time && time <= to);
    let mut values: Vec<f64> = between.map(|(_, value)| *value).collect();
    values.sort_by(f64::total_cmp);
    let (Some(least), Some(most)) = (values.first(), values.last()) else { return Some(MISSING) };
    let n = values.len();
    let mean = values.iter().sum::<f64>() / n as f64;
    match what {
        "get_data_min" => Some(*least),
        "get_data_max" => Some(*most),
        "get_data_mean" => Some(mean),
        "get_data_median" => {
            let upper = values.get(n / 2)?;
            let lower = values.get((n - 1) / 2)?;
            Some((lower + upper) / 2.0)
        }
        // Of a sample: the manual does not say of what, and a single point has none.
        "get_data_stdv" if n > 1 => {
            let squares = values.iter().map(|value| (value - mean) * (value - mean));
            Some((squares.sum::<f64>() / (n - 1) as f64).sqrt())
        }
        "get_data_stdv" => Some(0.0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{BETWEEN, Curve, Expr, ExprKind, MISSING, measure};
    use interregnum_model::lookup::Beyond;
    use interregnum_model::{FileId, Span};

    fn number(number: f64) -> Expr {
        Expr { kind: ExprKind::Number(number), span: Span::new(FileId(0), 0, 0) }
    }

    #[test]
    fn data_are_measured_between_two_moments() {
        let points = vec![(0.0, 9.0), (1.0, 2.0), (2.0, 4.0), (3.0, 6.0), (4.0, 0.0)];
        let curve = Curve { points, beyond: Beyond::Hold };
        let asked = |what: &str| measure(what, &curve, &[number(1.0), number(3.0)]).unwrap();
        assert_eq!(BETWEEN.map(asked), [6.0, 4.0, 4.0, 2.0, 2.0]);
        assert_eq!(measure("get_data_first_time", &curve, &[]), Some(0.0));
        assert_eq!(measure("get_data_last_time", &curve, &[]), Some(4.0));
        assert_eq!(measure("get_data_total_points", &curve, &[]), Some(5.0));
        assert_eq!(measure("get_data_min", &curve, &[number(8.0), number(9.0)]), Some(MISSING));
    }
}
