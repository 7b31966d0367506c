//! Delays that move in steps: what their models in the library ask for beside Vensim's arguments.
//!
//! How many steps the longest way has comes from the delay time where it is a constant, else from
//! the run; of the profiles of `DELAY CONVEYOR` and `DELAY PROFILE`, which Vensim draws out in both
//! directions (Vensim function reference), the area under them is made a lookup.

use super::control::AtStart;
use super::line::{Line, Right};
use super::said::Said;
use super::unit::UnitField;
use super::walk::each_child;
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::expression::{Expr, ExprKind};
use interregnum_model::lookup::{Beyond, Curve};
use interregnum_model::name::{Key, Name};
use interregnum_model::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// More steps than a belt can be stepped over in bearable time.
const MOST_STEPS: f64 = 20_000.0;

/// Into how many parts a sloping piece of a profile is cut: the area under it is then off by less
/// than a millionth.
const PARTS: u32 = 256;

/// Completes the calls in all equations; lookups they need are added.
pub(crate) fn complete(
    own: &mut Vec<Said>,
    insides: &mut [Vec<Said>],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let before = own.clone();
    let taken = before.iter().map(|said| said.line.name.key.clone()).collect();
    let mut work = Work {
        always: AtStart::always(&before),
        curves: curves(&before),
        made: BTreeMap::new(),
        taken,
        lines: Vec::new(),
        diagnostics,
    };
    for said in own.iter_mut().chain(insides.iter_mut().flatten()) {
        if let Right::Expression(expr) = &mut said.line.right {
            work.complete(expr);
        }
    }
    let lines = work.lines;
    own.extend(lines);
}

/// The curves of lookups without subscripts.
fn curves(said: &[Said]) -> BTreeMap<Key, Curve> {
    let curve = |said: &Said| match &said.line.right {
        Right::Lookup(curve) if said.line.subscripts.is_empty() => {
            Some((said.line.name.key.clone(), curve.clone()))
        }
        _ => None,
    };
    said.iter().filter_map(curve).collect()
}

struct Work<'s, 'd> {
    always: AtStart<'s>,
    curves: BTreeMap<Key, Curve>,
    /// Areas under profiles made so far, with where the means of the profiles lie.
    made: BTreeMap<Key, (Name, f64)>,
    taken: BTreeSet<Key>,
    lines: Vec<Said>,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl Work<'_, '_> {
    fn complete(&mut self, expr: &mut Expr) {
        each_child(expr, &mut |child| self.complete(child));
        let span = expr.span;
        let ExprKind::Call { function, arguments } = &mut expr.kind else { return };
        let done = match (function.key.as_str(), arguments.len()) {
            ("delay_material", 4) | ("delay_information", 3) => {
                self.discrete(function, arguments);
                Ok(())
            }
            ("delay_conveyor", 6) => self.conveyor(arguments, span),
            ("delay_profile", 5) => self.profile(arguments, span),
            ("depreciate_straightline", 4) => {
                self.periods(arguments, 1, 2);
                Ok(())
            }
            ("internal_rate_of_return", 4) => {
                self.periods(arguments, 1, 1);
                Ok(())
            }
            (_, _) => return,
        };
        if let Err(fault) = done {
            self.diagnostics.push(*fault);
            expr.kind = ExprKind::Error;
        }
    }

    /// With a constant time both are fixed delays: then nothing is conserved, dropped or held that a
    /// fixed delay would not (Modeling Guide 9, Material and Information Delays).
    fn discrete(&mut self, function: &mut Name, arguments: &mut Vec<Expr>) {
        let Some(time) = arguments.get(1) else { return };
        if self.always.worth(time).is_some() {
            arguments.truncate(3);
            *function = Name { written: "DELAY".into(), ..Name::new("DELAY", function.span) };
            return;
        }
        let span = function.span;
        let steps = self.whole_run();
        arguments.push(self.steps(steps, span));
    }

    fn conveyor(&mut self, arguments: &mut Vec<Expr>, span: Span) -> Result<(), Box<Diagnostic>> {
        let [_, time, _, profile, _, first, ..] = arguments.as_slice() else { return Ok(()) };
        let (cumulated, _) = self.cumulated(profile)?;
        let (time, first) = (self.always.worth(time), self.always.worth(first));
        let dt = self.dt();
        let in_steps = |time: f64| (time / dt + 0.5).floor().max(1.0);
        let steps = match (time, first) {
            (Some(time), Some(first)) => in_steps(time).max(in_steps(first)) + 1.0,
            (None, Some(first)) => self.whole_run() + in_steps(first),
            (_, None) => 2.0 * self.whole_run(),
        };
        arguments.push(reference(&cumulated, span));
        arguments.push(self.steps(steps, span));
        Ok(())
    }

    fn profile(&mut self, arguments: &mut Vec<Expr>, span: Span) -> Result<(), Box<Diagnostic>> {
        let [profile, _, time, ..] = arguments.as_slice() else { return Ok(()) };
        let (cumulated, mean) = self.cumulated(profile)?;
        let steps = match self.always.worth(time) {
            Some(time) => (time / mean / self.dt()).ceil() + 1.0,
            None => self.whole_run(),
        };
        arguments.push(reference(&cumulated, span));
        arguments.push(Expr { kind: ExprKind::Number(mean), span });
        arguments.push(self.steps(steps, span));
        Ok(())
    }

    /// How many fiscal periods count: those of the run, or of the time that is written off.
    fn periods(&mut self, arguments: &mut Vec<Expr>, time: usize, period: usize) {
        let worth = |at: usize| arguments.get(at).and_then(|it| self.always.worth(it));
        let (time, fiscal) = (worth(time).filter(|_| time != period), worth(period));
        let span = arguments.get(period).map(|it| it.span);
        let run = self.whole_run() * self.dt();
        let count = fiscal.map_or(self.whole_run(), |fiscal| time.unwrap_or(run) / fiscal);
        let count = if count.is_finite() { (count + 0.5).floor().max(0.0) + 1.0 } else { 1.0 };
        if let Some(span) = span {
            arguments.push(self.steps(count, span));
        }
    }

    fn control(&self, name: &str) -> Option<f64> {
        self.always.constant(&Key::new(name), &mut Vec::new())
    }

    fn dt(&self) -> f64 {
        self.control("TIME STEP").filter(|dt| *dt > 0.0).unwrap_or(1.0)
    }

    /// One more than the run has steps: what takes longer never comes out.
    fn whole_run(&self) -> f64 {
        let ends = self.control("FINAL TIME").zip(self.control("INITIAL TIME"));
        ends.map_or(1.0, |(stop, start)| ((stop - start) / self.dt()).ceil().max(0.0) + 1.0)
    }

    fn steps(&mut self, steps: f64, span: Span) -> Expr {
        if steps <= MOST_STEPS {
            return Expr { kind: ExprKind::Number(steps), span };
        }
        let message = format!("the delay has {steps} steps, more than {MOST_STEPS}");
        self.diagnostics.push(
            Diagnostic::new(Code::TooLarge, span, message)
                .label("its longest way counts, or the whole run where its time changes")
                .help("use a longer TIME STEP, or a constant delay time"),
        );
        Expr { kind: ExprKind::Error, span }
    }

    /// The lookup with the area under a profile, and where the profile's mean lies, both axes drawn
    /// to 1.
    fn cumulated(&mut self, profile: &Expr) -> Result<(Name, f64), Box<Diagnostic>> {
        let named = match &profile.kind {
            ExprKind::Reference(reference) if reference.subscripts.is_empty() => {
                Some(&reference.name)
            }
            _ => None,
        };
        if let Some(made) = named.and_then(|name| self.made.get(&name.key)) {
            return Ok(made.clone());
        }
        let known = named.and_then(|name| Some((name, self.curves.get(&name.key)?)));
        let Some((name, (points, mean))) =
            known.and_then(|(name, curve)| Some((name, area(&curve.points)?)))
        else {
            let message = "the profile of a delay is the name of a lookup with something under it";
            return Err(Box::new(
                Diagnostic::new(Code::WrongArguments, profile.span, message)
                    .label("no such lookup")
                    .help("draw the profile as a lookup without subscripts, and name it here"),
            ));
        };
        let mut made = Name::new(&format!("{} cumulated", name.written), profile.span);
        while !self.taken.insert(made.key.clone()) {
            made = Name::new(&format!("{} again", made.written), profile.span);
        }
        self.lines.push(lookup(&made, points, name));
        self.made.insert(name.key.clone(), (made.clone(), mean));
        Ok((made, mean))
    }
}

fn reference(name: &Name, span: Span) -> Expr {
    let name = Name { span, ..name.clone() };
    let reference = interregnum_model::expression::Reference { name, subscripts: Vec::new() };
    Expr { kind: ExprKind::Reference(reference), span }
}

fn lookup(name: &Name, points: Vec<(f64, f64)>, of: &Name) -> Said {
    let line = Line {
        name: name.clone(),
        subscripts: Vec::new(),
        except: Vec::new(),
        between: None,
        right: Right::Lookup(Curve { points, beyond: Beyond::Hold }),
        drawn: Vec::new(),
        outputs: Vec::new(),
        span: name.span,
    };
    let note = format!("The area under `{of}`, for the delay that takes it as its profile.");
    Said { line, unit: UnitField::default(), note, group: None }
}

/// The area under a curve up to each moment, and where its mean lies, both axes drawn to 1; `None`
/// where nothing lies under it.
fn area(points: &[(f64, f64)]) -> Option<(Vec<(f64, f64)>, f64)> {
    let ((first, _), (last, _)) = (points.first()?, points.last()?);
    let width = last - first;
    let (mut under, mut moment) = (0.0, 0.0);
    let mut cumulated = vec![(0.0, 0.0)];
    for pair in points.windows(2) {
        let [(x0, y0), (x1, y1)] = pair else { continue };
        let (y0, y1) = (y0.max(0.0), y1.max(0.0));
        let parts = if y0 == y1 { 1 } else { PARTS };
        let piece = (x1 - x0) / f64::from(parts);
        for part in 0..parts {
            let (from, to) = (f64::from(part), f64::from(part) + 1.0);
            let at = |part: f64| y0 + (y1 - y0) * part / f64::from(parts);
            let gained = piece * (at(from) + at(to)) / 2.0;
            let x = x0 + piece * to - first;
            under += gained;
            moment += gained * (x - piece / 2.0);
            cumulated.push((x / width, under));
        }
    }
    let whole = under;
    if !(whole > 0.0 && width > 0.0) {
        return None;
    }
    cumulated.iter_mut().for_each(|(_, y)| *y /= whole);
    Some((cumulated, moment / whole / width))
}

#[cfg(test)]
mod tests {
    use super::area;

    #[test]
    fn the_area_under_a_profile_is_drawn_to_one() {
        let (points, mean) = area(&[(10.0, 3.0), (14.0, 3.0)]).unwrap();
        assert_eq!((points, mean), (vec![(0.0, 0.0), (1.0, 1.0)], 0.5));
        let (points, mean) = area(&[(0.0, 0.0), (2.0, 4.0)]).unwrap();
        assert!((mean - 2.0 / 3.0).abs() < 1e-5, "{mean}");
        let half = points.iter().find(|(x, _)| *x == 0.5).unwrap();
        assert!((half.1 - 0.25).abs() < 1e-12, "{half:?}");
        assert_eq!(area(&[(0.0, 0.0), (2.0, 0.0)]), None);
        assert_eq!(area(&[(0.0, 1.0)]), None);
    }
}
