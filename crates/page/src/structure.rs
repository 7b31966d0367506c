//! Which variable reads which: causes, uses, and what a mechanism or lever touches.

use interregnum_model::equation::Equation;
use interregnum_model::expression::{Expr, ExprKind};
use interregnum_model::name::Key;
use interregnum_model::variable::VariableKind;
use interregnum_model::{Model, Name, Variable};
use std::collections::BTreeMap;

/// How one variable enters another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Link {
    /// A flow fills a stock.
    Inflow,
    /// A flow drains a stock.
    Outflow,
    /// It stands in the equation.
    Reads,
    /// It stands only in the value at the start.
    Initial,
}

impl Link {
    /// As the page says it.
    pub fn as_str(self) -> &'static str {
        match self {
            Link::Inflow => "inflow",
            Link::Outflow => "outflow",
            Link::Reads => "reads",
            Link::Initial => "initial",
        }
    }
}

/// For each variable, by its index in the model, what enters it, each once.
pub fn causes(model: &Model) -> Vec<Vec<(usize, Link)>> {
    let by_key: BTreeMap<&Key, usize> =
        model.variables.iter().enumerate().map(|(at, one)| (&one.name.key, at)).collect();
    model.variables.iter().map(|variable| causes_of(variable, &by_key)).collect()
}

fn causes_of(variable: &Variable, by_key: &BTreeMap<&Key, usize>) -> Vec<(usize, Link)> {
    let mut found: Vec<(usize, Link)> = Vec::new();
    let mut add = |name: &Name, link: Link| {
        if let Some(at) = by_key.get(&name.key)
            && !found.iter().any(|(known, _)| known == at)
        {
            found.push((*at, link));
        }
    };
    let mut link = Link::Reads;
    if let VariableKind::Stock { inflows, outflows, .. } = &variable.kind {
        inflows.iter().for_each(|flow| add(flow, Link::Inflow));
        outflows.iter().for_each(|flow| add(flow, Link::Outflow));
        link = Link::Initial;
    }
    if let Some(equation) = variable.equation() {
        mentions(equation, &mut |name| add(name, link));
    }
    found
}

fn mentions(equation: &Equation, see: &mut dyn FnMut(&Name)) {
    for case in &equation.cases {
        expression_mentions(&case.expr, see);
    }
}

/// Every name that an expression mentions, lookups that it calls included.
pub fn expression_mentions(expr: &Expr, see: &mut dyn FnMut(&Name)) {
    expr.visit(&mut |part| match &part.kind {
        ExprKind::Reference(reference) => see(&reference.name),
        ExprKind::Call { function, .. } => see(function),
        ExprKind::Number(_)
        | ExprKind::Unary { .. }
        | ExprKind::Binary { .. }
        | ExprKind::If { .. }
        | ExprKind::Error => {}
    });
}

#[cfg(test)]
mod tests {
    use super::{Link, causes};

    #[test]
    fn a_stock_is_fed_by_its_flows_and_a_flow_by_what_it_reads() {
        let chapter = "\
```model
stock tea [degree] assumed \"x\"
    initial poured
    out cooling
flow cooling [degree/minute] assumed \"x\"
    = (tea - room) / patience
parameter poured [degree] assumed \"x\"
    = 80 range 70 .. 90
parameter room [degree] assumed \"x\"
    = 20 range 15 .. 25
parameter patience [minute] assumed \"x\"
    = 10 range 5 .. 20
```
";
        let model = interregnum_formats::chapters::read_text("tea.md", chapter).model;
        let found = causes(&model);
        assert_eq!(found[0], [(1, Link::Outflow), (2, Link::Initial)]);
        assert_eq!(found[1], [(0, Link::Reads), (3, Link::Reads), (4, Link::Reads)]);
        assert!(found[2].is_empty());
    }
}
