//! Stocks and their flows run over the same elements.

use crate::entry::{Entry, EntryKind, Expanded};
use interregnum_model::name::Name;
use interregnum_model::{Code, Diagnostic};

/// Reports flows that are spread over other dimensions than their stock, or in another order.
pub fn flows(expanded: &Expanded, diagnostics: &mut Vec<Diagnostic>) {
    for stock in &expanded.entries {
        let EntryKind::Stock { inflows, outflows, .. } = &stock.kind else { continue };
        for name in inflows.iter().chain(outflows) {
            let flow = expanded.find(&name.key).and_then(|id| expanded.entry(id));
            if let Some(flow) = flow.filter(|flow| !same(flow, stock)) {
                diagnostics.push(differ(expanded, stock, flow, name));
            }
        }
    }
}

fn same(flow: &Entry, stock: &Entry) -> bool {
    flow.axes.len() == stock.axes.len()
        && flow.axes.iter().zip(&stock.axes).all(|(flow, stock)| flow.positions == stock.positions)
        && flow.axes.iter().zip(&stock.axes).all(|(flow, stock)| flow.dimension == stock.dimension)
}

fn differ(expanded: &Expanded, stock: &Entry, flow: &Entry, name: &Name) -> Diagnostic {
    let by = |entry: &Entry| {
        let names: Vec<String> =
            entry.axes.iter().map(|axis| expanded.sets.name(axis.dimension)).collect();
        if names.is_empty() {
            "not an array".to_string()
        } else {
            format!("by {}", names.join(", "))
        }
    };
    let (stock_by, flow_by) = (by(stock), by(flow));
    let message =
        format!("stock `{}` is {stock_by}, and its flow `{name}` is {flow_by}", stock.name);
    Diagnostic::new(Code::DimensionMismatch, name.span, message)
        .label("each element of a stock has its own flow")
        .related(flow.name.span, flow_by)
        .help(format!("declare both over the same dimensions, in the same order: {stock_by}"))
}
