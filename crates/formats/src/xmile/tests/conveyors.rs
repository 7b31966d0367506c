//! Conveyors and queues.

use super::{file, findings, model, variable};
use crate::equation;
use crate::xmile::read_text;
use interregnum_model::conveyor::{Amount, Batches, Conveyor, Integrity, Leakage, Movement};
use interregnum_model::{Model, StockKind, VariableKind};

fn conveyor(model: &Model, name: &str) -> Conveyor {
    match &variable(model, name).kind {
        VariableKind::Stock { kind: StockKind::Conveyor(conveyor), .. } => (**conveyor).clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_conveyor_with_all_that_it_may_say() {
    let model = model(&file(
        r#"<stock name="Students"><eqn>1000</eqn><inflow>matriculating</inflow><outflow>graduating</outflow><outflow>attriting</outflow>
        <conveyor discrete="true" batch_integrity="true" one_at_a_time="false" exponential_leak="true">
        <len>4</len><capacity>1200</capacity><in_limit>500</in_limit><sample>TIME &gt; 5</sample><arrest>0</arrest></conveyor></stock>
        <flow name="matriculating"><eqn>250</eqn></flow><flow name="graduating"><eqn>0</eqn></flow>
        <flow name="attriting" leak_end="0.25"><leak>0.1</leak><leak_integers/></flow>"#,
    ));
    let belt = conveyor(&model, "students");
    assert_eq!(equation::print(&belt.length.cases[0].expr), "4");
    assert_eq!(equation::print(&belt.sample.unwrap().cases[0].expr), "TIME > 5");
    assert!(belt.capacity.is_some() && belt.inflow_limit.is_some() && belt.arrest.is_some());
    assert_eq!((belt.movement, belt.leakage), (Movement::Discrete, Leakage::Exponential));
    assert_eq!((belt.intake.batches, belt.intake.integrity), (Batches::Many, Integrity::Whole));
    let leak = &belt.leaks[0];
    assert_eq!((leak.flow.to_string().as_str(), leak.start, leak.end), ("attriting", 0.0, 0.25));
    assert_eq!(leak.amount, Amount::Integers);
    assert_eq!(
        leak.fraction.as_ref().map(|it| equation::print(&it.cases[0].expr)).as_deref(),
        Some("0.1")
    );
    // What a conveyor drives has no equation, whatever stands in `eqn`.
    assert!(variable(&model, "graduating").equation().unwrap().cases.is_empty());
    assert_eq!(variable(&model, "matriculating").equation().unwrap().cases.len(), 1);
}

#[test]
fn stella_writes_a_leaks_fraction_as_its_equation() {
    let model = model(&file(
        r#"<stock name="a"><eqn>1</eqn><outflow>lost</outflow><outflow>done</outflow><conveyor><len>2</len></conveyor></stock>
        <flow name="lost"><eqn>0.2</eqn><leak/></flow><flow name="done"/>"#,
    ));
    let belt = conveyor(&model, "a");
    assert_eq!(belt.leaks.len(), 1);
    assert_eq!(belt.leaks[0].flow.to_string(), "lost");
    assert_eq!(equation::print(&belt.leaks[0].fraction.as_ref().unwrap().cases[0].expr), "0.2");
}

#[test]
fn where_no_leak_is_marked_the_first_outflow_leaves_at_the_end() {
    let model = model(&file(
        r#"<stock name="a"><eqn>1</eqn><outflow>done</outflow><outflow>lost</outflow><conveyor><len>2</len></conveyor></stock>
        <flow name="lost"><eqn>0.2</eqn></flow><flow name="done"/>"#,
    ));
    assert_eq!(conveyor(&model, "a").leaks[0].flow.to_string(), "lost");
}

#[test]
fn a_queue_with_an_overflow() {
    let model = model(&file(
        r#"<stock name="waiting"><eqn>0</eqn><inflow>arriving</inflow><outflow>served</outflow><outflow>leaving</outflow><queue/></stock>
        <flow name="arriving"><eqn>3</eqn></flow><flow name="served"/><flow name="leaving"><overflow/></flow>"#,
    ));
    let VariableKind::Stock { kind: StockKind::Queue { overflows }, .. } =
        &variable(&model, "waiting").kind
    else {
        panic!("no queue")
    };
    assert_eq!(overflows[0].to_string(), "leaving");
}

#[test]
fn faults_of_conveyors() {
    let reading = read_text(
        "test.xmile",
        &file(
            "\n<stock name=\"a\"><eqn>1</eqn><outflow>lost</outflow><conveyor/></stock><flow name=\"lost\"><leak/></flow>",
        ),
    );
    assert_eq!(
        findings(&reading),
        [
            "5:52 error[missing-equation] a conveyor that does not say how long it is | <conveyor/>",
            "5:52 error[bad-value] a conveyor that nothing comes off the end of | <conveyor/>",
        ]
    );
}
