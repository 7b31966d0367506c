//! Files of the model that change while the page is open: the model is read again, and every open
//! page is told.

use crate::opened::Shelf;
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;
use tokio::sync::broadcast::Sender;

/// Editors write in several steps; what comes closer together than this is one change.
const QUIET: Duration = Duration::from_millis(120);

/// Watches the files of a model for as long as what is returned lives.
///
/// # Errors
///
/// The system cannot watch files, in its own words.
pub fn watch(shelf: Arc<Shelf>, told: Sender<()>) -> Result<RecommendedWatcher, notify::Error> {
    let (send, changes) = channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        if event.is_ok_and(|event| matters(&event)) {
            // The thread below ends with the server, and then nobody listens.
            let _ = send.send(());
        }
    })?;
    if shelf.path.is_dir() {
        watcher.watch(&shelf.path, RecursiveMode::Recursive)?;
    } else {
        // Many editors write a new file and rename it: the folder sees that, the file does not.
        let folder = shelf.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        watcher.watch(folder.unwrap_or(Path::new(".")), RecursiveMode::NonRecursive)?;
    }
    std::thread::spawn(move || reload(&shelf, &told, &changes));
    Ok(watcher)
}

/// Whether an event may have changed what the model says.
fn matters(event: &Event) -> bool {
    let written = !event.kind.is_access();
    let ours = event.paths.iter().any(|path| {
        let end = path.extension().and_then(|end| end.to_str()).unwrap_or("");
        matches!(end, "md" | "toml" | "csv" | "mdl" | "xmile" | "stmx" | "itmx" | "xml" | "xlsx")
    });
    written && ours
}

fn reload(shelf: &Shelf, told: &Sender<()>, changes: &Receiver<()>) {
    while changes.recv().is_ok() {
        loop {
            match changes.recv_timeout(QUIET) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        shelf.reload();
        // No page may be open; then nobody needs to know.
        let _ = told.send(());
    }
}
