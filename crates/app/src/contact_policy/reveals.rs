//! Showing a number in full: asked of the policy, with a reason, audited; unusually many raise an alert.

use std::collections::BTreeMap;

use method::{
    Coded, Timestamp,
    alerts::AlertKind,
    contact_policy::{Channel, RevealReason},
    reveals::unusual,
};
use serde::{Deserialize, Serialize};
use store::{Tx, entities::contact_point};
use utoipa::ToSchema;
use uuid::Uuid;

use super::ask;
use crate::{Actor, App, AppError};

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reveal {
    /// why it is shown; kept in the audit
    pub reason: RevealReason,
}

/// A number shown in full; that it was shown, and why, is in the audit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Revealed {
    pub value: String,
    pub at: Timestamp,
}

const ACTION: &str = "contact_revealed";
/// Days of habit that today is compared with.
const HABIT_DAYS: f64 = 30.0;

impl App {
    /// Shows a number in full where the policy allows it to this actor for this reason. The only way to one.
    pub async fn reveal_contact(
        &self,
        actor: &Actor,
        party: Uuid,
        id: Uuid,
        asked: Reveal,
    ) -> Result<Revealed, AppError> {
        let seen = self.party_seen(&self.store, actor, party).await?;
        let point = self.contact_point_of(party, id).await?;
        let mut question = ask(actor, &seen, asked.reason.deed(), channel_of(&point));
        question.point_refused = point.do_not_contact;
        let answer = self.permission(&seen, &question, self.now()).await?;
        if !answer.value.is_allowed() {
            return Err(AppError::Refused(Box::new(answer)));
        }
        let tx = self.store.begin().await?;
        let detail = serde_json::json!({ "contact": id, "kind": point.kind, "reason": asked.reason });
        self.audit(&tx, actor, ACTION, ("party", &party.to_string()), detail).await?;
        self.watch_reveals(&tx, actor).await?;
        tx.commit().await?;
        Ok(Revealed { value: point.value, at: self.now() })
    }

    async fn contact_point_of(&self, party: Uuid, id: Uuid) -> Result<contact_point::Model, AppError> {
        let known = store::parties::contacts(&self.store, &[party]).await?;
        known.into_iter().find(|point| point.id == id).ok_or(AppError::NotFound("contact point"))
    }

    /// Tells the administrators once a day of somebody who sees unusually many numbers.
    async fn watch_reveals(&self, tx: &Tx, actor: &Actor) -> Result<(), AppError> {
        let settings = self.settings().await?;
        let (now, zone) = (self.now(), &settings.method.contact.zone);
        let since = now.plus_days(-HABIT_DAYS).as_millis();
        let mut by_day: BTreeMap<_, u32> = BTreeMap::new();
        for at in store::audit::moments(tx, actor.user, ACTION, since).await? {
            *by_day.entry(Timestamp::from(at).local_date(zone)).or_default() += 1;
        }
        let day = now.local_date(zone);
        let today = by_day.remove(&day).unwrap_or_default();
        let earlier: Vec<u32> = by_day.into_values().collect();
        let verdict = unusual(today, &earlier, &settings.method.reveals, now);
        let began = zone.moment(day.at(0, 0, 0, 0));
        if verdict.value
            && !store::audit::raised_since(tx, AlertKind::ManyReveals.code(), actor.user, began.as_millis()).await?
        {
            let detail = serde_json::json!({ "today": today, "reasons": verdict.reasons });
            self.alert(tx, AlertKind::ManyReveals, Some(actor.user), None, detail).await?;
        }
        Ok(())
    }
}

/// The channel that a contact point serves.
fn channel_of(point: &contact_point::Model) -> Channel {
    match point.kind.as_str() {
        "email" => Channel::Email,
        "wechat" => Channel::Wechat,
        _ => Channel::Call,
    }
}
