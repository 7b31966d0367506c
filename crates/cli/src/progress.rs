//! Long work shown on standard error while it goes on, and stopped by Ctrl-C without losing what
//! is done.

use crate::outcome::say;
use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Where progress is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// As a bar where standard error is a terminal.
    OnTerminals,
    /// Elsewhere too, as a line now and then.
    Always,
}

/// A line no oftener than this.
const BETWEEN_LINES: Duration = Duration::from_secs(5);

/// A bar with rate and time left; nothing is shown where standard error is no terminal, unless it was
/// asked for.
pub struct Progress {
    bar: ProgressBar,
    what: String,
    /// When the last line was written, where lines are.
    lines: Option<Mutex<Instant>>,
    began: Instant,
    /// How many were done before this command began.
    before: Mutex<Option<u64>>,
    cancel: Arc<AtomicBool>,
}

impl Progress {
    /// A bar that counts these things, such as `runs`. Ctrl-C asks the work to end; a second time
    /// it ends the command.
    pub fn new(what: &str, shown: Shown) -> Progress {
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
        let template =
            format!("{{bar:30}} {{pos}} of {{len}} {what}, {{per_sec}}, {{eta}} left {{msg}}");
        if let Ok(style) = ProgressStyle::with_template(&template) {
            bar.set_style(style.progress_chars("━╸ "));
        }
        let cancel = Arc::new(AtomicBool::new(false));
        let asked = Arc::clone(&cancel);
        let handler = ctrlc::set_handler(move || {
            if asked.swap(true, Ordering::Relaxed) {
                // 128 + SIGINT, as a shell expects of what was interrupted.
                std::process::exit(130);
            }
        });
        if handler.is_err() {
            say("note: Ctrl-C ends the command at once here");
        }
        let began = Instant::now();
        let lines = shown == Shown::Always && !std::io::stderr().is_terminal();
        Progress {
            bar,
            what: what.to_owned(),
            lines: lines.then(|| Mutex::new(began)),
            began,
            before: Mutex::new(None),
            cancel,
        }
    }

    /// So many of so many are done.
    pub fn done(&self, done: u64, of: u64) {
        self.bar.set_length(of);
        self.bar.set_position(done);
        let Some(Ok(mut last)) = self.lines.as_ref().map(|last| last.lock()) else { return };
        let before = match self.before.lock() {
            Ok(mut before) => *before.get_or_insert(done),
            Err(_) => done,
        };
        if last.elapsed() < BETWEEN_LINES && done < of {
            return;
        }
        *last = Instant::now();
        let rate =
            done.saturating_sub(before) as f64 / self.began.elapsed().as_secs_f64().max(1e-3);
        let what = &self.what;
        let left = of.saturating_sub(done) as f64 / rate.max(1e-9);
        let left = HumanDuration(Duration::from_secs_f64(left.min(1e9)));
        say(&format!("{done} of {of} {what}, {rate:.0}/s, {left} left"));
    }

    /// Once true, the work is to end.
    pub fn cancel(&self) -> &AtomicBool {
        &self.cancel
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
