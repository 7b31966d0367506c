//! What ensemble is wanted: from the command line, and from a file that says the same.

use crate::outcome::Trouble;
use crate::switches::Switches;
use interregnum_run::ensemble::Design;
use serde::Deserialize;
use std::path::PathBuf;

/// Which members there are.
#[derive(clap::Args)]
pub struct Wanted {
    /// How many members; the book's number if not given
    #[arg(long, value_name = "N")]
    members: Option<u64>,
    /// How members fill the space of what varies
    #[arg(long, value_name = "DESIGN")]
    design: Option<DesignWord>,
    /// What members are drawn by; the book's own if not given
    #[arg(long, value_name = "S")]
    seed: Option<u64>,
    /// Run each point of the design under this many streams of chance, the same for all points
    #[arg(long, value_name = "R")]
    repeat: Option<u64>,
    /// Vary this parameter, by its own distribution or as said (repeatable)
    #[arg(long, value_name = "NAME[=HOW]", visible_alias = "parameter")]
    vary: Vec<String>,
    /// A mechanism or lever that is on in some members and off in others (repeatable)
    #[arg(long, value_name = "NAME")]
    switch: Vec<String>,
    /// Ask every member this (repeatable); see `interregnum functions --queries`
    #[arg(long, value_name = "QUESTION")]
    ask: Vec<String>,
    /// Summarize this variable, or one element as `NAME[ELEMENT]` (repeatable); what the book shows if not given
    #[arg(long = "variable", short = 'v', value_name = "NAME")]
    variables: Vec<String>,
    /// Read the plan from a file
    #[arg(long, value_name = "FILE")]
    plan: Option<PathBuf>,
}

/// The designs as the command line and plans spell them.
#[derive(Clone, Copy, clap::ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum DesignWord {
    /// Every member drawn by itself
    MonteCarlo,
    /// One member in each of N even parts of everything that varies
    LatinHypercube,
    /// Sobol's sequence, shifted at random
    Sobol,
    /// Every combination of levels
    Grid,
}

impl From<DesignWord> for Design {
    fn from(word: DesignWord) -> Design {
        match word {
            DesignWord::MonteCarlo => Design::MonteCarlo,
            DesignWord::LatinHypercube => Design::LatinHypercube,
            DesignWord::Sobol => Design::Sobol,
            DesignWord::Grid => Design::Grid,
        }
    }
}

/// A plan as a file says it.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    members: Option<u64>,
    design: Option<DesignWord>,
    seed: Option<u64>,
    repeat: Option<u64>,
    vary: Vec<String>,
    switch: Vec<String>,
    ask: Vec<String>,
    variables: Vec<String>,
    with: Vec<String>,
    off: Vec<String>,
    set: Vec<String>,
}

/// All that was said, in either place.
pub struct Asked {
    pub members: Option<u64>,
    pub design: Design,
    pub seed: Option<u64>,
    pub repeat: Option<u64>,
    pub vary: Vec<String>,
    pub switch: Vec<String>,
    pub ask: Vec<String>,
    pub variables: Vec<String>,
    pub switches: Switches,
}

impl Wanted {
    /// What the command line says, and the file where it is silent.
    pub fn with_file(&self) -> Result<Asked, Trouble> {
        let file = match &self.plan {
            None => Written::default(),
            Some(path) => {
                let shown = path.display();
                let text = std::fs::read_to_string(path)
                    .map_err(|error| Trouble::new(format!("cannot read {shown}: {error}")))?;
                toml::from_str(&text).map_err(|error| {
                    Trouble::new(format!("{shown}: {}", error.to_string().trim_end()))
                        .help("`interregnum ensemble --help` shows a plan")
                })?
            }
        };
        let both = |a: &[String], b: Vec<String>| [b, a.to_vec()].concat();
        let design = self.design.or(file.design).map_or(Design::MonteCarlo, Design::from);
        Ok(Asked {
            members: self.members.or(file.members),
            design,
            seed: self.seed.or(file.seed),
            repeat: self.repeat.or(file.repeat),
            vary: both(&self.vary, file.vary),
            switch: both(&self.switch, file.switch),
            ask: both(&self.ask, file.ask),
            variables: both(&self.variables, file.variables),
            switches: Switches { with: file.with, off: file.off, set: file.set },
        })
    }
}

impl Asked {
    /// With what the command line changes about all members; it comes last and so wins.
    pub fn switches(&mut self, more: &Switches) {
        self.switches.with.extend(more.with.iter().cloned());
        self.switches.off.extend(more.off.iter().cloned());
        self.switches.set.extend(more.set.iter().cloned());
    }
}
