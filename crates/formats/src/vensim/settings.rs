//! What a file says after its drawing: integration method, equivalent units, datasets.

use super::unit::Spellings;
use interregnum_model::time::Method;
use std::collections::BTreeMap;

/// The settings that mean something here.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// How stocks follow their flows.
    pub method: Method,
    /// What the file asks for where that is neither Euler nor Runge-Kutta of order 4.
    pub other_method: Option<&'static str>,
    /// Equivalent units.
    pub spellings: Spellings,
    /// Runs and datasets that the model is used with, as named.
    pub datasets: Vec<String>,
    /// Files that GET functions name indirectly: `?data` and what it stands for.
    pub files: BTreeMap<String, String>,
}

/// Reads the lines after the drawing. `15:` holds the method as its fourth number: 0 Euler, 1 and
/// 5 Runge-Kutta 4 with and without automatic step, 2 Diff, 3 and 4 Runge-Kutta 2 (the order of
/// the choices in Vensim's Model Settings; xmutil, written by an author of Vensim, reads it so).
/// `1:` and `13:` name datasets (test-models data_from_other_model).
pub(crate) fn settings(text: &str) -> Settings {
    let mut settings = Settings {
        method: Method::Euler,
        other_method: None,
        spellings: Spellings::read(text),
        datasets: Vec::new(),
        files: BTreeMap::new(),
    };
    let own_run = text.lines().find_map(|line| line.trim().strip_prefix("9:")).unwrap_or("");
    for line in text.lines().map(str::trim) {
        if let Some(numbers) = line.strip_prefix("15:") {
            let method = numbers.split(',').nth(3).map(str::trim);
            (settings.method, settings.other_method) = match method {
                Some("1") => (Method::Rk4, Some("Runge-Kutta 4 with automatic step")),
                Some("5") => (Method::Rk4, None),
                Some("2") => (Method::Euler, Some("Diff")),
                Some("3") => (Method::Rk4, Some("Runge-Kutta 2 with automatic step")),
                Some("4") => (Method::Rk4, Some("Runge-Kutta 2")),
                Some(_) | None => (Method::Euler, None),
            };
        }
        // `30:?data=data.xlsx` (Vensim Help, GET XLS DATA: "indirect file names").
        if let Some((tag, file)) = line.strip_prefix("30:").and_then(|line| line.split_once('=')) {
            settings.files.insert(tag.trim().to_lowercase(), file.trim().to_string());
        }
        let named = line.strip_prefix("13:").or_else(|| line.strip_prefix("1:"));
        if let Some(file) = named.map(str::trim).filter(|file| !file.is_empty()) {
            let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
            let known = settings.datasets.iter().any(|name| name == stem);
            if !known && !stem.eq_ignore_ascii_case(own_run.trim()) {
                settings.datasets.push(stem.to_string());
            }
        }
    }
    settings
}

#[cfg(test)]
mod tests {
    use super::{Method, settings};

    #[test]
    fn methods_and_datasets() {
        for (line, method, other) in [
            ("15:0,0,0,0,0,0", Method::Euler, false),
            ("15:0,0,0,5,0,0", Method::Rk4, false),
            ("15:0,0,0,1,0,0", Method::Rk4, true),
            ("15:0,0,0,4,0,0", Method::Rk4, true),
            ("15:0,0,0,2,0,0", Method::Euler, true),
        ] {
            let found = settings(line);
            assert_eq!((found.method, found.other_method.is_some()), (method, other), "{line}");
        }
        let found = settings("1:output.vdf\n1:data.vdf\n9:output\n13:data.vdf\n");
        assert_eq!(found.datasets, ["data"]);
    }
}
