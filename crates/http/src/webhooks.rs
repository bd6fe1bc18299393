//! Webhooks: who is told of what, what was sent, and sending it again.

mod courier;

use app::{
    Actor, App, AppError, Page,
    webhooks::{
        CreateWebhook, DeliveryQuery, DeliveryView, EditWebhook, NewSecret, NewWebhook, Replay, Replayed, WebhookView,
    },
};
use axum::{Json, extract::State, http::StatusCode};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub use courier::HttpCourier;

use crate::{
    answer::whole,
    conditional::{IfMatch, Versioned},
    extract::{JsonBody, Path, Query},
    guard::SignedIn,
    problem::ApiError,
    state::Api,
};

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(show, edit, delete))
        .routes(routes!(rotate))
        .routes(routes!(ping))
        .routes(routes!(deliveries))
        .routes(routes!(replay_one))
        .routes(routes!(replay))
}

/// Who is told of what happens here
#[utoipa::path(get, path = "/webhooks", tag = "webhooks", operation_id = "list_webhooks",
    responses((status = 200, body = Page<WebhookView>)))]
async fn list(State(app): State<App>, SignedIn(actor): SignedIn) -> Result<Json<Page<WebhookView>>, ApiError> {
    Ok(whole(app.webhooks(&actor).await?))
}

/// Tell another system of events; the secret for checking signatures is shown this once
#[utoipa::path(post, path = "/webhooks", tag = "webhooks", operation_id = "create_webhook",
    request_body = CreateWebhook, responses((status = 201, body = NewWebhook)))]
async fn create(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    JsonBody(asked): JsonBody<CreateWebhook>,
) -> Result<(StatusCode, Versioned<NewWebhook>), ApiError> {
    let made = app.create_webhook(&actor, asked).await?;
    Ok((StatusCode::CREATED, Versioned(made.webhook.version, made)))
}

/// One webhook
#[utoipa::path(get, path = "/webhooks/{id}", tag = "webhooks", operation_id = "webhook", params(("id" = Uuid, Path)),
    responses((status = 200, body = WebhookView)))]
async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Versioned<WebhookView>, ApiError> {
    Ok(versioned(app.webhook(&actor, id).await?))
}

/// Change a webhook, pause it or let it go on
#[utoipa::path(patch, path = "/webhooks/{id}", tag = "webhooks", operation_id = "edit_webhook",
    params(("id" = Uuid, Path), IfMatch), request_body = EditWebhook, responses((status = 200, body = WebhookView)))]
async fn edit(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    read: IfMatch,
    JsonBody(mut edit): JsonBody<EditWebhook>,
) -> Result<Versioned<WebhookView>, ApiError> {
    edit.version = read.or(edit.version);
    let changed = app.edit_webhook(&actor, id, edit).await;
    Ok(versioned(read.answer(changed, current(&app, &actor, id)).await?))
}

/// End a webhook; what was not delivered is dropped
#[utoipa::path(delete, path = "/webhooks/{id}", tag = "webhooks", operation_id = "delete_webhook",
    params(("id" = Uuid, Path), IfMatch), responses((status = 204, description = "ended")))]
async fn delete(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    read: IfMatch,
) -> Result<StatusCode, ApiError> {
    let deleted = app.delete_webhook(&actor, id, read.version()).await;
    read.answer(deleted, current(&app, &actor, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Make a new secret; for a day both sign
#[utoipa::path(post, path = "/webhooks/{id}/secrets", tag = "webhooks", operation_id = "rotate_webhook_secret",
    params(("id" = Uuid, Path)), responses((status = 201, body = NewSecret)))]
async fn rotate(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<(StatusCode, Json<NewSecret>), ApiError> {
    Ok((StatusCode::CREATED, Json(app.rotate_secret(&actor, id).await?)))
}

/// Send a test
#[utoipa::path(post, path = "/webhooks/{id}/pings", tag = "webhooks", operation_id = "ping_webhook",
    params(("id" = Uuid, Path)), responses((status = 204, description = "on its way")))]
async fn ping(State(app): State<App>, SignedIn(actor): SignedIn, Path(id): Path<Uuid>) -> Result<StatusCode, ApiError> {
    app.ping_webhook(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What was sent, and what came back, newest first
#[utoipa::path(get, path = "/webhooks/{id}/deliveries", tag = "webhooks", operation_id = "webhook_deliveries",
    params(("id" = Uuid, Path), DeliveryQuery), responses((status = 200, body = Page<DeliveryView>)))]
async fn deliveries(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Query(asked): Query<DeliveryQuery>,
) -> Result<Json<Page<DeliveryView>>, ApiError> {
    Ok(Json(app.deliveries(&actor, id, asked).await?))
}

/// Send one delivery again, under the same id
#[utoipa::path(post, path = "/webhooks/{id}/deliveries/{delivery}/replays", tag = "webhooks",
    operation_id = "replay_delivery", params(("id" = Uuid, Path), ("delivery" = Uuid, Path)),
    responses((status = 200, body = DeliveryView)))]
async fn replay_one(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((id, delivery)): Path<(Uuid, Uuid)>,
) -> Result<Json<DeliveryView>, ApiError> {
    Ok(Json(app.replay_delivery(&actor, id, delivery).await?))
}

/// Send what happened in a period again
#[utoipa::path(post, path = "/webhooks/{id}/replays", tag = "webhooks", operation_id = "replay_deliveries",
    params(("id" = Uuid, Path)), request_body = Replay, responses((status = 200, body = Replayed)))]
async fn replay(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<Replay>,
) -> Result<Json<Replayed>, ApiError> {
    Ok(Json(app.replay(&actor, id, asked).await?))
}

async fn current(app: &App, actor: &Actor, id: Uuid) -> Result<(i32, WebhookView), AppError> {
    app.webhook(actor, id).await.map(|webhook| (webhook.version, webhook))
}

fn versioned(webhook: WebhookView) -> Versioned<WebhookView> {
    Versioned(webhook.version, webhook)
}
