//! All equations of one variable, put together.

use super::data::{self, Points};
use super::dataset::Datasets;
use super::external::ExternalKind;
use super::limits::MOST_CONSTANTS;
use super::line::{Line, Right};
use super::said::Said;
use super::spread::{Coverage, Spread, each_element, shape, spread};
use super::subscript::Ranges;
use crate::spreadsheet::Tables;
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::equation::{Case, Equation};
use interregnum_model::expression::{Expr, ExprKind, Reference, Subscript, SubscriptKind};
use interregnum_model::lookup::{Beyond, Curve, Lookup, MISSING};
use interregnum_model::name::{Key, Name};
use interregnum_model::source::Span;
use interregnum_model::variable::{Distribution, InputSource, StockKind};
use interregnum_model::{Variable, VariableKind};
use std::collections::BTreeSet;

/// What is at hand while variables are put together.
pub(crate) struct Desk<'d> {
    /// Subscript ranges; those made for variables with a part of the elements are added.
    pub ranges: &'d mut Ranges,
    /// Files that the model names.
    pub tables: &'d mut Tables,
    /// Datasets that the model is used with.
    pub datasets: &'d mut Datasets,
    /// Every name of the file.
    pub taken: BTreeSet<Key>,
    /// Findings.
    pub diagnostics: &'d mut Vec<Diagnostic>,
}

/// A stock still without its flows: what its INTEG says, case by case.
#[derive(Clone, Debug)]
pub(crate) struct Rate {
    /// The stock.
    pub stock: Name,
    /// Its rate of change.
    pub cases: Vec<Case>,
}

/// Variables made of equations.
#[derive(Debug, Default)]
pub(crate) struct Built {
    /// The variables; stocks still without flows.
    pub variables: Vec<Variable>,
    /// The rates of the stocks.
    pub rates: Vec<Rate>,
}

/// What the equations of a variable make it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Stock,
    Lookup,
    Data,
    Constant,
    Auxiliary,
}

/// The variable that these equations define, and the lookups drawn inside them.
pub(crate) fn build(equations: &[&Said], desk: &mut Desk<'_>, built: &mut Built) {
    let Some(first) = equations.first() else { return };
    if let Some(second) = equations.get(1).filter(|said| said.line.subscripts.is_empty()) {
        let message = format!("`{}` has two equations", first.line.name);
        desk.diagnostics.push(
            Diagnostic::new(Code::DuplicateName, second.line.name.span, message)
                .related(first.line.name.span, "the first is here")
                .help("remove one of them, or give them different names"),
        );
    }
    let Some(spread) = spread(equations, desk.ranges, desk.diagnostics) else { return };
    let kind = kind(equations);
    let drawn = drawn_lookups(equations, &spread, desk);
    let kind = match kind {
        Kind::Lookup => lookup(equations, &spread, desk).map(VariableKind::Lookup),
        Kind::Data => data_variable(equations, &spread, desk, built),
        Kind::Stock => stock(equations, &spread, desk, built),
        Kind::Constant => {
            let value = equation(equations, &spread, desk);
            let distribution = Some(Distribution::Fixed);
            Some(VariableKind::Parameter { value, distribution, ranges: Vec::new() })
        }
        Kind::Auxiliary => {
            Some(VariableKind::Auxiliary { equation: equation(equations, &spread, desk) })
        }
    };
    if let Some(kind) = kind {
        built.variables.push(declared(equations, spread.dimensions, kind));
    }
    built.variables.extend(drawn);
}

fn declared(equations: &[&Said], dimensions: Vec<Name>, kind: VariableKind) -> Variable {
    let first = equations.first();
    let empty = Name::new("", Span::new(interregnum_model::FileId(0), 0, 0));
    let name = first.map_or(empty, |said| said.line.name.clone());
    // Of a variable with several equations the last one bears unit and comment.
    let unit = equations.iter().rev().find_map(|said| said.unit.unit.clone());
    let range = equations.iter().rev().find_map(|said| said.unit.range);
    let note = equations.iter().rev().find(|said| !said.note.is_empty());
    let note = note.map_or_else(String::new, |said| said.note.clone());
    let span = first.map_or(name.span, |said| said.line.span);
    Variable {
        name,
        span,
        kind,
        unit,
        dimensions,
        provenance: Vec::new(),
        note,
        range,
        provisional: None,
    }
}

fn kind(equations: &[&Said]) -> Kind {
    let all = |test: &dyn Fn(&Line) -> bool| equations.iter().all(|said| test(&said.line));
    let any = |test: &dyn Fn(&Line) -> bool| equations.iter().any(|said| test(&said.line));
    if any(&is_lookup) {
        Kind::Lookup
    } else if any(&is_data) {
        Kind::Data
    } else if any(&|line| integ(line).is_some()) {
        Kind::Stock
    } else if all(&is_constant) {
        Kind::Constant
    } else {
        Kind::Auxiliary
    }
}

fn is_lookup(line: &Line) -> bool {
    matches!(&line.right, Right::Lookup(_))
        || matches!(&line.right, Right::External(it) if it.kind == ExternalKind::Lookups)
}

/// A variable whose values come with their moments.
fn is_data(line: &Line) -> bool {
    matches!(&line.right, Right::Data(_) | Right::Nothing)
        || matches!(&line.right, Right::External(it)
            if matches!(it.kind, ExternalKind::Data | ExternalKind::Unreadable))
}

fn is_constant(line: &Line) -> bool {
    match &line.right {
        Right::Constants(values) => values.iter().all(is_number),
        Right::Expression(expr) => is_number(expr),
        Right::External(external) => external.kind == ExternalKind::Constants,
        _ => false,
    }
}

/// A number, or arithmetic of numbers.
fn is_number(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Number(_) => true,
        ExprKind::Unary { operand, .. } => is_number(operand),
        ExprKind::Binary { left, right, .. } => is_number(left) && is_number(right),
        ExprKind::Reference(_) | ExprKind::If { .. } | ExprKind::Call { .. } | ExprKind::Error => {
            false
        }
    }
}

/// The rate and the initial value of `INTEG(rate, initial)`.
fn integ(line: &Line) -> Option<(&Expr, &Expr)> {
    let Right::Expression(Expr { kind: ExprKind::Call { function, arguments }, .. }) = &line.right
    else {
        return None;
    };
    let [rate, initial] = arguments.as_slice() else { return None };
    (function.key.as_str() == "integ").then_some((rate, initial))
}

fn case(line: &Line, expr: Expr) -> Case {
    Case { subscripts: line.subscripts.clone(), except: line.except.clone(), expr }
}

/// A case for elements that have no equation in the file.
fn missing(spread: &Spread, span: Span) -> Option<Case> {
    let expr = Expr { kind: ExprKind::Number(MISSING), span };
    (spread.coverage == Coverage::Partly).then(|| Case {
        subscripts: Vec::new(),
        except: Vec::new(),
        expr,
    })
}

/// The equation made of all lines.
fn equation(equations: &[&Said], spread: &Spread, desk: &mut Desk<'_>) -> Equation {
    let span = equations.first().map(|said| said.line.span);
    let mut cases: Vec<Case> = span.and_then(|span| missing(spread, span)).into_iter().collect();
    for said in equations {
        cases.extend(line_cases(&said.line, desk));
    }
    Equation { cases }
}

fn line_cases(line: &Line, desk: &mut Desk<'_>) -> Vec<Case> {
    match &line.right {
        Right::Expression(expr) => vec![case(line, expr.clone())],
        Right::Constants(values) => listed(line, values, desk),
        Right::External(external) if external.kind == ExternalKind::Constants => {
            let shape = shape(&line.subscripts, desk.ranges);
            match data::constants(external, &shape, desk.tables) {
                Ok(values) => {
                    let number =
                        |value| Expr { kind: ExprKind::Number(value), span: external.span };
                    listed(line, &values.into_iter().map(number).collect::<Vec<_>>(), desk)
                }
                Err(diagnostic) => {
                    desk.diagnostics.push(diagnostic);
                    vec![case(line, Expr { kind: ExprKind::Error, span: external.span })]
                }
            }
        }
        _ => vec![case(line, wrong_kind(line, desk))],
    }
}

/// An equation among others with which it cannot stand.
fn wrong_kind(line: &Line, desk: &mut Desk<'_>) -> Expr {
    let message = format!("`{}` is not the same kind of variable in all its equations", line.name);
    desk.diagnostics.push(
        Diagnostic::new(Code::WrongKind, line.span, message)
            .help("write all its equations as a lookup, as data, as a level or as an auxiliary"),
    );
    Expr { kind: ExprKind::Error, span: line.span }
}

/// A constant list: one number for each element, last range fastest.
fn listed(line: &Line, values: &[Expr], desk: &mut Desk<'_>) -> Vec<Case> {
    if let [value] = values {
        return vec![case(line, value.clone())];
    }
    let shape = shape(&line.subscripts, desk.ranges);
    let wanted: usize = shape.iter().product();
    if wanted != values.len() || wanted > MOST_CONSTANTS {
        let message = format!(
            "`{}` has {wanted} elements here and a list of {} numbers",
            line.name,
            values.len()
        );
        desk.diagnostics.push(
            Diagnostic::new(Code::DimensionMismatch, line.span, message)
                .label("one number is needed for each element")
                .help("write as many numbers as there are elements, rows ended by `;`"),
        );
        return vec![case(line, Expr { kind: ExprKind::Error, span: line.span })];
    }
    let elements = each_element(&line.subscripts, desk.ranges);
    elements
        .into_iter()
        .zip(values)
        .map(|(names, value)| Case {
            subscripts: named_elements(names, line),
            except: line.except.clone(),
            expr: value.clone(),
        })
        .collect()
}

/// Elements as subscripts, at the places where the equation's own stand.
fn named_elements(names: Vec<Name>, line: &Line) -> Vec<Subscript> {
    let spans = line.subscripts.iter().map(|subscript| subscript.span);
    let subscript = |(name, span): (Name, Span)| Subscript {
        kind: SubscriptKind::Name(Name { span, ..name }),
        span,
    };
    names.into_iter().zip(spans).map(subscript).collect()
}

fn stock(
    equations: &[&Said],
    spread: &Spread,
    desk: &mut Desk<'_>,
    built: &mut Built,
) -> Option<VariableKind> {
    let first = equations.first()?;
    let (mut initial, mut rates) = (Vec::new(), Vec::new());
    initial.extend(missing(spread, first.line.span));
    if let Some(none) = missing(spread, first.line.span) {
        let still = Expr { kind: ExprKind::Number(0.0), ..none.expr };
        rates.push(Case { expr: still, ..none });
    }
    for said in equations {
        match integ(&said.line) {
            Some((rate, value)) => {
                rates.push(case(&said.line, rate.clone()));
                initial.push(case(&said.line, value.clone()));
            }
            None => initial.push(case(&said.line, wrong_kind(&said.line, desk))),
        }
    }
    built.rates.push(Rate { stock: first.line.name.clone(), cases: rates });
    Some(VariableKind::Stock {
        initial: Equation { cases: initial },
        inflows: Vec::new(),
        outflows: Vec::new(),
        kind: StockKind::Plain,
    })
}

/// The curves of a lookup, written or read from files.
fn lookup(equations: &[&Said], spread: &Spread, desk: &mut Desk<'_>) -> Option<Lookup> {
    let mut curves = missing_curve(spread);
    for said in equations {
        match &said.line.right {
            Right::Lookup(curve) => curves.push((said.line.subscripts.clone(), curve.clone())),
            Right::External(external) if external.kind == ExternalKind::Lookups => {
                let n = shape(&said.line.subscripts, desk.ranges).iter().product();
                match data::curves(external, n, desk.tables) {
                    Ok(points) => {
                        curves.extend(element_curves(&said.line, points, Beyond::Hold, desk));
                    }
                    Err(diagnostic) => desk.diagnostics.push(diagnostic),
                }
            }
            _ => {
                wrong_kind(&said.line, desk);
            }
        }
    }
    Some(Lookup { curves, input_unit: None, inside: None })
}

fn missing_curve(spread: &Spread) -> Vec<(Vec<Subscript>, Curve)> {
    match spread.coverage {
        Coverage::Whole => Vec::new(),
        Coverage::Partly => vec![nothing()],
    }
}

/// A curve for elements that have none of their own.
fn nothing() -> (Vec<Subscript>, Curve) {
    (Vec::new(), Curve { points: vec![(0.0, MISSING)], beyond: Beyond::Hold })
}

/// One curve for each element of an equation's left side, last range fastest.
fn element_curves(
    line: &Line,
    points: Vec<Points>,
    beyond: Beyond,
    desk: &Desk<'_>,
) -> Vec<(Vec<Subscript>, Curve)> {
    each_element(&line.subscripts, desk.ranges)
        .into_iter()
        .zip(points)
        .map(|(names, points)| (named_elements(names, line), Curve { points, beyond }))
        .collect()
}

/// A data variable: an input that reads a lookup of its own at the present moment.
fn data_variable(
    equations: &[&Said],
    spread: &Spread,
    desk: &mut Desk<'_>,
    built: &mut Built,
) -> Option<VariableKind> {
    let first = equations.first()?;
    let points_name = free_name(&format!("{} data", first.line.name), first.line.name.span, desk);
    let mut curves = missing_curve(spread);
    let mut cases: Vec<Case> = missing(spread, first.line.span).into_iter().collect();
    for said in equations {
        let line = &said.line;
        match super::dataset::points(line, desk) {
            Some(points) => {
                // Vensim Help, Data Equations: "Interpolating a value (the default)".
                let beyond = line.between.unwrap_or(Beyond::Hold);
                curves.extend(element_curves(line, points, beyond, desk));
                cases.push(case(line, read_now(&points_name, line)));
            }
            None => match &line.right {
                Right::Data(expr) => cases.push(case(line, expr.clone())),
                Right::Nothing | Right::External(_) => {
                    cases.push(case(line, Expr { kind: ExprKind::Error, span: line.span }));
                }
                _ => cases.extend(line_cases(line, desk)),
            },
        }
    }
    if !curves.is_empty() {
        // Elements that an ordinary equation defines have no data.
        let complete = cases.iter().all(|case| matches!(case.expr.kind, ExprKind::Call { .. }));
        if !complete && spread.coverage == Coverage::Whole {
            curves.insert(0, nothing());
        }
        let inside = Some(first.line.name.clone());
        let kind = VariableKind::Lookup(Lookup { curves, input_unit: None, inside });
        let mut lookup = declared(equations, spread.dimensions.clone(), kind);
        lookup.name = points_name;
        lookup.note = String::new();
        lookup.range = None;
        built.variables.push(lookup);
    }
    let source = InputSource::Equation(Equation { cases });
    Some(VariableKind::Input { source, because: "data of the model".to_string() })
}

/// `x data[a, b](Time)`
fn read_now(points: &Name, line: &Line) -> Expr {
    let span = line.span;
    let leaf = |reference| Expr { kind: ExprKind::Reference(reference), span };
    let time = leaf(Reference { name: Name::new("Time", span), subscripts: Vec::new() });
    called(points, &line.subscripts, time, span)
}

/// A lookup called for the elements that an equation is for.
fn called(lookup: &Name, subscripts: &[Subscript], x: Expr, span: Span) -> Expr {
    let kind = if subscripts.is_empty() {
        ExprKind::Call { function: lookup.clone(), arguments: vec![x] }
    } else {
        let reference = Reference { name: lookup.clone(), subscripts: subscripts.to_vec() };
        let callee = Expr { kind: ExprKind::Reference(reference), span };
        ExprKind::Call { function: Name::new("LOOKUP", span), arguments: vec![callee, x] }
    };
    Expr { kind, span }
}

/// The lookups of `WITH LOOKUP`: the n-th of each equation together, by element. Their names were
/// given when the equations were read.
fn drawn_lookups(equations: &[&Said], spread: &Spread, desk: &mut Desk<'_>) -> Vec<Variable> {
    let most = equations.iter().map(|said| said.line.drawn.len()).max().unwrap_or(0);
    let mut variables = Vec::new();
    for n in 0..most {
        let mut curves = missing_curve(spread);
        let mut everywhere = true;
        let mut name = None;
        for said in equations {
            match said.line.drawn.get(n) {
                Some((own, curve)) => {
                    name.get_or_insert_with(|| own.clone());
                    curves.push((said.line.subscripts.clone(), curve.clone()));
                }
                None => everywhere = false,
            }
        }
        let Some(name) = name else { continue };
        if !everywhere && curves.first().is_some_and(|(subscripts, _)| !subscripts.is_empty()) {
            curves.insert(0, nothing());
        }
        desk.taken.insert(name.key.clone());
        let inside = equations.first().map(|said| said.line.name.clone());
        let kind = VariableKind::Lookup(Lookup { curves, input_unit: None, inside });
        let mut lookup = declared(equations, spread.dimensions.clone(), kind);
        lookup.name = name;
        lookup.note = String::new();
        lookup.range = None;
        variables.push(lookup);
    }
    variables
}

/// Calls of the lookups drawn inside an equation by element name the elements.
pub(crate) fn name_elements_of_drawn(line: &mut Line) {
    if line.subscripts.is_empty() || line.drawn.is_empty() {
        return;
    }
    let names: BTreeSet<Key> = line.drawn.iter().map(|(name, _)| name.key.clone()).collect();
    let subscripts = line.subscripts.clone();
    if let Right::Expression(expr) = &mut line.right {
        rewrite(expr, &names, &subscripts);
    }
}

fn rewrite(expr: &mut Expr, names: &BTreeSet<Key>, subscripts: &[Subscript]) {
    super::walk::each_child(expr, &mut |child| rewrite(child, names, subscripts));
    if let ExprKind::Call { function, arguments } = &mut expr.kind
        && names.contains(&function.key)
        && let [x] = arguments.as_mut_slice()
    {
        let x = x.clone();
        *expr = called(&function.clone(), subscripts, x, expr.span);
    }
}

/// A name that nothing in the file bears.
pub(crate) fn free_name(wanted: &str, span: Span, desk: &mut Desk<'_>) -> Name {
    let mut name = Name::new(wanted, span);
    let mut n = 2;
    while !desk.taken.insert(name.key.clone()) {
        name = Name::new(&format!("{wanted} {n}"), span);
        n += 1;
    }
    name
}
