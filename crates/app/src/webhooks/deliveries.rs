//! Sending what is due, trying again, giving up, and sending again what somebody asks for.

use std::time::Duration;

use method::{Timestamp, alerts::AlertKind};
use rand::Rng;
use serde::{Deserialize, Serialize};
use store::entities::{webhook, webhook_delivery, webhook_event};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{Parcel, Reply, Undelivered, signature::sign};
use crate::{Actor, App, AppError, Page, Right, Total};

/// Pauses between attempts in seconds, eight attempts within a day.
const PAUSES: [i64; 7] = [10, 5 * 60, 30 * 60, 2 * 60 * 60, 5 * 60 * 60, 8 * 60 * 60, 8 * 60 * 60];
/// Each pause is this much longer or shorter, so that what failed together does not come back together.
const JITTER: f64 = 0.15;
/// A subscriber that has answered nothing well for so long is not tried any more.
const DISABLED_AFTER_MS: i64 = 3 * 24 * 60 * 60 * 1000;
/// Deliveries are kept so long, to be looked at and sent again.
const KEPT_MS: i64 = 30 * 24 * 60 * 60 * 1000;
/// A process that is silent for so long is taken for dead.
const LEASE_MS: i64 = 60_000;
const AT_ONCE: u64 = 8;
const LOOKED_EVERY: Duration = Duration::from_secs(2);
const PER_PAGE: u64 = 50;
/// Sent again by one request at most.
const MOST_REPLAYED: u64 = 10_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// to be sent, for the first time or again
    Waiting,
    /// being sent
    Running,
    Delivered,
    /// given up
    Dead,
}

impl DeliveryState {
    fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Delivered => "delivered",
            Self::Dead => "dead",
        }
    }

    fn from_code(code: &str) -> Self {
        match code {
            "running" => Self::Running,
            "delivered" => Self::Delivered,
            "dead" => Self::Dead,
            _ => Self::Waiting,
        }
    }
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeliveryView {
    pub id: Uuid,
    /// the id that the other side sees (`webhook-id`); the same each time it is sent
    pub event_id: Uuid,
    pub event: String,
    pub at: Timestamp,
    pub state: DeliveryState,
    pub attempts: i32,
    pub tried_at: Option<Timestamp>,
    /// absent: it is not tried again by itself
    pub next_at: Option<Timestamp>,
    /// the status of the last answer
    pub status: Option<i32>,
    /// the first bytes of the last answer
    pub answer: Option<String>,
    /// why there was no answer (`timeout`, `unreachable`, `unresolved`, `address_refused`)
    pub error: Option<String>,
    /// what is sent
    pub body: String,
}

#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DeliveryQuery {
    pub state: Option<DeliveryState>,
    /// `next` of the page before
    pub cursor: Option<Uuid>,
}

/// Which deliveries are sent again.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Replay {
    /// of events from this moment on
    pub from: Timestamp,
    /// to before this one
    pub to: Timestamp,
    /// those that arrived as well; absent: only those that were given up
    #[serde(default)]
    pub delivered_too: bool,
}

#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct Replayed {
    /// deliveries that are sent again
    pub count: u64,
}

impl App {
    /// Sends what is due until the process is asked to stop. `alone`: no other process sends, so what a killed one left
    /// under way is taken up at once.
    pub async fn deliver(&self, alone: bool) -> Result<(), AppError> {
        if alone {
            let tx = self.store.begin().await?;
            store::webhooks::release_all(&tx).await?;
            tx.commit().await?;
        }
        loop {
            while !self.is_stopping() && self.deliver_due().await? > 0 {}
            tokio::select! {
                () = self.asked_to_stop() => return Ok(()),
                () = self.courier_woken() => {}
                () = tokio::time::sleep(LOOKED_EVERY) => {}
            }
        }
    }

    /// Sends some of what is due; answers how many were tried.
    pub async fn deliver_due(&self) -> Result<usize, AppError> {
        if self.courier().is_none() {
            return Ok(0);
        }
        let now = self.now_ms();
        let tx = self.store.begin().await?;
        let taken = store::webhooks::take_due(&tx, now, now + LEASE_MS, AT_ONCE).await?;
        tx.commit().await?;
        let count = taken.len();
        let mut sending = tokio::task::JoinSet::new();
        for (delivery, hook, event) in taken {
            let app = self.clone();
            sending.spawn(async move { app.attempt(delivery, hook, event).await });
        }
        while let Some(done) = sending.join_next().await {
            done.map_err(|error| AppError::Internal(error.to_string()))??;
        }
        Ok(count)
    }

    async fn attempt(
        &self,
        delivery: webhook_delivery::Model,
        hook: webhook::Model,
        event: webhook_event::Model,
    ) -> Result<(), AppError> {
        let Some(courier) = self.courier() else { return Ok(()) };
        let now = self.now_ms();
        let id = event.id.to_string();
        let seconds = now.div_euclid(1000);
        let previous = hook.previous_secret.as_deref().filter(|_| hook.previous_until.is_some_and(|until| until > now));
        let secrets = [Some(hook.secret.as_str()), previous].into_iter().flatten();
        let parcel = Parcel {
            url: hook.url.clone(),
            headers: vec![
                ("content-type", "application/json".to_owned()),
                ("webhook-signature", sign(secrets, &id, seconds, &event.body)),
                ("webhook-timestamp", seconds.to_string()),
                ("webhook-id", id),
            ],
            body: event.body,
        };
        let outcome = courier.carry(parcel).await;
        self.note_attempt(delivery, outcome).await
    }

    async fn note_attempt(
        &self,
        mut row: webhook_delivery::Model,
        outcome: Result<Reply, Undelivered>,
    ) -> Result<(), AppError> {
        let now = self.now_ms();
        row.attempts += 1;
        row.tried_at = Some(now);
        row.leased_until = None;
        row.status = outcome.as_ref().ok().map(|reply| i32::from(reply.status));
        row.error = outcome.as_ref().err().map(|error| error.code().to_owned());
        let arrived = outcome.as_ref().is_ok_and(|reply| (200..300).contains(&reply.status));
        row.answer = outcome.ok().map(|reply| reply.body);
        let pause = usize::try_from(row.attempts - 1).ok().and_then(|tried| PAUSES.get(tried));
        let state = match (arrived, pause) {
            (true, _) => DeliveryState::Delivered,
            (false, Some(seconds)) => {
                let stretch = 1.0 + rand::rng().random_range(-JITTER..=JITTER);
                row.next_at = now + (*seconds as f64 * 1000.0 * stretch) as i64;
                DeliveryState::Waiting
            }
            (false, None) => DeliveryState::Dead,
        };
        row.state = state.code().to_owned();
        let tx = self.store.begin().await?;
        let hook_id = row.webhook_id;
        store::webhooks::update_delivery(&tx, row).await?;
        // it may be gone by now, with its deliveries
        if let Some(mut hook) = store::webhooks::find_locked(&tx, hook_id).await? {
            let before = hook.clone();
            if arrived {
                hook.failing_since = None;
                hook.told_at = None;
            } else {
                let since = *hook.failing_since.get_or_insert(now);
                let kind = if now - since >= DISABLED_AFTER_MS && hook.state == "active" {
                    hook.state = "disabled".to_owned();
                    Some(AlertKind::WebhookDisabled)
                } else if state == DeliveryState::Dead && hook.told_at.is_none() {
                    Some(AlertKind::WebhookGivenUp)
                } else {
                    None
                };
                if let Some(kind) = kind {
                    hook.told_at = Some(now);
                    let detail = serde_json::json!({ "webhook": hook.id, "name": hook.name });
                    self.alert(&tx, kind, None, None, detail).await?;
                }
            }
            if hook != before {
                store::webhooks::update_state(&tx, hook).await?;
            }
        }
        Ok(tx.commit().await?)
    }

    /// What was sent to a subscriber, the newest first.
    pub async fn deliveries(
        &self,
        actor: &Actor,
        hook: Uuid,
        asked: DeliveryQuery,
    ) -> Result<Page<DeliveryView>, AppError> {
        actor.require(Right::ManageSettings)?;
        self.hook(&self.store, hook).await?;
        let state = asked.state.map(DeliveryState::code);
        let mut rows = store::webhooks::deliveries(&self.store, hook, state, asked.cursor, PER_PAGE + 1).await?;
        let more = rows.len() as u64 > PER_PAGE;
        rows.truncate(PER_PAGE as usize);
        let next = rows.last().filter(|_| more).map(|(row, _)| row.id.to_string());
        let total = match asked.cursor {
            Some(_) => None,
            None => Some(Total { count: store::webhooks::count(&self.store, hook, state).await?, exact: true }),
        };
        let items = rows.into_iter().map(|(row, event)| view(row, event)).collect();
        Ok(Page { items, next, total })
    }

    /// Sends one delivery again, whatever became of it.
    pub async fn replay_delivery(&self, actor: &Actor, hook: Uuid, delivery: Uuid) -> Result<DeliveryView, AppError> {
        actor.require(Right::ManageSettings)?;
        let tx = self.store.begin().await?;
        let found = store::webhooks::delivery(&tx, hook, delivery).await?;
        let (mut row, event) = found.ok_or(AppError::NotFound("delivery"))?;
        again(&mut row, self.now_ms());
        store::webhooks::update_delivery(&tx, row.clone()).await?;
        let detail = serde_json::json!({ "count": 1 });
        self.audit(&tx, actor, "webhook_replayed", ("webhook", &hook.to_string()), detail).await?;
        tx.commit().await?;
        self.wake_courier();
        Ok(view(row, event))
    }

    /// Sends what happened in a period again.
    pub async fn replay(&self, actor: &Actor, hook: Uuid, asked: Replay) -> Result<Replayed, AppError> {
        actor.require(Right::ManageSettings)?;
        if asked.from >= asked.to {
            return Err(AppError::invalid("/to", "out_of_range", "the end has to be later than the beginning"));
        }
        self.hook(&self.store, hook).await?;
        let states: &[&str] = if asked.delivered_too { &["dead", "delivered"] } else { &["dead"] };
        let (from, to) = (asked.from.as_millis(), asked.to.as_millis());
        let tx = self.store.begin().await?;
        let rows = store::webhooks::between(&tx, hook, states, from, to, MOST_REPLAYED).await?;
        let count = rows.len() as u64;
        for mut row in rows {
            again(&mut row, self.now_ms());
            store::webhooks::update_delivery(&tx, row).await?;
        }
        let detail = serde_json::json!({ "count": count });
        self.audit(&tx, actor, "webhook_replayed", ("webhook", &hook.to_string()), detail).await?;
        tx.commit().await?;
        self.wake_courier();
        Ok(Replayed { count })
    }

    /// Removes what was told long ago.
    pub(crate) async fn tidy_deliveries(&self) -> Result<(), AppError> {
        let tx = self.store.begin().await?;
        store::webhooks::delete_before(&tx, self.now_ms() - KEPT_MS).await?;
        Ok(tx.commit().await?)
    }
}

/// As if it had never been tried, under the same id.
fn again(row: &mut webhook_delivery::Model, now: i64) {
    row.state = "waiting".to_owned();
    row.attempts = 0;
    row.next_at = now;
    row.leased_until = None;
}

fn view(row: webhook_delivery::Model, event: webhook_event::Model) -> DeliveryView {
    let state = DeliveryState::from_code(&row.state);
    DeliveryView {
        id: row.id,
        event_id: event.id,
        event: event.kind,
        at: event.at.into(),
        state,
        attempts: row.attempts,
        tried_at: row.tried_at.map(Timestamp::from),
        next_at: (state == DeliveryState::Waiting).then(|| row.next_at.into()),
        status: row.status,
        answer: row.answer,
        error: row.error,
        body: event.body,
    }
}

#[cfg(test)]
mod tests {
    use super::PAUSES;

    #[test]
    fn the_last_attempt_is_within_a_day() {
        assert!(PAUSES.is_sorted());
        assert!((20 * 3600..=24 * 3600).contains(&PAUSES.iter().sum::<i64>()));
    }
}
