//! Random models, as chapters can say them.

use super::equation::{expr, reference, tree};
use super::query::{change, query};
use super::{id, name, nowhere, number, signed, text};
use interregnum_model::claim::{Claim, Knockout};
use interregnum_model::dimension::{Dimension, Elements};
use interregnum_model::equation::{Case, Equation};
use interregnum_model::expression::{ExprKind, Subscript, SubscriptKind};
use interregnum_model::lookup::{Beyond, Curve, Lookup};
use interregnum_model::macros::{Macro, MacroArgument};
use interregnum_model::model::Model;
use interregnum_model::name::Name;
use interregnum_model::provenance::{Provenance, ProvenanceKind};
use interregnum_model::scenario::{Lever, Mechanism, Replacement};
use interregnum_model::time::{Method, TimeSpec};
use interregnum_model::unit::Unit;
use interregnum_model::variable::{
    Distribution, InputSource, Range, StockKind, Variable, VariableKind,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// Any model that a chapter without files can say.
pub fn model() -> impl Strategy<Value = Model> {
    let parts = (vec(dimension(), 0..3), vec(variable(), 1..5), vec(macro_(), 0..2));
    let changes = (vec(mechanism(), 0..3), vec(lever(), 0..3), vec(claim(), 0..3));
    (parts, changes, time()).prop_map(|(parts, changes, time)| {
        let (dimensions, variables, macros) = parts;
        let (mechanisms, levers, claims) = changes;
        let mut model = Model {
            time,
            dimensions,
            variables,
            macros,
            mechanisms,
            levers,
            claims,
            ..Model::default()
        };
        make_unique(&mut model);
        model
    })
}

/// No two declarations bear one name.
fn make_unique(model: &mut Model) {
    let mut count = 0;
    let mut next = |name: &Name, joint: &str| {
        count += 1;
        Name::new(&format!("{name}{joint}{count}"), nowhere())
    };
    for dimension in &mut model.dimensions {
        dimension.name = next(&dimension.name, " ");
    }
    for variable in &mut model.variables {
        variable.name = next(&variable.name, " ");
    }
    for macro_ in &mut model.macros {
        for argument in &mut macro_.arguments {
            argument.name = next(&argument.name, " ");
        }
        for variable in &mut macro_.variables {
            variable.name = next(&variable.name, " ");
        }
        if let Some(result) = macro_.variables.first() {
            macro_.name = result.name.clone();
        }
    }
    model.mechanisms.iter_mut().for_each(|it| it.name = next(&it.name, "-"));
    model.levers.iter_mut().for_each(|it| it.name = next(&it.name, "-"));
    model.claims.iter_mut().for_each(|it| it.name = next(&it.name, "-"));
}

fn time() -> impl Strategy<Value = TimeSpec> {
    let method = prop::sample::select(vec![Method::Euler, Method::Rk4]);
    (number(), number(), number(), number(), method, unit()).prop_map(
        |(start, stop, dt, saveper, method, unit)| TimeSpec {
            start,
            stop,
            dt,
            saveper,
            method,
            unit,
            span: None,
        },
    )
}

fn unit() -> impl Strategy<Value = Unit> {
    (name(), name()).prop_map(|(above, below)| {
        let below = Unit::base(below.key.as_str());
        Unit::base(above.key.as_str()).per(&below).expect("small powers")
    })
}

fn note() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), text()]
}

fn provenance() -> impl Strategy<Value = Vec<Provenance>> {
    let kind = prop_oneof![
        (0u32..100).prop_map(ProvenanceKind::Paragraph),
        (0u32..100).prop_map(ProvenanceKind::Note),
        (0u32..100).prop_map(ProvenanceKind::Table),
        id().prop_map(|id| ProvenanceKind::Source(id.to_string())),
        text().prop_map(ProvenanceKind::Assumed),
    ];
    vec(kind.prop_map(|kind| Provenance { kind, span: nowhere() }), 1..3)
}

fn range() -> impl Strategy<Value = Range> {
    (signed(), signed()).prop_map(|(a, b)| Range { low: a.min(b), high: a.max(b), span: nowhere() })
}

fn element(i: usize) -> Vec<Subscript> {
    let name = Name::new(&format!("e{i}"), nowhere());
    vec![Subscript { kind: SubscriptKind::Name(name), span: nowhere() }]
}

fn equation() -> impl Strategy<Value = Equation> {
    let several = vec(expr(), 1..3).prop_map(|exprs| {
        let case = |(i, expr)| Case { subscripts: element(i), except: Vec::new(), expr };
        Equation { cases: exprs.into_iter().enumerate().map(case).collect() }
    });
    prop_oneof![2 => expr().prop_map(Equation::all), 1 => several]
}

fn kind() -> impl Strategy<Value = VariableKind> {
    let flows = || vec(name(), 0..3);
    let stock = (equation(), flows(), flows(), any::<bool>()).prop_map(
        |(initial, inflows, outflows, held)| VariableKind::Stock {
            initial,
            inflows,
            outflows,
            kind: if held { StockKind::NonNegative } else { StockKind::Plain },
        },
    );
    let flow = (equation(), any::<bool>())
        .prop_map(|(equation, non_negative)| VariableKind::Flow { equation, non_negative });
    let input = (equation(), text()).prop_map(|(equation, because)| VariableKind::Input {
        source: InputSource::Equation(equation),
        because,
    });
    let auxiliary = equation().prop_map(|equation| VariableKind::Auxiliary { equation });
    prop_oneof![stock, flow, auxiliary, input, parameter(), lookup()]
}

fn parameter() -> impl Strategy<Value = VariableKind> {
    let value = number().prop_map(|value| tree(ExprKind::Number(value))).boxed();
    let several = vec((value.clone(), option::of(range())), 1..3).prop_map(|values| {
        let mut cases = Vec::new();
        let mut ranges = Vec::new();
        for (i, (expr, range)) in values.into_iter().enumerate() {
            cases.push(Case { subscripts: element(i), except: Vec::new(), expr });
            ranges.extend(range.map(|range| (element(i), range)));
        }
        (Equation { cases }, ranges)
    });
    let values = prop_oneof![value.prop_map(|expr| (Equation::all(expr), Vec::new())), several];
    (values, option::of(distribution())).prop_map(|((value, ranges), distribution)| {
        VariableKind::Parameter { value, distribution, ranges }
    })
}

fn distribution() -> impl Strategy<Value = Distribution> {
    let sorted = (signed(), signed(), signed()).prop_map(|(a, b, c)| {
        let mut numbers = [a, b, c];
        numbers.sort_by(f64::total_cmp);
        numbers
    });
    let sorted = sorted.boxed();
    prop_oneof![
        Just(Distribution::Fixed),
        sorted.clone().prop_map(|[low, _, high]| Distribution::Uniform { low, high }),
        sorted.prop_map(|[low, mode, high]| Distribution::Triangular { low, mode, high }),
        (signed(), number()).prop_map(|(mean, sd)| Distribution::Normal { mean, sd }),
        (1.0..9.0, number()).prop_map(|(median, sd)| Distribution::Lognormal { median, sd }),
    ]
}

fn lookup() -> impl Strategy<Value = VariableKind> {
    let beyond = prop::sample::select(vec![Beyond::Hold, Beyond::Extend, Beyond::Step]);
    let points = vec((signed(), signed()), 2..5).prop_map(|mut points| {
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        points.dedup_by(|a, b| a.0 == b.0);
        points.extend((points.len() < 2).then_some((f64::MAX, 0.0)));
        points
    });
    (vec(points, 1..3), beyond, option::of(unit())).prop_map(|(curves, beyond, input_unit)| {
        let single = curves.len() == 1;
        let curve =
            |(i, points)| (if single { Vec::new() } else { element(i) }, Curve { points, beyond });
        let curves = curves.into_iter().enumerate().map(curve).collect();
        VariableKind::Lookup(Lookup { curves, input_unit, inside: None })
    })
}

fn variable() -> impl Strategy<Value = Variable> {
    let said = (provenance(), note(), option::of(text()));
    (name(), kind(), unit(), vec(name(), 0..3), said, range(), any::<bool>()).prop_map(
        |(name, kind, unit, dimensions, (provenance, note, provisional), range, ranged)| {
            // A parameter that is assumed must have a range.
            let ranged = ranged || matches!(kind, VariableKind::Parameter { .. });
            Variable {
                name,
                span: nowhere(),
                kind,
                unit: Some((unit, nowhere())),
                dimensions,
                provenance,
                note,
                range: ranged.then_some(range),
                provisional,
            }
        },
    )
}

fn dimension() -> impl Strategy<Value = Dimension> {
    let named = vec(name(), 1..4).prop_map(|mut names| {
        let mut seen = std::collections::BTreeSet::new();
        names.retain(|name| seen.insert(name.key.clone()));
        Elements::Named(names)
    });
    let elements = prop_oneof![named, expr().prop_map(Elements::Counted)];
    (name(), elements, option::of(name()), note()).prop_map(|(name, elements, within, note)| {
        Dimension { name, elements, within, mappings: Vec::new(), note }
    })
}

fn macro_() -> impl Strategy<Value = Macro> {
    let inside = (vec(variable(), 1..3), provenance(), note());
    (vec(name(), 0..3), option::of(expr()), inside).prop_map(
        |(arguments, default, (variables, provenance, note))| {
            let argument = |name| MacroArgument { name, default: None };
            let mut arguments: Vec<_> = arguments.into_iter().map(argument).collect();
            if let Some(last) = arguments.last_mut() {
                last.default = default;
            }
            let name = Name::new("m", nowhere());
            let span = nowhere();
            Macro { name, arguments, variables, dimensions: Vec::new(), provenance, note, span }
        },
    )
}

fn replacements() -> impl Strategy<Value = Vec<Replacement>> {
    let replaced = (reference(), expr());
    vec(replaced.prop_map(|(target, expr)| Replacement { target, expr, span: nowhere() }), 1..3)
}

fn mechanism() -> impl Strategy<Value = Mechanism> {
    (id(), provenance(), note(), replacements(), option::of(text())).prop_map(
        |(name, provenance, note, off, provisional)| Mechanism {
            name,
            span: nowhere(),
            provenance,
            note,
            off,
            provisional,
        },
    )
}

fn lever() -> impl Strategy<Value = Lever> {
    let dates = (option::of(0u32..1900), option::of(1900u32..3000));
    (id(), dates, provenance(), note(), replacements(), option::of(text())).prop_map(
        |(name, (from, until), provenance, note, replacements, provisional)| Lever {
            name,
            span: nowhere(),
            provenance,
            note,
            from: from.map(f64::from),
            until: until.map(f64::from),
            replacements,
            asked: Vec::new(),
            anonymous: false,
            provisional,
        },
    )
}

fn claim() -> impl Strategy<Value = Claim> {
    let knockout = (vec(vec(change(), 1..3), 1..3), option::of(query()), any::<bool>()).prop_map(
        |(alternatives, expect, trivial)| Knockout {
            alternatives,
            expect,
            trivial,
            span: nowhere(),
        },
    );
    let word = |words: &[&'static str]| prop::sample::select(words.to_vec()).prop_map(String::from);
    let words = (
        word(&["core", "support", "detail", ""]),
        word(&["figure", "structure", ""]),
        word(&["input", "validate", ""]),
        word(&["firm number", "direction and rough size", ""]),
    );
    let asked = (vec(query(), 1..3), vec(query(), 0..2), vec(knockout, 0..2), option::of(text()));
    (id(), provenance(), text(), words, asked).prop_map(
        |(name, provenance, statement, (tier, kind, role, hardness), asked)| Claim {
            name,
            span: nowhere(),
            provenance,
            statement: format!("It is said: {statement}"),
            tier,
            kind,
            role,
            hardness,
            tests: asked.0,
            reports: asked.1,
            knockouts: asked.2,
            untestable: asked.3,
        },
    )
}
