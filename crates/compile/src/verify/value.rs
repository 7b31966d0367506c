//! Values: what they refer to, and where.

use super::{Broken, address};
use crate::program::{Program, Value, ValueId};
use interregnum_model::function::{Draw, Function, FunctionKind, Textbook, Together};

/// The deepest tree of values: engines recurse.
pub const DEEPEST: usize = 1_000;

/// How deep the tree under each value is.
pub fn depths(program: &Program) -> Result<Vec<usize>, Broken> {
    if program.places.len() != program.values.len() {
        return Err(Broken::new("values and places differ in number"));
    }
    let mut depths = Vec::with_capacity(program.values.len());
    for (id, value) in program.values.iter().enumerate() {
        let mut depth = 0;
        for operand in operands(value) {
            let Some(under) = depths.get(operand.0 as usize) else {
                return Err(Broken::new(format!("value {id} refers to a later one")));
            };
            depth = depth.max(*under);
        }
        if depth + 1 > DEEPEST {
            return Err(Broken::new(format!("value {id} is the root of too deep a tree")));
        }
        depths.push(depth + 1);
    }
    Ok(depths)
}

/// The values that a value is worked out from, in order.
pub fn operands(value: &Value) -> Vec<ValueId> {
    match value {
        Value::Constant(_)
        | Value::Load(_)
        | Value::Position(_)
        | Value::Time
        | Value::Dt
        | Value::Start
        | Value::Stop => Vec::new(),
        Value::Pick { picks, .. } => picks.iter().map(|(value, _, _)| *value).collect(),
        Value::Unary(_, a) => vec![*a],
        Value::Binary(_, a, b) => vec![*a, *b],
        Value::Select(a, b, c) => vec![*a, *b, *c],
        Value::Call(_, arguments) | Value::Draw { arguments, .. } => arguments.clone(),
        Value::Reduce { body, .. } => vec![*body],
        Value::Together { each, once, .. } => each.iter().chain(once).copied().collect(),
        Value::Curve { x, .. } => vec![*x],
        Value::Series { at, .. } => vec![*at],
    }
}

/// That a value can be worked out where loops of these lengths are open.
pub fn value(
    program: &Program,
    id: ValueId,
    loops: &mut Vec<u32>,
    depths: &[usize],
) -> Result<(), Broken> {
    let Some(value) = program.values.get(id.0 as usize) else {
        return Err(Broken::new(format!("there is no value {}", id.0)));
    };
    if depths.get(id.0 as usize).is_none() {
        return Err(Broken::new(format!("value {} has no depth", id.0)));
    }
    let open = loops.len();
    itself(program, value, loops)
        .map_err(|broken| Broken::new(format!("value {} {}", id.0, broken.what)))?;
    for operand in operands(value) {
        self::value(program, operand, loops, depths)?;
    }
    loops.truncate(open);
    Ok(())
}

/// What a value says by itself; loops that it opens are added.
fn itself(program: &Program, value: &Value, loops: &mut Vec<u32>) -> Result<(), Broken> {
    match value {
        Value::Constant(_)
        | Value::Time
        | Value::Dt
        | Value::Start
        | Value::Stop
        | Value::Unary(..)
        | Value::Binary(..)
        | Value::Select(..) => Ok(()),
        Value::Load(place) => address::stays_within(place, loops, program.slots, "slot"),
        Value::Pick { base, picks } => {
            let mut highest = address::highest(base, loops)?;
            for (_, size, stride) in picks {
                highest += u64::from(size.saturating_sub(1)) * u64::from(*stride);
            }
            if highest >= u64::from(program.slots) || picks.iter().any(|(_, size, _)| *size == 0) {
                return Err(Broken::new(format!("picks slot {highest} of {}", program.slots)));
            }
            Ok(())
        }
        Value::Position(id) => match loops.get(usize::from(*id)) {
            Some(_) => Ok(()),
            None => Err(Broken::new(format!("asks for loop {id}, which is not open"))),
        },
        Value::Call(function, arguments) => call(function, arguments.len()),
        Value::Reduce { loops: opened, .. } => open(opened, loops),
        Value::Together { together, loops: opened, each, once, element, .. } => {
            let elements: u64 = opened.iter().map(|(_, length)| u64::from(*length)).product();
            let elements = u32::try_from(elements).unwrap_or(u32::MAX);
            address::stays_within(element, loops, elements, "element")?;
            arguments_fit(*together, each.len(), once.len(), opened)?;
            open(opened, loops)
        }
        Value::Curve { curve, .. } => {
            let curves = u32::try_from(program.curves.len()).unwrap_or(u32::MAX);
            address::stays_within(curve, loops, curves, "curve")
        }
        Value::Series { series, .. } => match program.series.get(*series as usize) {
            Some(_) => Ok(()),
            None => Err(Broken::new(format!("reads series {series}, which is none"))),
        },
        Value::Draw { draw, arguments, element, .. } => {
            address::stays_within(element, loops, u32::MAX, "element")?;
            drawn(*draw, arguments.len())
        }
    }
}

fn open(opened: &[(u8, u32)], loops: &mut Vec<u32>) -> Result<(), Broken> {
    for (id, length) in opened {
        if usize::from(*id) != loops.len() || *length == 0 {
            return Err(Broken::new(format!("opens loop {id} out of turn, or empty")));
        }
        loops.push(*length);
    }
    Ok(())
}

fn call(function: &Function, given: usize) -> Result<(), Broken> {
    let (least, most) = function.arity();
    let scalar = matches!(function.kind, FunctionKind::Scalar(_));
    if scalar && (least..=most).contains(&given) {
        return Ok(());
    }
    Err(Broken::new(format!("calls {} with {given} arguments", function.name)))
}

fn drawn(draw: Draw, given: usize) -> Result<(), Broken> {
    let needed = draw.arguments();
    // The scale of a gamma draw may be left out; bounds may follow.
    let least = if draw == Draw::Textbook(Textbook::Gamma) { 1 } else { needed };
    if (least..=needed + 2).contains(&given) {
        return Ok(());
    }
    Err(Broken::new(format!("draws with {given} arguments instead of {needed}")))
}

/// That there are as many arguments and elements as what is worked out needs.
fn arguments_fit(
    together: Together,
    each: usize,
    once: usize,
    opened: &[(u8, u32)],
) -> Result<(), Broken> {
    let wanted = match together {
        Together::SortOrder | Together::Rank => (1, 1),
        Together::AllocateAvailable => (5, 1),
        Together::AllocateByPriority => (2, 2),
        Together::InvertMatrix => (1, 0),
        Together::MarketPriority => (2, 2),
        Together::MarketPrice => (10, 2),
        Together::RateOfReturn => (1, 3),
    };
    let square = match (together, opened) {
        (Together::InvertMatrix, [] | [_, _]) => opened.windows(2).all(|pair| match pair {
            [(_, rows), (_, columns)] => rows == columns,
            _ => true,
        }),
        (Together::InvertMatrix, _) => false,
        (Together::MarketPrice, _) => opened.len() <= 2,
        (_, _) => opened.len() <= 1,
    };
    if (each, once) != wanted || !square {
        return Err(Broken::new(format!("works out {together:?} of arguments that do not fit")));
    }
    Ok(())
}
