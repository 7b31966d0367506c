//! Values as C expressions.

use super::index;
use interregnum_compile::program::{LoopId, Program, Value, ValueId};
use interregnum_model::expression::{BinaryOperator, UnaryOperator};
use interregnum_model::function::{Draw, Reduction};
use std::fmt::Write;

/// A number as C.
pub fn number(number: f64) -> String {
    match number {
        _ if number.is_nan() => "NAN".to_owned(),
        f64::INFINITY => "INFINITY".to_owned(),
        f64::NEG_INFINITY => "-INFINITY".to_owned(),
        _ => format!("{number:?}"),
    }
}

/// A value as C, or why it has none.
pub fn value(program: &Program, id: ValueId) -> Result<String, String> {
    let of = |id: &ValueId| value(program, *id);
    Ok(match &program.values[id.0 as usize] {
        Value::Constant(constant) => number(*constant),
        Value::Load(address) => format!("S[{}]", index(address)),
        Value::Pick { base, picks } => {
            let mut text = format!("({{ double r = 0; int at = {}; int ok = 1;", index(base));
            for (subscript, size, stride) in picks {
                let _ = write!(
                    text,
                    " {{ double p = trunc({}); if (p >= 1 && p <= {size}) at += ((int)p - 1) * \
                     {stride}; else ok = 0; }}",
                    of(subscript)?
                );
            }
            text + " if (ok) r = S[at]; r; })"
        }
        Value::Position(id) => format!("(i{id} + 1.0)"),
        Value::Time => "TIME".to_owned(),
        Value::Dt => "DT".to_owned(),
        Value::Start => "START".to_owned(),
        Value::Stop => "STOP".to_owned(),
        Value::Unary(UnaryOperator::Plus, a) => of(a)?,
        Value::Unary(UnaryOperator::Minus, a) => format!("(-{})", of(a)?),
        Value::Unary(UnaryOperator::Not, a) => format!("({} == 0 ? 1.0 : 0.0)", of(a)?),
        Value::Binary(operator, a, b) => binary(*operator, &of(a)?, &of(b)?),
        Value::Select(condition, then, otherwise) => {
            format!("({} != 0 ? {} : {})", of(condition)?, of(then)?, of(otherwise)?)
        }
        Value::Call(function, arguments) => {
            let arguments: Vec<String> = arguments.iter().map(of).collect::<Result<_, _>>()?;
            call(function.name, &arguments)?
        }
        Value::Reduce { reduction, loops, body } => reduce(*reduction, loops, &of(body)?),
        Value::Curve { curve, x } => format!("lookup(&LOOKUPS[{}], {})", index(curve), of(x)?),
        Value::Series { series, at } => {
            let which = program.curves.len() + *series as usize;
            format!("lookup(&LOOKUPS[{which}], {})", of(at)?)
        }
        Value::Together { .. } => return Err("it works arrays out together".to_owned()),
        Value::Draw { draw, stream, arguments, element } => {
            let arguments: Vec<String> = arguments.iter().map(of).collect::<Result<_, _>>()?;
            let function = match draw {
                Draw::Normal => "draw_normal",
                Draw::Uniform => "draw_uniform",
                Draw::Exponential => "draw_exponential",
                other => return Err(format!("it draws from {other:?}")),
            };
            let arguments = arguments.join(", ");
            let element = index(element);
            format!("{function}({arguments}, with(with(MOMENT, {stream}ULL), {element}))")
        }
    })
}

fn binary(operator: BinaryOperator, a: &str, b: &str) -> String {
    let truth = |sign: &str| format!("({a} {sign} {b} ? 1.0 : 0.0)");
    match operator {
        BinaryOperator::Power => format!("pow({a}, {b})"),
        BinaryOperator::Multiply => format!("({a} * {b})"),
        BinaryOperator::Divide => format!("({a} / {b})"),
        BinaryOperator::Modulo => format!("modulo({a}, {b})"),
        BinaryOperator::Add => format!("({a} + {b})"),
        BinaryOperator::Subtract => format!("({a} - {b})"),
        BinaryOperator::Less => truth("<"),
        BinaryOperator::LessEqual => truth("<="),
        BinaryOperator::Greater => truth(">"),
        BinaryOperator::GreaterEqual => truth(">="),
        BinaryOperator::Equal => truth("=="),
        BinaryOperator::NotEqual => truth("!="),
        BinaryOperator::And => format!("({a} != 0 && {b} != 0 ? 1.0 : 0.0)"),
        BinaryOperator::Or => format!("({a} != 0 || {b} != 0 ? 1.0 : 0.0)"),
    }
}

fn call(name: &str, arguments: &[String]) -> Result<String, String> {
    let function = match name {
        "MIN" | "MAX" => {
            let function = if name == "MIN" { "fmin" } else { "fmax" };
            let mut all = arguments.iter().cloned();
            let first = all.next().unwrap_or_default();
            return Ok(all.fold(first, |so_far, next| format!("{function}({so_far}, {next})")));
        }
        "IF THEN ELSE" => {
            let [a, b, c] = arguments else { return Err("IF of other than three".to_owned()) };
            return Ok(format!("({a} != 0 ? {b} : {c})"));
        }
        "GAME" => return Ok(arguments.join("")),
        "LOG BASE" => return Ok(format!("(log({}) / log({}))", arguments[0], arguments[1])),
        "ZIDZ" => return Ok(format!("xidz({}, {}, 0.0)", arguments[0], arguments[1])),
        "SAFEDIV" if arguments.len() == 2 => {
            return Ok(format!("safediv({}, {}, 0.0)", arguments[0], arguments[1]));
        }
        "ABS" => "fabs",
        "EXP" => "exp",
        "LN" => "log",
        "LOG10" => "log10",
        "SQRT" => "sqrt",
        "INT" => "floor",
        "ROUND" => "round",
        "SAFEDIV" => "safediv",
        "XIDZ" => "xidz",
        "INTEGER" => "trunc",
        "MODULO" => "fmod",
        "QUANTUM" => "quantum",
        "POWER" => "pow",
        "SIN" => "sin",
        "COS" => "cos",
        "TAN" => "tan",
        "ARCSIN" => "asin",
        "ARCCOS" => "acos",
        "ARCTAN" => "atan",
        "SINH" => "sinh",
        "COSH" => "cosh",
        "TANH" => "tanh",
        other => return Err(format!("`{other}` has no C")),
    };
    Ok(format!("{function}({})", arguments.join(", ")))
}

fn reduce(reduction: Reduction, loops: &[(LoopId, u32)], body: &str) -> String {
    let mut nest = String::new();
    for (id, length) in loops {
        let _ = write!(nest, "for (int i{id} = 0; i{id} < {length}; i{id}++) ");
    }
    let count: u32 = loops.iter().map(|(_, length)| length).product();
    let fold = |from: &str, step: &str| format!("({{ double r = {from}; {nest}{step}; r; }})");
    match reduction {
        Reduction::Sum => fold("0", &format!("r += {body}")),
        Reduction::Mean => format!("({} / {count}.0)", fold("0", &format!("r += {body}"))),
        Reduction::Product => fold("1", &format!("r *= {body}")),
        Reduction::Min => fold("INFINITY", &format!("r = fmin(r, {body})")),
        Reduction::Max => fold("-INFINITY", &format!("r = fmax(r, {body})")),
        Reduction::Size => format!("{count}.0"),
        Reduction::Deviation => {
            let mean = fold("0", &format!("r += {body}"));
            let squares = format!("{{ double d = {body} - m; r += d * d; }}");
            format!(
                "({{ double m = {mean} / {count}.0; double r = 0; {nest}{squares} sqrt(r / \
                 {count}.0); }})"
            )
        }
    }
}
