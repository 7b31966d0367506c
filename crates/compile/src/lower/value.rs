//! Trees to values.

use super::address::{Standing, Stands};
use super::stream::stream;
use super::{Curves, Lowering};
use crate::entry::{Axis, Clock, Entry, EntryId};
use crate::index_sets::DimensionId;
use crate::order::Phase;
use crate::positions::Positions;
use crate::program::{Address, Slot, Value, ValueId};
use crate::tree::{Node, NodeKind, Pick, Reading};
use interregnum_model::expression::BinaryOperator;
use interregnum_model::function::{Draw, Reduction};
use interregnum_model::lookup::{Beyond, Curve};
use interregnum_model::source::Span;
use interregnum_model::{Code, Diagnostic};

/// Where an equation that is lowered stands, and whose it is.
pub struct Site {
    /// What its axes do.
    pub standing: Standing,
    /// What its random draws are told apart by.
    pub stream: String,
    /// What the time is that is read here.
    pub clock: Clock,
    /// What its variable is spread over.
    pub axes: Vec<Axis>,
    /// The axes of reductions around, outermost first.
    pub reduced: Vec<(usize, Axis)>,
    /// What the variable is without the equation that is lowered, where that replaces another.
    pub beneath: Option<ValueId>,
}

impl Site {
    /// In an entry's own equation.
    pub fn of(entry: &Entry, standing: Standing) -> Site {
        Site {
            standing,
            stream: entry.name.key.to_string(),
            clock: entry.clock.clone(),
            axes: entry.axes.clone(),
            reduced: Vec::new(),
            beneath: None,
        }
    }
}

impl Lowering<'_, '_> {
    /// The value of a tree.
    pub fn node(&mut self, node: &Node, site: &mut Site) -> ValueId {
        let span = node.span;
        match &node.kind {
            // A model with faults is not lowered.
            NodeKind::Error => self.constant(f64::NAN, span),
            NodeKind::Number(number) => self.constant(*number, span),
            NodeKind::Time => self.time(site, span),
            NodeKind::Dt => self.push(Value::Dt, span),
            NodeKind::Start => self.push(Value::Start, span),
            NodeKind::Stop => self.push(Value::Stop, span),
            NodeKind::Read { entry, picks } => self.read(*entry, picks, site, span),
            NodeKind::Beneath(_) => self.beneath(site, span),
            NodeKind::Position { axis, dimension, through } => {
                self.position(*axis, (*dimension, *through), site, span)
            }
            NodeKind::Unary(operator, operand) => {
                let operand = self.node(operand, site);
                self.value(Value::Unary(*operator, operand), span)
            }
            NodeKind::Binary(operator, left, right) => {
                let left = self.node(left, site);
                let right = self.node(right, site);
                self.value(Value::Binary(*operator, left, right), span)
            }
            NodeKind::If(condition, then, otherwise) => {
                let condition = self.node(condition, site);
                if let Some(known) = self.number(condition) {
                    return self.node(if known != 0.0 { then } else { otherwise }, site);
                }
                let then = self.node(then, site);
                let otherwise = self.node(otherwise, site);
                self.value(Value::Select(condition, then, otherwise), span)
            }
            NodeKind::Call(function, arguments) => {
                let arguments = arguments.iter().map(|it| self.node(it, site)).collect();
                self.value(Value::Call(function, arguments), span)
            }
            NodeKind::Reduce { reduction, axes, body, .. } => {
                self.reduce(*reduction, axes, body, site, span)
            }
            NodeKind::Curve { entry, picks, reading, x } => {
                self.curve((*entry, *reading), picks, x, site, span)
            }
            NodeKind::Active { active, initial } => {
                let phase = self.phase;
                self.node(if phase == Phase::Start { initial } else { active }, site)
            }
            NodeKind::Together { together, axes, each, once, picks, .. } => {
                self.together(*together, axes, (each, once), picks, site, span)
            }
            NodeKind::Draw { draw, arguments, seed, occurrence, .. } => {
                let stream = stream(&site.stream, *occurrence, *seed);
                self.draw(*draw, stream, arguments, site, span)
            }
        }
    }

    /// The number that a value always is.
    pub fn number(&self, id: ValueId) -> Option<f64> {
        match self.program.values.get(id.0 as usize) {
            Some(Value::Constant(number)) => Some(*number),
            Some(_) | None => None,
        }
    }

    /// The present moment, moved where an input's shift moves it.
    pub fn time(&mut self, site: &Site, span: Span) -> ValueId {
        let time = self.push(Value::Time, span);
        match self.shift(&site.clock) {
            None => time,
            Some(slot) => {
                let shift = self.load(slot, span);
                self.push(Value::Binary(BinaryOperator::Subtract, time, shift), span)
            }
        }
    }

    /// What the variable is without the equation that is lowered. A number is made anew: folding
    /// takes back the numbers it has used.
    fn beneath(&mut self, site: &Site, span: Span) -> ValueId {
        let beneath =
            site.beneath.and_then(|id| Some((id, self.program.values.get(id.0 as usize)?)));
        match beneath {
            Some((_, Value::Constant(number))) => self.constant(*number, span),
            Some((id, _)) => id,
            // Only what replaces another has something beneath it.
            None => self.constant(f64::NAN, span),
        }
    }

    fn read(&mut self, id: EntryId, picks: &[Pick], site: &mut Site, span: Span) -> ValueId {
        let Some(entry) = self.made.expanded.entry(id) else { return self.constant(0.0, span) };
        let first = self.placed(id).first;
        match self.address(first, &entry.axes, picks, site) {
            None => self.constant(0.0, span),
            Some((address, left)) if left.is_empty() => self.push(Value::Load(address), span),
            Some((base, picks)) => self.push(Value::Pick { base, picks }, span),
        }
    }

    /// The position, in a dimension, of the element that an axis stands at.
    fn position(
        &mut self,
        axis: usize,
        (dimension, through): (DimensionId, Option<DimensionId>),
        site: &Site,
        span: Span,
    ) -> ValueId {
        let sets = &self.made.expanded.sets;
        let (elements, root) = (sets.positions(dimension), sets.root(dimension));
        let number = |position: u32| {
            let there = match through {
                None => Some(position),
                Some(through) => sets.mapped(through, root, position),
            };
            there.and_then(|it| elements.place(it)).map_or(0.0, |it| f64::from(it + 1))
        };
        match site.standing.axes.get(&axis) {
            None => self.constant(0.0, span),
            Some(Stands::At(position)) => self.constant(number(*position), span),
            Some(Stands::Through(id, positions)) => {
                let from = positions.get(0).map_or(1.0, number);
                // Neighbours among neighbours need not be looked at one by one.
                let runs = matches!(positions, Positions::Run { .. })
                    && matches!(elements, Positions::Run { .. });
                let numbers: Vec<f64> =
                    if runs { Vec::new() } else { positions.iter().map(number).collect() };
                let rising =
                    runs || numbers.windows(2).all(|pair| matches!(pair, [a, b] if b - a == 1.0));
                let position = self.push(Value::Position(*id), span);
                if rising && from == 1.0 {
                    return position;
                }
                if rising {
                    let before = self.constant(from - 1.0, span);
                    return self.push(Value::Binary(BinaryOperator::Add, position, before), span);
                }
                let points = (1..).map(f64::from).zip(numbers).collect();
                let first = u32::try_from(self.program.curves.len()).unwrap_or(u32::MAX);
                self.program.curves.push(Curve { points, beyond: Beyond::Hold });
                let curve = Address { first: Slot(first), terms: Vec::new() };
                self.push(Value::Curve { curve, x: position }, span)
            }
        }
    }

    fn reduce(
        &mut self,
        reduction: Reduction,
        axes: &[(usize, Axis)],
        body: &Node,
        site: &mut Site,
        span: Span,
    ) -> ValueId {
        let outer = (site.standing.clone(), site.reduced.len());
        let mut loops = Vec::new();
        for (number, axis) in axes {
            let id = site.standing.loops;
            let length = site.standing.add(*number, &axis.positions);
            loops.extend(length.map(|length| (id, length)));
            site.reduced.push((*number, axis.clone()));
        }
        let value = self.node(body, site);
        site.standing = outer.0;
        site.reduced.truncate(outer.1);
        self.push(Value::Reduce { reduction, loops, body: value }, span)
    }

    fn curve(
        &mut self,
        (id, reading): (EntryId, Reading),
        picks: &[Pick],
        x: &Node,
        site: &mut Site,
        span: Span,
    ) -> ValueId {
        let placed = self.placed(id);
        let first = self.first_curve(id, reading);
        let x = self.node(x, site);
        let one = Address { first: Slot(first), terms: Vec::new() };
        let entry = self.made.expanded.entry(id).filter(|_| placed.curves == Curves::Each);
        let Some(entry) = entry else {
            return self.push(Value::Curve { curve: one, x }, span);
        };
        match self.address(first, &entry.axes, picks, site) {
            Some((curve, left)) if left.is_empty() => self.push(Value::Curve { curve, x }, span),
            Some(_) | None => {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::DimensionMismatch,
                        span,
                        format!(
                            "which curve of lookup `{}` is not known before the run",
                            entry.name
                        ),
                    )
                    .label("a number that changes picks the curve")
                    .help("name the element, or let the equation run over the lookup's dimension"),
                );
                self.constant(0.0, span)
            }
        }
    }

    /// A draw. The number that tells elements apart counts all elements of the variable, and for
    /// each those of the reductions around.
    fn draw(
        &mut self,
        draw: Draw,
        stream: u64,
        arguments: &[Node],
        site: &mut Site,
        span: Span,
    ) -> ValueId {
        let arguments = arguments.iter().map(|it| self.node(it, site)).collect();
        let own = (0..site.axes.len()).map(|axis| Pick::Axis { axis, through: None });
        let reduced =
            site.reduced.iter().map(|(axis, _)| Pick::Axis { axis: *axis, through: None });
        let picks: Vec<Pick> = own.chain(reduced).collect();
        let axes: Vec<Axis> =
            site.axes.iter().chain(site.reduced.iter().map(|(_, axis)| axis)).cloned().collect();
        let element = match self.address(0, &axes, &picks, site) {
            Some((element, _)) => element,
            None => Address { first: Slot(0), terms: Vec::new() },
        };
        self.push(Value::Draw { draw, stream, arguments, element }, span)
    }
}
