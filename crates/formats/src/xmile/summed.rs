//! Arrayed flows of stocks that are not: all their elements flow there.
//!
//! The standard says nothing of it; Stella lets an arrayed flow end at a stock without its
//! dimensions, which then gets the sum (Hovmand, COVID-19 generic structures: covid19_severity,
//! where `recovering` by severity fills the one stock `recovered`).

use super::context::Context;
use interregnum_model::expression::{Reference, Subscript, SubscriptKind};
use interregnum_model::{
    Code, Diagnostic, Equation, Expr, ExprKind, Model, Name, Span, StockKind, Variable,
    VariableKind,
};

/// Gives such stocks a flow of their own, the sum.
pub fn sum_flows(context: &mut Context<'_>, model: &mut Model) {
    let mut sums: Vec<Variable> = Vec::new();
    for at in 0..model.variables.len() {
        let Some(stock) = model.variables.get(at) else { continue };
        let VariableKind::Stock { inflows, outflows, kind, .. } = &stock.kind else { continue };
        if matches!(kind, StockKind::Conveyor(_) | StockKind::Queue { .. }) {
            continue;
        }
        let summed = |flow: &Name| sum_of(model, stock, flow);
        let into: Vec<Option<Variable>> = inflows.iter().map(summed).collect();
        let out: Vec<Option<Variable>> = outflows.iter().map(summed).collect();
        let drained = out.iter().position(Option::is_some).and_then(|at| outflows.get(at));
        if let (StockKind::NonNegative, Some(flow)) = (kind, drained) {
            not_held(context, &stock.name, flow);
        }
        let is_drained = drained.is_some();
        let Some(stock) = model.variables.get_mut(at) else { continue };
        let VariableKind::Stock { inflows, outflows, kind, .. } = &mut stock.kind else { continue };
        let flows = inflows.iter_mut().chain(outflows);
        for (flow, sum) in flows.zip(into.into_iter().chain(out)) {
            let Some(sum) = sum else { continue };
            flow.key = sum.name.key.clone();
            flow.written = sum.name.written.clone();
            if sums.iter().all(|other| other.name != sum.name) {
                sums.push(sum);
            }
        }
        if is_drained && matches!(kind, StockKind::NonNegative) {
            *kind = StockKind::Plain;
        }
    }
    model.variables.extend(sums);
}

/// The sum of a flow over the dimensions that its stock lacks; `None` where it lacks none, or has
/// one the flow has not.
fn sum_of(model: &Model, stock: &Variable, flow: &Name) -> Option<Variable> {
    let flow = model.variable(&flow.key)?;
    if !matches!(flow.kind, VariableKind::Flow { .. })
        || flow.dimensions.len() <= stock.dimensions.len()
        || stock.dimensions.iter().any(|name| !flow.dimensions.contains(name))
    {
        return None;
    }
    let span = flow.name.span;
    let over = |name: &Name| {
        let kind = if stock.dimensions.contains(name) {
            SubscriptKind::Name(Name { span, ..name.clone() })
        } else {
            SubscriptKind::All
        };
        Subscript { kind, span }
    };
    let read = Reference {
        name: Name { span, ..flow.name.clone() },
        subscripts: flow.dimensions.iter().map(over).collect(),
    };
    let by: Vec<&str> = stock.dimensions.iter().map(|name| &*name.written).collect();
    let by = if by.is_empty() { String::new() } else { format!(" by {}", by.join(", ")) };
    Some(Variable {
        name: Name::new(&format!("{} summed{by}", flow.name), span),
        span,
        kind: VariableKind::Flow { equation: Equation::all(sum(read, span)), non_negative: false },
        unit: flow.unit.clone(),
        dimensions: stock.dimensions.clone(),
        provenance: Vec::new(),
        note: format!("All of {}, for {}.", flow.name, stock.name),
        range: None,
        provisional: None,
    })
}

fn sum(read: Reference, span: Span) -> Expr {
    let read = Expr { kind: ExprKind::Reference(read), span };
    let kind = ExprKind::Call { function: Name::new("SUM", span), arguments: vec![read] };
    Expr { kind, span }
}

/// Which element of an arrayed outflow is served first is not said anywhere.
fn not_held(context: &mut Context<'_>, stock: &Name, flow: &Name) {
    let message = format!("`{stock}` does not hold back its arrayed outflow `{flow}`");
    context.report(
        Diagnostic::new(Code::Loss, flow.span, message)
            .label("it may fall below 0: nothing published says which element is served first")
            .help("give the stock the flow's dimensions, or bound the flow in its own equation"),
    );
}
