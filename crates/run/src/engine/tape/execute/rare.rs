//! Operations that models seldom use, on one lane's operands, by the interpreter's own functions.

use super::Surroundings;
use crate::draw::distribution;
use crate::engine::interpreter::series;
use crate::engine::positions::picked;
use crate::engine::tape::LANES;
use crate::engine::tape::graph::{Rare, RareKind};
use crate::engine::together;
use interregnum_compile::program::{Value, ValueId};

/// One rare operation on one lane's operands.
pub(super) fn rare_number(rare: Rare, numbers: &[f64], lane: usize, around: &Surroundings) -> f64 {
    let stream = around.streams.get(lane).or(around.streams.last());
    let value = &around.program.values[rare.value.0 as usize];
    match (rare.kind, value, stream) {
        (RareKind::Function(work_out), ..) => work_out(numbers),
        (RareKind::Series, Value::Series { series, .. }, _) => {
            series::value_at(&around.program.series[*series as usize], numbers[0])
        }
        (RareKind::Draw, Value::Draw { draw, stream: word, .. }, Some(stream)) => {
            distribution::draw(*draw, numbers, stream.with(*word).with(rare.element))
        }
        (RareKind::Pick, Value::Pick { picks, .. }, _) => pick(picks.as_slice(), numbers),
        (RareKind::Together { whole }, Value::Together { together, each, once, .. }, _) => {
            let (every, once) = numbers.split_at(numbers.len() - once.len());
            let column = |at| every.iter().skip(at).step_by(each.len()).copied().collect();
            let columns: Vec<Vec<f64>> = (0..each.len()).map(column).collect();
            let results = together::work_out(*together, &columns, once);
            let first = results.first().copied().unwrap_or(f64::NAN);
            around.wholes[whole as usize * LANES + lane].replace(results);
            first
        }
        (RareKind::OfWhole { whole, element }, ..) => {
            let results = around.wholes[whole as usize * LANES + lane].borrow();
            results.get(element as usize).copied().unwrap_or(f64::NAN)
        }
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
