//! Records believed to be the same: rows that imports hold for review, and the scan over all records.

use app::{
    App, Page,
    duplicates::DuplicateScan,
    imports::{DecideRow, HeldRow},
};
use axum::{Json, extract::State, http::StatusCode};
use uuid::Uuid;

use crate::{
    answer::whole,
    extract::{JsonBody, Path},
    guard::SignedIn,
    problem::ApiError,
};

/// Rows held by imports since they may be somebody on file, each beside the record it resembles (PRO-11)
#[utoipa::path(get, path = "/duplicates", tag = "duplicates", operation_id = "held_rows",
    responses((status = 200, body = Page<HeldRow>)))]
pub(super) async fn list(State(app): State<App>, SignedIn(actor): SignedIn) -> Result<Json<Page<HeldRow>>, ApiError> {
    Ok(whole(app.held_rows(&actor).await?))
}

/// Decide whether a held row is the record it resembles: blanks of the record are filled, or the row becomes its own
#[utoipa::path(post, path = "/imports/{id}/rows/{row}/decision", tag = "duplicates", operation_id = "decide_row",
    params(("id" = Uuid, Path), ("row" = i64, Path, description = "row of the file, from 1")),
    request_body = DecideRow, responses((status = 204, description = "decided")))]
pub(super) async fn decide(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((id, row)): Path<(Uuid, i64)>,
    JsonBody(asked): JsonBody<DecideRow>,
) -> Result<StatusCode, ApiError> {
    app.decide_row(&actor, id, row, asked).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Compare all records and answer the pairs believed to be the same, likeliest first (administrators)
#[utoipa::path(get, path = "/duplicates/scan", tag = "duplicates", operation_id = "scan_duplicates",
    responses((status = 200, body = DuplicateScan)))]
pub(super) async fn scan(State(app): State<App>, SignedIn(actor): SignedIn) -> Result<Json<DuplicateScan>, ApiError> {
    Ok(Json(app.scan_duplicates(&actor).await?))
}
