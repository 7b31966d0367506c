//! Which words of an equation made a number that is none.

use super::Interpreter;
use crate::failure::{Failure, FailureKind};
use interregnum_compile::program::{Assign, LoopId, Value, ValueId};
use interregnum_model::expression::BinaryOperator;

/// A sub-expression whose value is not finite.
struct Guilty {
    id: ValueId,
    operands: Vec<f64>,
    proof: Proof,
}

/// What a value is made of.
struct Under {
    values: Vec<ValueId>,
    /// Loops over which `values` are worked out.
    loops: Vec<(LoopId, u32)>,
    /// It is not worked out but written or read.
    read: bool,
}

/// How surely a sub-expression is to blame, least first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Proof {
    /// It is infinite and was so when it was read: written as INF, or another variable's value.
    Read,
    /// It is not a number, though its operands were (INF - INF).
    FromInfinite,
    /// All its operands are finite.
    FromFinite,
}

impl Interpreter<'_> {
    /// The failure of an assignment that has just given a value that is not finite. `None` for a
    /// variable of the compiler's own that is infinite on purpose, such as an argument INF.
    #[cold]
    pub(super) fn blame(&mut self, assign: &Assign, slot: usize) -> Option<Failure> {
        let program = self.program;
        let value = self.slots[slot];
        let layout = program.variables.get(assign.variable.0 as usize);
        let hidden = layout.is_some_and(|layout| layout.hidden);
        let first = layout.map_or(0, |layout| layout.first.0 as usize);
        let element = u32::try_from(slot.saturating_sub(first)).unwrap_or(0);
        let guilty = self.guilty(assign.value);
        if hidden && value.is_infinite() && guilty.proof == Proof::Read {
            return None;
        }
        let kind = if divides_by_zero(&program.values[guilty.id.0 as usize], &guilty.operands) {
            FailureKind::DivisionByZero
        } else if value.is_nan() {
            FailureKind::NotANumber
        } else {
            FailureKind::Overflow
        };
        Some(Failure {
            kind,
            variable: Some((assign.variable, element)),
            time: self.time,
            span: program.places.get(guilty.id.0 as usize).copied(),
            operands: guilty.operands,
        })
    }

    /// The innermost sub-expression to blame, looking only where values are not finite.
    fn guilty(&mut self, id: ValueId) -> Guilty {
        let value = self.value(id);
        let under = self.under(id);
        if let Some(inside) = self.inside(&under)
            && (inside.proof > Proof::Read || !value.is_nan())
        {
            return inside;
        }
        if under.read {
            return Guilty { id, operands: Vec::new(), proof: Proof::Read };
        }
        // What a loop put together has no few operands to show.
        if !under.loops.is_empty() {
            return Guilty { id, operands: Vec::new(), proof: Proof::FromFinite };
        }
        let operands: Vec<f64> = under.values.iter().map(|id| self.value(*id)).collect();
        let finite = operands.iter().all(|operand| operand.is_finite());
        let proof = if finite { Proof::FromFinite } else { Proof::FromInfinite };
        Guilty { id, operands, proof }
    }

    /// The surest culprit among operands that are not finite, at the first position of the loops
    /// where there is one.
    fn inside(&mut self, under: &Under) -> Option<Guilty> {
        self.positions.open_inner(&under.loops);
        loop {
            let mut surest: Option<Guilty> = None;
            for operand in &under.values {
                if self.value(*operand).is_finite() {
                    continue;
                }
                let guilty = self.guilty(*operand);
                if surest.as_ref().is_none_or(|other| guilty.proof > other.proof) {
                    surest = Some(guilty);
                }
            }
            let more = self.positions.advance_inner(&under.loops);
            if surest.is_some() || !more {
                return surest;
            }
        }
    }

    /// What a value is made of: of a choice only what was chosen.
    fn under(&mut self, id: ValueId) -> Under {
        let program = self.program;
        let made = |values: Vec<ValueId>| Under { values, loops: Vec::new(), read: false };
        match &program.values[id.0 as usize] {
            Value::Constant(_) | Value::Load(_) | Value::Pick { .. } => {
                Under { read: true, ..made(Vec::new()) }
            }
            Value::Position(_) | Value::Time | Value::Dt | Value::Start | Value::Stop => {
                made(Vec::new())
            }
            Value::Unary(_, operand) => made(vec![*operand]),
            Value::Binary(_, left, right) => made(vec![*left, *right]),
            Value::Select(condition, then, otherwise) => {
                let holds = self.value(*condition) != 0.0;
                made(vec![*condition, if holds { *then } else { *otherwise }])
            }
            Value::Call(_, arguments) | Value::Draw { arguments, .. } => made(arguments.clone()),
            Value::Reduce { loops, body, .. } => {
                Under { loops: loops.clone(), ..made(vec![*body]) }
            }
            Value::Together { loops, each, once, .. } => {
                let values = each.iter().chain(once).copied().collect();
                Under { loops: loops.clone(), ..made(values) }
            }
            Value::Curve { x, .. } => made(vec![*x]),
            Value::Series { at, .. } => made(vec![*at]),
        }
    }
}

fn divides_by_zero(value: &Value, operands: &[f64]) -> bool {
    match (value, operands) {
        (Value::Binary(BinaryOperator::Divide | BinaryOperator::Modulo, ..), [_, below]) => {
            *below == 0.0
        }
        (Value::Binary(BinaryOperator::Power, ..), [base, exponent]) => {
            *base == 0.0 && *exponent < 0.0
        }
        _ => false,
    }
}
