//! Who is told of what, what happened, and what became of telling it.

table! {
    /// Another system that is told of events.
    webhook = "webhook" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        name: String,
        url: String,
        /// codes of events separated by commas
        events: String,
        state: String,
        /// sealed with the server's key: it has to be read again to sign
        secret: String,
        previous_secret: Option<String>,
        previous_until: Option<i64>,
        failing_since: Option<i64>,
        /// when an administrator was told that it fails
        told_at: Option<i64>,
        /// until when one process has it to itself
        leased_until: Option<i64>,
        lease_id: Option<Uuid>,
        created_by: Option<Uuid>,
        /// with whose rights it is told; none: the machine's own
        acts_as: Option<Uuid>,
        created_at: i64,
        version: i32,
    }
}

table! {
    /// The outbox: what happened, as it is told.
    webhook_event = "webhook_event" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        kind: String,
        at: i64,
        body: String,
    }
}

table! {
    /// One event for one subscriber.
    webhook_delivery = "webhook_delivery" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        webhook_id: Uuid,
        event_id: Uuid,
        state: String,
        attempts: i32,
        next_at: i64,
        created_at: i64,
        tried_at: Option<i64>,
        took_ms: Option<i32>,
        status: Option<i32>,
        answer: Option<String>,
        error: Option<String>,
    }
}
