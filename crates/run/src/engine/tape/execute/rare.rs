//! Operations that models seldom use, on one lane's operands, by the interpreter's own functions.

use crate::draw::{Stream, distribution};
use crate::engine::interpreter::series;
use crate::engine::positions::picked;
use crate::engine::tape::graph::{Rare, RareKind};
use interregnum_compile::program::{Program, Value, ValueId};

/// One rare operation on one lane's operands.
pub(super) fn rare_number(
    rare: Rare,
    numbers: &[f64],
    program: &Program,
    stream: Option<&Stream>,
) -> f64 {
    match (rare.kind, &program.values[rare.value.0 as usize], stream) {
        (RareKind::Function(work_out), ..) => work_out(numbers),
        (RareKind::Series, Value::Series { series, .. }, _) => {
            series::value_at(&program.series[*series as usize], numbers[0])
        }
        (RareKind::Draw, Value::Draw { draw, stream: word, .. }, Some(stream)) => {
            distribution::draw(*draw, numbers, stream.with(*word).with(rare.element))
        }
        (RareKind::Pick, Value::Pick { picks, .. }, _) => pick(picks.as_slice(), numbers),
        _ => f64::NAN,
    }
}

/// The element that subscripts point at; 0 outside the array (XMILE 1.0, 3.7.1).
fn pick(picks: &[(ValueId, u32, u32)], numbers: &[f64]) -> f64 {
    let (subscripts, elements) = numbers.split_at(picks.len());
    let mut index = 0;
    for (subscript, (_, size, stride)) in subscripts.iter().zip(picks) {
        let Some(offset) = picked(*subscript, *size, *stride) else { return 0.0 };
        index += offset;
    }
    elements[index]
}
