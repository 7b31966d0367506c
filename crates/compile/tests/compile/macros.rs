//! Macros of the model's own.

use crate::support::{assert_close, assert_findings, chapter, last, values};

fn steps(model: &str) -> String {
    chapter("start = 0\nstop = 4\ndt = 1\nunit = \"1\"", model)
}

const PATIENCE: &str = "
macro patience(asked, given, start = 1)  ¶1
    stock patience [1]
        initial start
        out losing
    flow losing [1]
        = patience * shortfall / 2
    auxiliary shortfall [1]
        = clipped(1 - given / asked)
macro clipped(x)  ¶1
    auxiliary clipped [1]
        = MAX(0, MIN(1, x))
";

#[test]
fn macros_call_macros_and_have_defaults() {
    let text = steps(&format!(
        "{PATIENCE}
auxiliary soldiers [1]  ¶1
    = patience(10, 5)
auxiliary workers [1]  ¶1
    = patience(10, 5, 4) + patience(1, 3)
"
    ));
    assert_close(&values(&text, "soldiers")[..3], &[1.0, 0.75, 0.5625]);
    assert_close(&values(&text, "workers")[..3], &[5.0, 4.0, 3.25]);
}

#[test]
fn arguments_may_be_arrays_dimensions_and_lookups() {
    let text = steps(
        "
dimension crop = wheat, maize
parameter need by crop [1]  ¶1
    [wheat] = 1
    [maize] = 2
lookup curve [1] of [1]  ¶1
    (0, 0) (10, 100)
macro through(drawn, x)  ¶1
    auxiliary through [1]
        = drawn(x) + LOOKUP(drawn, x) + bent(x)
    lookup bent [1] of [1]
        (0, 1000) (10, 1000)
auxiliary y by crop [1]  ¶1
    = through(curve, need[crop] + crop)
auxiliary w by crop [1]  ¶1
    = IF crop = maize THEN 1 ELSE 0
",
    );
    assert_close(&last(&text, "y"), &[1040.0, 1080.0]);
    assert_close(&last(&text, "w"), &[0.0, 1.0]);
}

#[test]
fn macros_used_wrongly() {
    assert_findings(
        &steps(
            "
macro inward(x)  ¶1
    auxiliary inward [1]
        = outward(x)
macro outward(x)  ¶1
    auxiliary outward [1]
        = inward(x)
macro nosy(x)  ¶1
    auxiliary nosy [1]
        = x + secret
macro empty(x)  ¶1
    auxiliary other [1]
        = x
auxiliary secret [1]  ¶1
    = inward(1)
auxiliary a [1]  ¶1
    = nosy(1) + nosy(2)
auxiliary b [1]  ¶1
    = nosy(1, 2) + nosy()
auxiliary c [1]  ¶1
    = empty(1)
",
        ),
        &[
            "missing-equation at \"empty\": no variable inside the macro `empty` bears its name",
            "circular-macro at \"inward(x)\": `inward` calls `outward` calls `inward`",
            "unknown-name at \"secret\": neither an argument nor a variable of macro `nosy`",
            "wrong-arguments at \"nosy(1, 2)\": takes 1 argument, not 2",
            "wrong-arguments at \"nosy()\": takes 1 argument, not 0",
        ],
    );
}
