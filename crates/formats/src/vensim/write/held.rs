//! Outflows of stocks that never fall below 0, said with `MIN`: each takes at most what is there, what
//! flows in within the step, and what those served before it have left.

use super::equations::{Pen, with_subscripts};
use super::place::Place;
use super::variable::reference;
use interregnum_model::{ExprKind, Key, Name, StockKind, Variable, VariableKind};
use std::collections::BTreeSet;

/// A stock's hold on a flow.
pub(crate) struct Held<'m> {
    stock: &'m Name,
    inflows: Vec<&'m Name>,
    /// Outflows served before.
    before: Vec<&'m Name>,
}

/// The holds on a flow. What is worked out from the flow itself cannot be counted and is left out.
pub(crate) fn held<'m>(pen: &Pen<'_, 'm>, flow: &Name) -> Vec<Held<'m>> {
    let variables = &pen.desk.model.variables;
    let drained = |it: &'m Variable| {
        let VariableKind::Stock { inflows, outflows, kind: StockKind::NonNegative, .. } = &it.kind
        else {
            return None;
        };
        let at = outflows.iter().position(|name| name == flow)?;
        let free = |name: &&'m Name| !reads(variables, name, flow);
        Some(Held {
            stock: &it.name,
            inflows: inflows.iter().filter(free).collect(),
            before: outflows.iter().take(at).filter(free).collect(),
        })
    };
    variables.iter().filter_map(drained).collect()
}

/// What a flow is where these hold it back.
pub(crate) fn least(place: &Place<'_, '_>, wanted: String, holds: &[Held<'_>]) -> String {
    let name = |flow: &&Name| with_subscripts(place, &reference(flow));
    holds.iter().fold(wanted, |wanted, held| {
        let mut there = format!("{}/{}", name(&held.stock), place.outer("TIME STEP"));
        held.inflows.iter().for_each(|it| there.push_str(&format!(" + {}", name(it))));
        held.before.iter().for_each(|it| there.push_str(&format!(" - {}", name(it))));
        format!("MIN({wanted}, MAX(0, {there}))")
    })
}

/// Whether one flow is worked out from another within a step, holds included.
fn reads(variables: &[Variable], from: &Name, to: &Name) -> bool {
    let mut seen: BTreeSet<&Key> = BTreeSet::new();
    let mut open: Vec<&Key> = vec![&from.key];
    while let Some(key) = open.pop() {
        if *key == to.key {
            return true;
        }
        let Some(variable) = variables.iter().find(|it| it.name.key == *key) else { continue };
        if !seen.insert(key) || matches!(variable.kind, VariableKind::Stock { .. }) {
            continue;
        }
        for case in variable.equation().into_iter().flat_map(|it| &it.cases) {
            case.expr.visit(&mut |part| {
                if let ExprKind::Reference(reference) = &part.kind {
                    open.push(&reference.name.key);
                }
            });
        }
        for stock in variables {
            if let VariableKind::Stock { inflows, outflows, kind: StockKind::NonNegative, .. } =
                &stock.kind
                && let Some(at) = outflows.iter().position(|it| it.key == *key)
            {
                open.extend(inflows.iter().chain(outflows.iter().take(at)).map(|it| &it.key));
            }
        }
    }
    false
}
