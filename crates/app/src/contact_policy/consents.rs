//! The consent ledger: what somebody agreed to or withdrew, by which channel, how it is known, and when. Appended; the
//! last word about a channel is in force (EDM-3).

use method::{
    Coded, Timestamp,
    contact_policy::{Channel, ConsentSource},
};
use serde::{Deserialize, Serialize};
use store::entities::consent;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{Actor, App, AppError, UserRef, app::user_ref};

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordConsent {
    /// absent: every channel
    pub channel: Option<Channel>,
    /// given, or withdrawn
    pub given: bool,
    pub source: ConsentSource,
    /// where the proof is, or the words; required where a wish not to be contacted is lifted
    #[serde(default)]
    pub note: String,
    /// when it was said; now where absent
    pub at: Option<Timestamp>,
}

/// One entry of the ledger.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConsentEntry {
    pub id: Uuid,
    /// absent: every channel
    pub channel: Option<Channel>,
    pub given: bool,
    pub source: String,
    pub note: String,
    pub at: Timestamp,
    pub by: Option<UserRef>,
}

impl App {
    /// The ledger of a party, the last word first.
    pub async fn consents(&self, actor: &Actor, party: Uuid) -> Result<Vec<ConsentEntry>, AppError> {
        self.party_seen(&self.store, actor, party).await?;
        let names = self.user_names().await?;
        let rows = store::timeline::consents_of(&self.store, &[party]).await?;
        let entry = |row: consent::Model| ConsentEntry {
            id: row.id,
            channel: row.channel.as_deref().and_then(Channel::from_code),
            given: row.given,
            source: row.source,
            note: row.note,
            at: row.at.into(),
            by: user_ref(&names, row.by),
        };
        Ok(rows.into_iter().rev().map(entry).collect())
    }

    /// Appends a consent or its withdrawal. Withdrawing every channel is the wish not to be contacted; only a consent to
    /// every channel, with its proof, lifts that wish again.
    pub async fn record_consent(
        &self,
        actor: &Actor,
        party: Uuid,
        asked: RecordConsent,
    ) -> Result<Vec<ConsentEntry>, AppError> {
        let now = self.now();
        let at = asked.at.unwrap_or(now);
        if at > now {
            return Err(AppError::invalid("/at", "in_the_future", "a consent lies in the past"));
        }
        let note: String = asked.note.trim().chars().take(500).collect();
        let tx = self.store.begin().await?;
        let before = self.party_edited(&tx, actor, party).await?;
        let mut row = before.clone();
        if asked.channel.is_none() {
            if asked.given && row.do_not_contact_since.is_some() && note.is_empty() {
                let detail = "say how the person asked to be contacted again";
                return Err(AppError::invalid("/note", "required", detail));
            }
            row.do_not_contact_since = if asked.given { None } else { Some(at.as_millis()) };
        }
        let entry = consent::Model {
            id: self.new_id(),
            party_id: party,
            channel: asked.channel.map(|channel| channel.code().to_owned()),
            given: asked.given,
            source: asked.source.code().to_owned(),
            note,
            at: at.as_millis(),
            created_at: now.as_millis(),
            by: actor.id(),
            activity_id: None,
            retracted_at: None,
        };
        store::timeline::insert_consents(&tx, vec![entry]).await?;
        self.reassess(&tx, actor, &before, row).await?;
        let detail = serde_json::json!({ "channel": asked.channel, "given": asked.given, "source": asked.source });
        self.audit(&tx, actor, "consent_recorded", ("party", &party.to_string()), detail).await?;
        tx.commit().await?;
        self.consents(actor, party).await
    }
}
