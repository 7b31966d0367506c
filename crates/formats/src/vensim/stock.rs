//! Flows of stocks, from the rates of INTEG.

use super::build::{Built, Desk, Rate, free_name};
use super::walk::same_subscripts;
use interregnum_model::equation::{Case, Equation};
use interregnum_model::expression::{BinaryOperator, Expr, ExprKind, Reference, UnaryOperator};
use interregnum_model::name::{Key, Name};
use interregnum_model::unit::Unit;
use interregnum_model::{Variable, VariableKind};
use std::collections::BTreeMap;

/// Which way a variable moves a stock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    In,
    Out,
}

/// The variables that fill and drain one stock.
type Terms = Vec<(Way, Name)>;

/// Gives each stock its flows. Where a rate is a sum or difference of variables that are worked
/// out or constant, each fills one stock and drains one at most, and each is spread over the same
/// dimensions as the stock, these are its flows. Everywhere else a net flow is made and named so.
pub(crate) fn flows(built: &mut Built, time_unit: Option<&Unit>, desk: &mut Desk<'_>) {
    let by_key: BTreeMap<Key, usize> =
        built.variables.iter().zip(0..).map(|(it, at)| (it.name.key.clone(), at)).collect();
    let find = |key: &Key| by_key.get(key).and_then(|at| built.variables.get(*at));
    let plain: Vec<Option<Terms>> = built
        .rates
        .iter()
        .map(|rate| find(&rate.stock.key).and_then(|stock| terms(rate, stock, &find)))
        .collect();
    let mut uses: BTreeMap<(Key, Way), usize> = BTreeMap::new();
    for (way, name) in plain.iter().flatten().flatten() {
        *uses.entry((name.key.clone(), *way)).or_default() += 1;
    }
    let rates = std::mem::take(&mut built.rates);
    let mut made = Vec::new();
    for (rate, terms) in rates.into_iter().zip(plain) {
        let Some(at) = by_key.get(&rate.stock.key).copied() else { continue };
        let once = |terms: &Terms| {
            terms.iter().all(|(way, name)| uses.get(&(name.key.clone(), *way)) == Some(&1))
        };
        let Some(terms) = terms.filter(once) else {
            if let Some(stock) = built.variables.get_mut(at) {
                made.push(net_flow(stock, rate, time_unit, desk));
            }
            continue;
        };
        for (_, name) in &terms {
            if let Some(flow) = by_key.get(&name.key).and_then(|at| built.variables.get_mut(*at)) {
                become_flow(flow);
            }
        }
        if let Some(Variable { kind: VariableKind::Stock { inflows, outflows, .. }, .. }) =
            built.variables.get_mut(at)
        {
            for (way, name) in terms {
                match way {
                    Way::In => inflows.push(name),
                    Way::Out => outflows.push(name),
                }
            }
        }
    }
    built.variables.extend(made);
}

/// The variables that a rate adds up, if that is all it does and the same for all elements.
fn terms<'v>(
    rate: &Rate,
    stock: &Variable,
    find: &impl Fn(&Key) -> Option<&'v Variable>,
) -> Option<Terms> {
    let mut found: Option<Terms> = None;
    for case in &rate.cases {
        if !case.except.is_empty() {
            return None;
        }
        let mut terms = Terms::new();
        collect(&case.expr, Way::In, &mut |way, reference| {
            let same = same_subscripts(&reference.subscripts, &case.subscripts);
            terms.push((way, reference.name.clone()));
            same
        })?;
        terms.sort_by_key(|(way, _)| *way);
        match &found {
            Some(earlier) if *earlier != terms => return None,
            Some(_) => {}
            None => found = Some(terms),
        }
    }
    let terms = found?;
    let fits = |name: &Name| {
        find(&name.key).is_some_and(|variable| {
            let kind = matches!(
                variable.kind,
                VariableKind::Auxiliary { .. } | VariableKind::Parameter { .. }
            );
            kind && variable.dimensions == stock.dimensions
        })
    };
    terms.iter().all(|(_, name)| fits(name)).then_some(terms)
}

/// Walks a sum; `None` when something in it is not a variable that `see` accepts.
fn collect(expr: &Expr, way: Way, see: &mut dyn FnMut(Way, &Reference) -> bool) -> Option<()> {
    let other = match way {
        Way::In => Way::Out,
        Way::Out => Way::In,
    };
    match &expr.kind {
        ExprKind::Number(0.0) => Some(()),
        ExprKind::Reference(reference) => see(way, reference).then_some(()),
        ExprKind::Unary { operator: UnaryOperator::Minus, operand } => collect(operand, other, see),
        ExprKind::Unary { operator: UnaryOperator::Plus, operand } => collect(operand, way, see),
        ExprKind::Binary { operator: BinaryOperator::Add, left, right } => {
            collect(left, way, see)?;
            collect(right, way, see)
        }
        ExprKind::Binary { operator: BinaryOperator::Subtract, left, right } => {
            collect(left, way, see)?;
            collect(right, other, see)
        }
        ExprKind::Number(_)
        | ExprKind::Unary { .. }
        | ExprKind::Binary { .. }
        | ExprKind::If { .. }
        | ExprKind::Call { .. }
        | ExprKind::Error => None,
    }
}

fn become_flow(variable: &mut Variable) {
    let equation = match &mut variable.kind {
        VariableKind::Auxiliary { equation } => equation,
        VariableKind::Parameter { value, .. } => value,
        VariableKind::Stock { .. }
        | VariableKind::Flow { .. }
        | VariableKind::Lookup(_)
        | VariableKind::Input { .. } => return,
    };
    let equation = std::mem::take(equation);
    variable.kind = VariableKind::Flow { equation, non_negative: false };
}

/// The words by which the writer knows a flow that the reader made.
pub(crate) const NET_FLOW_NOTE: &str = "Made by the reader: the whole rate of change of";

fn net_flow(
    stock: &mut Variable,
    rate: Rate,
    time_unit: Option<&Unit>,
    desk: &mut Desk<'_>,
) -> Variable {
    let name = free_name(&format!("net flow of {}", stock.name), stock.name.span, desk);
    if let VariableKind::Stock { inflows, .. } = &mut stock.kind {
        inflows.push(name.clone());
    }
    let per_time = |unit: &Unit| time_unit.and_then(|time| unit.per(time));
    let unit = stock.unit.as_ref().and_then(|(unit, span)| Some((per_time(unit)?, *span)));
    let cases: Vec<Case> = rate.cases;
    Variable {
        name,
        span: stock.span,
        kind: VariableKind::Flow { equation: Equation { cases }, non_negative: false },
        unit,
        dimensions: stock.dimensions.clone(),
        provenance: Vec::new(),
        note: format!("{NET_FLOW_NOTE} `{}`.", stock.name),
        range: None,
        provisional: None,
    }
}
