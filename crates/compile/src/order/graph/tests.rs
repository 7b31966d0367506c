//! Components come after those they lead to; circles are found and are shortest.

use super::{components, shortest_circle};
use proptest::prelude::*;

#[test]
fn a_chain_is_in_order() {
    assert_eq!(components(&[vec![1], vec![2], vec![]]), [[2], [1], [0]]);
}

#[test]
fn circles_are_components() {
    let edges = [vec![1], vec![2], vec![0, 3], vec![], vec![4]];
    assert_eq!(components(&edges), [vec![3], vec![0, 1, 2], vec![4]]);
    assert_eq!(shortest_circle(&edges, 0, &|node| node < 3), Some(vec![0, 1, 2]));
    assert_eq!(shortest_circle(&edges, 4, &|_| true), Some(vec![4]));
    assert_eq!(shortest_circle(&edges, 3, &|_| true), None);
}

#[test]
fn a_long_chain_needs_no_stack() {
    let edges: Vec<Vec<usize>> = (0..200_000).map(|node| vec![node + 1]).collect();
    assert_eq!(components(&edges).len(), 200_000);
}

proptest! {
    #[test]
    fn edges_lead_to_earlier_components_or_the_same(
        edges in proptest::collection::vec(proptest::collection::vec(0_usize..12, 0..4), 12)
    ) {
        let components = components(&edges);
        let place = |node: usize| components.iter().position(|component| component.contains(&node));
        for (node, targets) in edges.iter().enumerate() {
            for target in targets {
                prop_assert!(place(*target) <= place(node));
                let together = place(*target) == place(node);
                let back = shortest_circle(&edges, node, &|_| true).is_some();
                prop_assert!(!together || back);
            }
        }
    }
}
