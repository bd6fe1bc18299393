//! What the web server is told at its start: how it is reached, how much it accepts, how often one may try to sign in.

use std::time::Duration;

use app::people::AttemptLimits;

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
    /// Identity providers at which people may sign in.
    pub oidc: crate::Oidc,
    /// Where answers are counted.
    pub metrics: crate::Metrics,
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            https: false,
            trusted_proxy: false,
            max_upload_bytes: 2 * 1024 * 1024 * 1024,
            time_limit: Duration::from_secs(30),
            attempts: AttemptLimits::default(),
            oidc: crate::Oidc::default(),
            metrics: crate::Metrics::default(),
        }
    }
}
