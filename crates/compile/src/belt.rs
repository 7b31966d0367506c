//! Conveyors and queues written out as variables that keep something, so that every engine runs them
//! with what it has.
//!
//! A conveyor is a belt of slats, one for each step of its transit time, slat 1 at the exit (XMILE
//! 1.0, 3.7.2; isee systems, Stella help: Traditional Conveyors). Each step what leaks is taken
//! off, slat 1 leaves, all others move on by one, and what flows in is put on the slat as many steps
//! from the exit as the transit time of that moment has. The belt is what it was to become a step
//! ago: it is kept exactly, without the rounding of a stock. What moves by whole steps has no
//! halves of a step, which Runge-Kutta asks for: a model with conveyors or queues runs by Euler's
//! method, so that nothing is lost between a belt and the stocks around it.

mod admit;
mod batches;
mod first;
mod inside;
mod leak;
mod length;
mod moving;
mod queue;
mod spread;
mod text;
mod whole;

use crate::program::OVERRUN;
use interregnum_model::conveyor::{Conveyor, Movement};
use interregnum_model::diagnostic::advice;
use interregnum_model::dimension::Elements;
use interregnum_model::{
    Code, Diagnostic, Dimension, Equation, Expr, ExprKind, Key, Method, Model, Name, Span,
    StockKind, Variable, VariableKind,
};
use std::collections::BTreeSet;
use text::Writer;

/// A model without conveyors and queues, and which of its variables stand for what they were made of.
#[derive(Debug)]
pub struct WrittenOut {
    /// The model.
    pub model: Model,
    /// Variables that nobody declared.
    pub hidden: BTreeSet<Key>,
}

/// Writes conveyors and queues out; `None` where there are none.
pub fn write_out(model: &Model, diagnostics: &mut Vec<Diagnostic>) -> Option<WrittenOut> {
    let is_belt = |variable: &&Variable| {
        matches!(
            &variable.kind,
            VariableKind::Stock { kind: StockKind::Conveyor(_) | StockKind::Queue { .. }, .. }
        )
    };
    let stocks: Vec<&Variable> = model.variables.iter().filter(is_belt).collect();
    let first = stocks.first()?;
    let mut out = WrittenOut { model: model.clone(), hidden: BTreeSet::new() };
    if model.time.method != Method::Euler {
        out.model.time.method = Method::Euler;
        diagnostics.push(
            Diagnostic::new(
                Code::BadTime,
                first.name.span,
                format!("`{}` moves in steps, which Runge-Kutta does not keep", first.name),
            )
            .label("the whole model runs by Euler's method because of it")
            .advise(advice::use_euler())
            .warning(),
        );
    }
    let opened = inside::read_inside(model);
    for stock in stocks {
        let is_opened = opened.contains(&stock.name.key);
        let VariableKind::Stock { initial, inflows, outflows, kind } = &stock.kind else {
            continue;
        };
        match kind {
            StockKind::Conveyor(belt) => {
                let belt = Belt { model, stock, initial, inflows, outflows, belt };
                conveyor(&belt, &mut out, diagnostics);
                if is_opened {
                    Writer::new(stock, &mut out, diagnostics).numbers();
                }
            }
            StockKind::Queue { overflows } => {
                let queue =
                    queue::Queue { model, stock, initial, inflows, outflows, overflows, is_opened };
                queue::queue(&queue, &mut out, diagnostics);
            }
            StockKind::Plain | StockKind::NonNegative | StockKind::Clamped => {}
        }
    }
    inside::write_out(model, &mut out);
    Some(out)
}

/// A conveyor and what flows in and out.
struct Belt<'m> {
    model: &'m Model,
    stock: &'m Variable,
    initial: &'m Equation,
    inflows: &'m [Name],
    outflows: &'m [Name],
    belt: &'m Conveyor,
}

impl Belt<'_> {
    fn writer<'o>(
        &self,
        out: &'o mut WrittenOut,
        diagnostics: &'o mut Vec<Diagnostic>,
    ) -> Writer<'o> {
        Writer::new(self.stock, out, diagnostics)
    }

    /// How its content moves: what a queue feeds moves in batches (XMILE 1.0, 3.7.2).
    fn movement(&self) -> Movement {
        if self.inflows.iter().any(|flow| admit::is_from_queue(self.model, flow)) {
            Movement::Discrete
        } else {
            self.belt.movement
        }
    }

    /// Says that a conveyor behind a queue is taken as discrete where its file does not say so.
    fn must_be_discrete(&self, diagnostics: &mut Vec<Diagnostic>) {
        if self.movement() != self.belt.movement {
            let name = &self.stock.name;
            let message = format!("`{name}` takes from a queue and is not marked discrete");
            diagnostics.push(
                Diagnostic::new(Code::Loss, name.span, message)
                    .label("it runs as a discrete conveyor, as the standard asks for")
                    .help("say `discrete=\"true\"` in its `conveyor`"),
            );
        }
    }

    /// What comes off the end.
    fn exit(&self) -> Option<&Name> {
        self.outflows.iter().find(|flow| self.belt.leaks.iter().all(|leak| leak.flow != **flow))
    }
}

/// The conveyor that a flow leads to, if it leads to one.
fn destination<'m>(model: &'m Model, flow: &Name) -> Option<(&'m Variable, &'m Conveyor)> {
    model.variables.iter().find_map(|variable| match &variable.kind {
        VariableKind::Stock { inflows, kind: StockKind::Conveyor(belt), .. }
            if inflows.contains(flow) =>
        {
            Some((variable, &**belt))
        }
        _ => None,
    })
}

fn conveyor(belt: &Belt<'_>, out: &mut WrittenOut, diagnostics: &mut Vec<Diagnostic>) {
    let Some(slats) = length::slats(belt, diagnostics) else { return };
    belt.must_be_discrete(diagnostics);
    let extra: Vec<&Name> = belt
        .outflows
        .iter()
        .filter(|flow| belt.belt.leaks.iter().all(|leak| leak.flow != **flow))
        .collect();
    let [exit] = extra.as_slice() else {
        diagnostics.push(
            Diagnostic::new(
                Code::BadValue,
                belt.stock.name.span,
                format!("`{}` needs one outflow that does not leak", belt.stock.name),
            )
            .label(format!("it has {}", extra.len()))
            .help("mark the others as leaks"),
        );
        return;
    };
    let exit = (*exit).clone();
    let mut writer = belt.writer(out, diagnostics);
    writer.place(slats);
    shape(belt, &mut writer, slats);
    leak::leaks(belt, &mut writer);
    leaving(belt, &mut writer, &exit);
    admit::admit(belt, &mut writer);
    moving::moving(belt, &mut writer, &exit);
    // What it holds is known before anything of the step: at the start it hangs on nothing but its
    // value there, so that leaks may hang on it.
    let total = format!("PREVIOUS(SUM({}), {})", writer.slat("next", "*"), writer.at("initial"));
    writer.becomes_auxiliary(&total);
}

/// Length, depth, what it holds at first, and whether it stands still.
fn shape(belt: &Belt<'_>, writer: &mut Writer<'_>, slats: usize) {
    writer.given("length", &belt.belt.length);
    match &belt.belt.sample {
        Some(sample) => {
            writer.given("sample", sample);
            let text = format!(
                "SAMPLE IF TRUE({} <> 0, {length}, {length})",
                writer.at("sample"),
                length = writer.at("length")
            );
            writer.hidden("transit time", &text);
        }
        None => {
            let text = writer.at("length");
            writer.hidden("transit time", &text);
        }
    }
    // Half a step and more counts as a step; a belt that turns out longer than it was made is no
    // number, and so a failure of the run that names this variable.
    let steps = format!("MAX(1, INT({} / DT + 0.5))", writer.at("transit time"));
    let text = format!("IF {steps} > {slats} THEN 0/0 ELSE {steps}");
    let within = format!("takes more steps to cross than the {slats} its belt has");
    writer.hidden(&format!("{OVERRUN}{within}"), &text);
    let text = writer.at(&format!("{OVERRUN}{within}"));
    writer.hidden("depth", &text);
    if belt.belt.filled.is_empty() {
        writer.of_the_stock("initial", belt.initial);
    }
    if let Some(arrest) = &belt.belt.arrest {
        writer.given("arrest", arrest);
    }
}

/// The number of steps from entry to exit now.
fn depth(writer: &Writer<'_>) -> String {
    writer.at("depth")
}

/// Whether a conveyor stands still, as a condition; nothing where it never does.
fn standing(writer: &Writer<'_>, belt: &Conveyor) -> Option<String> {
    belt.arrest.as_ref().map(|_| format!("{} <> 0", writer.at("arrest")))
}

/// Whether a flow is stopped: its conveyor stands still, or the one it leads to.
fn stopped(belt: &Belt<'_>, writer: &Writer<'_>, flow: &Name) -> Option<String> {
    let own = standing(writer, belt.belt);
    let other = destination(belt.model, flow)
        .filter(|(_, other)| other.arrest.is_some())
        .map(|(stock, _)| format!("{} <> 0", writer.at_of(stock, "arrest")));
    match (own, other) {
        (Some(own), Some(other)) => Some(format!("({own} or {other})")),
        (own, other) => own.or(other),
    }
}

/// What comes off the end.
fn leaving(belt: &Belt<'_>, writer: &mut Writer<'_>, exit: &Name) {
    let rate = format!("{} / DT", writer.slat("left", "1"));
    let text = match stopped(belt, writer, exit) {
        Some(stopped) => format!("IF {stopped} THEN 0 ELSE {rate}"),
        None => rate,
    };
    writer.drive(exit, &text);
}

/// A number as an expression.
fn number(value: f64, span: Span) -> Expr {
    Expr { kind: ExprKind::Number(value), span }
}

/// The dimension of a belt's slats.
fn dimension(name: Name, slats: usize) -> Dimension {
    let elements = Elements::Counted(number(slats as f64, name.span));
    Dimension { name, elements, within: None, mappings: Vec::new(), note: String::new() }
}
