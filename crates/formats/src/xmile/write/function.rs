//! Functions of ours that the standard does not have, in the words of those it has.

/// The standard's functions (XMILE 1.0, 3.5 and 3.7.1.3), and those all tools that read it have.
const STANDARD: &[&str] = &[
    "ABS",
    "ARCCOS",
    "ARCSIN",
    "ARCTAN",
    "COS",
    "EXP",
    "INF",
    "INT",
    "LN",
    "LOG10",
    "MAX",
    "MIN",
    "PI",
    "SIN",
    "SQRT",
    "TAN",
    "EXPRND",
    "LOGNORMAL",
    "NORMAL",
    "POISSON",
    "RANDOM",
    "DELAY",
    "DELAY1",
    "DELAY3",
    "DELAYN",
    "FORCST",
    "SMTH1",
    "SMTH3",
    "SMTHN",
    "TREND",
    "PULSE",
    "RAMP",
    "STEP",
    "DT",
    "STARTTIME",
    "STOPTIME",
    "TIME",
    "INIT",
    "PREVIOUS",
    "MEAN",
    "RANK",
    "SIZE",
    "STDDEV",
    "SUM",
    "LOOKUP",
    "SAFEDIV",
    "ROUND",
    "PROD",
];

/// Stella's own functions, which it has beyond the standard: our name, its name, and how many of our
/// arguments it takes (isee systems, Stella help: Builtins).
const STELLA: &[(&str, &str, usize)] = &[
    ("BETA", "BETA", 5),
    ("BINOMIAL", "BINOMIAL", 5),
    ("CGROWTH", "CGROWTH", 1),
    ("COMBINATIONS", "COMBINATIONS", 2),
    ("COSWAVE", "COSWAVE", 2),
    ("COUNTER", "COUNTER", 2),
    ("FACTORIAL", "FACTORIAL", 1),
    ("FV", "FV", 4),
    ("GAMMA", "GAMMA", 5),
    ("GAMMA LN", "GAMMALN", 1),
    ("GEOMETRIC", "GEOMETRIC", 4),
    ("HISTORY", "HISTORY", 2),
    ("INVNORM", "INVNORM", 3),
    ("LOGISTIC", "LOGISTIC", 5),
    ("LOOKUP INVERT", "LOOKUPINV", 2),
    ("LOOKUPAREA", "LOOKUPAREA", 3),
    ("MONTECARLO", "MONTECARLO", 2),
    ("NAN", "NAN", 0),
    ("NEGBINOMIAL", "NEGBINOMIAL", 5),
    ("NORMALCDF", "NORMALCDF", 4),
    ("PARETO", "PARETO", 5),
    ("PERCENT", "PERCENT", 1),
    ("PERMUTATIONS", "PERMUTATIONS", 2),
    ("PMT", "PMT", 4),
    ("PRESENT VALUE", "NPV", 3),
    ("PV", "PV", 4),
    ("ROOTN", "ROOTN", 2),
    ("RUNCOUNT", "RUNCOUNT", 0),
    ("SINWAVE", "SINWAVE", 2),
    ("TRIANGULAR", "TRIANGULAR", 6),
    ("WEIBULL", "WEIBULL", 5),
];

/// What stands for a call: `%1` is its first argument, already in brackets where it must be.
const INLINE: &[(&str, &str)] = &[
    ("INTEGER", "(IF %1 < 0 THEN -INT(-%1) ELSE INT(%1))"),
    ("MODULO", "(%1 - %2*(IF %1/%2 < 0 THEN -INT(-(%1/%2)) ELSE INT(%1/%2)))"),
    ("QUANTUM", "(IF %2 <= 0 THEN %1 ELSE %2*(IF %1/%2 < 0 THEN -INT(-(%1/%2)) ELSE INT(%1/%2)))"),
    ("LOG BASE", "(LN(%1)/LN(%2))"),
    ("GAME", "(%1)"),
    ("SINH", "((EXP(%1) - EXP(-%1))/2)"),
    ("COSH", "((EXP(%1) + EXP(-%1))/2)"),
    ("TANH", "((EXP(2*%1) - 1)/(EXP(2*%1) + 1))"),
    ("XIDZ", "(IF ABS(%2) < 0.000001 THEN %3 ELSE %1/%2)"),
    ("ZIDZ", "(IF ABS(%2) < 0.000001 THEN 0 ELSE %1/%2)"),
    ("UNIT PULSE", "(IF TIME + DT/2 > %1 AND TIME + DT/2 < %1 + MAX(%2, DT) THEN 1 ELSE 0)"),
];

/// How a function is said in XMILE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// It has the function.
    Standard,
    /// By others, as this pattern.
    Inline(&'static str),
    /// By a word of Stella's, with so many of its arguments.
    Stella(&'static str, usize),
    /// Not at all.
    None,
}

/// How a function is said.
pub fn spelling(function: &str) -> Spelling {
    if STANDARD.contains(&function) {
        return Spelling::Standard;
    }
    if let Some((_, pattern)) = INLINE.iter().find(|(name, _)| *name == function) {
        return Spelling::Inline(pattern);
    }
    match STELLA.iter().find(|(name, _, _)| *name == function) {
        Some((_, word, arguments)) => Spelling::Stella(word, *arguments),
        None => Spelling::None,
    }
}
