//! How a command ends: its answer, or why it could not answer; and what it prints on the way.

use std::io::Write;
use std::process::ExitCode;

/// What a command found out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// All is well: exit status 0.
    Good,
    /// The question was answered no: exit status 1.
    No,
}

/// Why a command could not answer: exit status 2.
#[derive(Debug)]
pub struct Trouble {
    /// What is wrong, in lower case without full stop, and what to do about it. An empty message
    /// when it has been said already.
    faults: Vec<(String, Option<String>)>,
}

/// What a command ends with.
pub type Outcome = Result<Answer, Trouble>;

impl Trouble {
    /// Trouble to be told.
    pub fn new(message: impl Into<String>) -> Trouble {
        Trouble { faults: vec![(message.into(), None)] }
    }

    /// Several at once.
    pub fn all(troubles: Vec<Trouble>) -> Trouble {
        Trouble { faults: troubles.into_iter().flat_map(|trouble| trouble.faults).collect() }
    }

    /// Trouble that was told already, finding by finding.
    pub fn told() -> Trouble {
        Trouble::new("")
    }

    /// With what to do about it.
    pub fn help(mut self, help: impl Into<String>) -> Trouble {
        if let Some((_, place)) = self.faults.last_mut() {
            *place = Some(help.into());
        }
        self
    }
}

/// Prints on standard output. A reader who has read enough (`| head`) is no trouble.
pub fn print(text: &str) -> Result<(), Trouble> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Trouble::new(format!("cannot write to standard output: {error}")))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Says something beside the result, on standard error. Nobody listening is no trouble.
pub fn say(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", text.trim_end());
}

/// Tells the trouble, if any, and gives the exit status.
pub fn exit(outcome: Outcome) -> ExitCode {
    match outcome {
        Ok(Answer::Good) => ExitCode::SUCCESS,
        Ok(Answer::No) => ExitCode::from(1),
        Err(trouble) => {
            for (message, help) in trouble.faults {
                if !message.is_empty() {
                    say(&format!("error: {message}"));
                }
                if let Some(help) = help {
                    say(&format!("help: {help}"));
                }
            }
            ExitCode::from(2)
        }
    }
}
