//! What happened, written in the transaction of the change for everybody who wants to be told.

use method::{Coded, Timestamp, events::EventKind};
use serde_json::{Value, json};
use store::{
    Tx,
    entities::{webhook, webhook_delivery, webhook_event},
};
use uuid::Uuid;

use crate::{App, AppError};

/// What an entry of the audit means to others, where it means something. Details of these entries are codes and ids.
fn kind_of(action: &str) -> Option<EventKind> {
    Some(match action {
        "party_created" => EventKind::PartyCreated,
        "party_changed" | "disposition_set" | "contact_added" | "contact_changed" | "contact_deleted"
        | "address_added" | "address_deleted" | "evidence_added" => EventKind::PartyChanged,
        "party_merged" => EventKind::PartyMerged,
        "merge_undone" => EventKind::MergeUndone,
        "person_erased" => EventKind::PartyErased,
        "loss_recorded" => EventKind::PartyLost,
        "consent_recorded" => EventKind::ConsentRecorded,
        "activity_logged" => EventKind::ContactLogged,
        "activity_taken_back" => EventKind::ContactTakenBack,
        _ => return None,
    })
}

/// Records named by one event at most when many change hands at once.
const NAMED_AT_ONCE: usize = 1_000;

impl App {
    /// Tells of what was audited.
    pub(crate) async fn tell_of_audited(
        &self,
        tx: &Tx,
        action: &str,
        subject: (&str, &str),
        detail: &Value,
    ) -> Result<(), AppError> {
        match kind_of(action) {
            Some(kind) => self.tell(tx, kind, vec![(subject.0.to_owned(), subject.1.to_owned(), detail.clone())]).await,
            None => Ok(()),
        }
    }

    /// Tells of records that have another owner, or none, from now on.
    pub(crate) async fn tell_of_owner(&self, tx: &Tx, owner: Option<Uuid>, parties: &[Uuid]) -> Result<(), AppError> {
        let subject = owner.map(|id| id.to_string()).unwrap_or_default();
        let kind = if owner.is_some() { "user" } else { "pool" };
        let about = parties
            .chunks(NAMED_AT_ONCE)
            .map(|named| (kind.to_owned(), subject.clone(), json!({ "count": named.len(), "parties": named })));
        self.tell(tx, EventKind::PartyAssigned, about.collect()).await
    }

    /// Writes events of one kind, each about a subject (kind and id), and a delivery of each for every subscriber.
    pub(crate) async fn tell(
        &self,
        tx: &Tx,
        kind: EventKind,
        about: Vec<(String, String, Value)>,
    ) -> Result<(), AppError> {
        if about.is_empty() {
            return Ok(());
        }
        let hooks = store::webhooks::all(tx).await?;
        let told: Vec<&webhook::Model> =
            hooks.iter().filter(|hook| hook.events.split(',').any(|event| event == kind.code())).collect();
        if told.is_empty() {
            return Ok(());
        }
        for (subject_kind, subject, detail) in about {
            self.post(tx, kind, (&subject_kind, &subject), &detail, &told).await?;
        }
        Ok(())
    }

    /// Writes one event with a delivery for each of these.
    pub(super) async fn post(
        &self,
        tx: &Tx,
        kind: EventKind,
        subject: (&str, &str),
        detail: &Value,
        hooks: &[&webhook::Model],
    ) -> Result<Uuid, AppError> {
        let now = self.now();
        let id = self.new_id();
        let event = webhook_event::Model {
            id,
            kind: kind.code().to_owned(),
            at: now.as_millis(),
            body: body(kind, now, subject, detail).to_string(),
        };
        store::webhooks::insert_event(tx, event).await?;
        let deliveries = hooks.iter().map(|hook| webhook_delivery::Model {
            id: self.new_id(),
            webhook_id: hook.id,
            event_id: id,
            state: "waiting".to_owned(),
            attempts: 0,
            next_at: now.as_millis(),
            created_at: now.as_millis(),
            tried_at: None,
            took_ms: None,
            status: None,
            answer: None,
            error: None,
        });
        store::webhooks::insert_deliveries(tx, deliveries.collect()).await?;
        Ok(id)
    }
}

/// Ids, codes and the way to the record; whoever wants to know more asks with a token, and is asked for rights there.
fn body(kind: EventKind, at: Timestamp, subject: (&str, &str), detail: &Value) -> Value {
    let link = match subject.0 {
        "party" => Some(format!("/api/v1/parties/{}", subject.1)),
        "import" => Some(format!("/api/v1/imports/{}", subject.1)),
        "user" => Some(format!("/api/v1/users/{}", subject.1)),
        _ => None,
    };
    let id = Some(subject.1).filter(|id| !id.is_empty());
    let subject = json!({ "kind": subject.0, "id": id, "link": link });
    json!({ "type": kind.code(), "timestamp": at, "data": { "subject": subject, "detail": detail } })
}
