//! The contact policy's answers, and the consent ledger they rest on.

use app::{
    App,
    contact_policy::{ConsentEntry, Permissions, RecordConsent},
};
use axum::{Json, extract::State, http::StatusCode};
use uuid::Uuid;

use crate::{
    extract::{JsonBody, Path},
    guard::SignedIn,
    problem::ApiError,
};

/// What the caller may do with a record now, by deed and channel, with reasons and what would make it yes
#[utoipa::path(get, path = "/parties/{id}/permissions", tag = "parties", operation_id = "permissions",
    params(("id" = Uuid, Path)), responses((status = 200, body = Permissions)))]
pub(super) async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(party): Path<Uuid>,
) -> Result<Json<Permissions>, ApiError> {
    Ok(Json(app.permissions(&actor, party).await?))
}

/// The consent ledger of a record, the last word first (EDM-3)
#[utoipa::path(get, path = "/parties/{id}/consents", tag = "parties", operation_id = "consents",
    params(("id" = Uuid, Path)), responses((status = 200, body = Vec<ConsentEntry>)))]
pub(super) async fn consents(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(party): Path<Uuid>,
) -> Result<Json<Vec<ConsentEntry>>, ApiError> {
    Ok(Json(app.consents(&actor, party).await?))
}

/// Append a consent, or that one was withdrawn (EDM-3)
#[utoipa::path(post, path = "/parties/{id}/consents", tag = "parties", operation_id = "record_consent",
    params(("id" = Uuid, Path)), request_body = RecordConsent, responses((status = 201, body = Vec<ConsentEntry>)))]
pub(super) async fn record(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(party): Path<Uuid>,
    JsonBody(asked): JsonBody<RecordConsent>,
) -> Result<(StatusCode, Json<Vec<ConsentEntry>>), ApiError> {
    Ok((StatusCode::CREATED, Json(app.record_consent(&actor, party, asked).await?)))
}
