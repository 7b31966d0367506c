//! A drawing for a model that has none, so that it opens as a diagram in other tools.
//!
//! Stocks stand in rows along the flows that join them, valves between them, and everything else
//! in the free place nearest to what it touches. Places are cells of a grid, so that nothing lies
//! on anything.

use interregnum_model::view::{Connector, Delay, End, Item, ItemKind, Position, View};
use interregnum_model::{ExprKind, Key, Model, Name, Variable, VariableKind};
use std::collections::{BTreeMap, BTreeSet};

/// Width of a cell, in pixels: room for a name of two words.
const CELL_WIDTH: f64 = 110.0;
/// Height of a cell.
const CELL_HEIGHT: f64 = 70.0;
/// Cells from one stock of a row to the next: a valve and room on either side of it.
const STOCK_STEP: i32 = 3;
/// Cells from one row of stocks to the next.
const ROW_STEP: i32 = 3;
/// Stocks of one row beyond which it goes on below.
const ROW_STOCKS: i32 = 6;

/// Column and row of a cell.
type Cell = (i32, i32);

/// The whole model in one view.
pub fn draw(model: &Model) -> View {
    let shown: Vec<&Variable> = model.variables.iter().filter(|it| is_shown(it)).collect();
    let mut grid = Grid::default();
    place_stocks(&shown, &mut grid);
    place_flows(&shown, &mut grid);
    place_others(&shown, &mut grid);
    let mut view = View::default();
    for variable in &shown {
        let Some(cell) = grid.of.get(&variable.name.key) else { continue };
        let id = u32::try_from(view.items.len()).unwrap_or(u32::MAX).saturating_add(1);
        let name = variable.name.clone();
        let kind = match &variable.kind {
            VariableKind::Flow { .. } => {
                ItemKind::Flow { pipe: pipe(&shown, &grid, variable, *cell), name }
            }
            VariableKind::Stock { .. }
            | VariableKind::Auxiliary { .. }
            | VariableKind::Parameter { .. }
            | VariableKind::Lookup(_)
            | VariableKind::Input { .. } => ItemKind::Variable(name),
        };
        view.items.push(item(id, kind, middle(*cell)));
    }
    connect(&shown, &mut view);
    view
}

/// A curve drawn inside a variable is not shown beside it.
fn is_shown(variable: &Variable) -> bool {
    !matches!(&variable.kind, VariableKind::Lookup(lookup) if lookup.inside.is_some())
}

fn item(id: u32, kind: ItemKind, at: Position) -> Item {
    Item { id, kind, at, size: None, label: None, properties: Vec::new() }
}

fn middle((column, row): Cell) -> Position {
    Position { x: (f64::from(column) + 1.0) * CELL_WIDTH, y: (f64::from(row) + 1.0) * CELL_HEIGHT }
}

/// Which cell holds what.
#[derive(Default)]
struct Grid {
    of: BTreeMap<Key, Cell>,
    taken: BTreeSet<Cell>,
}

impl Grid {
    /// Puts something into the free cell nearest to the wanted one, above and to the left first.
    fn put(&mut self, key: &Key, wanted: Cell) {
        let mut radius = 0;
        let cell = loop {
            if let Some(cell) = ring(wanted, radius).find(|cell| !self.taken.contains(cell)) {
                break cell;
            }
            radius += 1;
        };
        self.taken.insert(cell);
        self.of.insert(key.clone(), cell);
    }
}

/// The cells at a distance, none left of or above the sheet.
fn ring((column, row): Cell, radius: i32) -> impl Iterator<Item = Cell> {
    let span = -radius..=radius;
    let cells = span.clone().flat_map(move |dy| span.clone().map(move |dx| (dx, dy)));
    let on_ring = cells.filter(move |(dx, dy)| dx.abs().max(dy.abs()) == radius);
    on_ring.map(move |(dx, dy)| (column + dx, row + dy)).filter(|(x, y)| *x >= 0 && *y >= 0)
}

/// For each flow the stock it drains and the stock it fills.
fn ends<'m>(shown: &[&'m Variable]) -> BTreeMap<&'m Key, (Option<&'m Name>, Option<&'m Name>)> {
    let mut ends: BTreeMap<&Key, (Option<&Name>, Option<&Name>)> = BTreeMap::new();
    for variable in shown {
        if let VariableKind::Stock { inflows, outflows, .. } = &variable.kind {
            for flow in inflows {
                ends.entry(&flow.key).or_default().1.get_or_insert(&variable.name);
            }
            for flow in outflows {
                ends.entry(&flow.key).or_default().0.get_or_insert(&variable.name);
            }
        }
    }
    ends
}

/// Stocks joined by flows follow each other along a row.
fn place_stocks(shown: &[&Variable], grid: &mut Grid) {
    let ends = ends(shown);
    let mut next: BTreeMap<&Key, Vec<&Key>> = BTreeMap::new();
    let mut has_before: BTreeSet<&Key> = BTreeSet::new();
    for (from, to) in ends.values() {
        if let (Some(from), Some(to)) = (from, to) {
            next.entry(&from.key).or_default().push(&to.key);
            has_before.insert(&to.key);
        }
    }
    let stocks: Vec<&Key> =
        shown.iter().filter(|it| it.kind_word() == "stock").map(|it| &it.name.key).collect();
    // Chains begin where nothing flows in from another stock; what is left over runs in a circle.
    let heads = stocks.iter().filter(|key| !has_before.contains(**key));
    let mut row = 1;
    let mut column = 0;
    for head in heads.chain(&stocks) {
        let mut waiting = vec![*head];
        let mut placed = 0;
        while let Some(key) = waiting.pop() {
            if grid.of.contains_key(key) {
                continue;
            }
            if column >= ROW_STOCKS {
                column = 0;
                row += ROW_STEP;
            }
            grid.put(key, (1 + column * STOCK_STEP, row));
            column += 1;
            placed += 1;
            waiting.extend(next.get(key).into_iter().flatten().rev());
        }
        // A chain has a row of its own; single stocks share one.
        if placed > 1 {
            column = 0;
            row += ROW_STEP;
        }
    }
}

/// A valve stands between its stocks, or beside the one it has.
fn place_flows(shown: &[&Variable], grid: &mut Grid) {
    let ends = ends(shown);
    for variable in shown.iter().filter(|it| it.kind_word() == "flow") {
        let (from, to) = ends.get(&variable.name.key).copied().unwrap_or_default();
        let cell = |stock: Option<&Name>| stock.and_then(|stock| grid.of.get(&stock.key).copied());
        let wanted = match (cell(from), cell(to)) {
            (Some((x, y)), Some((to_x, to_y))) => ((x + to_x) / 2, (y + to_y) / 2),
            (Some((x, y)), None) => (x + 1, y),
            (None, Some((x, y))) => (x - 1, y),
            (None, None) => (0, 0),
        };
        grid.put(&variable.name.key, (wanted.0.max(0), wanted.1.max(0)));
    }
}

/// Everything else stands near what it touches; what touches nothing stands below.
fn place_others(shown: &[&Variable], grid: &mut Grid) {
    let known: BTreeSet<&Key> = shown.iter().map(|it| &it.name.key).collect();
    let mut touches: BTreeMap<&Key, BTreeSet<Key>> = BTreeMap::new();
    for variable in shown {
        for read in reads(variable) {
            if let Some(other) = known.get(&read.key) {
                touches.entry(&variable.name.key).or_default().insert(read.key.clone());
                touches.entry(other).or_default().insert(variable.name.key.clone());
            }
        }
    }
    let mut waiting: Vec<&Key> =
        shown.iter().map(|it| &it.name.key).filter(|key| !grid.of.contains_key(*key)).collect();
    while !waiting.is_empty() {
        // The one with most neighbours in place comes first, so that each stands where it belongs.
        let placed = |key: &Key| -> Vec<Cell> {
            touches
                .get(key)
                .into_iter()
                .flatten()
                .filter_map(|other| grid.of.get(other).copied())
                .collect()
        };
        let ranked = waiting
            .iter()
            .enumerate()
            .max_by_key(|(at, key)| (placed(key).len().min(4), usize::MAX - at));
        let Some((at, _)) = ranked else { return };
        let key = waiting.remove(at);
        let near = placed(key);
        let wanted = match i32::try_from(near.len()) {
            Ok(count) if count > 0 => {
                let sum = near.iter().fold((0, 0), |sum, cell| (sum.0 + cell.0, sum.1 + cell.1));
                (sum.0 / count, sum.1 / count + 1)
            }
            Ok(_) | Err(_) => (0, grid.taken.iter().map(|cell| cell.1).max().unwrap_or(0) + 1),
        };
        grid.put(key, wanted);
    }
}

/// The names a variable's equations read.
fn reads(variable: &Variable) -> Vec<Name> {
    let mut names = Vec::new();
    for case in variable.equation().into_iter().flat_map(|equation| &equation.cases) {
        case.expr.visit(&mut |part| match &part.kind {
            ExprKind::Reference(reference) => names.push(reference.name.clone()),
            ExprKind::Call { function, .. } => names.push(function.clone()),
            ExprKind::Number(_)
            | ExprKind::Unary { .. }
            | ExprKind::Binary { .. }
            | ExprKind::If { .. }
            | ExprKind::Error => {}
        });
    }
    names
}

/// From the stock that is drained, or a cloud, through the valve to the stock that is filled.
fn pipe(shown: &[&Variable], grid: &Grid, flow: &Variable, valve: Cell) -> Vec<Position> {
    let ends = ends(shown);
    let (from, to) = ends.get(&flow.name.key).copied().unwrap_or_default();
    let at = middle(valve);
    let end = |stock: Option<&Name>, aside: f64| match stock.and_then(|it| grid.of.get(&it.key)) {
        Some(cell) => middle(*cell),
        None => Position { x: at.x + aside, y: at.y },
    };
    let (start, stop) = (end(from, -0.7 * CELL_WIDTH), end(to, 0.7 * CELL_WIDTH));
    // Pipes run at right angles (XMILE 1.0, 6.1.2): along the valve's row, then up or down.
    let mut points = vec![start];
    for corner in [Position { x: start.x, y: at.y }, Position { x: stop.x, y: at.y }, stop] {
        if points.last() != Some(&corner) {
            points.push(corner);
        }
    }
    points
}

/// An arrow from each thing read to what reads it; flows need none to their stocks.
fn connect(shown: &[&Variable], view: &mut View) {
    let mut places: BTreeMap<Key, (u32, Position)> = BTreeMap::new();
    for item in &view.items {
        if let ItemKind::Variable(name) | ItemKind::Flow { name, .. } = &item.kind {
            places.insert(name.key.clone(), (item.id, item.at));
        }
    }
    for variable in shown {
        let Some((to, to_at)) = places.get(&variable.name.key).copied() else { continue };
        let mut seen: BTreeSet<Key> = BTreeSet::new();
        for read in reads(variable) {
            let Some((from, from_at)) = places.get(&read.key).copied() else { continue };
            if from == to || !seen.insert(read.key.clone()) {
                continue;
            }
            let id = u32::try_from(view.items.len()).unwrap_or(u32::MAX).saturating_add(1);
            let degrees = libm::atan2(from_at.y - to_at.y, to_at.x - from_at.x).to_degrees();
            let arrow = Connector {
                from: End::Item(from),
                to: End::Item(to),
                points: Vec::new(),
                angle: Some((degrees * 10.0).round() / 10.0),
                polarity: None,
                delay: Delay::Unmarked,
            };
            view.items.push(item(id, ItemKind::Connector(arrow), from_at));
        }
    }
}

#[cfg(test)]
mod tests;
