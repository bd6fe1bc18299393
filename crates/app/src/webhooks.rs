//! Webhooks: other systems are told of what happens here, signed, at least once, for as long as it takes.
//!
//! What happened is written into the outbox in the transaction of the change, one delivery for each subscriber. The
//! courier has a subscriber to itself under a lease and sends what waits there one after the other: so a killed process
//! loses none, two do not send at once, and nothing overtakes. It tries again with growing pauses, and gives one up after
//! a day.

mod addresses;
mod courier;
mod deliveries;
mod outbox;
mod rounds;
mod signature;
mod subscriptions;

pub use addresses::{Reachable, checked_url};
pub use courier::{Courier, Parcel, Reply, Undelivered};
pub use deliveries::{DeliveryQuery, DeliveryState, DeliveryView, Replay, Replayed};
pub use subscriptions::{CreateWebhook, EditWebhook, NewSecret, NewWebhook, WebhookState, WebhookView};
