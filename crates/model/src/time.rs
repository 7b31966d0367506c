//! From when to when, in what steps.

use crate::source::Span;
use crate::unit::Unit;

/// How a run goes through time.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeSpec {
    /// First moment.
    pub start: f64,
    /// Last moment.
    pub stop: f64,
    /// Step length.
    pub dt: f64,
    /// Time between saved values.
    pub saveper: f64,
    /// How stocks follow their flows.
    pub method: Method,
    /// Unit of time.
    pub unit: Unit,
    /// Where the file says so.
    pub span: Option<Span>,
}

/// Integration methods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Euler, first order.
    Euler,
    /// Runge-Kutta, fourth order, fixed step.
    Rk4,
}

impl Default for TimeSpec {
    /// 0 to 100 in steps of 1, as Vensim and Stella begin a new model.
    fn default() -> TimeSpec {
        TimeSpec {
            start: 0.0,
            stop: 100.0,
            dt: 1.0,
            saveper: 1.0,
            method: Method::Euler,
            unit: Unit::dimensionless(),
            span: None,
        }
    }
}
