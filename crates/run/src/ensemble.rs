//! Many members at once, on all threads, with the same result on any number of them.

use rayon::prelude::*;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How those who wait for an ensemble see it go on, and stop it.
#[derive(Clone, Copy)]
pub struct Control<'a> {
    /// Called after each member with how many are done, from any thread.
    pub progress: &'a (dyn Fn(u64) + Sync),
    /// Once true, members not yet begun are left out.
    pub cancel: &'a AtomicBool,
}

/// What `work` makes of each member, in the order given; `None` for members left out because the
/// ensemble was cancelled. Members run on the current rayon pool; none sees another, so their
/// number of threads cannot matter.
pub fn map<T: Send>(
    members: &[u64],
    control: Control,
    work: impl Fn(u64) -> T + Sync,
) -> Vec<Option<T>> {
    let done = AtomicU64::new(0);
    members
        .par_iter()
        .map(|member| {
            if control.cancel.load(Ordering::Relaxed) {
                return None;
            }
            let result = work(*member);
            (control.progress)(done.fetch_add(1, Ordering::Relaxed) + 1);
            Some(result)
        })
        .collect()
}
