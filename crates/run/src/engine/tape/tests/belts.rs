//! Conveyors and queues on the tape, bit for bit as the interpreter has them.

use super::{LANES, Tape, Width, bits};
use crate::saved::Watch;
use crate::{Settings, interpret, member};
use interregnum_compile::program::Program;
use interregnum_formats::xmile::read_text;
use interregnum_model::time::Method;

/// Belts of many kinds, a queue of batches before one of them, all hanging on a number that members
/// draw.
const BELTS: &str = r#"<xmile><sim_specs><start>0</start><stop>8</stop><dt>0.25</dt></sim_specs>
<dimensions><dim name="kind" size="2"/></dimensions><model><variables>
<aux name="gain"><eqn>1.5</eqn></aux>
<stock name="line"><eqn>3</eqn><inflow>arriving</inflow><outflow>boarding</outflow><outflow>leaving</outflow><queue/></stock>
<flow name="arriving"><eqn>gain * (1 + SIN(TIME))</eqn></flow><flow name="boarding"/><flow name="leaving"><overflow/></flow>
<stock name="ride"><eqn>1, 2, 3</eqn><inflow>boarding</inflow><inflow>direct</inflow><outflow>over</outflow><outflow>lost</outflow>
<conveyor discrete="true" batch_integrity="true"><len>1</len><capacity>4</capacity><in_limit>gain + 2</in_limit></conveyor></stock>
<flow name="direct"><eqn>gain / 3</eqn></flow><flow name="over"/><flow name="lost" leak_end="0.6"><eqn>0.3</eqn><leak/><leak_integers/></flow>
<stock name="second"><eqn>gain</eqn><inflow>over</inflow><outflow>out</outflow><outflow>seeping</outflow>
<conveyor exponential_leak="true"><len>1 + 0.25 * SIN(TIME)</len><sample>TIME &gt; 3</sample><arrest>IF TIME &gt; 5 AND TIME &lt; 6 THEN 1 ELSE 0</arrest></conveyor></stock>
<flow name="out"/><flow name="seeping" isee:spreadflow="source"><eqn>second / (10 + second)</eqn><leak/></flow>
<stock name="third"><eqn>0</eqn><inflow>seeping</inflow><inflow>even</inflow><outflow>gone</outflow><conveyor><len>1</len></conveyor></stock>
<flow name="even" isee:spreadflow="even"><eqn>gain</eqn></flow><flow name="gone"/>
<stock name="held"><eqn>0</eqn><inflow>gone</inflow><outflow>used</outflow></stock><flow name="used"><eqn>held / 4</eqn></flow>
<stock name="pair"><dimensions><dim name="kind"/></dimensions><eqn>kind</eqn><inflow>in</inflow><outflow>off</outflow><conveyor><len>kind / 2</len></conveyor></stock>
<flow name="in" isee:spreadflow="dest"><dimensions><dim name="kind"/></dimensions><eqn>held * kind + gain</eqn></flow><flow name="off"><dimensions><dim name="kind"/></dimensions></flow>
</variables></model></xmile>"#;

fn program() -> Program {
    let reading = read_text("test.xmile", BELTS);
    let mut model = reading.model;
    for variable in &mut model.variables {
        if let interregnum_model::VariableKind::Parameter { distribution, .. } = &mut variable.kind
        {
            *distribution =
                Some(interregnum_model::variable::Distribution::Uniform { low: 1.0, high: 2.0 });
        }
    }
    let compiled = interregnum_compile::compile(&model);
    let said: Vec<&str> = compiled.diagnostics.iter().map(|it| it.message.as_str()).collect();
    assert!(compiled.program.is_some(), "{said:#?} {:#?}", reading.diagnostics);
    compiled.program.unwrap_or_default()
}

fn members(program: &Program, method: Method, count: u64) -> Vec<Settings> {
    let mut base = Settings::new(program);
    base.time.method = method;
    (0..count).map(|number| member(program, &base, 7, number)).collect()
}

fn agree(program: &Program, members: &[Settings], what: &str) {
    let watch = Watch::shown();
    let expected: Vec<_> = members.iter().map(|it| bits(&interpret(program, it, &watch))).collect();
    for width in Width::ALL.into_iter().filter(|width| width.has()) {
        for size in [1, 3, LANES] {
            let tape = Tape::for_members(program, members, &watch);
            let blocks = members.chunks(size);
            let ours: Vec<_> = blocks.flat_map(|block| tape.run_at(block, width)).collect();
            for (number, (ours, expected)) in ours.iter().zip(&expected).enumerate() {
                assert_eq!(bits(ours), *expected, "{what}, {width:?}, {size}, member {number}");
            }
        }
    }
}

#[test]
fn belts_and_queues_have_the_interpreters_bits() {
    let program = program();
    assert!(program.euler_only);
    let members = members(&program, Method::Euler, 20);
    let watch = Watch::shown();
    let runs: Vec<_> = members.iter().map(|it| bits(&interpret(&program, it, &watch))).collect();
    assert!(
        runs.iter().all(|(times, columns, failure)| {
            times.len() > 30 && columns.len() > 15 && failure.is_none()
        }),
        "{:?}",
        runs.first().map(|it| &it.2)
    );
    assert!(runs.windows(2).all(|pair| pair[0] != pair[1]), "members differ");
    assert!(Tape::for_members(&program, &members, &watch).is_laned());
    agree(&program, &members, "Euler");
}

#[test]
fn runge_kutta_is_refused_by_both_alike() {
    let program = program();
    let members = members(&program, Method::Rk4, 3);
    let failed = interpret(&program, &members[0], &Watch::shown()).failure;
    assert!(failed.is_some());
    agree(&program, &members, "Runge-Kutta");
}
