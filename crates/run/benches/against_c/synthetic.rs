//! A made model of 100 stocks and some 560 auxiliaries with the mix of operations that models have:
//! a third products, a quarter sums, a tenth quotients, lookups, exponentials, logarithms, powers,
//! choices. Every auxiliary feeds another or a rate, so that no compiler can leave one out.

use std::fmt::Write;

/// Parameters that members vary.
const PARAMETERS: usize = 61;

/// How often each kind of equation occurs in one part of the model (of 450).
const KINDS: [(Kind, usize); 7] = [
    (Kind::Lookup, 96),
    (Kind::Exp, 63),
    (Kind::Ln, 27),
    (Kind::Power, 37),
    (Kind::Extreme, 84),
    (Kind::Choice, 43),
    (Kind::Quotient, 100),
];

#[derive(Clone, Copy)]
enum Kind {
    Lookup,
    Exp,
    Ln,
    Power,
    Extreme,
    Choice,
    Quotient,
}

/// SplitMix64 (Steele, Lea, Flood 2014).
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % most as u64) as usize
    }
}

/// The chapter of a model this many times as large, over 1000 steps.
pub fn chapter(times: usize) -> String {
    let why = "assumed \"synthetic\"";
    let mut random = Random(1);
    let mut text =
        "```run\nstart = 0\nstop = 1000\ndt = 1\nsaveper = 10\n```\n\n```model\n".to_owned();
    let mut kinds: Vec<Kind> =
        KINDS.iter().flat_map(|(kind, count)| std::iter::repeat_n(*kind, count * times)).collect();
    for at in (1..kinds.len()).rev() {
        kinds.swap(at, random.below(at + 1));
    }
    let stocks = 100 * times;
    for (at, kind) in kinds.iter().enumerate() {
        let equation = equation(*kind, at, stocks, &mut random);
        let _ = write!(text, "auxiliary a{at} [1] {why}\n    = {equation}\n");
    }
    let mut fed = kinds.len();
    for at in 0..stocks {
        fed -= 1;
        let (p, tau) = (parameter(&mut random), 5 + random.below(20));
        let _ = write!(text, "stock s{at} [1] {why}\n    initial 0.5 + {p}\n    in in{at}\n");
        if at % 10 < 7 {
            let _ = write!(
                text,
                "    out out{at}\nflow in{at} [1/year] {why}\n    = a{fed} * rate{at}\n\
                 flow out{at} [1/year] {why}\n    = s{at} / tau{at}\n\
                 parameter rate{at} [1/year] {why}\n    = {:?} range 0 .. 1\n",
                1.0 / tau as f64
            );
        } else {
            let _ = write!(text, "flow in{at} [1/year] {why}\n    = (a{fed} - s{at}) / tau{at}\n");
        }
        let _ = write!(text, "parameter tau{at} [year] {why}\n    = {tau} range 1 .. 50\n");
    }
    for at in 0..PARAMETERS {
        let value = 0.8 + 0.01 * at as f64;
        let _ = write!(text, "parameter p{at} [1] {why}\n    = {value:?} range 0 .. 3\n");
    }
    for (at, _) in kinds.iter().enumerate().filter(|(_, it)| matches!(it, Kind::Lookup)) {
        lookup(&mut text, at, why, &mut random);
    }
    text + "```\n"
}

fn parameter(random: &mut Random) -> String {
    format!("p{}", random.below(PARAMETERS))
}

/// Each takes the one fifteen before it, so that none is left over, and others from anywhere before.
fn equation(kind: Kind, at: usize, stocks: usize, random: &mut Random) -> String {
    let x = if at < 15 { format!("s{at}") } else { format!("a{}", at - 15) };
    let mut other = || match at {
        0..30 => format!("s{}", random.below(stocks)),
        _ if random.below(3) == 0 => format!("s{}", random.below(stocks)),
        _ => format!("a{}", at - 1 - random.below(at.min(60))),
    };
    let (y, z) = (other(), other());
    let (p, q) = (parameter(random), parameter(random));
    match kind {
        Kind::Lookup if at.is_multiple_of(2) => format!("curve{at}({x} * {p})"),
        Kind::Lookup => format!("curve{at}({x})"),
        Kind::Exp => format!("EXP(-{x} * {p}) + {y} * 0.4"),
        Kind::Ln => format!("LN(1 + {x}) * {p} + {y} * 0.3"),
        Kind::Power => format!("{x} ^ {p} * {q}"),
        Kind::Extreme if at.is_multiple_of(2) => format!("MAX({x} * {p}, {y} - {z})"),
        Kind::Extreme => format!("MIN({x} * {p}, {y} + {z})"),
        Kind::Choice => format!("IF {x} > {y} THEN {z} * {p} ELSE {x} + 0.1"),
        Kind::Quotient => format!("{x} * 1.6 / (0.6 + {y} * {p})"),
    }
}

/// Five to twelve points; six in ten evenly spaced.
fn lookup(text: &mut String, at: usize, why: &str, random: &mut Random) {
    let _ = write!(text, "lookup curve{at} [1] of [1] {why}\n    ");
    let points = 5 + random.below(8);
    let even = random.below(10) < 6;
    let mut x = 0.0;
    for _ in 0..points {
        let y = 0.5 + random.below(1000) as f64 / 1000.0;
        let _ = write!(text, "({x:?}, {y:?}) ");
        x += if even { 0.25 } else { 0.05 + random.below(40) as f64 / 100.0 };
    }
    text.push('\n');
}
