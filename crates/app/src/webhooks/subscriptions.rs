//! Who is told of what, and with which secret.

use method::{Coded, Timestamp, events::EventKind};
use serde::{Deserialize, Serialize};
use store::{Tx, entities::webhook};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{checked_url, signature::new_secret};
use crate::{Actor, App, AppError, FieldError, Right, UserRef, app::user_ref, error::check_version_if_named};

/// After a change of the secret both sign for so long.
const OVERLAP_MS: i64 = 24 * 60 * 60 * 1000;
const MOST: usize = 50;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WebhookState {
    Active,
    /// by a person: what happens is kept until it goes on
    Paused,
    /// by itself, after days without a good answer or because nobody answers for it any more: what happens is kept until a
    /// person lets it go on
    Disabled,
}

impl WebhookState {
    fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Paused => "paused",
            Self::Disabled => "disabled",
        }
    }

    fn from_code(code: &str) -> Self {
        match code {
            "paused" => Self::Paused,
            "disabled" => Self::Disabled,
            _ => Self::Active,
        }
    }
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WebhookView {
    pub id: Uuid,
    pub name: String,
    pub url: String,
    pub events: Vec<EventKind>,
    pub state: WebhookState,
    /// since when no answer was good; absent: the last one was
    pub failing_since: Option<Timestamp>,
    /// until when the secret before signs as well
    pub previous_secret_until: Option<Timestamp>,
    pub created_by: Option<UserRef>,
    /// who changed it last: it is told what this person may know, and switched off where the person no longer may
    pub acts_as: Option<UserRef>,
    pub created_at: Timestamp,
    /// rises with every change
    pub version: i32,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateWebhook {
    pub name: String,
    /// `https://…`
    pub url: String,
    pub events: Vec<EventKind>,
}

#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditWebhook {
    pub name: Option<String>,
    pub url: Option<String>,
    pub events: Option<Vec<EventKind>>,
    /// `active` or `paused`
    pub state: Option<WebhookState>,
    /// the version that was read; a newer one in between refuses the change. `If-Match` says the same
    pub version: Option<i32>,
}

/// A subscription just made; the secret is never shown again.
#[derive(Clone, Serialize, ToSchema)]
pub struct NewWebhook {
    #[serde(flatten)]
    pub webhook: WebhookView,
    /// `whsec_…`, with which the other side checks signatures
    pub secret: String,
}

/// A secret just made; it is never shown again.
#[derive(Clone, Serialize, ToSchema)]
pub struct NewSecret {
    pub secret: String,
    /// until when the one before signs as well
    pub previous_until: Timestamp,
}

macro_rules! debug_without_secret {
    ($($name:ident),+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )+};
}
debug_without_secret!(NewWebhook, NewSecret);

impl App {
    pub async fn webhooks(&self, actor: &Actor) -> Result<Vec<WebhookView>, AppError> {
        actor.require(Right::ManageSettings)?;
        let mut views = Vec::new();
        for row in store::webhooks::all(&self.store).await? {
            views.push(self.webhook_view(row).await?);
        }
        Ok(views)
    }

    pub async fn webhook(&self, actor: &Actor, id: Uuid) -> Result<WebhookView, AppError> {
        actor.require(Right::ManageSettings)?;
        let row = store::webhooks::find(&self.store, id).await?.ok_or(AppError::NotFound("webhook"))?;
        self.webhook_view(row).await
    }

    pub async fn create_webhook(&self, actor: &Actor, asked: CreateWebhook) -> Result<NewWebhook, AppError> {
        actor.require(Right::ManageSettings)?;
        let id = self.new_id();
        let secret = new_secret();
        let row = webhook::Model {
            id,
            name: checked_name(&asked.name)?,
            url: checked_url(&asked.url, &self.reachable())?.to_string(),
            events: checked_events(&asked.events)?,
            state: WebhookState::Active.code().to_owned(),
            secret: self.seal_webhook_secret(&secret, id)?,
            previous_secret: None,
            previous_until: None,
            failing_since: None,
            told_at: None,
            leased_until: None,
            lease_id: None,
            created_by: actor.id(),
            acts_as: actor.id(),
            created_at: self.now_ms(),
            version: 1,
        };
        let tx = self.store.begin().await?;
        if store::webhooks::all(&tx).await?.len() >= MOST {
            return Err(AppError::conflict("too_many_webhooks", "there are fifty webhooks already"));
        }
        store::webhooks::insert(&tx, row.clone()).await?;
        let detail = serde_json::json!({ "events": asked.events });
        self.audit(&tx, actor, "webhook_created", ("webhook", &row.id.to_string()), detail).await?;
        tx.commit().await?;
        Ok(NewWebhook { webhook: self.webhook_view(row).await?, secret })
    }

    pub async fn edit_webhook(&self, actor: &Actor, id: Uuid, edit: EditWebhook) -> Result<WebhookView, AppError> {
        actor.require(Right::ManageSettings)?;
        let tx = self.store.begin().await?;
        let mut row = held(&tx, id).await?;
        check_version_if_named(edit.version, row.version)?;
        if let Some(name) = &edit.name {
            row.name = checked_name(name)?;
        }
        if let Some(url) = &edit.url {
            row.url = checked_url(url, &self.reachable())?.to_string();
        }
        if let Some(events) = &edit.events {
            row.events = checked_events(events)?;
        }
        match edit.state {
            Some(WebhookState::Disabled) => {
                return Err(AppError::invalid("/state", "unknown", "a webhook is active or paused"));
            }
            Some(state) => {
                row.state = state.code().to_owned();
                // whoever lets it go on gives it the whole time again
                row.failing_since = None;
                row.told_at = None;
            }
            None => {}
        }
        row.acts_as = actor.id();
        let row = store::webhooks::update(&tx, row).await?;
        // at the new address it may arrive at once
        store::webhooks::hasten(&tx, id, self.now_ms()).await?;
        let detail = serde_json::json!({ "state": row.state, "events": row.events });
        self.audit(&tx, actor, "webhook_changed", ("webhook", &id.to_string()), detail).await?;
        tx.commit().await?;
        self.wake_courier();
        self.webhook_view(row).await
    }

    /// Ends a subscription; what was not delivered is dropped with it.
    pub async fn delete_webhook(&self, actor: &Actor, id: Uuid, read: Option<i32>) -> Result<(), AppError> {
        actor.require(Right::ManageSettings)?;
        let tx = self.store.begin().await?;
        let row = held(&tx, id).await?;
        check_version_if_named(read, row.version)?;
        store::webhooks::delete(&tx, id).await?;
        self.audit(&tx, actor, "webhook_deleted", ("webhook", &id.to_string()), serde_json::json!({})).await?;
        Ok(tx.commit().await?)
    }

    /// Makes a new secret; for a day the one before signs as well, so that the other side can change over.
    pub async fn rotate_secret(&self, actor: &Actor, id: Uuid) -> Result<NewSecret, AppError> {
        actor.require(Right::ManageSettings)?;
        let tx = self.store.begin().await?;
        let mut row = held(&tx, id).await?;
        let until = self.now_ms() + OVERLAP_MS;
        let secret = new_secret();
        row.previous_secret = Some(std::mem::replace(&mut row.secret, self.seal_webhook_secret(&secret, id)?));
        row.previous_until = Some(until);
        store::webhooks::update(&tx, row).await?;
        self.audit(&tx, actor, "webhook_secret_changed", ("webhook", &id.to_string()), serde_json::json!({})).await?;
        tx.commit().await?;
        Ok(NewSecret { secret, previous_until: until.into() })
    }

    /// Sends a test to one subscriber, behind what waits already, which is tried again at once.
    pub async fn ping_webhook(&self, actor: &Actor, id: Uuid) -> Result<(), AppError> {
        actor.require(Right::ManageSettings)?;
        let tx = self.store.begin().await?;
        let row = held(&tx, id).await?;
        let subject = id.to_string();
        store::webhooks::hasten(&tx, id, self.now_ms()).await?;
        self.post(&tx, EventKind::Ping, ("webhook", &subject), &serde_json::json!({}), &[&row]).await?;
        self.audit(&tx, actor, "webhook_pinged", ("webhook", &subject), serde_json::json!({})).await?;
        tx.commit().await?;
        self.wake_courier();
        Ok(())
    }

    fn seal_webhook_secret(&self, secret: &str, hook: Uuid) -> Result<String, AppError> {
        self.secret_key()?.seal(secret.as_bytes(), &hook.to_string())
    }

    async fn webhook_view(&self, row: webhook::Model) -> Result<WebhookView, AppError> {
        let names = self.user_names().await?;
        let now = self.now_ms();
        Ok(WebhookView {
            id: row.id,
            name: row.name,
            url: row.url,
            events: row.events.split(',').filter_map(EventKind::from_code).collect(),
            state: WebhookState::from_code(&row.state),
            failing_since: row.failing_since.map(Timestamp::from),
            previous_secret_until: row.previous_until.filter(|until| *until > now).map(Timestamp::from),
            created_by: user_ref(&names, row.created_by),
            acts_as: user_ref(&names, row.acts_as),
            created_at: row.created_at.into(),
            version: row.version,
        })
    }
}

/// A subscription, held until the transaction ends.
pub(super) async fn held(tx: &Tx, id: Uuid) -> Result<webhook::Model, AppError> {
    store::webhooks::find_locked(tx, id).await?.ok_or(AppError::NotFound("webhook"))
}

fn checked_name(name: &str) -> Result<String, AppError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 100 {
        return Err(AppError::invalid("/name", "required", "name the webhook in 1 to 100 characters"));
    }
    Ok(name.to_owned())
}

fn checked_events(events: &[EventKind]) -> Result<String, AppError> {
    let known: Vec<EventKind> = EventKind::subscribed().filter(|kind| events.contains(kind)).collect();
    if known.is_empty() || events.contains(&EventKind::Ping) {
        let error = FieldError::new("/events", "required", "name at least one event; a ping is sent on request only");
        return Err(AppError::Invalid(vec![error]));
    }
    Ok(known.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(","))
}
