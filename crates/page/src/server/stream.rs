//! Answers that come bit by bit: members judged with their progress, and the news that the model
//! was read again.

use super::{Asked, Desk};
use crate::answer::ledger;
use crate::work::Pace;
use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use serde_json::{Value, json};
use std::convert::Infallible;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::mpsc::channel;
use tokio_stream::wrappers::{BroadcastStream, ReceiverStream};
use tokio_stream::{Stream, StreamExt};

/// Progress is told this many times.
const STEPS: u64 = 100;

type Events = Result<Event, Infallible>;

/// This part of the members is judged first, so that the reader sees early where the whole goes.
const PART: u32 = 8;

/// Fewer members than this tell nothing.
const FEWEST: u32 = 20;

/// Judges all claims by an ensemble. Events: `progress` with runs done and to be done, `part` with
/// the verdicts of the first members, then `answer`, or `trouble`. Ends when the reader leaves.
pub async fn members(
    State(desk): State<Desk>,
    Asked(question): Asked<ledger::Question>,
) -> Sse<impl Stream<Item = Events>> {
    let (send, events) = channel::<Event>(STEPS as usize + 8);
    tokio::spawn(async move {
        let key = desk.shelf.key(&question);
        let (shelf, progress) = (desk.shelf, send.clone());
        let told = AtomicU64::new(0);
        let work = desk.workshop.work(Pace::Long, move |cancel| {
            let opened = shelf.with(&question.changes)?;
            let tell = |done: u64, of: u64| {
                if progress.is_closed() {
                    cancel.store(true, Ordering::Relaxed);
                }
                let step = done * STEPS / of.max(1);
                if told.fetch_max(step, Ordering::Relaxed) < step {
                    // A reader too slow for progress misses some of it, and nothing else.
                    let _ = progress.try_send(event("progress", &json!([done, of])));
                }
            };
            let first = ledger::Question { members: question.members / PART, ..question.clone() };
            if first.members >= FEWEST {
                let quiet = |_, _| {
                    if progress.is_closed() {
                        cancel.store(true, Ordering::Relaxed);
                    }
                };
                let part = ledger::ledger(&opened, &first, &quiet, cancel)?;
                let _ = progress.try_send(event("part", &part));
            }
            ledger::ledger(&opened, &question, &tell, cancel)
        });
        let last = match desk.kept.answer(key, work).await {
            Ok(answer) => event("answer", &answer),
            Err(trouble) => event("trouble", &json!({ "error": trouble.message })),
        };
        // The reader may have left.
        let _ = send.send(last).await;
    });
    Sse::new(ReceiverStream::new(events).map(Ok)).keep_alive(KeepAlive::default())
}

fn event(name: &str, data: &Value) -> Event {
    Event::default().event(name).data(data.to_string())
}

/// An event `reload` whenever the model was read again.
pub async fn reloads(State(desk): State<Desk>) -> Sse<impl Stream<Item = Events>> {
    let told = BroadcastStream::new(desk.reloads.subscribe());
    Sse::new(told.map(|_| Ok(event("reload", &Value::Null)))).keep_alive(KeepAlive::default())
}
