//! Everything in a program but its equations.

use super::Broken;
use crate::program::{Layout, Program, SettingKind, Slot};
use interregnum_model::lookup::Curve;

/// That variables, settings, stocks, memories, delays, curves and series are what they must be.
pub fn tables(program: &Program) -> Result<(), Broken> {
    for (id, variable) in program.variables.iter().enumerate() {
        let name = format!("variable {id}, `{}`", variable.name);
        within(program, variable.first, variable.count, &name)?;
        if elements(variable) != u64::from(variable.count) {
            return Err(Broken::new(format!("{name} has not as many elements as its dimensions")));
        }
    }
    for setting in &program.settings {
        within(program, setting.slot, 1, "a setting")?;
        if let SettingKind::Parameter { range: Some((low, high)), .. } = &setting.kind
            && (low.is_nan() || high.is_nan())
        {
            return Err(Broken::new("a range is not a number"));
        }
    }
    for stock in &program.stocks {
        variable(program, stock.variable)?;
        within(program, stock.stock, stock.count, "a stock")?;
        within(program, stock.net, stock.count, "a net rate of change")?;
    }
    for memory in &program.memories {
        within(program, memory.slot, memory.count, "a memory")?;
        within(program, memory.source, memory.count, "what a memory remembers")?;
    }
    for delay in &program.delays {
        within(program, delay.output, delay.count, "what comes out of a delay")?;
        within(program, delay.input, delay.count, "what goes into a delay")?;
        within(program, delay.time, delay.count, "the time of a delay")?;
    }
    if !program.curves.iter().all(rises) {
        return Err(Broken::new("a curve has no points, or they do not rise"));
    }
    for series in &program.series {
        let rises = series.points.windows(2).all(|pair| match pair {
            [a, b] => a.time < b.time,
            [] | [_, ..] => true,
        });
        if series.points.is_empty() || !rises {
            return Err(Broken::new(format!("series `{}` is empty or out of order", series.name)));
        }
    }
    Ok(())
}

fn variable(program: &Program, id: crate::program::VariableId) -> Result<(), Broken> {
    match program.variables.get(id.0 as usize) {
        Some(_) => Ok(()),
        None => Err(Broken::new(format!("there is no variable {}", id.0))),
    }
}

fn within(program: &Program, first: Slot, count: u32, what: &str) -> Result<(), Broken> {
    let end = u64::from(first.0) + u64::from(count);
    if count == 0 || end > u64::from(program.slots) {
        return Err(Broken::new(format!("{what} ends at slot {end} of {}", program.slots)));
    }
    Ok(())
}

fn elements(variable: &Layout) -> u64 {
    variable
        .dimensions
        .iter()
        .fold(1, |count, (_, labels)| count.saturating_mul(labels.len() as u64))
}

fn rises(curve: &Curve) -> bool {
    !curve.points.is_empty()
        && curve.points.windows(2).all(|pair| match pair {
            [(a, _), (b, _)] => a < b,
            [] | [_, ..] => true,
        })
}
