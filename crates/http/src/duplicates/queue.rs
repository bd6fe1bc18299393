//! The queue of pairs that wait for a decision.

use app::{
    App, Page,
    duplicates::{DuplicatePair, ListPairs},
};
use axum::{Json, extract::State, http::StatusCode};
use uuid::Uuid;

use crate::{
    extract::{Path, Query},
    guard::SignedIn,
    problem::ApiError,
};

/// Pairs of records believed to be the same, both within reach, the likeliest first (PRO-11)
#[utoipa::path(get, path = "/duplicates/pairs", tag = "duplicates", operation_id = "duplicate_pairs", params(ListPairs),
    responses((status = 200, body = Page<DuplicatePair>)))]
pub(super) async fn list(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<ListPairs>,
) -> Result<Json<Page<DuplicatePair>>, ApiError> {
    Ok(Json(app.duplicate_pairs(&actor, asked).await?))
}

/// Say that the two of a pair are not the same: they are not asked about again
#[utoipa::path(put, path = "/duplicates/pairs/{id}/dismissal", tag = "duplicates", operation_id = "dismiss_pair",
    params(("id" = Uuid, Path)), responses((status = 204, description = "dismissed")))]
pub(super) async fn dismiss(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, ApiError> {
    app.dismiss_pair(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take a dismissed pair up again
#[utoipa::path(delete, path = "/duplicates/pairs/{id}/dismissal", tag = "duplicates", operation_id = "reopen_pair",
    params(("id" = Uuid, Path)), responses((status = 204, description = "open again")))]
pub(super) async fn reopen(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, ApiError> {
    app.reopen_pair(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
