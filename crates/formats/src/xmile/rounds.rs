//! Macros with a clock of their own (XMILE 1.0, 4.8.3): a whole run within each step of the model.
//!
//! "When `sim_specs` appears, the default DT is one and the default integration method is euler." The
//! run is written out as arrays over its moments, each stock by what it and its flows were a moment
//! before, so that every engine runs it; the result is that of the last moment. How many moments
//! there are must be known before the model's own run: start, stop and dt are numbers, or arguments
//! that are given as numbers.

use super::context::Context;
use super::equation::of_element;
use super::scope::Scope;
use super::xml::{Element, Tree};
use interregnum_model::dimension::{Dimension, Elements};
use interregnum_model::expression::{
    BinaryOperator, Expr, ExprKind, Reference, Subscript, SubscriptKind,
};
use interregnum_model::function::{self, FunctionKind, Intrinsic};
use interregnum_model::macros::Macro;
use interregnum_model::{
    Case, Code, Diagnostic, Equation, Key, Name, Span, StockKind, Variable, VariableKind,
};

/// What the clock of a macro says.
struct Clock {
    start: Expr,
    stop: Expr,
    dt: Expr,
    /// The dimension of its moments.
    moments: Name,
}

/// Writes a macro's own run out; a finding where that cannot be done.
pub fn write_out(
    context: &mut Context<'_>,
    tree: &Tree<'_>,
    specs: &Element<'_>,
    scope: &Scope<'_>,
    made: &mut Macro,
) {
    let span = specs.span;
    if let Some(what) = unsaid(specs, made) {
        refuse(context, &made.name, span, &what);
        return;
    }
    let mut part = |tag: &str| tree.first(specs, tag).and_then(|it| of_element(context, scope, it));
    let (start, stop, dt) = (part("start"), part("stop"), part("dt"));
    let (Some(start), Some(stop)) = (start, stop) else {
        refuse(context, &made.name, span, "a clock without `start` and `stop`");
        return;
    };
    let reciprocal = tree
        .first(specs, "dt")
        .and_then(|it| it.value("reciprocal"))
        .is_some_and(super::rules::is_on);
    let one = || number(1.0, span);
    let dt = match dt {
        Some(dt) if reciprocal => binary(BinaryOperator::Divide, one(), dt),
        Some(dt) => dt,
        None => one(),
    };
    let moments = Name::new(&format!("{} moments", made.name), span);
    let clock = Clock { start, stop, dt, moments };
    let inside = Name::new(&format!("{} inside", made.name), span);
    let mut variables = Vec::new();
    for variable in &made.variables {
        variables.push(over_moments(&clock, made, &inside, variable));
    }
    variables.push(result(&clock, made, inside, span));
    let elements = Elements::Counted(clock.count(span));
    made.dimensions.push(Dimension {
        name: clock.moments,
        elements,
        within: None,
        mappings: Vec::new(),
        note: String::new(),
    });
    made.variables = variables;
}

/// What stands in a macro that its own run cannot be written out for.
fn unsaid(specs: &Element<'_>, made: &Macro) -> Option<String> {
    if let Some(method) =
        specs.value("method").filter(|it| !it.trim().eq_ignore_ascii_case("euler"))
    {
        return Some(format!("the method `{method}`"));
    }
    for variable in &made.variables {
        let name = &variable.name;
        if !variable.dimensions.is_empty() {
            return Some(format!("an array, `{name}`"));
        }
        match &variable.kind {
            VariableKind::Stock { kind: StockKind::Plain, .. }
            | VariableKind::Flow { .. }
            | VariableKind::Auxiliary { .. }
            | VariableKind::Parameter { .. }
            | VariableKind::Lookup(_) => {}
            VariableKind::Stock { .. } | VariableKind::Input { .. } => {
                return Some(format!("`{name}`, which is more than a plain stock"));
            }
        }
        let keeps = variable.equation().into_iter().flat_map(|it| &it.cases).find_map(|case| {
            let mut keeps = None;
            case.expr.visit(&mut |part| {
                if let ExprKind::Call { function, .. } = &part.kind
                    && does_keep(function)
                {
                    keeps = Some(function.clone());
                }
            });
            keeps
        });
        if let Some(function) = keeps {
            return Some(format!("`{function}`, which keeps something from step to step"));
        }
    }
    None
}

/// Whether a function remembers or draws: by which clock is not said.
fn does_keep(name: &Name) -> bool {
    match function::find(&name.key).map(|entry| &entry.kind) {
        Some(FunctionKind::Macro | FunctionKind::Draw(_)) => true,
        Some(FunctionKind::Intrinsic(intrinsic)) => matches!(
            intrinsic,
            Intrinsic::Init | Intrinsic::Previous | Intrinsic::FixedDelay | Intrinsic::SampleIfTrue
        ),
        Some(FunctionKind::Scalar(_) | FunctionKind::Reduction(_) | FunctionKind::Together(_)) => {
            false
        }
        // Another macro of the file, or nothing known.
        None => false,
    }
}

fn refuse(context: &mut Context<'_>, name: &Name, span: Span, what: &str) {
    context.report(
        Diagnostic::new(
            Code::WrongKind,
            span,
            format!("the macro `{name}` runs on a clock of its own, and has {what}"),
        )
        .label("not run here")
        .help("write what it works out as an equation, or as a stock of the model's own time"),
    );
}

impl Clock {
    /// How many moments it has.
    fn count(&self, span: Span) -> Expr {
        let long = binary(BinaryOperator::Subtract, self.stop.clone(), self.start.clone());
        let steps = binary(BinaryOperator::Divide, long, self.dt.clone());
        let steps = binary(BinaryOperator::Add, steps, number(0.5, span));
        let whole = ExprKind::Call { function: Name::new("INT", span), arguments: vec![steps] };
        binary(BinaryOperator::Add, Expr { kind: whole, span }, number(1.0, span))
    }

    /// The number of the moment at hand, and of the one before.
    fn moment(&self, span: Span) -> Expr {
        read(&self.moments, Vec::new(), span)
    }

    fn before(&self, span: Span) -> Vec<Subscript> {
        let before = binary(BinaryOperator::Subtract, self.moment(span), number(1.0, span));
        vec![Subscript { kind: SubscriptKind::Index(before), span }]
    }

    /// What a word of the clock means inside.
    fn word(&self, key: &Key, span: Span) -> Option<Expr> {
        match key.as_str() {
            "time" => {
                let passed = binary(BinaryOperator::Subtract, self.moment(span), number(1.0, span));
                let passed = binary(BinaryOperator::Multiply, passed, self.dt.clone());
                Some(binary(BinaryOperator::Add, self.start.clone(), passed))
            }
            "dt" => Some(self.dt.clone()),
            "starttime" => Some(self.start.clone()),
            "stoptime" => Some(self.stop.clone()),
            _ => None,
        }
    }
}

/// A variable with a value for each moment.
fn over_moments(clock: &Clock, made: &Macro, inside: &Name, variable: &Variable) -> Variable {
    let rename = |name: &Name| if *name == made.name { inside.clone() } else { name.clone() };
    let settle = |equation: &Equation| {
        let mut equation = equation.clone();
        for case in &mut equation.cases {
            case.expr.change(&mut |expr| {
                let span = expr.span;
                if let ExprKind::Reference(reference) = &mut expr.kind {
                    if let Some(meant) = clock.word(&reference.name.key, span) {
                        *expr = meant;
                    } else {
                        reference.name = Name { span, ..rename(&reference.name) };
                    }
                }
            });
        }
        equation
    };
    let kind = match &variable.kind {
        VariableKind::Stock { initial, inflows, outflows, .. } => {
            let (inflows, outflows): (Vec<Name>, Vec<Name>) =
                (inflows.iter().map(rename).collect(), outflows.iter().map(rename).collect());
            let moved = moved(clock, &rename(&variable.name), (&inflows, &outflows));
            VariableKind::Auxiliary { equation: with_first(moved, settle(initial)) }
        }
        VariableKind::Flow { equation, non_negative } => {
            let mut equation = settle(equation);
            if *non_negative {
                equation.cases.iter_mut().for_each(|case| at_least_nothing(&mut case.expr));
            }
            VariableKind::Auxiliary { equation }
        }
        VariableKind::Auxiliary { equation } | VariableKind::Parameter { value: equation, .. } => {
            VariableKind::Auxiliary { equation: settle(equation) }
        }
        VariableKind::Lookup(_) | VariableKind::Input { .. } => return variable.clone(),
    };
    let (name, dimensions) = (rename(&variable.name), vec![clock.moments.clone()]);
    Variable { name, kind, dimensions, ..variable.clone() }
}

/// A stock by what it and its flows were a moment before.
fn moved(clock: &Clock, stock: &Name, (inflows, outflows): (&[Name], &[Name])) -> Expr {
    let span = stock.span;
    let before = |name: &Name| read(name, clock.before(span), span);
    let mut net = number(0.0, span);
    for (flows, operator) in [(inflows, BinaryOperator::Add), (outflows, BinaryOperator::Subtract)]
    {
        for flow in flows {
            net = binary(operator, net, before(flow));
        }
    }
    let gained = binary(BinaryOperator::Multiply, clock.dt.clone(), net);
    binary(BinaryOperator::Add, before(stock), gained)
}

/// An equation for all moments but the first, and one for that.
fn with_first(moved: Expr, first: Equation) -> Equation {
    let span = moved.span;
    let mut equation = Equation::all(moved);
    for case in first.cases {
        let kind = SubscriptKind::Index(number(1.0, span));
        equation.cases.push(Case { subscripts: vec![Subscript { kind, span }], ..case });
    }
    equation
}

fn at_least_nothing(expr: &mut Expr) {
    let span = expr.span;
    let flow = std::mem::replace(expr, number(0.0, span));
    let arguments = vec![number(0.0, span), flow];
    expr.kind = ExprKind::Call { function: Name::new("MAX", span), arguments };
}

/// What the macro gives: its result at the last moment.
fn result(clock: &Clock, made: &Macro, inside: Name, span: Span) -> Variable {
    let last = Subscript { kind: SubscriptKind::Index(clock.count(span)), span };
    Variable {
        name: made.name.clone(),
        span: made.span,
        kind: VariableKind::Auxiliary { equation: Equation::all(read(&inside, vec![last], span)) },
        unit: None,
        dimensions: Vec::new(),
        provenance: Vec::new(),
        note: String::new(),
        range: None,
        provisional: None,
    }
}

fn read(name: &Name, subscripts: Vec<Subscript>, span: Span) -> Expr {
    let name = Name { span, ..name.clone() };
    Expr { kind: ExprKind::Reference(Reference { name, subscripts }), span }
}

fn number(value: f64, span: Span) -> Expr {
    Expr { kind: ExprKind::Number(value), span }
}

fn binary(operator: BinaryOperator, left: Expr, right: Expr) -> Expr {
    let span = left.span;
    let kind = ExprKind::Binary { operator, left: Box::new(left), right: Box::new(right) };
    Expr { kind, span }
}
