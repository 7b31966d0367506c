//! Models made at random: a seed gives a chapter.

use crate::draw::Stream;
use std::fmt::Write;

/// Numbers from a seed.
struct Chance(Stream);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.with(1);
        (self.0.uniform() * most as f64) as usize
    }

    fn number(&mut self) -> String {
        format!("{:?}", (self.below(400) as f64 - 100.0) / 50.0)
    }
}

/// A chapter with stocks, flows, auxiliaries, an array, lookups, a lever and a mechanism; a stock that
/// grows by another stock; numbers drawn once.
pub fn chapter(seed: u64) -> String {
    let mut chance = Chance(Stream::new(seed, 0));
    let why = "assumed \"made\"";
    let mut text = "```model\n".to_owned();
    for at in 0..4 {
        let value = 0.3 + at as f64 * 0.4;
        let _ = write!(text, "parameter p{at} [1] {why}\n    = {value:?} range -1 .. 3\n");
    }
    let _ = write!(text, "parameter year [year] {why}\n    = 1 range 1 .. 1\n");
    for at in 0..3 {
        let _ = write!(
            text,
            "stock s{at} [1] {why}\n    initial p{at} + 1\n    in f{at}\nflow f{at} [1/year] {why}\n    \
             = MAX(-2, MIN(2, a{at} - s{at})) / (4 * year)\n"
        );
    }
    let speed = format!("stock speed [1/year] {why}\n    initial 0\n    in push\n");
    let way = format!("stock way [1] {why}\n    initial p0\n    in moving\n");
    let _ = if chance.below(2) == 0 {
        write!(text, "{speed}{way}")
    } else {
        write!(text, "{way}{speed}")
    };
    let _ = write!(
        text,
        "flow moving [1/year] {why}\n    = speed\nflow push [1/year/year] {why}\n    \
         = (MAX(-1, MIN(1, s0)) - speed * year) / (year * year)\n\
         auxiliary p4 [1] {why}\n    = INIT(UNIFORM(0.5, 2) + s1 / 100)\n\
         auxiliary p5 [1] {why}\n    = ((ABS(p4) + 0.1) ^ 1.5) ^ 0.7\n"
    );
    let count = 6 + chance.below(14);
    for at in 0..count {
        let equation = expression(&mut chance, at, 3);
        let _ = write!(text, "auxiliary a{at} [1] {why}\n    = {equation}\n");
    }
    let _ = writeln!(text, "dimension place = north, south");
    let body = expression(&mut chance, count, 2);
    let _ = write!(
        text,
        "auxiliary spread by place [1] {why}\n    = {body}\nauxiliary whole [1] {why}\n    = SUM(spread[*]) + \
         MEAN(spread[*])\n"
    );
    for (name, points) in [("even", 4), ("bent", 7), ("long", 23)] {
        let _ = write!(text, "lookup {name} [1] of [1] {why}\n    ");
        let mut x = -1.0;
        for _ in 0..points {
            let _ = write!(text, "({x:?}, {}) ", chance.number());
            x += if name == "even" { 0.75 } else { 0.05 + chance.below(80) as f64 / 100.0 };
        }
        text.push('\n');
    }
    let _ = write!(text, "mechanism brake {why}\n    off: a1 = 0.5\n");
    let _ = write!(text, "lever push from 3 {why}\n    a2 = 1.5\n```\n");
    text
}

/// An equation over what stands before it; roots and logarithms are kept from numbers below 0.
fn expression(chance: &mut Chance, before: usize, depth: usize) -> String {
    if depth == 0 {
        return match chance.below(5) {
            0 => chance.number(),
            1 => format!("p{}", chance.below(6)),
            2 if before > 0 => format!("a{}", chance.below(before)),
            3 => "TIME / year / 10".to_owned(),
            _ => ["s0", "s1", "s2", "way"][chance.below(4)].to_owned(),
        };
    }
    let kind = chance.below(27);
    let mut next = || expression(chance, before, depth - 1);
    let (a, b) = (next(), next());
    match kind {
        0 | 1 => format!("({a} + {b})"),
        2 | 3 => format!("({a} - {b})"),
        4..=6 => format!("({a} * {b})"),
        7 | 8 => format!("({a} / (1 + ABS({b})))"),
        9 => format!("MIN({a}, {b})"),
        10 => format!("MAX({a}, {b})"),
        11 => format!("(IF {a} > {b} THEN {b} ELSE {a})"),
        12 => format!("EXP(MIN(3, {a}))"),
        13 => format!("LN(0.1 + ABS({a}))"),
        14 => format!("SQRT(ABS({a}))"),
        15 => format!("(ABS({a}) + 0.1) ^ MAX(-3, MIN(3, {b}))"),
        16 => format!("({a}) ^ 2"),
        17 => format!("(SIN({a}) + COS({b}))"),
        18 => format!("even({a})"),
        19 => format!("bent({a})"),
        20 => format!("long({a} * 2)"),
        21 => format!("(IF {a} >= {b} AND NOT ({a} = {b}) THEN 1 ELSE INT({a}))"),
        22 => format!("NORMAL({a} / 10, 0.1)"),
        23 => format!("(TAN({a} / 10) + ARCTAN({b}))"),
        24 => format!("(TANH({a}) + SINH(SIN({b})) - COSH(COS({a})))"),
        25 => format!("(ARCSIN(SIN({a})) + ARCCOS(TANH({b})))"),
        _ => format!("-({a})"),
    }
}
