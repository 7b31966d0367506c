//! Single numbers: stocks, flows, auxiliaries, parameters, lookups, inputs.

use crate::support::{assert_close, chapter, values};

const FOUR: &str = "start = 0\nstop = 4\ndt = 1";

#[test]
fn a_stock_follows_its_flows() {
    let text = chapter(
        FOUR,
        "
stock x [1]  ¶1
    initial 10
    in  filling
    out draining
flow filling [1]  ¶1
    = 3
flow draining [1]  ¶1
    = x * share
parameter share [1]  ¶1
    = 1/2
",
    );
    assert_close(&values(&text, "x"), &[10.0, 8.0, 7.0, 6.5, 6.25]);
}
