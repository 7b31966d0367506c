//! Every kind of finding, one line each.

use super::Severity;

macro_rules! codes {
    ($($variant:ident $text:literal $severity:ident $summary:literal;)*) => {
        /// The kind of a finding: a fixed vocabulary, in `kebab-case` outside.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $(#[doc = $summary] $variant,)* }

        impl Code {
            /// All codes.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// As printed.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $text,)* }
            }

            /// How bad it usually is.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            /// What it means, in one sentence.
            pub fn summary(self) -> &'static str {
                match self { $(Code::$variant => $summary,)* }
            }
        }
    };
}

codes! {
    UnreadableFile "unreadable-file" Error "A file is missing, is not text, or is too large.";
    BadBook "bad-book" Error "The folder's book.toml is missing or does not say what it must.";
    Syntax "syntax" Error "The words do not form a declaration, an equation or a question.";
    TooDeep "too-deep" Error "An equation nests deeper than any person writes.";
    TooLarge "too-large" Error "Something is larger than the stated limits.";
    DuplicateName "duplicate-name" Error "Two declarations bear one name.";
    UnknownName "unknown-name" Error "A name stands for nothing that is declared.";
    WrongKind "wrong-kind" Error "A name stands for something that cannot be used here.";
    WrongArguments "wrong-arguments" Error "A function has too few, too many or the wrong arguments.";
    MissingUnit "missing-unit" Error "A declaration has no unit; pure numbers say `[1]`.";
    MissingProvenance "missing-provenance" Error "A declaration names neither paragraph nor source, nor says that it is assumed and why.";
    MissingRange "missing-range" Error "A parameter is assumed but has no range.";
    UnknownSource "unknown-source" Error "A source is named that book.toml does not list.";
    MissingEquation "missing-equation" Error "A declaration, or some of its elements, has no equation.";
    UnitMismatch "unit-mismatch" Error "The units of an equation do not fit.";
    DimensionMismatch "dimension-mismatch" Error "An array is used with the wrong subscripts.";
    CircularEquations "circular-equations" Error "Equations need each other within one step.";
    CircularMacro "circular-macro" Error "A macro uses itself.";
    BadValue "bad-value" Error "A value makes no sense where it stands.";
    BadSeries "bad-series" Error "A series cannot be read or is out of order.";
    BadTime "bad-time" Error "Start, stop, dt or saveper make no sense.";
    BadClaim "bad-claim" Error "A claim asks something that cannot be asked.";
    UnusedDeclaration "unused-declaration" Warning "Nothing reads this declaration.";
    RangeExcludesValue "range-excludes-value" Warning "The value lies outside the range given for it.";
    TimeOutsideInput "time-outside-input" Warning "The time is read outside an input: a result could be put in by date.";
    HiddenUnit "hidden-unit" Warning "A bare number carries a unit that is not said.";
    CoarseStep "coarse-step" Warning "The step is too long for the shortest delay.";
    UntestedClaim "untested-claim" Warning "A claim names nothing that must make it fail.";
    FailedRun "failed-run" Error "A run met a number that is none: NaN, infinity, a division by zero.";
    Loss "loss" Warning "Something in the file could not be kept.";
}
