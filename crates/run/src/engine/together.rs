//! Formulas for all elements of an array together: sorting, allocation, the inverse of a matrix.

use interregnum_model::function::Together;

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
            let curves: Vec<Curve> = request
                .iter()
                .zip(priority)
                .map(|(request, priority)| {
                    Curve::new(*request, 1.0, priority - width / 2.0, *width)
                })
                .collect();
            allocate(&curves, *supply)
        }
        (Together::InvertMatrix, [matrix], []) => inverse(matrix),
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

    /// The part of the quantity that is taken at a price: 1 far below the centre, 0 far above
    /// (Vensim Help, Specifying the Curves).
    fn part(&self, price: f64) -> f64 {
        let from_centre = price - self.centre;
        let half = self.width / 2.0;
        match self.shape % 10.0 {
            0.0 => 1.0,
            shape if shape <= 2.0 && from_centre <= -half => 1.0,
            shape if shape <= 2.0 && from_centre >= half => 0.0,
            1.0 => 0.5 - from_centre / self.width,
            2.0 => {
                let below = 1.0
                    - 2.0
                        * ((from_centre + half) / self.width)
                        * ((from_centre + half) / self.width);
                let above =
                    2.0 * ((half - from_centre) / self.width) * ((half - from_centre) / self.width);
                if from_centre < 0.0 { below } else { above }
            }
            _ if self.width == 0.0 => f64::from(u8::from(from_centre < 0.0)),
            3.0 => above_normal(from_centre / self.width),
            4.0 => {
                let tail = 0.5 * interregnum_model::math::exp(-from_centre.abs() / self.width);
                if from_centre < 0.0 { 1.0 - tail } else { tail }
            }
            _ => f64::NAN,
        }
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

/// The part of a normal distribution above z, as Vensim has it: Abramowitz and Stegun 26.2.16,
/// which is off by up to 0.00001, and by 3 % of what is left 6 deviations away. The amounts in
/// test-models allocate_available follow it to the last printed digit, and not the exact integral.
fn above_normal(z: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.332_67 * z.abs());
    let density = interregnum_model::math::exp(-z * z / 2.0) / std::f64::consts::TAU.sqrt();
    let tail = density * t * (0.436_183_6 + t * (-0.120_167_6 + t * 0.937_298_0));
    if z < 0.0 { 1.0 - tail } else { tail }
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
    let ends =
        curves.iter().map(|curve| (curve.centre - curve.reach(), curve.centre + curve.reach()));
    let (mut low, mut high) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), end| {
        (low.min(end.0), high.max(end.1))
    });
    // More halvings than a number has digits.
    for _ in 0..2_100 {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if at(middle).iter().sum::<f64>() >= available {
            low = middle;
        } else {
            high = middle;
        }
    }
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

    #[test]
    fn equals_share_and_plenty_gives_all() {
        let each: [&[f64]; 2] = [&[10.0, 30.0, 5.0], &[1.0, 1.0, 9.0]];
        assert_eq!(run(Together::AllocateByPriority, &each, &[0.0, 25.0]), [5.0, 15.0, 5.0]);
        assert_eq!(run(Together::AllocateByPriority, &each, &[1.0, 99.0]), [10.0, 30.0, 5.0]);
        assert_eq!(run(Together::AllocateByPriority, &each, &[1.0, 0.0]), [0.0; 3]);
    }
}
