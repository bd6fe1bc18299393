//! Logging a contact, and taking back a slip of the finger.

use app::{
    App,
    activities::{LogActivity, LoggedActivity},
    parties::PartySummary,
};
use axum::{Json, extract::State, http::StatusCode};
use uuid::Uuid;

use crate::{
    extract::{JsonBody, Path},
    guard::SignedIn,
    problem::ApiError,
};

/// Log a contact; its outcome sets the next step (APP-4)
#[utoipa::path(post, path = "/parties/{id}/activities", tag = "activities", operation_id = "log_activity",
    params(("id" = Uuid, Path)), request_body = LogActivity, responses((status = 201, body = LoggedActivity)))]
pub(super) async fn log(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(party): Path<Uuid>,
    JsonBody(asked): JsonBody<LogActivity>,
) -> Result<(StatusCode, Json<LoggedActivity>), ApiError> {
    Ok((StatusCode::CREATED, Json(app.log_activity(&actor, party, asked).await?)))
}

/// Take back an entry of one's own within ten minutes
#[utoipa::path(delete, path = "/parties/{id}/activities/{activity}", tag = "activities", operation_id = "undo_activity",
    params(("id" = Uuid, Path), ("activity" = Uuid, Path)), responses((status = 200, body = PartySummary)))]
pub(super) async fn undo(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((party, activity)): Path<(Uuid, Uuid)>,
) -> Result<Json<PartySummary>, ApiError> {
    Ok(Json(app.undo_activity(&actor, party, activity).await?))
}
