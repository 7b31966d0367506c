//! `docs/notation.md` is true: every example in it reads without a finding.

use interregnum_formats::chapters::read_text;
use interregnum_model::Code;

/// The indented examples under a heading, each as a text of its own.
fn examples(document: &str, heading: &str) -> Vec<String> {
    let section = document.split("\n## ").find(|section| section.starts_with(heading));
    let mut examples = Vec::new();
    let mut example = String::new();
    for line in section.unwrap_or_default().lines() {
        match line.strip_prefix("    ") {
            Some(code) => {
                example.push_str(code);
                example.push('\n');
            }
            None if line.trim().is_empty() => example.push('\n'),
            None => examples.push(std::mem::take(&mut example)),
        }
    }
    examples.push(example);
    examples.retain(|example| !example.trim().is_empty());
    examples.iter_mut().for_each(|example| *example = example.trim_start().to_string());
    examples
}

fn document() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/notation.md");
    std::fs::read_to_string(path).unwrap_or_default()
}

#[test]
fn every_declaration_in_the_document_reads() {
    let keywords = ["stock", "flow", "auxiliary", "parameter", "lookup", "input", "series"];
    let others = ["dimension", "mechanism", "lever", "macro", "unit"];
    let mut read = 0;
    for example in examples(&document(), "Model blocks") {
        let begins = |word: &&&str| example.starts_with(&format!("{word} "));
        if !keywords.iter().chain(&others).any(|word| begins(&word)) {
            continue;
        }
        let reading = read_text("example.md", &format!("```model\n{example}```\n"));
        // The files that examples name do not exist, and some examples declare no variable.
        let findings: Vec<_> = reading
            .diagnostics
            .iter()
            .filter(|it| !matches!(it.code, Code::UnreadableFile | Code::BadBook))
            .collect();
        assert!(findings.is_empty(), "{example}\n{findings:#?}");
        read += 1;
    }
    assert!(read >= 10, "only {read} examples were found");
}
