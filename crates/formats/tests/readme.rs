//! The README's table of formats is what the formats say of themselves.

use interregnum_formats::format::table;

#[test]
fn the_readme_shows_the_formats() {
    let readme = include_str!("../../../README.md");
    let table = table();
    assert!(readme.contains(&table), "put this into README.md:\n{table}");
}
