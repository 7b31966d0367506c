//! Runs and lists answer alike.

use super::Positions;

fn list(positions: &[u32]) -> Positions {
    Positions::list(positions.to_vec())
}

#[test]
fn neighbours_become_a_run() {
    assert_eq!(list(&[2, 3, 4]), Positions::run(2, 3));
    assert!(matches!(list(&[2, 4]), Positions::List(_)));
    assert!(matches!(list(&[3, 2]), Positions::List(_)));
    assert!(list(&[]).is_empty());
}

#[test]
fn places_and_positions() {
    for positions in [Positions::run(5, 3), list(&[9, 4, 7])] {
        for (place, position) in (0..).zip(positions.iter()) {
            assert_eq!(positions.get(place), Some(position));
            assert_eq!(positions.place(position), Some(place));
        }
        assert_eq!(positions.get(3), None);
        assert_eq!(positions.place(100), None);
    }
}

#[test]
fn sets() {
    let all = Positions::run(0, 5);
    let some = list(&[3, 1]);
    assert!(some.is_within(&all));
    assert!(!all.is_within(&some));
    assert!(Positions::run(1, 2).is_within(&all));
    assert!(!Positions::run(4, 2).is_within(&all));
    assert_eq!(all.shared_with(&some), list(&[1, 3]));
    assert_eq!(some.shared_with(&all), some);
    assert_eq!(all.without(&some), list(&[0, 2, 4]));
    assert_eq!(all.without(&Positions::run(0, 2)), Positions::run(2, 3));
}
