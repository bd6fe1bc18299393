//! The one way to the contact policy: every path to a number and every outgoing contact asks here (principle "one policy
//! for contact").

mod consents;
mod reveals;

use std::collections::HashMap;

use method::{
    Coded, Timestamp, Verdict, Zone,
    contact_policy::{Ask, Channel, Consent, ContactFacts, Deed, Holding, Permission, may},
};
use serde::Serialize;
use store::entities::party;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{Actor, App, AppError, Right};

pub use consents::{ConsentEntry, RecordConsent};
pub use reveals::{Reveal, Revealed};

/// The policy's answer to one question.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PermissionView {
    pub deed: Deed,
    pub channel: Channel,
    pub answer: Verdict<Permission>,
}

/// What the actor may do with a party, by deed and channel, as of now.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Permissions {
    /// whose record it is, seen from the actor
    pub holding: Holding,
    pub items: Vec<PermissionView>,
}

/// What is kept with an outgoing contact that the policy allowed.
pub(crate) const ALLOWED: &str = "allowed";

impl App {
    /// What the actor may do with a party: contact it, sell to it, see its numbers; each with reasons and what would make
    /// it yes.
    pub async fn permissions(&self, actor: &Actor, party: Uuid) -> Result<Permissions, AppError> {
        let row = self.party_seen(&self.store, actor, party).await?;
        let facts = self.contact_facts_of(&row).await?;
        let settings = self.settings().await?;
        let reaching = [Deed::Contact, Deed::Sell].into_iter();
        let asked = reaching.flat_map(|deed| Channel::ALL.iter().map(move |channel| (deed, *channel)));
        let seeing = [(Deed::SeeNumber, Channel::Call), (Deed::CheckNumber, Channel::Call)];
        let items = asked.chain(seeing).map(|(deed, channel)| PermissionView {
            deed,
            channel,
            answer: may(&ask(actor, &row, deed, channel), self.now(), &facts, &settings.method.contact),
        });
        Ok(Permissions { holding: actor.holding(&row), items: items.collect() })
    }

    /// The policy's answer for one party at a moment.
    pub(crate) async fn permission(
        &self,
        row: &party::Model,
        asked: &Ask,
        at: Timestamp,
    ) -> Result<Verdict<Permission>, AppError> {
        let facts = self.contact_facts_of(row).await?;
        Ok(may(asked, at, &facts, &self.settings().await?.method.contact))
    }

    pub(crate) async fn contact_facts_of(&self, row: &party::Model) -> Result<ContactFacts, AppError> {
        Ok(self.contact_facts(&[row]).await?.remove(&row.id).unwrap_or_default())
    }

    /// What the contact policy must know of parties: wishes, the consent ledger, attempts over all lists and channels.
    pub(crate) async fn contact_facts(&self, rows: &[&party::Model]) -> Result<HashMap<Uuid, ContactFacts>, AppError> {
        let settings = self.settings().await?;
        let since = self.now().plus_days(-(settings.method.contact.attempt_period_days as f64)).as_millis();
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let mut facts: HashMap<Uuid, ContactFacts> = rows.iter().map(|row| (row.id, known_of(row))).collect();
        for activity in store::timeline::activities_since(&self.store, &ids, since).await? {
            // a contact that reached nobody is an attempt; a talk is what attempts are for
            if activity.direction == "out"
                && !activity.two_way
                && Channel::from_code(&activity.kind).is_some_and(Channel::disturbs)
                && let Some(known) = facts.get_mut(&activity.party_id)
            {
                known.attempts.push(activity.at.into());
            }
        }
        for entry in store::timeline::consents_of(&self.store, &ids).await? {
            if let Some(known) = facts.get_mut(&entry.party_id) {
                let channel = entry.channel.as_deref().and_then(Channel::from_code);
                known.consents.push(Consent { channel, given: entry.given, at: entry.at.into() });
            }
        }
        let ended: Vec<Uuid> = rows.iter().filter(|row| row.disposition != "open").map(|row| row.id).collect();
        for change in store::timeline::changes_of_kind(&self.store, &ended, "disposition").await? {
            if let Some(known) = facts.get_mut(&change.party_id) {
                known.given_up_at = (change.after.as_deref() != Some("open")).then(|| change.at.into());
            }
        }
        Ok(facts)
    }
}

/// A question about a party, by this actor.
pub(crate) fn ask(actor: &Actor, row: &party::Model, deed: Deed, channel: Channel) -> Ask {
    Ask {
        deed,
        channel,
        holding: actor.holding(row),
        sees_numbers: actor.may(Right::RevealNumbers),
        point_refused: false,
    }
}

fn known_of(row: &party::Model) -> ContactFacts {
    ContactFacts {
        zone: row.time_zone.as_deref().and_then(|name| Zone::named(name).ok()),
        do_not_contact_since: row.do_not_contact_since.map(Timestamp::from),
        ..ContactFacts::default()
    }
}

/// What is kept of an answer with the contact that was made: allowed, or the rule it went against.
pub(crate) fn kept(answer: &Permission) -> &'static str {
    match answer {
        Permission::Allowed => ALLOWED,
        Permission::NotNow { because, .. } | Permission::No { because, .. } => because.code(),
    }
}
