//! Programs as text: what an equation becomes.

use crate::support::{chapter, program};
use interregnum_compile::print::print;

fn printed(model: &str) -> String {
    print(&program(&chapter("start = 0\nstop = 2\ndt = 1\nunit = \"1\"", model)))
}

fn assert_printed(model: &str, expected: &str) {
    assert_eq!(printed(model).trim(), expected.trim(), "{model}");
}

#[test]
fn a_stock_and_its_flows() {
    assert_printed(
        "
stock x [1]  ¶1
    initial 10 * share
    in  filling
    out draining
flow filling [1]  ¶1
    = 3
flow draining [1]  ¶1
    = x * (share - 1) / (2 + 3) ^ 2
parameter share [1]  ¶1
    = 1/2
",
        "
initial
  x = 10 * share
every step
  filling = 3
  draining = x * (share - 1) / 25
  x·net = filling - draining
between steps
  x by x·net
",
    );
}

#[test]
fn arrays_stay_loops() {
    assert_printed(
        "
dimension crop = wheat, maize, oats
dimension bread within crop = wheat, oats
dimension region = west, east
parameter area by crop, region [1]  ¶1
    = 1
auxiliary share by region, crop [1]  ¶1
    = area / SUM(area[*, region])
auxiliary grain by bread [1]  ¶1
    = area[bread, west] + bread
auxiliary before by crop [1]  ¶1
    = area[crop - 1, east]
",
        "
initial
every step
  share[3*i0 + i1] = area[2*i1 + i0] / SUM(i2 < 3: area[2*i2 + i0])  for i0 < 2, i1 < 3
  grain[i0] = area[4*i0] + position(i0)  for i0 < 2
  before[i0] = pick(area[1], 2*(position(i0) - 1 of 3))  for i0 < 3
between steps
",
    );
}

#[test]
fn switches() {
    assert_printed(
        "
auxiliary loss [1]  ¶1
    = 1
mechanism wear  ¶1
    off: loss = 0
lever push from 1  ¶1
    loss = rate
parameter rate [1]  ¶1
    = 2
lever change  ¶1
    rate = 5
",
        "
initial
  push·acting = if push·pulled then TIME + DT / 2 > push·from and not (TIME + DT / 2 > push·until) else 0
  change·acting = if change·pulled then TIME + DT / 2 > change·from and not (TIME + DT / 2 > change·until) else 0
every step
  push·acting = if push·pulled then TIME + DT / 2 > push·from and not (TIME + DT / 2 > push·until) else 0
  change·acting = if change·pulled then TIME + DT / 2 > change·from and not (TIME + DT / 2 > change·until) else 0
  rate = if change·acting then 5 else rate·set
  loss = if push·acting then rate else if wear·at work then 1 else 0
between steps
",
    );
}

#[test]
fn a_macro_becomes_hidden_variables() {
    assert_printed(
        "
auxiliary seen [1]  ¶1
    = SMTH1(TIME, 4)
",
        "
initial
  seen·SMTH1·1·input = TIME
  seen·SMTH1·1 = seen·SMTH1·1·input
every step
  seen = seen·SMTH1·1
  seen·SMTH1·1·input = TIME
  seen·SMTH1·1·change = (seen·SMTH1·1·input - seen·SMTH1·1) / 4
  seen·SMTH1·1·net = seen·SMTH1·1·change
between steps
  seen·SMTH1·1 by seen·SMTH1·1·net
",
    );
}

#[test]
fn what_is_kept() {
    assert_printed(
        "
auxiliary x [1]  ¶1
    = 3
auxiliary was [1]  ¶1
    = PREVIOUS(x, 0) + DELAY(x, 2) + INIT(x)
",
        "
initial
  x = 3
  was·PREVIOUS·1 = 0
  was·DELAY·2 = x
  was·INIT·3 = x
  was·DELAY·2·delay time = 2
every step
  x = 3
  was = was·PREVIOUS·1 + was·DELAY·2 + was·INIT·3
  was·PREVIOUS·1·x = x
  was·DELAY·2·input = x
between steps
  was·PREVIOUS·1 remembers was·PREVIOUS·1·x
  was·DELAY·2 is was·DELAY·2·input, was·DELAY·2·delay time ago
",
    );
}
