//! How many requests a token may make in a minute, over all processes of one database.
//!
//! Each process takes shares of the minute's budget from the database and spends them by itself, so that a limit costs
//! one small transaction for many requests rather than one for each. What is left of a share when the minute ends is
//! lost; more than the limit is never spent.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use uuid::Uuid;

use crate::{App, AppError};

const MINUTE_MS: i64 = 60_000;
/// A share is this part of the budget, so that several processes each get some.
const SHARES: i32 = 20;

/// What is left of a token's minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// whether this request may pass
    pub passes: bool,
    /// requests in a minute
    pub limit: u32,
    /// requests left in this minute
    pub left: u32,
    /// seconds until the next minute begins
    pub resets_in: u64,
}

/// What this process has of the current minute.
#[derive(Clone, Copy, Debug, Default)]
struct Kept {
    minute: i64,
    granted: i32,
    spent: i32,
    /// what all processes had taken when this one asked last
    taken: i32,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Budgets(Arc<Mutex<HashMap<Uuid, Kept>>>);

impl Budgets {
    /// Spends one request of what is granted; none where a new share is needed.
    fn spend(&self, token: Uuid, minute: i64) -> Option<Kept> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, kept| kept.minute >= minute - 1);
        let kept = all.entry(token).or_default();
        if kept.minute != minute {
            *kept = Kept { minute, ..Kept::default() };
        }
        if kept.spent < kept.granted {
            kept.spent += 1;
            return Some(*kept);
        }
        None
    }

    fn grant(&self, token: Uuid, minute: i64, share: i32, taken: i32) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = all.entry(token).or_default();
        if kept.minute == minute {
            kept.granted += share;
            kept.taken = kept.taken.max(taken);
        }
    }
}

impl App {
    /// Counts a request of a token with a limit.
    pub(crate) async fn count_request(&self, token: Uuid, limit: i32) -> Result<Allowance, AppError> {
        let now = self.now_ms();
        let minute = now.div_euclid(MINUTE_MS);
        let resets_in = u64::try_from((MINUTE_MS - now.rem_euclid(MINUTE_MS) + 999) / 1000).unwrap_or(60);
        let allowance = |passes, left: i32| Allowance {
            passes,
            limit: limit.unsigned_abs(),
            left: u32::try_from(left).unwrap_or(0),
            resets_in,
        };
        loop {
            if let Some(kept) = self.budgets.spend(token, minute) {
                return Ok(allowance(true, limit - kept.taken + kept.granted - kept.spent));
            }
            let share = (limit / SHARES).clamp(1, 500);
            let tx = self.store.begin().await?;
            let (got, taken) = store::people::take_budget(&tx, token, minute, share, limit).await?;
            tx.commit().await?;
            if got == 0 {
                return Ok(allowance(false, 0));
            }
            self.budgets.grant(token, minute, got, taken);
        }
    }
}
