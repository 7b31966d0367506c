//! Formulas for all elements of an array together: sorting, allocation, markets, rates of return, the
//! inverse of a matrix.

use interregnum_model::function::Together;
use interregnum_model::function::allocation::{part_offered, part_taken};

/// The results for all elements. `each` holds the arguments that have a number for each element,
/// `once` the others, both in the order of the function catalogue.
pub fn work_out(together: Together, each: &[Vec<f64>], once: &[f64]) -> Vec<f64> {
    match (together, each, once) {
        (Together::SortOrder, [vector], [direction]) => {
            sorted(vector, *direction).into_iter().map(|at| at as f64).collect()
        }
        (Together::Rank, [vector], [direction]) => {
            let mut ranks = vec![f64::NAN; vector.len()];
            for (place, element) in sorted(vector, *direction).into_iter().enumerate() {
                ranks[element] = place as f64 + 1.0;
            }
            ranks
        }
        (Together::AllocateAvailable, [request, shape, centre, width, _], [available]) => {
            let curves: Vec<Curve> = (0..request.len())
                .map(|at| Curve::new(request[at], shape[at], centre[at], width[at]))
                .collect();
            allocate(&curves, *available)
        }
        (Together::AllocateByPriority, [request, priority], [width, supply]) => {
            allocate(&by_priority(request, priority, *width), *supply)
        }
        (Together::InvertMatrix, [matrix], []) => inverse(matrix),
        (Together::MarketPriority, [request, priority], [width, supply]) => {
            vec![market_priority(&by_priority(request, priority, *width), *supply)]
        }
        (Together::MarketPrice, columns, [demanders, suppliers]) if columns.len() == 10 => {
            let (demand, supply) = columns.split_at(5);
            let (n, m) = (*demanders as usize, *suppliers as usize);
            // One after another, the last fastest; those of one dimension stand hand in hand.
            let hand_in_hand = columns.first().is_some_and(|it| it.len() == n && n == m);
            let stride = if hand_in_hand { 1 } else { m };
            vec![market_price(&curves(demand, stride, n), &curves(supply, 1, m))]
        }
        (Together::RateOfReturn, [payments], [initial, periods, missing]) => {
            vec![rate_of_return(payments, *initial, *periods).unwrap_or(*missing)]
        }
        (_, _, _) => vec![f64::NAN; each.first().map_or(0, Vec::len)],
    }
}

/// Positions of the elements when sorted, upwards where the direction is above 0; of equal
/// elements the one that stands before the other comes first.
fn sorted(vector: &[f64], direction: f64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..vector.len()).collect();
    order.sort_by(|a, b| {
        let rising = vector[*a].total_cmp(&vector[*b]);
        if direction > 0.0 { rising } else { rising.reverse() }
    });
    order
}

/// What one requester would take at a price.
struct Curve {
    quantity: f64,
    shape: f64,
    centre: f64,
    width: f64,
}

impl Curve {
    fn new(quantity: f64, shape: f64, centre: f64, width: f64) -> Curve {
        // Shapes from 10 on ask for whole numbers; the curve is that of the last digit.
        Curve { quantity: quantity.max(0.0), shape, centre, width: width.max(0.0) }
    }

    /// The part of the quantity that is taken at a price.
    fn part(&self, price: f64) -> f64 {
        part_taken(self.shape, self.centre, self.width, price)
    }

    /// The part of a capacity that is offered at a price.
    fn offered(&self, price: f64) -> f64 {
        part_offered(self.shape, self.centre, self.width, price)
    }

    /// How far from its centre a curve is flat to the last digit.
    fn reach(&self) -> f64 {
        match self.shape % 10.0 {
            3.0 => 40.0 * self.width,
            4.0 => 800.0 * self.width,
            _ => self.width,
        }
    }
}

/// Requests that take all from a width below their priority on, less and less up to it.
fn by_priority(request: &[f64], priority: &[f64], width: f64) -> Vec<Curve> {
    let curve = |(request, priority): (&f64, &f64)| {
        Curve::new(*request, 1.0, priority - width / 2.0, width)
    };
    request.iter().zip(priority).map(curve).collect()
}

/// The price at which requests come to a supply; the lowest end where there is enough.
fn market_priority(curves: &[Curve], supply: f64) -> f64 {
    let at =
        |price: f64| curves.iter().map(|curve| curve.quantity * curve.part(price)).sum::<f64>();
    halved(ends(curves), |price| at(price) > supply).0
}

/// The rate, between -1 and 1 a period, at which an initial payment, so many periods after the start,
/// and payments at the end of each period are worth nothing together; none where they are of one sign.
fn rate_of_return(payments: &[f64], initial: f64, periods: f64) -> Option<f64> {
    let worth = |rate: f64| {
        let one = 1.0 / (1.0 + rate);
        // From the last payment back, so that no power is taken.
        let paid = payments.iter().rev().fold(0.0, |later, payment| (later + payment) * one);
        paid + initial * interregnum_model::math::pow(one, periods)
    };
    let (least, most) = (-1.0 + 1e-9, 1.0);
    let (first, last) = (worth(least), worth(most));
    let is_between = first * last <= 0.0 && (first != 0.0 || last != 0.0);
    is_between.then(|| halved((least, most), |rate| worth(rate) * first > 0.0).0)
}

/// What each gets at the price at which all together take what is available.
///
/// The price is found by halving until no number lies between the two ends: no tolerance is left
/// that amounts could be large or small against. Where the curves jump there, what is left is
/// shared in proportion to the jumps.
fn allocate(curves: &[Curve], available: f64) -> Vec<f64> {
    let requested: Vec<f64> = curves.iter().map(|curve| curve.quantity).collect();
    if available >= requested.iter().sum() {
        return requested;
    }
    let at = |price: f64| -> Vec<f64> {
        curves.iter().map(|curve| curve.quantity * curve.part(price)).collect()
    };
    let (low, high) = halved(ends(curves), |price| at(price).iter().sum::<f64>() >= available);
    let (more, less) = (at(low), at(high));
    let (most, least): (f64, f64) = (more.iter().sum(), less.iter().sum());
    let share = if most > least { (available - least) / (most - least) } else { 0.0 };
    let mut given: Vec<f64> =
        more.iter().zip(&less).map(|(more, less)| less + (more - less) * share).collect();
    // Quantities that do not move with the price may ask for more than there is.
    let total: f64 = given.iter().sum();
    if most == least && total > available && total > 0.0 {
        given.iter_mut().for_each(|amount| *amount *= (available / total).max(0.0));
    }
    given
}

/// Prices between which all curves lie, but for their flat ends.
fn ends(curves: &[Curve]) -> (f64, f64) {
    let ends =
        curves.iter().map(|curve| (curve.centre - curve.reach(), curve.centre + curve.reach()));
    ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), end| {
        (low.min(end.0), high.max(end.1))
    })
}

/// The two neighbouring numbers between which something that holds at first no longer does.
fn halved((mut low, mut high): (f64, f64), holds: impl Fn(f64) -> bool) -> (f64, f64) {
    // More halvings than a number has digits.
    for _ in 0..2_100 {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if holds(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    (low, high)
}

/// The price at which as much is demanded as supplied; where several are, the middle of them.
fn market_price(demand: &[Curve], supply: &[Curve]) -> f64 {
    let demanded =
        |price: f64| -> f64 { demand.iter().map(|curve| curve.quantity * curve.part(price)).sum() };
    let supplied = |price: f64| -> f64 {
        supply.iter().map(|curve| curve.quantity * curve.offered(price)).sum()
    };
    let (a, b) = (ends(demand), ends(supply));
    let all = (a.0.min(b.0), a.1.max(b.1));
    let (from, _) = halved(all, |price| demanded(price) > supplied(price));
    let (_, to) = halved(all, |price| demanded(price) >= supplied(price));
    from + (to - from) / 2.0
}

/// Curves of quantities and the three numbers of their profiles that count.
fn curves(columns: &[Vec<f64>], every: usize, count: usize) -> Vec<Curve> {
    let [quantity, shape, centre, width, ..] = columns else { return Vec::new() };
    let numbers = quantity.iter().zip(shape).zip(centre.iter().zip(width));
    let curve = |((quantity, shape), (centre, width)): ((&f64, &f64), (&f64, &f64))| {
        Curve::new(*quantity, *shape, *centre, *width)
    };
    numbers.step_by(every.max(1)).take(count).map(curve).collect()
}

/// The inverse of a square matrix given row by row, by Gauss and Jordan with the greatest pivot of
/// each column; not numbers where it has none.
fn inverse(matrix: &[f64]) -> Vec<f64> {
    let n = (matrix.len() as f64).sqrt().round() as usize;
    let mut left = matrix.to_vec();
    let mut right = vec![0.0; matrix.len()];
    (0..n).for_each(|at| right[at * n + at] = 1.0);
    for column in 0..n {
        let size = |row: &usize| left[row * n + column].abs();
        let pivot = (column..n).max_by(|a, b| size(a).total_cmp(&size(b)));
        let Some(pivot) = pivot.filter(|row| size(row) > 0.0) else {
            return vec![f64::NAN; matrix.len()];
        };
        for at in 0..n {
            left.swap(column * n + at, pivot * n + at);
            right.swap(column * n + at, pivot * n + at);
        }
        let scale = left[column * n + column];
        for at in 0..n {
            left[column * n + at] /= scale;
            right[column * n + at] /= scale;
        }
        for row in (0..n).filter(|row| *row != column) {
            let factor = left[row * n + column];
            for at in 0..n {
                left[row * n + at] -= factor * left[column * n + at];
                right[row * n + at] -= factor * right[column * n + at];
            }
        }
    }
    right
}

#[cfg(test)]
mod tests {
    use super::{Together, work_out};

    fn run(together: Together, each: &[&[f64]], once: &[f64]) -> Vec<f64> {
        let each: Vec<Vec<f64>> = each.iter().map(|column| column.to_vec()).collect();
        work_out(together, &each, once)
    }

    #[test]
    fn sorted_and_ranked() {
        let vector = [30.0, 10.0, 20.0, 10.0];
        assert_eq!(run(Together::SortOrder, &[&vector], &[1.0]), [1.0, 3.0, 2.0, 0.0]);
        assert_eq!(run(Together::SortOrder, &[&vector], &[0.0]), [0.0, 2.0, 1.0, 3.0]);
        assert_eq!(run(Together::Rank, &[&vector], &[1.0]), [4.0, 1.0, 3.0, 2.0]);
    }

    #[test]
    fn an_inverse_times_its_matrix_is_one() {
        let inverse = run(Together::InvertMatrix, &[&[0.0, 2.0, 4.0, 0.0]], &[]);
        assert_eq!(inverse, [0.0, 0.25, 0.5, 0.0]);
        assert!(
            run(Together::InvertMatrix, &[&[1.0, 2.0, 2.0, 4.0]], &[]).iter().all(|it| it.is_nan())
        );
    }

    #[test]
    fn allocation_is_as_exact_for_atoms_as_for_oceans() {
        for scale in [1e-12, 1.0, 1e12] {
            for shape in [1.0, 2.0, 3.0, 4.0] {
                let request = [500.0 * scale, 300.0 * scale, 750.0 * scale];
                let shapes = [shape; 3];
                let (centre, width) = ([5.0, 7.0, 3.0], [1.0, 2.0, 2.0]);
                let each: [&[f64]; 5] = [&request, &shapes, &centre, &width, &[0.0; 3]];
                let given = run(Together::AllocateAvailable, &each, &[800.0 * scale]);
                let total: f64 = given.iter().sum();
                assert!((total / scale - 800.0).abs() < 1e-9, "{shape} {scale}");
                assert!(given.iter().zip(request).all(|(given, asked)| *given <= asked));
                assert!(given[1] / request[1] >= given[0] / request[0]);
            }
        }
    }

    /// 500 and 300 are asked for around 1 and 2, 200, 300 and 450 offered around 1, 2 and 3, all of
    /// width 1: at 1.5 the first asks for nothing more, half of 2's... by hand, between 1.5 and 2.
    #[test]
    fn a_market_clears_where_the_lines_cross() {
        // One demander of 10 around 4, one supplier of 10 around 2, both of width 4: 10 (6 - p)/4 = 10 p/4.
        let columns: Vec<Vec<f64>> =
            [10.0, 1.0, 4.0, 4.0, 0.0, 10.0, 1.0, 2.0, 4.0, 0.0].map(|it| vec![it]).to_vec();
        assert_eq!(work_out(Together::MarketPrice, &columns, &[1.0, 1.0]), [3.0]);
        let each: [&[f64]; 2] = [&[20.0, 40.0], &[5.0, 7.0]];
        let price = run(Together::MarketPriority, &each, &[2.0, 50.0])[0];
        assert!((price - 4.0).abs() < 1e-12, "{price}");
        // 100 paid out, 60 twice back: 100 = 60 / (1 + r) + 60 / (1 + r)^2.
        let rate = run(Together::RateOfReturn, &[&[60.0, 60.0, 0.0]], &[-100.0, 0.0, 7.0])[0];
        assert!((rate - 0.130_662_386_291_807_6).abs() < 1e-12, "{rate}");
        assert_eq!(run(Together::RateOfReturn, &[&[60.0]], &[1.0, 0.0, 7.0]), [7.0]);
    }

    #[test]
    fn equals_share_and_plenty_gives_all() {
        let each: [&[f64]; 2] = [&[10.0, 30.0, 5.0], &[1.0, 1.0, 9.0]];
        assert_eq!(run(Together::AllocateByPriority, &each, &[0.0, 25.0]), [5.0, 15.0, 5.0]);
        assert_eq!(run(Together::AllocateByPriority, &each, &[1.0, 99.0]), [10.0, 30.0, 5.0]);
        assert_eq!(run(Together::AllocateByPriority, &each, &[1.0, 0.0]), [0.0; 3]);
    }
}
