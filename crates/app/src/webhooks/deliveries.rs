//! What was sent and what came back, and sending again what somebody asks for.

use method::Timestamp;
use serde::{Deserialize, Serialize};
use store::entities::{webhook_delivery, webhook_event};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::subscriptions::held;
use crate::{Actor, App, AppError, Page, Right, Total};

/// Deliveries are kept so long, to be looked at and sent again.
const KEPT_MS: i64 = 30 * 24 * 60 * 60 * 1000;
const PER_PAGE: u64 = 50;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// to be sent, for the first time or again
    Waiting,
    Delivered,
    /// given up
    Dead,
}

impl DeliveryState {
    fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Delivered => "delivered",
            Self::Dead => "dead",
        }
    }

    fn from_code(code: &str) -> Self {
        match code {
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
    /// when the last attempt ended (`webhook-timestamp` is when it began)
    pub tried_at: Option<Timestamp>,
    /// how long the last attempt took
    pub took_ms: Option<i32>,
    /// absent: it is not tried again by itself
    pub next_at: Option<Timestamp>,
    /// the status of the last answer
    pub status: Option<i32>,
    /// the first bytes of the last answer
    pub answer: Option<String>,
    /// why there was no answer (`timeout`, `unreachable`, `unresolved`, `address_refused`, `secret_unreadable`)
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
    /// to before this one; absent: until now
    pub to: Option<Timestamp>,
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
    /// What was sent to a subscriber, the newest first.
    pub async fn deliveries(
        &self,
        actor: &Actor,
        hook: Uuid,
        asked: DeliveryQuery,
    ) -> Result<Page<DeliveryView>, AppError> {
        actor.require(Right::ManageSettings)?;
        self.webhook(actor, hook).await?;
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
        held(&tx, hook).await?;
        let found = store::webhooks::delivery(&tx, hook, delivery).await?;
        let (mut row, event) = found.ok_or(AppError::NotFound("delivery"))?;
        row.state = DeliveryState::Waiting.code().to_owned();
        row.attempts = 0;
        row.next_at = self.now_ms();
        store::webhooks::update_delivery(&tx, row.clone()).await?;
        let detail = serde_json::json!({ "count": 1 });
        self.audit(&tx, actor, "webhook_replayed", ("webhook", &hook.to_string()), detail).await?;
        tx.commit().await?;
        self.wake_courier();
        Ok(view(row, event))
    }

    /// Sends what happened since a moment again, in its order and before what happens from now on.
    pub async fn replay(&self, actor: &Actor, hook: Uuid, asked: Replay) -> Result<Replayed, AppError> {
        actor.require(Right::ManageSettings)?;
        if asked.to.is_some_and(|to| asked.from >= to) {
            return Err(AppError::invalid("/to", "out_of_range", "the end has to be later than the beginning"));
        }
        let states: &[&str] = if asked.delivered_too { &["dead", "delivered"] } else { &["dead"] };
        let period = (asked.from.as_millis(), asked.to.map_or(i64::MAX, Timestamp::as_millis));
        let tx = self.store.begin().await?;
        held(&tx, hook).await?;
        let count = store::webhooks::requeue(&tx, hook, states, period, self.now_ms()).await?;
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
        took_ms: row.took_ms,
        next_at: (state == DeliveryState::Waiting).then(|| row.next_at.into()),
        status: row.status,
        answer: row.answer,
        error: row.error,
        body: event.body,
    }
}
