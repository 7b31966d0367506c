//! Chapters that are tests. Every heading of level 2 in a file under `tests/suite/` is a case: its
//! prose, its `model`, `claim` and `run` blocks as any chapter has them, and what must come of it:
//! questions that must hold in fences `expect`, findings in fences `findings`.

/// One case.
#[derive(Clone, Debug)]
pub struct Case {
    /// File and heading, for messages.
    pub name: String,
    /// The chapter, its `expect` blocks made claims; lines keep their numbers.
    pub text: String,
    /// Ids of the claims made of `expect` blocks.
    pub expectations: Vec<String>,
    /// What `check` must find, in order; nothing else.
    pub findings: Vec<Finding>,
}

/// A finding that must be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its code.
    pub code: String,
    /// The words it stands under.
    pub words: String,
    /// Part of its headline or of its help.
    pub says: String,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} at \"{}\": {}", self.code, self.words, self.says)
    }
}

/// The cases of a file; what is wrong with its form as an error.
pub fn cases(path: &str, text: &str) -> Result<Vec<Case>, String> {
    let mut cases = Vec::new();
    let lines: Vec<&str> = text.lines().collect();
    let starts: Vec<usize> = (0..lines.len()).filter(|i| lines[*i].starts_with("## ")).collect();
    for (position, start) in starts.iter().enumerate() {
        let end = starts.get(position + 1).copied().unwrap_or(lines.len());
        let name = format!("{path}: {}", lines[*start].trim_start_matches('#').trim());
        // Empty lines in place of the cases before keep places true to the file.
        let mut padded = vec![""; *start];
        padded.extend(&lines[*start..end]);
        cases.push(case(name, &padded)?);
    }
    if cases.is_empty() { Err(format!("{path}: no heading of level 2")) } else { Ok(cases) }
}

fn case(name: String, lines: &[&str]) -> Result<Case, String> {
    let mut text = Vec::new();
    let mut expectations = Vec::new();
    let mut findings = Vec::new();
    let mut fence = "";
    for (number, line) in lines.iter().enumerate() {
        let opened = fence;
        if let Some(word) = line.strip_prefix("```") {
            fence = if opened.is_empty() { word.trim() } else { "" };
            if word.trim() == "expect" {
                let id = format!("expect-{}", number + 1);
                // Everything of the claim that does not decide stands on the fence's own line, so
                // that the questions keep their lines.
                text.push(format!("```claim {id} assumed \"the suite\""));
                expectations.push(id);
                continue;
            }
        } else if opened == "findings" && !line.trim().is_empty() {
            findings.push(finding(line).ok_or(format!("{name}:{}: {line}", number + 1))?);
        } else if opened == "expect" && !line.trim().is_empty() {
            text.push(format!("test {line}"));
            continue;
        }
        text.push((*line).to_string());
    }
    Ok(Case { name, text: text.join("\n"), expectations, findings })
}

/// Reads `code at "words": says`.
fn finding(line: &str) -> Option<Finding> {
    let (code, rest) = line.trim().split_once(" at \"")?;
    let (words, says) = rest.rsplit_once("\": ")?;
    let own = |part: &str| part.trim().to_string();
    Some(Finding { code: own(code), words: own(words), says: own(says) })
}
