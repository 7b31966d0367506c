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

const ARRAYED: &str = r#"
```run
start = 0
stop = 100
dt = 1
```
```model
dimension cell = 1 .. ELEMENTS
stock people by cell [1]  assumed "made"
    initial 100 + cell / ELEMENTS
    in births
    out deaths
flow births by cell [1/year]  assumed "made"
    = people * fertility * food
flow deaths by cell [1/year]  assumed "made"
    = people / life
auxiliary life by cell [year]  assumed "made"
    = long life * (0.5 + food / (1 + food)) * EXP(-crowding / 4)
auxiliary crowding by cell [1]  assumed "made"
    = people / 200
auxiliary food by cell [1]  assumed "made"
    = MAX(0.1, richness * bend(crowding))
auxiliary richness by cell [1]  assumed "made"
    = IF crowding > 1 THEN 1 ELSE 1 + 0.1 * (1 - crowding)
auxiliary taxed by cell [1]  assumed "made"
    = SQRT(people) * tax + all people / ELEMENTS / 1000
auxiliary left by cell [1]  assumed "made"
    = people - taxed
auxiliary all people [1]  assumed "made"
    = SUM(people[*])
parameter fertility [1/year]  assumed "made"
    = 0.03  range 0.01 .. 0.05
parameter long life [year]  assumed "made"
    = 60  range 30 .. 90
parameter tax [1]  assumed "made"
    = 0.1  range 0 .. 0.3
lookup bend [1] of [1]  assumed "made"
    (0, 1.2) (0.5, 1.1) (1, 1) (1.5, 0.7) (2, 0.5) (4, 0.3)
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

/// Ten equations over so many elements.
pub fn arrayed(elements: usize) -> Result<Subject, String> {
    let text = ARRAYED.replace("ELEMENTS", &elements.to_string());
    Subject::new("arrays", interregnum_formats::chapters::read_text("arrays.md", &text).model)
}
