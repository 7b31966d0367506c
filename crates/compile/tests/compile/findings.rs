//! What is found in a model, several faults in one go, each at its place.

use crate::support::{assert_findings, chapter};

fn years(model: &str) -> String {
    chapter("start = 0\nstop = 4\ndt = 1\nunit = \"year\"", model)
}

#[test]
fn names_that_stand_for_nothing() {
    assert_findings(
        &years(
            "
parameter urban share [1]  ¶1
    = 0.5
lookup worn [1] of [1]  ¶1
    (0, 1) (2, 0)
stock towns [1]  ¶1
    initial 1
    in  groing, urban share
flow growing [1/year]  ¶1
    = towns * urban shar / lots
auxiliary a [1]  ¶1
    = smooth1(urban share) + wron(1) + MAXX(1, 2)
auxiliary b [1]  ¶1
    = worn + urban share(2) + MAX + SQRT(1, 2) + RANDOM(1) + worn(1, 2)
auxiliary c [1]  ¶1
    = LOOKUP(urban share, 1) + LOOKUP(wornn, 1) + RANDOM(0, 1, a) + a[nowhere]
parameter d [1]  ¶1
    = urban share * 2
mechanism m  ¶1
    off: urban shares = 0
    off: worn = 0
",
        ),
        &[
            "bad-value at \"urban share * 2\": a parameter's value is not a number",
            "unknown-name at \"groing\": stock `towns` names a flow `groing`",
            "wrong-kind at \"urban share\": filled and drained by flows only",
            "unknown-name at \"urban shar\": nothing is called `urban shar`",
            "unknown-name at \"lots\": nothing is called `lots`",
            "unknown-name at \"smooth1\": no function is called `smooth1`",
            "unknown-name at \"wron\": no function is called `wron`",
            "unknown-name at \"MAXX\": no function is called `MAXX`",
            "wrong-kind at \"worn\": lookup `worn` has no value of its own",
            "wrong-kind at \"urban share(2)\": `urban share` cannot be called",
            "wrong-kind at \"MAX\": function `MAX` is not called",
            "wrong-arguments at \"SQRT(1, 2)\": `SQRT` takes 1 argument, not 2",
            "wrong-arguments at \"RANDOM(1)\": `RANDOM` takes 2 to 3 arguments, not 1",
            "wrong-arguments at \"worn(1, 2)\": lookup `worn` takes 1 argument, not 2",
            "wrong-kind at \"urban share\": `LOOKUP` looks up in a lookup only",
            "unknown-name at \"wornn\": nothing is called `wornn`",
            "wrong-arguments at \"a\": the seed of `RANDOM` must be a number",
            "dimension-mismatch at \"a[nowhere]\": `a` is not an array",
            "unknown-name at \"nowhere\": no dimension or element is called `nowhere`",
            "unknown-name at \"urban shares\": no variable is called `urban shares`",
            "wrong-kind at \"worn\": the lookup `worn` cannot be replaced",
        ],
    );
}

#[test]
fn dimensions_that_are_wrong() {
    assert_findings(
        &years(
            "
dimension region = west, east
dimension coast within regoin = west
dimension inland within region = east, centre
dimension stage = 1 .. 1000000
dimension half = 1 .. 2.5
auxiliary a by regions [1]  ¶1
    = 1
auxiliary b by region [1]  ¶1
    [west] = 1
    [east] = 1
    [north] = 1
    [stage] = 1
    [west, east] = 1
    [east:west] = 1
",
        ),
        &[
            "unknown-name at \"regoin\": no dimension is called `regoin`",
            "unknown-name at \"centre\": dimension `region` has no element `centre`",
            "too-large at \"stage\": dimension `stage` cannot have 1000000 elements",
            "too-large at \"half\": dimension `half` cannot have 2.5 elements",
            "unknown-name at \"regions\": no dimension is called `regions`",
            "unknown-name at \"north\": dimension `region` has no element `north`",
            "unknown-name at \"stage\": dimension `region` has no element `stage`",
            "dimension-mismatch at \"west, east\": 2 subscripts stand where 1 are needed",
            "dimension-mismatch at \"east:west\": this stretch of elements is empty",
        ],
    );
}

#[test]
fn equations_that_need_each_other() {
    assert_findings(
        &years(
            "
auxiliary a [1]  ¶1
    = b + 1
auxiliary b [1]  ¶1
    = c * 2
auxiliary c [1]  ¶1
    = a - 1
auxiliary alone [1]  ¶1
    = alone + 1
auxiliary seen [1]  ¶1
    = TREND(seen, 4 * DT) * DT
stock x [1]  ¶1
    initial y
auxiliary y [1]  ¶1
    = x * 2
",
        ),
        &[
            "circular-equations at \"b\": `a` needs `b` needs `c` needs `a`",
            "circular-equations at \"alone\": `alone` needs itself within one step",
            "circular-equations at \"TREND(seen, 4 * DT)\": `seen` needs itself within one step",
        ],
    );
    assert_findings(
        &years(
            "
stock x [1]  ¶1
    initial y
auxiliary y [1]  ¶1
    = x * 2
",
        ),
        &["circular-equations at \"y\": at the start: `x` needs `y` needs `x`"],
    );
}

#[test]
fn doubts() {
    assert_findings(
        &years(
            "
dimension crop = wheat, maize
parameter rate [1/year]  ¶1
    = 7   range 1 .. 6
parameter share by crop [1]  ¶1
    [wheat] = 0.5   range 0 .. 1
    [maize] = 3   range 0 .. 2
parameter delay [year]  ¶1
    = 1.5
stock towns [1]  ¶1
    initial 1
    in  growing
    out leaving
flow growing [1/year]  ¶1
    = rate * towns + STEP(rate, delay) * SUM(share[*])
flow leaving [1/year]  ¶1
    = towns / delay
auxiliary seen [1]  ¶1
    = SMTH3(towns, 2 * delay) + SMTH1(towns, delay * 4) + DELAY(towns, delay / 2)
auxiliary dated [1]  ¶1
    = IF TIME > delay THEN seen ELSE 0
input allowed [1]  ¶1
    = IF TIME > delay THEN 1 ELSE 0
    because \"a test\"
lever late  ¶1
    seen = STEP(1, delay)
mechanism early  ¶1
    off: seen = TIME / delay
macro unused(x)  ¶1
    auxiliary unused [x]
        = x
",
        ),
        &[
            "range-excludes-value at \"7\": `rate` is 7, outside its range 1 .. 6",
            "range-excludes-value at \"3\": `share` is 3, outside its range 0 .. 2",
            "time-outside-input at \"STEP(rate, delay)\"",
            "coarse-step at \"delay\": a step of 1 is too long for stock `towns`, which takes 1.5",
            "coarse-step at \"2 * delay\": a step of 1 is too long for a stage of `SMTH3`, which takes 1",
            "coarse-step at \"delay / 2\": a step of 1 is too long for `DELAY`, which takes 0.75",
            "unused-declaration at \"dated\": nothing reads `dated`",
            "time-outside-input at \"TIME\"",
            "unused-declaration at \"allowed\": nothing reads `allowed`",
            "time-outside-input at \"TIME\"",
            "unused-declaration at \"unused\": nothing reads `unused`",
        ],
    );
}

/// What claims, series and the book ask for is used.
#[test]
fn what_a_claim_asks_for_is_used() {
    let text = years(
        "
auxiliary asked [1]  ¶1
    = 1
parameter swept [1]  ¶1
    = 2
auxiliary forgotten [1]  ¶1
    = 3
",
    );
    let claim = "
```claim one  ¶1
It is asked for.
test asked[2] for swept in (1, 2) = 1
fails under with swept = 3
```
";
    assert_findings(&format!("{text}{claim}"), &["unused-declaration at \"forgotten\""]);
}

/// What only a faulty equation reads may well be what it should read; and what has a fault is
/// repaired before anybody asks what it is for.
#[test]
fn nothing_is_unused_because_what_reads_it_has_a_fault() {
    let text = years(
        "
parameter lambs [1]  ¶1
    = 3
parameter rams [1]  ¶1
    = 2
parameter pasture [1]  ¶1
    = 4
parameter fence [1]  ¶1
    = 5
parameter shed [1]  ¶1
    = 6
parameter lam [1]  ¶1
    = 7
dimension place = hill, shore
auxiliary herd [1]  ¶1
    = ewes + lambs + (rams
auxiliary ground [1]  ¶1
    = SMTH1(pasture)
auxiliary all grass [1]  ¶1
    = SUMM(place)
mechanism m  ¶1
    off: herds = fence
",
    );
    let unused: Vec<String> = crate::support::findings(&text)
        .into_iter()
        .filter(|line| line.starts_with("unused-declaration"))
        .collect();
    let names = ["shed", "lam"];
    let wanted: Vec<String> = names
        .iter()
        .map(|name| format!("unused-declaration at \"{name}\": nothing reads `{name}`"))
        .collect();
    assert_eq!(unused, wanted);
}

#[test]
fn one_argument_is_one() {
    assert_findings(
        &years(
            "
macro TWICE(x)  ¶1
    auxiliary TWICE [x]
        = 2 * x
auxiliary a [1]  ¶1
    = TWICE(1, 2) + INIT(1, 2) + SQRT() + PREVIOUS(1) + SMTH1(1)
",
        ),
        &[
            "wrong-arguments at \"TWICE(1, 2)\": `TWICE` takes 1 argument, not 2",
            "wrong-arguments at \"INIT(1, 2)\": `INIT` takes 1 argument, not 2",
            "wrong-arguments at \"SQRT()\": `SQRT` takes 1 argument, not 0",
            "wrong-arguments at \"PREVIOUS(1)\": `PREVIOUS` takes 2 arguments, not 1",
            "wrong-arguments at \"SMTH1(1)\": `SMTH1` takes 2 to 3 arguments, not 1",
        ],
    );
}
