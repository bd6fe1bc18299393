//! Who carries deliveries. The web layer has the client; this part decides what is sent and what an answer means.

use std::sync::Arc;

use async_trait::async_trait;

use super::Reachable;
use crate::App;

/// One attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    pub url: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: String,
}

/// What the other side answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    pub status: u16,
    /// the first bytes of the answer, as text
    pub body: String,
}

/// Why there was no answer; each with a stable code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undelivered {
    #[error("the address is inside a network and not allowed")]
    Refused,
    #[error("the name stands for no address")]
    Unresolved,
    #[error("no answer in time")]
    Timeout,
    #[error("no connection")]
    Unreachable,
    /// nothing was sent: the secret was sealed with another key than this server's
    #[error("the secret cannot be read")]
    Unsigned,
}

impl Undelivered {
    pub fn code(self) -> &'static str {
        match self {
            Self::Refused => "address_refused",
            Self::Unresolved => "unresolved",
            Self::Timeout => "timeout",
            Self::Unreachable => "unreachable",
            Self::Unsigned => "secret_unreadable",
        }
    }
}

/// Carries parcels to where they are addressed, and nowhere else.
#[async_trait]
pub trait Courier: Send + Sync + std::fmt::Debug {
    /// Where it goes beside the internet.
    fn reachable(&self) -> &Reachable;

    async fn carry(&self, parcel: Parcel) -> Result<Reply, Undelivered>;
}

impl App {
    /// Names who carries deliveries; without one they wait.
    pub fn carry_with(&self, courier: Arc<dyn Courier>) {
        // the first one stays
        let _ = self.courier.set(courier);
    }

    pub(super) fn courier(&self) -> Option<Arc<dyn Courier>> {
        self.courier.get().cloned()
    }

    pub(super) fn reachable(&self) -> Reachable {
        self.courier().map_or_else(Reachable::default, |courier| courier.reachable().clone())
    }

    /// Something is due, after the transaction that says so is committed.
    pub(super) fn wake_courier(&self) {
        self.courier_wake.notify_one();
    }

    pub(super) async fn courier_woken(&self) {
        self.courier_wake.notified().await;
    }
}
