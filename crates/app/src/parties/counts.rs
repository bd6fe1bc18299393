//! How many records a list has, kept while nothing is written: whoever turns to a list again, or opens the one that everybody
//! opens, is not counted for anew.

use std::{collections::HashMap, sync::RwLock};

use store::parties::{Count, PartyFilter};

use crate::{App, AppError};

/// So long the count may lag behind what another server writes.
const KEPT_MS: i64 = 2_000;
/// Lists whose count is kept at once.
const MOST_KEPT: usize = 256;

#[derive(Debug, Default)]
pub(crate) struct Counts(RwLock<HashMap<String, Kept>>);

#[derive(Clone, Copy, Debug)]
struct Kept {
    count: Count,
    commits: u64,
    at: i64,
}

impl App {
    pub(crate) async fn counted(&self, filter: &PartyFilter) -> Result<Count, AppError> {
        // the moment of asking is a part of the filter, but not of what is asked
        let asked = format!("{:?}", PartyFilter { now: 0, ..filter.clone() });
        let (now, commits) = (self.now_ms(), self.store.commits());
        let kept = self.counts.0.read().ok().and_then(|kept| kept.get(&asked).copied());
        if let Some(kept) = kept
            && kept.commits == commits
            && (0..KEPT_MS).contains(&(now - kept.at))
        {
            return Ok(kept.count);
        }
        let count = store::parties::count(&self.store, filter).await?;
        if let Ok(mut all) = self.counts.0.write() {
            if all.len() >= MOST_KEPT {
                all.clear();
            }
            all.insert(asked, Kept { count, commits, at: now });
        }
        Ok(count)
    }
}
