//! How often signing in and its neighbours may be tried, so that passwords and codes cannot be guessed by force. The
//! counts lie in the database: several servers on one of them allow together what one alone would.
//!
//! Every attempt counts, the right ones too: counting only failures would let many guesses sent at once all through. A
//! browser from which somebody signed in before has an allowance of its own, so that nobody can lock a person out by
//! guessing at the account.

use std::{num::NonZeroU32, time::Duration};

use uuid::Uuid;

use super::{credentials::hash_secret, normal_email};
use crate::{App, AppError};

/// So many attempts at once, then one more in each period.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    pub burst: NonZeroU32,
    pub period: Duration,
}

impl Rate {
    /// A burst of zero is taken for one.
    pub fn new(burst: u32, period: Duration) -> Self {
        Self { burst: NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN), period }
    }

    fn period_ms(self) -> i64 {
        i64::try_from(self.period.as_millis()).unwrap_or(i64::MAX / 1_000).clamp(1, i64::MAX / 1_000_000)
    }

    /// When the allowance is whole again after one more attempt, or how long to wait for it.
    fn after_one_more(self, full_at: i64, now: i64) -> Result<i64, i64> {
        let (period, burst) = (self.period_ms(), i64::from(self.burst.get()));
        // an allowance that was used up to its end is whole after a burst of periods, even where the clock was moved back
        let full_at = full_at.clamp(now, now + period * burst);
        let wait = full_at - now - period * (burst - 1);
        if wait > 0 { Err(wait) } else { Ok(full_at + period) }
    }
}

/// How often signing in, setting up and setting a password may be tried.
#[derive(Clone, Copy, Debug)]
pub struct AttemptLimits {
    pub per_email: Rate,
    pub per_address: Rate,
    /// codes of the second factor, by user
    pub per_code: Rate,
}

impl Default for AttemptLimits {
    /// One e-mail stands for one person; one address may be a whole office on a Monday morning. A code has a million
    /// values of which three are good: at one in five minutes, guessing takes years.
    fn default() -> Self {
        Self {
            per_email: Rate::new(20, Duration::from_secs(30)),
            per_address: Rate::new(60, Duration::from_secs(2)),
            per_code: Rate::new(10, Duration::from_secs(300)),
        }
    }
}

/// From where somebody tries.
#[derive(Clone, Debug, Default)]
pub struct Whence {
    /// the address as far as it tells callers apart
    pub address: String,
    /// what the browser keeps since somebody signed in from it
    pub device: Option<String>,
}

impl App {
    /// Counts an attempt at signing in; refuses it where there were too many, saying when the next is heard.
    pub async fn count_sign_in(&self, email: &str, whence: &Whence, limits: &AttemptLimits) -> Result<(), AppError> {
        let email = normal_email(email);
        if let Some(device) = &whence.device
            && let Some(user) = store::people::user_by_email(&self.store, &email).await?
            && store::sign_in::knows_device(&self.store, user.id, &hash_secret(device)).await?
        {
            return self.count(&format!("device {device} {email}"), limits.per_email).await;
        }
        self.count(&format!("address {}", whence.address), limits.per_address).await?;
        self.count(&format!("email {email}"), limits.per_email).await
    }

    /// Counts an attempt that names no account: a password link, the way to an identity provider and back.
    pub async fn count_visit(&self, whence: &Whence, limits: &AttemptLimits) -> Result<(), AppError> {
        self.count(&format!("address {}", whence.address), limits.per_address).await
    }

    /// Counts an attempt at a code or at the present password, of somebody whose account is known.
    pub async fn count_code(&self, user: Uuid, whence: &Whence, limits: &AttemptLimits) -> Result<(), AppError> {
        if let Some(device) = &whence.device
            && store::sign_in::knows_device(&self.store, user, &hash_secret(device)).await?
        {
            return self.count(&format!("code {user} {device}"), limits.per_code).await;
        }
        self.count(&format!("code {user}"), limits.per_code).await
    }

    async fn count(&self, what: &str, rate: Rate) -> Result<(), AppError> {
        // kept hashed: an address or an e-mail is nobody's business here
        let key = hash_secret(what);
        let now = self.now_ms();
        // a look first, so that a flood of refused attempts does not queue for the database's one writer
        if let Some(full_at) = store::attempts::full_at(&self.store, &key).await? {
            rate.after_one_more(full_at, now).map_err(too_many)?;
        }
        let tx = self.store.begin().await?;
        let full_at = store::attempts::hold(&tx, &key, now).await?;
        let next = rate.after_one_more(full_at, now).map_err(too_many)?;
        store::attempts::set(&tx, &key, next).await?;
        Ok(tx.commit().await?)
    }
}

fn too_many(wait_ms: i64) -> AppError {
    AppError::TooManyAttempts { seconds: u64::try_from(wait_ms).unwrap_or_default().div_ceil(1_000).max(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: fn() -> Rate = || Rate::new(3, Duration::from_secs(10));

    /// How many attempts at the moments given are heard.
    fn heard(moments: &[i64]) -> usize {
        let mut full_at = 0;
        let mut heard = 0;
        for now in moments {
            if let Ok(next) = RATE().after_one_more(full_at, *now) {
                full_at = next;
                heard += 1;
            }
        }
        heard
    }

    #[test]
    fn a_burst_is_heard_and_then_one_in_each_period() {
        assert_eq!(heard(&[0; 10]), 3);
        assert_eq!(heard(&[0, 0, 0, 9_999]), 3);
        assert_eq!(heard(&[0, 0, 0, 10_000, 10_000, 20_000]), 5);
    }

    #[test]
    fn a_clock_that_was_moved_back_locks_nobody_out_for_longer_than_a_burst() {
        let day = 86_400_000;
        let full_at = RATE().after_one_more(0, day).expect("heard");
        assert_eq!(RATE().after_one_more(full_at, 0), Err(10_000));
    }
}
