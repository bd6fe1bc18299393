//! What the machine does in the background, for administrators.

use app::{
    App,
    jobs::{JobList, JobView},
};
use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use crate::{
    extract::{Path, Query},
    guard::SignedIn,
    problem::ApiError,
    state::Api,
};

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(retry)).routes(routes!(cancel))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct JobQuery {
    /// `waiting`, `running`, `done`, `failed`, `cancelled`, `replaced`, separated by commas; all where absent
    state: Option<String>,
    /// `next` of the page before
    cursor: Option<Uuid>,
}

/// What runs, waits, was done and failed, newest first; for administrators
#[utoipa::path(get, path = "/jobs", tag = "system", operation_id = "list_jobs", params(JobQuery),
    responses((status = 200, body = JobList)))]
async fn list(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<JobQuery>,
) -> Result<Json<JobList>, ApiError> {
    Ok(Json(app.jobs(&actor, asked.state.as_deref(), asked.cursor).await?))
}

/// Try a job again that failed, or one that waits for its next attempt
#[utoipa::path(post, path = "/jobs/{id}/retry", tag = "system", operation_id = "retry_job",
    params(("id" = Uuid, Path)), responses((status = 200, body = JobView)))]
async fn retry(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<JobView>, ApiError> {
    Ok(Json(app.retry_job(&actor, id).await?))
}

/// Stop a job that has not begun, or an import after the rows being written
#[utoipa::path(post, path = "/jobs/{id}/cancel", tag = "system", operation_id = "cancel_job",
    params(("id" = Uuid, Path)), responses((status = 200, body = JobView)))]
async fn cancel(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<JobView>, ApiError> {
    Ok(Json(app.cancel_job(&actor, id).await?))
}
