//! Curves of demand and supply: whose profiles are read, and markets over all of them.

use super::context::Context;
use crate::entry::Axis;
use crate::tree::{Node, NodeKind};
use interregnum_model::expression::{Expr, ExprKind, Subscript, SubscriptKind};
use interregnum_model::function::{Function, Intrinsic, Together, allocation};
use interregnum_model::source::Span;

/// What becomes of the subscript that says whose profile is read; `None` where it cannot stand there.
pub type Holder = dyn Fn(&mut Subscript) -> Option<()>;

/// All elements of the dimension, whichever was named: these functions are called with the first
/// (Vensim function reference, FIND MARKET PRICE).
fn all(subscript: &mut Subscript) -> Option<()> {
    if let SubscriptKind::Name(_) = &subscript.kind {
        subscript.kind = SubscriptKind::All;
    }
    Some(())
}

/// Whether all elements together come to one number, which is that of each.
pub fn is_one_number(together: Together) -> bool {
    match together {
        Together::MarketPriority | Together::MarketPrice | Together::RateOfReturn => true,
        Together::SortOrder
        | Together::Rank
        | Together::AllocateAvailable
        | Together::AllocateByPriority
        | Together::InvertMatrix => false,
    }
}

/// How many demand and how many supply, as the market's formula asks.
pub fn counts(together: Together, axes: &[(usize, Axis)], span: Span) -> Vec<Node> {
    if together != Together::MarketPrice {
        return Vec::new();
    }
    let counted = |axis: Option<&(usize, Axis)>| {
        let count = axis.map_or(1.0, |(_, axis)| f64::from(axis.positions.len()));
        Node { kind: NodeKind::Number(count), span }
    };
    // Where both lie over one dimension there is one axis for both.
    vec![counted(axes.first()), counted(axes.last())]
}

impl Context<'_, '_> {
    /// Arguments over all elements of their last dimension, of which any may be named.
    pub fn whole_of(&mut self, arguments: &[&Expr]) -> Vec<Node> {
        let mut nodes = Vec::new();
        for argument in arguments {
            let whole = self.with_subscripts(argument).and_then(|mut reference| {
                all(reference.subscripts.last_mut()?)?;
                Some(Expr { kind: ExprKind::Reference(reference), span: argument.span })
            });
            match whole {
                Some(whole) => nodes.push(self.node(&whole)),
                // Says what is wrong with it.
                None => return self.all_of(&[argument], 1),
            }
        }
        nodes
    }

    /// Quantities with their profiles, the sides of a market one after another.
    pub fn market(&mut self, sides: &[(&Expr, &Expr)]) -> Vec<Node> {
        let mut each = Vec::new();
        for (quantity, profile) in sides {
            let quantity = self.whole_of(&[quantity]);
            let profile = self.profile(profile, &all);
            if quantity.len() != 1 || profile.len() != 4 {
                return Vec::new();
            }
            each.extend(quantity);
            each.extend(profile);
        }
        each
    }

    /// `DEMAND AT PRICE(quantity, profile, price)` and `SUPPLY AT PRICE`.
    pub fn at_price(&mut self, intrinsic: Intrinsic, arguments: &[Expr]) -> NodeKind {
        let [quantity, profile, price] = arguments else { return NodeKind::Error };
        let function: &'static Function = match intrinsic {
            Intrinsic::SupplyAtPrice => &allocation::SUPPLIED,
            _ => &allocation::DEMANDED,
        };
        let mut nodes = vec![self.node(quantity)];
        nodes.extend(self.profile(profile, &|_| Some(())));
        nodes.push(self.node(price));
        if nodes.len() == 6 { NodeKind::Call(function, nodes) } else { NodeKind::Error }
    }

    /// The four numbers of a priority profile: its last subscript names the first of them, or the
    /// range of all (Vensim Help, Specifying the Curves). Whose profile it is, the subscript before it
    /// says, as `holder` leaves it.
    pub fn profile(&mut self, argument: &Expr, holder: &Holder) -> Vec<Node> {
        let read = self.with_subscripts(argument).and_then(|mut reference| {
            let last = reference.subscripts.pop()?;
            if let Some(subscript) = reference.subscripts.last_mut() {
                holder(subscript)?;
            }
            let entry = self.expanded.entry(self.expanded.find(&reference.name.key)?)?;
            let axis = entry.axes.last()?;
            let sets = &self.expanded.sets;
            let SubscriptKind::Name(name) = &last.kind else { return None };
            let first = match sets.find(&name.key) {
                Some(part) => sets.positions(part).get(0)?,
                None => sets.element(sets.root(axis.dimension), &name.key)?,
            };
            Some((reference, axis.positions.place(first)?, last.span))
        });
        let Some((reference, first, span)) = read else {
            self.all_of(&[argument], usize::MAX);
            return Vec::new();
        };
        let number = |place: u32| {
            let kind = ExprKind::Number(f64::from(first + place + 1));
            Subscript { kind: SubscriptKind::Index(Expr { kind, span }), span }
        };
        let mut nodes = Vec::new();
        for place in 0..4 {
            let mut reference = reference.clone();
            reference.subscripts.push(number(place));
            let kind = ExprKind::Reference(reference);
            nodes.push(self.node(&Expr { kind, span: argument.span }));
        }
        nodes
    }
}
