//! The models that are measured.

use super::synthetic;
use interregnum_compile::program::{Program, SettingKind};
use interregnum_model::{Model, Severity};
use interregnum_run::{Settings, Varying};
use std::path::{Path, PathBuf};

/// A model, and the program made of it.
pub struct Subject {
    pub name: &'static str,
    pub model: Model,
    pub program: Program,
}

const TEACUP: &str = r#"
```run
start = 0
stop = 30
dt = 0.125
```
```model
stock temperature [degF]  assumed "hot tea"
    initial 180
    out heat loss
flow heat loss [degF/year]  assumed "Newton's law of cooling"
    = (temperature - room) / characteristic time
parameter characteristic time [year]  assumed "a cup"
    = 10  range 5 .. 20
parameter room [degF]  assumed "a room"
    = 70  range 50 .. 80
```
"#;

impl Subject {
    fn new(name: &'static str, model: Model) -> Result<Subject, String> {
        let compiled = interregnum_compile::compile(&model);
        let error = compiled.diagnostics.iter().find(|it| it.severity == Severity::Error);
        match (compiled.program, error) {
            (Some(program), None) => Ok(Subject { name, model, program }),
            (_, error) => Err(error.map_or("no program".to_owned(), |it| it.message.clone())),
        }
    }

    /// Settings of members: parameters within 5 % of their values, mechanisms and levers as they are.
    pub fn members(&self, count: usize) -> Vec<Settings> {
        let base = Settings::new(&self.program);
        let varying = self.varying();
        let member = |number: usize| {
            let mut settings = Settings { member: number as u64, ..base.clone() };
            let values = settings.values.iter_mut().zip(&varying.settings).enumerate();
            for (at, (value, _)) in values.filter(|(_, (_, varies))| number > 0 && **varies) {
                let turn = (number * 37 + at * 101) % 199;
                *value *= 0.95 + turn as f64 / 1990.0;
            }
            settings
        };
        (0..count).map(member).collect()
    }

    /// What members may differ in: at most 61 parameters, spread over all there are.
    pub fn varying(&self) -> Varying {
        let mut varying = Varying::nothing(&self.program);
        let parameters: Vec<usize> = (0..self.program.settings.len())
            .filter(|at| matches!(self.program.settings[*at].kind, SettingKind::Parameter { .. }))
            .collect();
        for at in parameters.iter().step_by(parameters.len().div_ceil(61).max(1)) {
            varying.settings[*at] = true;
        }
        varying
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// World3-03, from the folder of other people's models.
pub fn world3() -> Result<Subject, String> {
    let folder = std::env::var_os("INTERREGNUM_PEERS").map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| root().join("../shared/peers"));
    let path = folder.join("world3/wrld3-03.mdl");
    if !path.is_file() {
        return Err("the model is not at hand (INTERREGNUM_PEERS says where)".to_owned());
    }
    Subject::new("World3-03", interregnum_formats::read(&path).model)
}

/// The project's own book.
pub fn book() -> Result<Subject, String> {
    let reading = interregnum_formats::read(&root().join("books/khrushchev"));
    Subject::new("the book", reading.model)
}

/// The smallest model.
pub fn teacup() -> Result<Subject, String> {
    let reading = interregnum_formats::chapters::read_text("teacup.md", TEACUP);
    Subject::new("teacup", reading.model)
}

/// The made model, so many times as large.
pub fn made(times: usize) -> Result<Subject, String> {
    let text = synthetic::chapter(times);
    let reading = interregnum_formats::chapters::read_text("synthetic.md", &text);
    let name = match times {
        1 => "synthetic",
        4 => "synthetic x4",
        _ => "synthetic x16",
    };
    Subject::new(name, reading.model)
}
