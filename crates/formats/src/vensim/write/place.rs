//! Where in the file an expression stands, and what it needs beside it.

use super::name::{quoted_if_needed, spelled};
use crate::xmile::write::array::fix;
use crate::xmile::write::desk::Desk;
use interregnum_model::expression::{Expr, ExprKind, Reference, Subscript, SubscriptKind};
use interregnum_model::lookup::Curve;
use interregnum_model::macros::Macro;
use interregnum_model::{Key, Name, Span, Variable};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// Subscript ranges that equations need and the model does not have: name and elements.
pub(crate) type Parts = RefCell<Vec<(Name, Vec<Name>)>>;

/// The left side that an expression belongs to.
pub(crate) struct Place<'p, 'm> {
    /// The model and what could not be said.
    pub desk: &'p Desk<'m>,
    /// Subscript ranges made on the way.
    pub parts: &'p Parts,
    /// The variable.
    pub variable: &'p Variable,
    /// Its subscripts here: elements or ranges.
    pub left: Vec<Name>,
    /// The case's own subscripts, as the model has them.
    pub case: &'p [Subscript],
    /// The macro it stands in.
    pub inside: Option<&'p Macro>,
    /// Curves that are written in the variable they are drawn in.
    pub inline: &'p BTreeSet<Key>,
    /// Equations that must stand beside it, as text.
    pub beside: &'p RefCell<Vec<String>>,
}

impl Place<'_, '_> {
    /// The expression with the left side's subscripts where it leaves them to be understood.
    pub fn explicit(&self, expr: &Expr) -> Expr {
        let mut expr = expr.clone();
        if !self.left.is_empty() {
            fix(self.desk, &mut expr, self.case, &self.variable.dimensions, &self.left);
        }
        expr
    }

    /// A reference to a lookup with the left side's subscripts, if it has dimensions and none.
    pub fn filled(&self, reference: &Reference) -> Reference {
        let expr = Expr { kind: ExprKind::Reference(reference.clone()), span: reference.name.span };
        match self.explicit(&expr).kind {
            ExprKind::Reference(filled) => filled,
            _ => reference.clone(),
        }
    }

    /// Whether a name is declared where this stands.
    pub fn knows(&self, key: &Key) -> bool {
        match self.inside {
            Some(body) => {
                body.variables.iter().any(|it| it.name.key == *key)
                    || body.arguments.iter().any(|it| it.name.key == *key)
                    || self.desk.is_dimension(key)
                    || self.is_element(key)
            }
            None => self.desk.model.variable(key).is_some() || self.desk.is_dimension(key),
        }
    }

    fn is_element(&self, key: &Key) -> bool {
        let dimensions = &self.desk.model.dimensions;
        dimensions.iter().any(|it| self.desk.elements(&it.name.key).iter().any(|it| it.key == *key))
    }

    /// A name of the model around: inside a macro it bears a `$` (Vensim Help, Macros).
    pub fn outer(&self, name: &str) -> String {
        match self.inside {
            Some(_) if name.starts_with(char::is_alphabetic) => format!("{name}$"),
            Some(_) | None => name.to_owned(),
        }
    }

    /// The same for the names of the time in a pattern.
    pub fn outer_words(&self, text: &str) -> String {
        match self.inside {
            None => text.to_owned(),
            Some(_) => text.replace("TIME STEP", "TIME STEP$").replace("FINAL TIME", "FINAL TIME$"),
        }
    }

    /// What must stand right after an equal sign, as a variable of its own; its name in the text.
    pub fn kept(&self, text: &str) -> String {
        let name = quoted_if_needed(&self.desk.kept());
        let subscripts: Vec<String> = self.left.iter().map(spelled).collect();
        let subscripts = match subscripts.as_slice() {
            [] => String::new(),
            names => format!("[{}]", names.join(",")),
        };
        let note = format!("Kept for {}.", self.variable.name);
        self.beside
            .borrow_mut()
            .push(format!("{name}{subscripts}=\n\t{text}\n\t~\t\n\t~\t{note}\n\t|\n\n"));
        format!("{name}{subscripts}")
    }

    /// The range of the elements from one to another, made where the model has none.
    pub fn part_between(&self, of: Option<&Name>, first: &Name, last: &Name, span: Span) -> Name {
        let whole = of.map_or(&[][..], |of| self.desk.elements(&of.key));
        let at = |wanted: &Name| whole.iter().position(|it| it == wanted);
        let elements: Vec<Name> = match (at(first), at(last)) {
            (Some(from), Some(to)) => whole.get(from..=to).map(<[Name]>::to_vec),
            (_, _) => None,
        }
        .unwrap_or_else(|| vec![first.clone(), last.clone()]);
        self.part(&elements, &format!("{first} to {last}"), span)
    }

    /// The range of these elements, made where the model has none.
    fn part(&self, elements: &[Name], wanted: &str, span: Span) -> Name {
        let declared = self.desk.model.dimensions.iter().map(|it| &it.name);
        if let Some(name) =
            declared.into_iter().find(|name| self.desk.elements(&name.key) == elements)
        {
            return name.clone();
        }
        let mut parts = self.parts.borrow_mut();
        if let Some((name, _)) = parts.iter().find(|(_, own)| own == elements) {
            return name.clone();
        }
        let name = Name::new(wanted, span);
        parts.push((name.clone(), elements.to_vec()));
        name
    }

    /// `WITH LOOKUP(x, points)` for a curve that is drawn in this variable.
    pub fn drawn_here(&self, reference: &Reference, x: &str) -> Option<String> {
        if !self.inline.contains(&reference.name.key) {
            return None;
        }
        let lookup = self.desk.lookup(&reference.name.key)?;
        let own = lookup.curves.iter().rev().find(|(subscripts, _)| {
            subscripts.is_empty()
                || super::equations::left(self.desk, self.variable, subscripts) == self.left
        });
        let (_, curve) = own?;
        Some(format!("WITH LOOKUP({x}, ({}))", points(curve)))
    }
}

/// The points of a curve, as a lookup has them.
pub(crate) fn points(curve: &Curve) -> String {
    let number = super::name::bare_number;
    let ends = |value: fn(&(f64, f64)) -> f64| {
        let all = || curve.points.iter().map(value);
        (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max))
    };
    let (x, y) = (ends(|point| point.0), ends(|point| point.1));
    let each = curve.points.iter().map(|(x, y)| format!("({},{})", number(*x), number(*y)));
    let corners = format!("[({},{})-({},{})]", number(x.0), number(y.0), number(x.1), number(y.1));
    std::iter::once(corners).chain(each).collect::<Vec<_>>().join(",")
}

/// The name of a subscript that a case is for; that of the dimension where it is for all.
pub(crate) fn subscript_name(subscript: &Subscript, dimension: &Name, desk: &Desk<'_>) -> Name {
    match &subscript.kind {
        SubscriptKind::Name(name) | SubscriptKind::AllOf(name) => name.clone(),
        SubscriptKind::All | SubscriptKind::Between(..) => dimension.clone(),
        SubscriptKind::Index(Expr { kind: ExprKind::Number(position), .. }) => {
            let at = (*position as usize).checked_sub(1);
            let element = at.and_then(|at| desk.elements(&dimension.key).get(at));
            element.unwrap_or(dimension).clone()
        }
        SubscriptKind::Index(_) => dimension.clone(),
    }
}
