//! Which blocks a chapter holds, and where.

use super::{BlockKind, Closing, read};

fn blocks(text: &str) -> Vec<(BlockKind, &str, Vec<&str>, Closing)> {
    let markdown = read(text);
    let block = |it: super::Block| {
        let lines = it.lines.into_iter().map(|line| &text[line]).collect();
        (it.kind, text[it.heading].trim(), lines, it.closing)
    };
    markdown.blocks.into_iter().map(block).collect()
}

#[test]
fn fences_of_the_language_are_found_and_others_left_alone() {
    let text =
        "```rust\nfn x() {}\n```\n\n~~~model\na\n\n  b\n~~~\n\n    model\n\n```\nmodel\n```\n";
    assert_eq!(blocks(text), [(BlockKind::Model, "", vec!["a", "  b"], Closing::Fence)]);
}

#[test]
fn what_stands_before_the_lines_of_a_list_or_quotation_is_left_out() {
    let text =
        "1. x\n\n   ```claim a-b  ¶7\n   c\n    d\n   ```\n\n> ````run\n> e\n> ```\n> ````\n";
    let wanted = [
        (BlockKind::Claim, "a-b  ¶7", vec!["c", " d"], Closing::Fence),
        (BlockKind::Run, "", vec!["e", "```"], Closing::Fence),
    ];
    assert_eq!(blocks(text), wanted);
}

#[test]
fn a_block_that_is_never_closed_ends_with_the_file() {
    assert_eq!(blocks("```model\na\n"), [(BlockKind::Model, "", vec!["a"], Closing::EndOfFile)]);
    assert_eq!(blocks("```model"), [(BlockKind::Model, "", vec![], Closing::EndOfFile)]);
    assert_eq!(
        blocks("````model\n```\n"),
        [(BlockKind::Model, "", vec!["```"], Closing::EndOfFile)]
    );
}

#[test]
fn title_and_sector_come_from_headings() {
    let named = |text| {
        let markdown = read(text);
        (markdown.title, markdown.sector)
    };
    assert_eq!(named("# Farming (S04)\n"), ("Farming".into(), "S04".into()));
    assert_eq!(
        named("# The `red` book (1)\n\n## More (S16)\n"),
        ("The red book (1)".into(), "S16".into())
    );
    assert_eq!(named("prose\n"), (String::new(), String::new()));
}
