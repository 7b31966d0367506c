//! Outflows of stocks that are held back so that the stock does not fall below 0.
//!
//! Stella's rule: the first outflow takes at most what the stock holds and what flows in,
//! `MIN(stock/DT + inflows, wanted)`; the next at most what that leaves, and so on in listed order
//! (isee systems, "Flow prioritization", help to Stella, 8 Computational Details). Where an
//! outflow itself decides an inflow within the same step, that inflow cannot be counted and is not.

use super::{Made, Phase, graph};
use crate::entry::{EntryId, EntryKind, StockLimit};
use interregnum_model::name::Name;
use interregnum_model::source::Span;
use std::collections::BTreeMap;

/// How each held outflow is held.
#[derive(Debug, Default)]
pub struct Holds {
    by_flow: BTreeMap<EntryId, Vec<Hold>>,
}

/// One stock's hold on one outflow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// The stock.
    pub stock: EntryId,
    /// Inflows that count.
    pub inflows: Vec<EntryId>,
    /// Outflows served before this one.
    pub before: Vec<EntryId>,
    /// Where the stock names the flow.
    pub span: Span,
}

impl Holds {
    /// The holds on a flow.
    pub fn on(&self, flow: EntryId) -> &[Hold] {
        self.by_flow.get(&flow).map_or(&[], Vec::as_slice)
    }

    /// What the holds on a flow read, besides the stock itself.
    pub fn reads(&self, flow: EntryId) -> impl Iterator<Item = (EntryId, Span)> {
        self.on(flow)
            .iter()
            .flat_map(|hold| hold.inflows.iter().chain(&hold.before).map(|read| (*read, hold.span)))
    }
}

/// All holds of a model.
pub fn holds(made: Made) -> Holds {
    let mut holds = Holds::default();
    let base = edges(made, &holds);
    for (stock, entry) in made.expanded.iter() {
        let EntryKind::Stock { inflows, outflows, limit: StockLimit::HeldOutflows } = &entry.kind
        else {
            continue;
        };
        let find = |name: &Name| Some((made.expanded.find(&name.key)?, name.span));
        let inflows: Vec<EntryId> = inflows.iter().filter_map(find).map(|(id, _)| id).collect();
        let mut before: Vec<EntryId> = Vec::new();
        for (flow, span) in served(outflows.iter().filter_map(find).collect(), &base) {
            let hold = Hold { stock, inflows: inflows.clone(), before: before.clone(), span };
            holds.by_flow.entry(flow).or_default().push(hold);
            before.push(flow);
        }
    }
    if !holds.by_flow.is_empty() {
        leave_out_circular_inflows(made, &mut holds);
    }
    holds
}

fn edges(made: Made, holds: &Holds) -> Vec<Vec<usize>> {
    let reads = |id| made.reads(id, Phase::Step, holds);
    let edges = |id| reads(id).into_iter().map(|(read, _)| read.0 as usize).collect();
    made.expanded.iter().map(|(id, _)| edges(id)).collect()
}

/// Outflows in the order they are served: as listed, but one that another is worked out from comes
/// before that other.
fn served(mut listed: Vec<(EntryId, Span)>, edges: &[Vec<usize>]) -> Vec<(EntryId, Span)> {
    let mut served = Vec::with_capacity(listed.len());
    while !listed.is_empty() {
        let free = listed.iter().position(|(flow, _)| {
            listed.iter().all(|(other, _)| other == flow || !reaches(edges, *flow, *other))
        });
        served.push(listed.remove(free.unwrap_or(0)));
    }
    served
}

fn leave_out_circular_inflows(made: Made, holds: &mut Holds) {
    let mut component = vec![0; made.expanded.entries.len()];
    for (number, nodes) in graph::components(&edges(made, holds)).iter().enumerate() {
        for node in nodes {
            if let Some(component) = component.get_mut(*node) {
                *component = number;
            }
        }
    }
    let component = |id: EntryId| component.get(id.0 as usize);
    for (flow, holds) in &mut holds.by_flow {
        for hold in holds {
            hold.inflows.retain(|inflow| component(*inflow) != component(*flow));
        }
    }
}

fn reaches(edges: &[Vec<usize>], from: EntryId, to: EntryId) -> bool {
    let mut seen = vec![false; edges.len()];
    let mut open = vec![from.0 as usize];
    while let Some(node) = open.pop() {
        if node == to.0 as usize {
            return true;
        }
        if let Some(seen @ false) = seen.get_mut(node) {
            *seen = true;
            open.extend(edges.get(node).into_iter().flatten());
        }
    }
    false
}
