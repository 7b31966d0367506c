//! Our functions in Vensim's words.

use interregnum_model::model::Origin;

/// How a call is said in Vensim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// As this pattern: `%1` is its first argument, in brackets where it must be.
    Pattern(&'static str),
    /// As this pattern, which must follow the equal sign directly (Vensim function reference).
    Alone(&'static str),
}

use Spelling::{Alone, Pattern};

/// What stands for a call of one of ours with so many arguments. Functions that bear the same name
/// and arguments in both are in the catalogue (`Function::vensim`).
const SPELLINGS: &[(&str, usize, Spelling)] = &[
    ("SMTH1", 2, Pattern("SMOOTH(%1, %2)")),
    ("SMTH1", 3, Pattern("SMOOTHI(%1, %2, %3)")),
    ("SMTH3", 2, Pattern("SMOOTH3(%1, %2)")),
    ("SMTH3", 3, Pattern("SMOOTH3I(%1, %2, %3)")),
    ("SMTHN", 3, Pattern("SMOOTH N(%1, %2, %1, %3)")),
    ("SMTHN", 4, Pattern("SMOOTH N(%1, %2, %4, %3)")),
    ("DELAY1", 2, Pattern("DELAY1(%1, %2)")),
    ("DELAY1", 3, Pattern("DELAY1I(%1, %2, %3)")),
    ("DELAY3", 2, Pattern("DELAY3(%1, %2)")),
    ("DELAY3", 3, Pattern("DELAY3I(%1, %2, %3)")),
    ("DELAYN", 3, Alone("DELAY N(%1, %2, %1, %3)")),
    ("DELAYN", 4, Alone("DELAY N(%1, %2, %4, %3)")),
    ("DELAY N", 4, Alone("DELAY N(%1, %2, %3, %4)")),
    ("DELAY", 2, Alone("DELAY FIXED(%1, %2, %1)")),
    ("DELAY", 3, Alone("DELAY FIXED(%1, %2, %3)")),
    ("DELAY MATERIAL", 5, Alone("DELAY MATERIAL(%1, %2, %3, %4)")),
    ("DELAY INFORMATION", 4, Alone("DELAY INFORMATION(%1, %2, %3)")),
    ("DELAY BATCH", 6, Alone("DELAY BATCH(%1, %2, %3, %4, %5, %6)")),
    ("DELAY CONVEYOR", 8, Alone("DELAY CONVEYOR(%1, %2, %3, %4, %5, %6)")),
    ("DELAY PROFILE", 8, Alone("DELAY PROFILE(%1, %2, %3, %4, %5)")),
    ("DEPRECIATE STRAIGHTLINE", 5, Alone("DEPRECIATE STRAIGHTLINE(%1, %2, %3, %4)")),
    ("INTERNAL RATE OF RETURN", 5, Alone("INTERNAL RATE OF RETURN(%1, %2, %3, %4)")),
    ("PREVIOUS", 2, Alone("DELAY FIXED(%1, TIME STEP, %2)")),
    ("INIT", 1, Alone("INITIAL(%1)")),
    ("SAMPLE IF TRUE", 3, Alone("SAMPLE IF TRUE(%1, %2, %3)")),
    ("ACTIVE INITIAL", 2, Alone("ACTIVE INITIAL(%1, %2)")),
    ("DELAYP PIPELINE", 2, Alone("INTEG(%1 - DELAY3(%1, %2), %1*%2)")),
    ("TREND", 2, Pattern("TREND(%1, %2, 0)")),
    ("TREND", 3, Pattern("TREND(%1, %2, %3)")),
    ("FORCST", 3, Pattern("FORECAST(%1, %2, %3)")),
    ("FORCST", 4, Pattern("(%1*(1 + TREND(%1, %2, %4)*%3))")),
    ("STEP", 2, Pattern("STEP(%1, %2)")),
    ("RAMP", 2, Pattern("RAMP(%1, %2, FINAL TIME)")),
    ("RAMP", 3, Pattern("RAMP(%1, %2, %3)")),
    ("PULSE", 2, Pattern("(%1/TIME STEP*PULSE(%2, TIME STEP))")),
    (
        "PULSE",
        3,
        Pattern(
            "(%1/TIME STEP*IF THEN ELSE(%3 > 0, PULSE TRAIN(%2, TIME STEP, %3, FINAL TIME + TIME STEP), PULSE(%2, TIME STEP)))",
        ),
    ),
    ("UNIT PULSE", 2, Pattern("PULSE(%1, %2)")),
    ("RANDOM", 2, Pattern("RANDOM UNIFORM(%1, %2, 0)")),
    ("RANDOM", 3, Pattern("RANDOM UNIFORM(%1, %2, %3)")),
    ("NORMAL", 2, Pattern("RANDOM NORMAL(-1e+30, 1e+30, %1, %2, 0)")),
    ("NORMAL", 3, Pattern("RANDOM NORMAL(-1e+30, 1e+30, %1, %2, %3)")),
    (
        "LOGNORMAL",
        2,
        Pattern(
            "EXP(RANDOM NORMAL(-1e+30, 1e+30, LN(%1) - LN(1 + (%2/%1)^2)/2, SQRT(LN(1 + (%2/%1)^2)), 0))",
        ),
    ),
    (
        "LOGNORMAL",
        3,
        Pattern(
            "EXP(RANDOM NORMAL(-1e+30, 1e+30, LN(%1) - LN(1 + (%2/%1)^2)/2, SQRT(LN(1 + (%2/%1)^2)), %3))",
        ),
    ),
    ("EXPRND", 1, Pattern("RANDOM EXPONENTIAL(0, 1e+30, 0, %1, 0)")),
    ("EXPRND", 2, Pattern("RANDOM EXPONENTIAL(0, 1e+30, 0, %1, %2)")),
    ("POISSON", 1, Pattern("RANDOM POISSON(0, 1e+30, %1, 0, 1, 0)")),
    ("POISSON", 2, Pattern("RANDOM POISSON(0, 1e+30, %1, 0, 1, %2)")),
    ("LOG10", 1, Pattern("LOG(%1, 10)")),
    ("LOG BASE", 2, Pattern("LOG(%1, %2)")),
    ("INT", 1, Pattern("(INTEGER(%1) - IF THEN ELSE(%1 < INTEGER(%1), 1, 0))")),
    ("ROUND", 1, Pattern("IF THEN ELSE(%1 < 0, -INTEGER(0.5 - %1), INTEGER(%1 + 0.5))")),
    (
        "ROUND",
        2,
        Pattern("(IF THEN ELSE(%1 < 0, -INTEGER(0.5 - %1*10^%2), INTEGER(%1*10^%2 + 0.5))/10^%2)"),
    ),
    // Both branches may be worked out, so neither divides by 0.
    ("SAFEDIV", 2, Pattern("IF THEN ELSE(%2 = 0, 0, %1/IF THEN ELSE(%2 = 0, 1, %2))")),
    ("SAFEDIV", 3, Pattern("IF THEN ELSE(%2 = 0, %3, %1/IF THEN ELSE(%2 = 0, 1, %2))")),
    ("TIME", 0, Pattern("Time")),
    ("DT", 0, Pattern("TIME STEP")),
    ("STARTTIME", 0, Pattern("INITIAL TIME")),
    ("STOPTIME", 0, Pattern("FINAL TIME")),
    ("PI", 0, Pattern("3.141592653589793")),
    ("INF", 0, Pattern("1e+300")),
    ("ELEMENT NUMBER", 1, Pattern("%1")),
    ("GAME", 1, Alone("GAME(%1)")),
];

/// Stella's functions, said with Vensim's.
const STELLA: &[(&str, usize, Spelling)] = &[
    ("NAN", 0, Pattern(":NA:")),
    ("RUNCOUNT", 0, Pattern("0")),
    ("COUNTER", 2, Pattern("(%1 + MODULO(Time - INITIAL TIME, %2 - %1))")),
    ("CGROWTH", 1, Pattern("(((1 + %1/100)^TIME STEP - 1)/TIME STEP)")),
    (
        "PMT",
        4,
        Pattern(
            "(-(%3*(1 + %1)^%2 + %4)/IF THEN ELSE(%1 = 0, %2, ((1 + %1)^%2 - 1)/IF THEN ELSE(%1 = 0, 1, %1)))",
        ),
    ),
    (
        "PV",
        4,
        Pattern(
            "(-(%3*IF THEN ELSE(%1 = 0, %2, ((1 + %1)^%2 - 1)/IF THEN ELSE(%1 = 0, 1, %1)) + %4)/(1 + %1)^%2)",
        ),
    ),
    (
        "FV",
        4,
        Pattern(
            "(-(%4*(1 + %1)^%2 + %3*IF THEN ELSE(%1 = 0, %2, ((1 + %1)^%2 - 1)/IF THEN ELSE(%1 = 0, 1, %1))))",
        ),
    ),
    ("PRESENT VALUE", 2, Alone("INTEG(%1*(1 + %2)^(INITIAL TIME - Time), 0)")),
    ("PRESENT VALUE", 3, Alone("INTEG(%1*(1 + %2)^(INITIAL TIME - Time), %3)")),
    ("RANDOM LOOKUP", 5, Pattern("RANDOM LOOKUP(%1, %2, %3, %4, %5, 0)")),
    ("NORMAL", 5, Pattern("RANDOM NORMAL(%4, %5, %1, %2, %3)")),
    ("EXPRND", 4, Pattern("RANDOM EXPONENTIAL(%3, %4, 0, %1, %2)")),
    ("POISSON", 4, Pattern("RANDOM POISSON(%3, %4, %1, 0, 1, %2)")),
    ("MONTECARLO", 1, Pattern("IF THEN ELSE(RANDOM UNIFORM(0, 100, 0) < %1*TIME STEP, 1, 0)")),
    ("MONTECARLO", 2, Pattern("IF THEN ELSE(RANDOM UNIFORM(0, 100, %2) < %1*TIME STEP, 1, 0)")),
    ("BETA", 2, Pattern("RANDOM BETA(0, 1, %1, %2, 0, 1, 0)")),
    ("BETA", 3, Pattern("RANDOM BETA(0, 1, %1, %2, 0, 1, %3)")),
    ("BETA", 5, Pattern("RANDOM BETA(%4, %5, %1, %2, 0, 1, %3)")),
    ("BINOMIAL", 2, Pattern("RANDOM BINOMIAL(0, %1, %2, %1, 0, 1, 0)")),
    ("BINOMIAL", 3, Pattern("RANDOM BINOMIAL(0, %1, %2, %1, 0, 1, %3)")),
    ("BINOMIAL", 5, Pattern("RANDOM BINOMIAL(%4, %5, %2, %1, 0, 1, %3)")),
    ("GEOMETRIC", 1, Pattern("INTEGER(LN(RANDOM UNIFORM(0, 1, 0))/LN(1 - %1) + 1)")),
    ("GEOMETRIC", 2, Pattern("INTEGER(LN(RANDOM UNIFORM(0, 1, %2))/LN(1 - %1) + 1)")),
    ("LOGISTIC", 2, Pattern("(%1 - %2*LN(1/RANDOM UNIFORM(0, 1, 0) - 1))")),
    ("LOGISTIC", 3, Pattern("(%1 - %2*LN(1/RANDOM UNIFORM(0, 1, %3) - 1))")),
    ("NEGBINOMIAL", 2, Pattern("(RANDOM NEGATIVE BINOMIAL(0, 1e+30, %2, %1, 0, 1, 0) - %1)")),
    ("NEGBINOMIAL", 3, Pattern("(RANDOM NEGATIVE BINOMIAL(0, 1e+30, %2, %1, 0, 1, %3) - %1)")),
    ("PARETO", 2, Pattern("(%2*RANDOM UNIFORM(0, 1, 0)^(-1/%1))")),
    ("PARETO", 3, Pattern("(%2*RANDOM UNIFORM(0, 1, %3)^(-1/%1))")),
    ("TRIANGULAR", 3, Pattern("RANDOM TRIANGULAR(%1, %3, %1, %2, %3, 0)")),
    ("TRIANGULAR", 4, Pattern("RANDOM TRIANGULAR(%1, %3, %1, %2, %3, %4)")),
    ("TRIANGULAR", 6, Pattern("RANDOM TRIANGULAR(%5, %6, %1, %2, %3, %4)")),
    ("WEIBULL", 2, Pattern("RANDOM WEIBULL(0, 1e+30, %1, 0, %2*EXP(GAMMA LN(1 + 1/%1)), 0)")),
    ("WEIBULL", 3, Pattern("RANDOM WEIBULL(0, 1e+30, %1, 0, %2*EXP(GAMMA LN(1 + 1/%1)), %3)")),
    ("WEIBULL", 5, Pattern("RANDOM WEIBULL(%4, %5, %1, 0, %2*EXP(GAMMA LN(1 + 1/%1)), %3)")),
];

/// The same where the initial value may be a whole number: PySD 3.14 then cuts all that is smoothed
/// or delayed to whole numbers.
const NOT_WHOLE: &[(&str, usize, Spelling)] = &[
    ("SMTH1", 3, Pattern("SMOOTHI(%1, %2, 1.0*%3)")),
    ("SMTH3", 3, Pattern("SMOOTH3I(%1, %2, 1.0*%3)")),
    ("SMTHN", 4, Pattern("SMOOTH N(%1, %2, 1.0*%4, %3)")),
    ("DELAY1", 3, Pattern("DELAY1I(%1, %2, 1.0*%3)")),
    ("DELAY3", 3, Pattern("DELAY3I(%1, %2, 1.0*%3)")),
    ("DELAYN", 4, Alone("DELAY N(%1, %2, 1.0*%4, %3)")),
];

/// How a call of one of ours with so many arguments is said; `None` where the names agree or there
/// is no word. What came from another tool keeps its words.
pub(crate) fn spelling(ours: &str, arguments: usize, origin: Origin) -> Option<Spelling> {
    if origin == Origin::Book
        && let Some((_, _, own)) =
            NOT_WHOLE.iter().find(|(name, count, _)| *name == ours && *count == arguments)
    {
        return Some(*own);
    }
    let all = SPELLINGS.iter().chain(STELLA);
    let found = all.into_iter().find(|(name, count, _)| *name == ours && *count == arguments);
    found.map(|(_, _, spelling)| *spelling)
}
