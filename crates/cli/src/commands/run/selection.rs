//! Which variables a run shows.

use crate::outcome::Trouble;
use crate::switches::{element, split_elements};
use interregnum_compile::Program;
use interregnum_compile::program::{Layout, VariableId};
use interregnum_model::name::{Key, nearest};
use interregnum_run::{Often, Run, Watch, Which};

/// All that is wrong with the names in one go; all variables where none is named.
pub fn watch(program: &Program, names: &[String]) -> Result<Watch, Trouble> {
    if names.is_empty() {
        return Ok(Watch::shown());
    }
    let (mut variables, mut faults) = (Vec::new(), Vec::new());
    for name in names {
        match find(program, name) {
            Ok((id, _)) if variables.contains(&id) => {}
            Ok((id, _)) => variables.push(id),
            Err(fault) => faults.push(fault),
        }
    }
    if !faults.is_empty() {
        return Err(Trouble::all(faults));
    }
    Ok(Watch { variables: Which::These(variables), often: Often::Saveper })
}

/// Drops elements that were not asked for.
pub fn keep(program: &Program, names: &[String], run: &mut Run) {
    if names.is_empty() {
        return;
    }
    let wanted: Vec<(VariableId, Option<u32>)> =
        names.iter().filter_map(|name| find(program, name).ok()).collect();
    run.columns.retain(|column| {
        wanted.iter().any(|(variable, element)| {
            *variable == column.variable && element.is_none_or(|element| element == column.element)
        })
    });
}

/// The variable, and the element if one is named.
fn find(program: &Program, text: &str) -> Result<(VariableId, Option<u32>), Trouble> {
    let (name, elements) = split_elements(text);
    let key = Key::new(name);
    let named = |(_, layout): &(VariableId, &Layout)| layout.name.key == key;
    let variables = || (0..).map(VariableId).zip(&program.variables);
    let Some((id, layout)) = variables().find(named) else {
        let shown = variables().filter(|(_, layout)| !layout.hidden);
        let trouble = Trouble::new(format!("there is no variable `{}`", name.trim()));
        return Err(match nearest(name, shown.map(|(_, layout)| &*layout.name.written)) {
            Some(near) => trouble.help(format!("did you mean `{near}`?")),
            None => trouble,
        });
    };
    Ok((id, elements.map(|elements| element(layout, elements)).transpose()?))
}
