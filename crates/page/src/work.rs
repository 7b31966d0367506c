//! Work that takes long, within limits: so many at once, so long each, and none harms another.

use crate::trouble::Trouble;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::Semaphore;

/// Where runs are worked: what a reader waits for apart from ensembles, which would hold it up.
#[derive(Clone, Debug)]
pub struct Workshop {
    quick: Lane,
    long: Lane,
}

/// How long a piece of work takes, about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// A few runs: a reader waits for it with a hand on the lever.
    Quick,
    /// An ensemble.
    Long,
}

/// Places and threads of one pace.
#[derive(Clone, Debug)]
struct Lane {
    places: Arc<Semaphore>,
    /// Threads of its own; without them the work goes on the common ones.
    threads: Option<Arc<rayon::ThreadPool>>,
}

impl Lane {
    fn new(places: usize, threads: usize) -> Lane {
        let threads = rayon::ThreadPoolBuilder::new().num_threads(threads.max(1)).build();
        Lane { places: Arc::new(Semaphore::new(places)), threads: threads.ok().map(Arc::new) }
    }
}

/// Quick pieces at once: a class that pulls levers together waits little.
const QUICK: usize = 6;

/// Ensembles at once. Each uses all threads of its lane, so that two are enough.
const LONG: usize = 2;

/// How long one waits for a place.
const WAIT: Duration = Duration::from_secs(60);

/// How long a piece of work may take; after it, it is asked to end.
const LIMIT: Duration = Duration::from_secs(120);

impl Default for Workshop {
    /// An empty workshop.
    fn default() -> Workshop {
        let cores = rayon::current_num_threads();
        // Ensembles leave half of the machine to those who pull levers meanwhile.
        Workshop { quick: Lane::new(QUICK, cores), long: Lane::new(LONG, cores / 2) }
    }
}

impl Workshop {
    /// Does a piece of work off the server's own threads. It is told to end by the flag.
    ///
    /// # Errors
    ///
    /// What the work says; that no place was free; that it took too long; that it broke down.
    pub async fn work<T: Send + 'static>(
        &self,
        pace: Pace,
        job: impl FnOnce(&AtomicBool) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Trouble> {
        let lane = match pace {
            Pace::Quick => &self.quick,
            Pace::Long => &self.long,
        };
        let threads = lane.threads.clone();
        let place = tokio::time::timeout(WAIT, Arc::clone(&lane.places).acquire_owned()).await;
        let Ok(Ok(place)) = place else {
            return Err(Trouble::too_much("too many runs are waiting; try again in a moment"));
        };
        let cancel = Arc::new(AtomicBool::new(false));
        let asked = Arc::clone(&cancel);
        let task = tokio::task::spawn_blocking(move || {
            let _place = place;
            match threads {
                Some(threads) => threads.install(|| job(&asked)),
                None => job(&asked),
            }
        });
        // Dropped with the request when the reader leaves: then the work is asked to end.
        let _guard = EndWithMe(Arc::clone(&cancel));
        tokio::pin!(task);
        let ended = match tokio::time::timeout(LIMIT, &mut task).await {
            Ok(ended) => ended,
            Err(_) => {
                cancel.store(true, Ordering::Relaxed);
                match tokio::time::timeout(WAIT, &mut task).await {
                    Ok(ended) => ended,
                    Err(_) => return Err(Trouble::too_much("the run takes too long")),
                }
            }
        };
        ended.unwrap_or_else(|_| {
            Err(Trouble::ours("the run broke down in a way that is our fault; please report it"))
        })
    }
}

/// Asks work to end when it is dropped.
struct EndWithMe(Arc<AtomicBool>);

impl Drop for EndWithMe {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::{Pace, Workshop};
    use crate::trouble::Trouble;

    #[tokio::test(flavor = "multi_thread")]
    async fn a_piece_that_breaks_down_harms_no_other() {
        let shop = Workshop::default();
        let broken =
            shop.work(Pace::Quick, |_| -> Result<u8, Trouble> { panic!("on purpose") }).await;
        assert!(broken.is_err_and(|trouble| trouble.status.is_server_error()));
        for _ in 0..8 {
            assert_eq!(shop.work(Pace::Quick, |_| Ok(7)).await, Ok(7));
        }
    }
}
