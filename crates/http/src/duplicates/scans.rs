//! Comparisons of all records that fill the queue, worked by a job.

use app::{App, Page, duplicates::ScanRun};
use axum::{Json, extract::State, http::StatusCode};

use crate::{answer::whole, guard::SignedIn, problem::ApiError};

/// The last comparisons of all records, the newest first, with how far they are
#[utoipa::path(get, path = "/duplicates/scans", tag = "duplicates", operation_id = "duplicate_scans",
    responses((status = 200, body = Page<ScanRun>)))]
pub(super) async fn list(State(app): State<App>, SignedIn(actor): SignedIn) -> Result<Json<Page<ScanRun>>, ApiError> {
    Ok(whole(app.scans(&actor).await?))
}

/// Compare all records and bring the queue up to date; one at a time
#[utoipa::path(post, path = "/duplicates/scans", tag = "duplicates", operation_id = "start_duplicate_scan",
    responses((status = 201, body = ScanRun)))]
pub(super) async fn start(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
) -> Result<(StatusCode, Json<ScanRun>), ApiError> {
    Ok((StatusCode::CREATED, Json(app.start_scan(&actor).await?)))
}
