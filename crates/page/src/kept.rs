//! Answers kept for those who ask the same: a class of thirty that opens the page runs the ensemble
//! once.

use crate::trouble::Trouble;
use serde_json::Value;
use std::collections::VecDeque;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

/// Answers that are kept.
const MOST: usize = 64;

type Place = Arc<tokio::sync::Mutex<Option<Arc<Value>>>>;

/// Answers by their questions, the latest first.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    places: Arc<Mutex<VecDeque<(String, Place)>>>,
}

impl Kept {
    /// The answer to a question: kept, awaited from another who asked the same, or worked out.
    /// Answers that were interrupted are not kept.
    ///
    /// # Errors
    ///
    /// What working it out says.
    pub async fn answer(
        &self,
        question: String,
        work: impl Future<Output = Result<Value, Trouble>>,
    ) -> Result<Arc<Value>, Trouble> {
        let place = self.place(question);
        let mut place = place.lock().await;
        if let Some(known) = &*place {
            return Ok(Arc::clone(known));
        }
        let found = Arc::new(work.await?);
        if found.get("interrupted") != Some(&Value::Bool(true)) {
            *place = Some(Arc::clone(&found));
        }
        Ok(found)
    }

    fn place(&self, question: String) -> Place {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        let known = places.iter().position(|(known, _)| *known == question);
        let entry = known.and_then(|at| places.remove(at));
        let (question, place) = entry.unwrap_or_else(|| (question, Place::default()));
        places.push_front((question, Arc::clone(&place)));
        places.truncate(MOST);
        place
    }
}

#[cfg(test)]
mod tests {
    use super::Kept;
    use crate::trouble::Trouble;
    use serde_json::json;

    #[tokio::test]
    async fn the_same_question_is_worked_out_once() {
        let kept = Kept::default();
        let first = kept.answer("a".to_owned(), async { Ok(json!(1)) }).await;
        let again = kept.answer("a".to_owned(), async { Err(Trouble::ours("not asked")) }).await;
        assert_eq!((first.as_deref(), again.as_deref()), (Ok(&json!(1)), Ok(&json!(1))));
    }

    #[tokio::test]
    async fn what_was_interrupted_is_worked_out_again() {
        let kept = Kept::default();
        let part = json!({ "interrupted": true });
        let first = kept.answer("a".to_owned(), async { Ok(part) }).await;
        assert!(first.is_ok());
        let again = kept.answer("a".to_owned(), async { Ok(json!(2)) }).await;
        assert_eq!(again.as_deref(), Ok(&json!(2)));
    }
}
