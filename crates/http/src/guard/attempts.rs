//! How often sign-in and set-up may be tried, by e-mail and by address, so that passwords cannot be guessed by force.
//!
//! Every attempt counts, the right ones too: counting only failures would let many guesses sent at once all through.

use std::time::Duration;

use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};

use super::ClientAddress;
use crate::{
    configuration::{AttemptLimits, Rate},
    problem::ApiError,
};

/// Keys kept before those that are full again are dropped.
const KEPT_KEYS: usize = 10_000;

#[derive(Debug)]
pub(crate) struct Attempts {
    by_email: DefaultKeyedRateLimiter<String>,
    by_address: DefaultKeyedRateLimiter<ClientAddress>,
    clock: DefaultClock,
}

impl Attempts {
    pub fn new(limits: AttemptLimits) -> Self {
        Self {
            by_email: RateLimiter::keyed(quota(limits.per_email)),
            by_address: RateLimiter::keyed(quota(limits.per_address)),
            clock: DefaultClock::default(),
        }
    }

    /// Counts an attempt; refuses it where there were too many, saying when the next is heard.
    pub fn count(&self, address: ClientAddress, email: &str) -> Result<(), ApiError> {
        let now = self.clock.now();
        let refused = |wait: Duration| ApiError::too_many_attempts(wait.as_secs() + 1);
        self.by_address.check_key(&address).map_err(|not_until| refused(not_until.wait_time_from(now)))?;
        let email = email.trim().to_lowercase();
        self.by_email.check_key(&email).map_err(|not_until| refused(not_until.wait_time_from(now)))?;
        if self.by_email.len() > KEPT_KEYS || self.by_address.len() > KEPT_KEYS {
            self.by_email.retain_recent();
            self.by_address.retain_recent();
        }
        Ok(())
    }
}

fn quota(rate: Rate) -> Quota {
    // a period of nothing would be no limit at all; the quota type does not have that
    Quota::with_period(rate.period).unwrap_or_else(|| Quota::per_second(rate.burst)).allow_burst(rate.burst)
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;

    fn attempts(per_email: u32, per_address: u32) -> Attempts {
        let hour = Duration::from_secs(3_600);
        Attempts::new(AttemptLimits {
            per_email: Rate::new(per_email, hour),
            per_address: Rate::new(per_address, hour),
        })
    }

    fn address(last: u8) -> ClientAddress {
        ClientAddress::of(IpAddr::V4(Ipv4Addr::new(192, 0, 2, last)))
    }

    #[test]
    fn an_e_mail_is_one_however_it_is_written() {
        let attempts = attempts(2, 100);
        assert!(attempts.count(address(1), "li@example.com").is_ok());
        assert!(attempts.count(address(2), " LI@Example.com").is_ok());
        assert!(attempts.count(address(3), "li@example.com").is_err());
        assert!(attempts.count(address(3), "wang@example.com").is_ok());
    }

    #[test]
    fn an_address_is_stopped_whatever_e_mails_it_tries() {
        let attempts = attempts(100, 2);
        assert!(attempts.count(address(1), "a@example.com").is_ok());
        assert!(attempts.count(address(1), "b@example.com").is_ok());
        assert!(attempts.count(address(1), "c@example.com").is_err());
        assert!(attempts.count(address(2), "c@example.com").is_ok());
    }
}
