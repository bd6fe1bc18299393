//! Webhooks: other systems are told of what happens here, signed, at least once, for as long as it takes.
//!
//! What happened is written into the outbox in the transaction of the change, one delivery for each subscriber. The
//! courier takes deliveries that are due under a lease, so that a killed process loses none and two processes do not
//! send one at once; it tries again with growing pauses, and gives up after a day.

mod addresses;
mod courier;
mod deliveries;
mod outbox;
mod signature;
mod subscriptions;

pub use addresses::{Reachable, checked_url};
pub use courier::{Courier, Parcel, Reply, Undelivered};
pub use deliveries::{DeliveryQuery, DeliveryState, DeliveryView, Replay, Replayed};
pub use subscriptions::{CreateWebhook, EditWebhook, NewSecret, NewWebhook, WebhookState, WebhookView};
