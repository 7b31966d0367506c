//! Long work shown on standard error while it goes on, and stopped by Ctrl-C without losing what
//! is done.

use crate::outcome::say;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A bar with rate and time left; nothing is shown where standard error is no terminal.
pub struct Progress {
    bar: ProgressBar,
    cancel: Arc<AtomicBool>,
}

impl Progress {
    /// A bar that counts these things, such as `runs`. Ctrl-C asks the work to end; a second time
    /// it ends the command.
    pub fn new(what: &str) -> Progress {
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
        Progress { bar, cancel }
    }

    /// So many of so many are done.
    pub fn done(&self, done: u64, of: u64) {
        self.bar.set_length(of);
        self.bar.set_position(done);
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
