//! Drawings made for models that have none.

use super::draw;
use crate::xmile::read_text;
use interregnum_model::view::{End, ItemKind, View};
use std::collections::BTreeSet;

fn view(variables: &str) -> View {
    let text = format!(
        "<xmile><sim_specs><start>0</start><stop>1</stop></sim_specs><model><variables>{variables}</variables></model></xmile>"
    );
    draw(&read_text("test.xmile", &text).model)
}

const CHAIN: &str = "<stock name=\"a\"><eqn>1</eqn><outflow>f</outflow></stock><stock name=\"b\"><eqn>1</eqn><inflow>f</inflow><outflow>g</outflow></stock>
<flow name=\"f\"><eqn>a*k</eqn></flow><flow name=\"g\"><eqn>b/t</eqn></flow><aux name=\"k\"><eqn>2</eqn></aux><aux name=\"t\"><eqn>3+k</eqn></aux><aux name=\"alone\"><eqn>1</eqn></aux>";

#[test]
fn everything_stands_somewhere_and_nothing_on_anything() {
    let view = view(CHAIN);
    let places: Vec<String> = view
        .items
        .iter()
        .filter(|item| !matches!(item.kind, ItemKind::Connector(_)))
        .map(|item| format!("{:?}", item.at))
        .collect();
    assert_eq!(places.len(), 7);
    assert_eq!(places.iter().collect::<BTreeSet<_>>().len(), 7);
}

#[test]
fn a_flow_lies_between_its_stocks_and_ends_in_a_cloud_where_it_has_none() {
    let view = view(CHAIN);
    let at = |wanted: &str| {
        let item = view.items.iter().find(|item| match &item.kind {
            ItemKind::Variable(name) | ItemKind::Flow { name, .. } => name.key.as_str() == wanted,
            _ => false,
        });
        item.unwrap().clone()
    };
    let ItemKind::Flow { pipe, .. } = at("f").kind else { panic!("no flow") };
    assert_eq!((pipe[0], pipe[pipe.len() - 1]), (at("a").at, at("b").at));
    assert!(at("a").at.x < at("f").at.x && at("f").at.x < at("b").at.x);
    let ItemKind::Flow { pipe, .. } = at("g").kind else { panic!("no flow") };
    assert!(pipe[pipe.len() - 1].x > at("g").at.x);
}

#[test]
fn arrows_lead_from_what_is_read() {
    let view = view(CHAIN);
    let arrows = view.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Connector(arrow) => Some((arrow.from.clone(), arrow.to.clone())),
        _ => None,
    });
    let arrows: Vec<(End, End)> = arrows.collect();
    // a and k to f, b and t to g, k to t.
    assert_eq!(arrows.len(), 5);
}

#[test]
fn a_circle_of_stocks_and_a_thousand_of_them() {
    let circle = "<stock name=\"a\"><eqn>1</eqn><outflow>f</outflow><inflow>g</inflow></stock><stock name=\"b\"><eqn>1</eqn><inflow>f</inflow><outflow>g</outflow></stock><flow name=\"f\"><eqn>1</eqn></flow><flow name=\"g\"><eqn>1</eqn></flow>";
    assert_eq!(view(circle).items.len(), 4);
    let many: String = (0..1000)
        .map(|i| format!("<aux name=\"x{i}\"><eqn>TIME + x{}</eqn></aux>", i / 2))
        .collect();
    assert!(view(&many).items.len() > 1000);
}
