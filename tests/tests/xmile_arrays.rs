//! What the standard says of arrays beyond subscripts (XMILE 1.0, 3.3.2, 3.7.1): ranges by number,
//! transposed arrays, dimensions by their position, flat indices, ranks, sizes, containers.

#![allow(clippy::panic)]

use interregnum_model::Severity;
use interregnum_tests::small;

/// Two by three, 11, 12, 13 and 21, 22, 23; two by two; a vector of 3, 1, 1 and one that tells its
/// ones apart.
const DIMENSIONS: &str = "<dim name=\"X\" size=\"2\"/><dim name=\"N\"><elem name=\"a\"/><elem name=\"b\"/><elem name=\"c\"/></dim>";
const ARRAYS: &str = "<aux name=\"A\"><dimensions><dim name=\"X\"/><dim name=\"N\"/></dimensions><eqn>X*10+N</eqn></aux>\
    <aux name=\"S\"><dimensions><dim name=\"X\"/><dim name=\"X\"/></dimensions><element subscript=\"1,1\"><eqn>11</eqn></element><element subscript=\"1,2\"><eqn>12</eqn></element><element subscript=\"2,1\"><eqn>21</eqn></element><element subscript=\"2,2\"><eqn>22</eqn></element></aux>\
    <aux name=\"v\"><dimensions><dim name=\"N\"/></dimensions><element subscript=\"a\"><eqn>3</eqn></element><element subscript=\"b\"><eqn>1</eqn></element><element subscript=\"c\"><eqn>1</eqn></element></aux>\
    <aux name=\"w\"><dimensions><dim name=\"N\"/></dimensions><element subscript=\"a\"><eqn>3</eqn></element><element subscript=\"b\"><eqn>2</eqn></element><element subscript=\"c\"><eqn>1</eqn></element></aux>\
    <aux name=\"g\"><eqn>TIME</eqn><gf><xscale min=\"0\" max=\"2\"/><ypts>4,10,20</ypts></gf></aux>";

/// The first value of a variable of these dimensions, at each of its elements.
fn values(dimensions: &[&str], equation: &str) -> Vec<f64> {
    let dims: String = dimensions.iter().map(|name| format!("<dim name=\"{name}\"/>")).collect();
    let dims = if dims.is_empty() { dims } else { format!("<dimensions>{dims}</dimensions>") };
    let variables = format!("{ARRAYS}<aux name=\"made\">{dims}<eqn>{equation}</eqn></aux>");
    let found = small::run("1", DIMENSIONS, &variables).unwrap_or_else(|why| panic!("{why}"));
    let made = found.iter().filter(|(name, _)| *name == "made" || name.starts_with("made["));
    made.map(|(_, values)| values[0]).collect()
}

#[test]
fn a_stretch_of_elements_is_told_by_numbers() {
    assert_eq!(values(&[], "SUM(A[1, 2:3])"), [25.0]);
    assert_eq!(values(&[], "SUM(v[1:2])"), [4.0]);
    assert_eq!(values(&[], "SUM(v[a:b])"), [4.0]);
}

#[test]
fn an_apostrophe_turns_an_array_round() {
    // By N then X: [a,1] [a,2] [b,1] [b,2] [c,1] [c,2].
    assert_eq!(values(&["N", "X"], "A'"), [11.0, 21.0, 12.0, 22.0, 13.0, 23.0]);
    assert_eq!(values(&["X", "X"], "S'"), [11.0, 21.0, 12.0, 22.0]);
    assert_eq!(values(&["X", "X"], "S' - S"), [0.0, 9.0, -9.0, 0.0]);
    assert_eq!(values(&["X", "X"], "S[X, X]' * 2"), [22.0, 42.0, 24.0, 44.0]);
}

#[test]
fn a_dimension_is_told_by_its_position() {
    assert_eq!(values(&["X", "X"], "S[@2, @1]"), [11.0, 21.0, 12.0, 22.0]);
    assert_eq!(values(&["X", "X"], "S[@1, @2]"), [11.0, 12.0, 21.0, 22.0]);
    assert_eq!(values(&["X", "X"], "S[@2, @2]"), [11.0, 22.0, 11.0, 22.0]);
    assert_eq!(values(&["N", "X"], "A[@2, @1]"), [11.0, 21.0, 12.0, 22.0, 13.0, 23.0]);
}

#[test]
fn an_array_is_called_with_a_flat_index() {
    assert_eq!(values(&[], "A(4)"), [21.0]);
    assert_eq!(values(&[], "A(3) + A(6)"), [36.0]);
    assert_eq!(values(&[], "v(TIME + 1)"), [3.0]);
    assert_eq!(values(&[], "A(7) + A(0)"), [0.0]);
}

#[test]
fn a_rank_is_the_place_of_the_element_that_has_it() {
    assert_eq!(values(&[], "RANK(w, 1)"), [3.0]);
    assert_eq!(values(&[], "RANK(w, SIZE)"), [1.0]);
    assert_eq!(values(&[], "RANK(w, SIZE(w))"), [1.0]);
    // Two ones: the first stands first; by the second array the one whose other number is less.
    assert_eq!(values(&[], "RANK(v, 1)"), [2.0]);
    assert_eq!(values(&[], "RANK(v, 1, w)"), [3.0]);
    assert_eq!(values(&[], "RANK(v, 2, w)"), [2.0]);
    // In an array of several dimensions it is the flat index, and so an argument.
    assert_eq!(values(&[], "RANK(A, 5)"), [5.0]);
    assert_eq!(values(&[], "A(RANK(A, 5))"), [22.0]);
    assert_eq!(values(&["X"], "RANK(A[X, *], 3)"), [3.0, 3.0]);
    assert_eq!(values(&[], "RANK(v, 7)"), [0.0]);
}

#[test]
fn a_size_is_known_without_values() {
    assert_eq!(values(&[], "SIZE(A) * 10 + SIZE(A[1, *])"), [63.0]);
    assert_eq!(values(&["X", "N"], "SIZE(SELF[1, *])"), [3.0; 6]);
}

#[test]
fn a_graphical_function_is_a_container_of_its_values() {
    assert_eq!(values(&[], "MIN(g)"), [4.0]);
    assert_eq!(values(&[], "MAX(g) + g[2] + SIZE(g)"), [33.0]);
    assert_eq!(values(&[], "g[4]"), [0.0]);
    // With another argument it is the variable's own value.
    assert_eq!(values(&[], "MAX(g, 1)"), [4.0]);
}

#[test]
fn an_element_that_is_not_there_is_0_and_told() {
    assert_eq!(values(&[], "v[5] + v[TIME + 4]"), [0.0]);
    let text = format!("{ARRAYS}<aux name=\"made\"><eqn>v[5]</eqn></aux>");
    let reading = small::read("", "1", DIMENSIONS, &text);
    let said = interregnum_compile::compile(&reading.model).diagnostics;
    assert!(said.iter().any(|it| {
        it.severity == Severity::Warning && it.message == "dimension `N` has no element 5"
    }));
}
