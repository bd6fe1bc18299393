//! How many records a list has, kept while nothing is written: whoever turns to a list again, or opens the one that everybody
//! opens, is not counted for anew.

use std::{collections::HashMap, sync::RwLock};

use store::parties::{Count, PartyFilter};

use crate::{
    App, AppError,
    kept::{Kept, Reading},
};

/// Lists whose count is kept at once.
const MOST_KEPT: usize = 256;

#[derive(Debug, Default)]
pub(crate) struct Counts(RwLock<HashMap<String, Kept<Count>>>);

impl App {
    pub(crate) async fn counted(&self, filter: &PartyFilter) -> Result<Count, AppError> {
        // the moment of asking is a part of the filter, but not of what is asked
        let asked = format!("{:?}", PartyFilter { now: 0, ..filter.clone() });
        let reading = Reading::begins(self);
        let kept = self.counts.0.read().ok().and_then(|all| all.get(&asked)?.at(reading).copied());
        if let Some(count) = kept {
            return Ok(count);
        }
        let count = store::parties::count_within_limit(&self.store, filter).await?;
        if let Ok(mut all) = self.counts.0.write() {
            if all.len() >= MOST_KEPT {
                all.clear();
            }
            all.insert(asked, reading.keep(count));
        }
        Ok(count)
    }
}
