//! Conveyors and queues in XMILE.

use super::desk::Desk;
use super::equation::print;
use super::markup::Tag;
use super::names::in_equation;
use crate::number::print_number;
use interregnum_model::conveyor::{
    Amount, Batches, Conveyor, Integrity, Leakage, Movement, Spreading,
};
use interregnum_model::{StockKind, Variable, VariableKind};

/// A conveyor's own tag.
pub fn conveyor(desk: &Desk<'_>, belt: &Conveyor) -> Tag {
    let mut tag = Tag::new("conveyor");
    if belt.movement == Movement::Discrete {
        tag = tag.with("discrete", "true");
    }
    if belt.intake.integrity == Integrity::Whole {
        tag = tag.with("batch_integrity", "true");
    }
    if belt.intake.batches == Batches::Many {
        tag = tag.with("one_at_a_time", "false");
    }
    if belt.leakage == Leakage::Exponential {
        tag = tag.with("exponential_leak", "true");
    }
    let parts = [
        ("len", Some(&belt.length)),
        ("capacity", belt.capacity.as_ref()),
        ("in_limit", belt.inflow_limit.as_ref()),
        ("sample", belt.sample.as_ref()),
        ("arrest", belt.arrest.as_ref()),
    ];
    for (name, equation) in parts {
        if let Some(case) = equation.and_then(|equation| equation.cases.first()) {
            tag.push(Tag::words(name, &print(desk, &case.expr)));
        }
    }
    tag
}

/// What a flow says of the conveyor or queue that drives it.
pub fn driven(desk: &Desk<'_>, flow: &Variable, tag: &mut Tag) {
    for stock in &desk.model.variables {
        match &stock.kind {
            VariableKind::Stock { kind: StockKind::Conveyor(belt), .. } => {
                for leak in belt.leaks.iter().filter(|leak| leak.flow == flow.name) {
                    if leak.start > 0.0 {
                        *tag = tag.clone().with("leak_start", print_number(leak.start));
                    }
                    if leak.end < 1.0 {
                        *tag = tag.clone().with("leak_end", print_number(leak.end));
                    }
                    let fraction =
                        leak.fraction.as_ref().and_then(|equation| equation.cases.first());
                    tag.push(Tag::words(
                        "leak",
                        &fraction.map(|case| print(desk, &case.expr)).unwrap_or_default(),
                    ));
                    if leak.amount == Amount::Integers {
                        tag.push(Tag::new("leak_integers"));
                    }
                }
                for spread in belt.spreads.iter().filter(|it| it.flow == flow.name) {
                    let word = match &spread.over {
                        Spreading::Even => "even",
                        Spreading::Content => "dest",
                        Spreading::Source => "source",
                        Spreading::Drawn(by) => {
                            tag.push(Tag::words("isee:distrib_eq", &in_equation(by)));
                            "dist"
                        }
                    };
                    *tag = tag.clone().with("isee:spreadflow", word);
                }
            }
            VariableKind::Stock { kind: StockKind::Queue { overflows }, .. }
                if overflows.contains(&flow.name) =>
            {
                tag.push(Tag::new("overflow"));
            }
            VariableKind::Stock { .. }
            | VariableKind::Flow { .. }
            | VariableKind::Auxiliary { .. }
            | VariableKind::Parameter { .. }
            | VariableKind::Lookup(_)
            | VariableKind::Input { .. } => {}
        }
    }
}
