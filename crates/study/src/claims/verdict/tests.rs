//! Verdicts whose outcome is known: chapters with claims of every kind stand in `tests/`.

use super::Verdict;

#[test]
fn verdicts_have_the_words_the_command_prints() {
    let words: Vec<&str> = Verdict::ALL.iter().map(|verdict| verdict.as_str()).collect();
    assert_eq!(words, ["holds", "depends", "not-explained", "untestable", "fails"]);
}
