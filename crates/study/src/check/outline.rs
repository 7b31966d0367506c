//! The outline of a program for a model that cannot be compiled: its variables, their elements and
//! what can be set, so that its claims can be checked all the same. It cannot be run.

use interregnum_compile::program::{self, Layout, Program, Role, Setting, SettingKind, Slot};
use interregnum_model::dimension::Elements;
use interregnum_model::expression::ExprKind;
use interregnum_model::name::Name;
use interregnum_model::variable::{Distribution, InputSource, Variable, VariableKind};
use interregnum_model::{Dimension, Model};
use std::sync::Arc;

/// The outline of a model's program.
pub(super) fn outline(model: &Model) -> Program {
    let mut program = Program { time: model.time.clone(), ..Program::default() };
    for variable in &model.variables {
        add(model, variable, &mut program);
    }
    for mechanism in &model.mechanisms {
        set(&mut program, SettingKind::Mechanism { name: mechanism.name.clone() });
    }
    for lever in &model.levers {
        let name = &lever.name;
        set(&mut program, SettingKind::Lever { name: name.clone() });
        set(&mut program, SettingKind::LeverFrom { name: name.clone() });
        set(&mut program, SettingKind::LeverUntil { name: name.clone() });
        for asked in &lever.asked {
            set(&mut program, SettingKind::Asked { name: program::asked(name, asked) });
        }
    }
    program
}

fn set(program: &mut Program, kind: SettingKind) {
    program.settings.push(Setting { slot: Slot(0), kind, default: 0.0 });
}

fn add(model: &Model, variable: &Variable, program: &mut Program) {
    let role = match &variable.kind {
        VariableKind::Stock { .. } => Role::Stock,
        VariableKind::Flow { .. } => Role::Flow,
        VariableKind::Auxiliary { .. } => Role::Auxiliary,
        VariableKind::Parameter { .. } => Role::Parameter,
        VariableKind::Input { .. } => Role::Input,
        VariableKind::Lookup(_) => return,
    };
    let dimensions: Vec<(Name, Arc<[String]>)> = variable
        .dimensions
        .iter()
        .map(|name| (name.clone(), elements(model.dimensions.iter().find(|one| one.name == *name))))
        .collect();
    let count = dimensions
        .iter()
        .try_fold(1_u32, |all, (_, names)| all.checked_mul(u32::try_from(names.len()).ok()?))
        .unwrap_or(u32::MAX);
    match &variable.kind {
        VariableKind::Parameter { .. } => {
            for element in 0..count.min(MOST_ELEMENTS) {
                let (name, distribution) = (variable.name.clone(), Distribution::Fixed);
                let kind = SettingKind::Parameter { name, element, distribution, range: None };
                set(program, kind);
            }
        }
        VariableKind::Input { source: InputSource::Series { .. }, .. } => {
            set(program, SettingKind::Shift { name: variable.name.clone() });
        }
        VariableKind::Input { source: InputSource::Equation(_), .. }
        | VariableKind::Stock { .. }
        | VariableKind::Flow { .. }
        | VariableKind::Auxiliary { .. }
        | VariableKind::Lookup(_) => {}
    }
    program.variables.push(Layout {
        name: variable.name.clone(),
        role,
        unit: variable.unit.as_ref().map(|(unit, _)| unit.clone()),
        dimensions,
        first: Slot(0),
        count,
        span: variable.span,
        hidden: false,
    });
}

/// Elements beyond these of a model that cannot be compiled are not looked at.
const MOST_ELEMENTS: u32 = 10_000;

fn elements(dimension: Option<&Dimension>) -> Arc<[String]> {
    match dimension.map(|dimension| &dimension.elements) {
        Some(Elements::Named(names)) => names.iter().map(ToString::to_string).collect(),
        Some(Elements::Counted(expr)) => match expr.kind {
            ExprKind::Number(number) => {
                let last = number.clamp(0.0, f64::from(MOST_ELEMENTS)) as u32;
                (1..=last).map(|position| position.to_string()).collect()
            }
            ExprKind::Reference(_)
            | ExprKind::Unary { .. }
            | ExprKind::Binary { .. }
            | ExprKind::If { .. }
            | ExprKind::Call { .. }
            | ExprKind::Error => Arc::default(),
        },
        None => Arc::default(),
    }
}
