//! What the web server is told at its start: how it is reached, how much it accepts, how often one may try to sign in.

use std::{num::NonZeroU32, time::Duration};

/// Settings of the web layer; `Default` suits a server on the own machine.
#[derive(Clone, Debug)]
pub struct HttpSettings {
    /// Whether people reach the server by https: cookies become `Secure` and browsers are told to stay with https.
    pub https: bool,
    /// Whether a proxy in front of the server writes `X-Forwarded-For` and `X-Forwarded-Host`. Off, both are ignored,
    /// since anybody could write them.
    pub trusted_proxy: bool,
    /// Bytes of one uploaded file.
    pub max_upload_bytes: u64,
    /// How long an ordinary request may take; uploads, downloads and progress streams are exempt.
    pub time_limit: Duration,
    pub attempts: AttemptLimits,
    /// Where answers are counted.
    pub metrics: crate::Metrics,
}

/// How often sign-in and set-up may be tried.
#[derive(Clone, Copy, Debug)]
pub struct AttemptLimits {
    pub per_email: Rate,
    pub per_address: Rate,
}

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
}

impl Default for AttemptLimits {
    /// One e-mail stands for one person; one address may be a whole office on a Monday morning.
    fn default() -> Self {
        Self { per_email: Rate::new(20, Duration::from_secs(30)), per_address: Rate::new(60, Duration::from_secs(2)) }
    }
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            https: false,
            trusted_proxy: false,
            max_upload_bytes: 2 * 1024 * 1024 * 1024,
            time_limit: Duration::from_secs(30),
            attempts: AttemptLimits::default(),
            metrics: crate::Metrics::default(),
        }
    }
}
