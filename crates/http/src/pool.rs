//! The public pool (公海): claiming, putting back, the own standing, the log.

use app::{
    App, Page,
    parties::PartySummary,
    pool::{PoolEntry, PoolStanding, Release},
};
use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use crate::{
    extract::{JsonBody, Path, Query},
    guard::SignedIn,
    problem::ApiError,
    state::Api,
};

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new().routes(routes!(standing)).routes(routes!(log)).routes(routes!(claim)).routes(routes!(release))
}

/// How many the caller may still claim and hold, and how many are about to return (PRO-10)
#[utoipa::path(get, path = "/pool", tag = "pool", operation_id = "pool_standing",
    responses((status = 200, body = PoolStanding)))]
async fn standing(State(app): State<App>, SignedIn(actor): SignedIn) -> Result<Json<PoolStanding>, ApiError> {
    Ok(Json(app.pool_standing(&actor).await?))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct LogQuery {
    /// `next` of the page before
    cursor: Option<String>,
}

/// Who claimed, was given, put back or lost which record, newest first (PRO-10)
#[utoipa::path(get, path = "/pool/log", tag = "pool", operation_id = "pool_log", params(LogQuery),
    responses((status = 200, body = Page<PoolEntry>)))]
async fn log(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<LogQuery>,
) -> Result<Json<Page<PoolEntry>>, ApiError> {
    Ok(Json(app.pool_log(&actor, asked.cursor.as_deref()).await?))
}

/// Claim a record that nobody holds; of two at one moment one wins and the other is told who (PRO-10)
#[utoipa::path(post, path = "/parties/{id}/claim", tag = "pool", operation_id = "claim",
    params(("id" = Uuid, Path)), responses((status = 200, body = PartySummary)))]
async fn claim(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(party): Path<Uuid>,
) -> Result<Json<PartySummary>, ApiError> {
    Ok(Json(app.claim(&actor, party).await?))
}

/// Put a record back into the pool (PRO-10)
#[utoipa::path(post, path = "/parties/{id}/release", tag = "pool", operation_id = "release",
    params(("id" = Uuid, Path)), request_body = Release, responses((status = 200, body = PartySummary)))]
async fn release(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(party): Path<Uuid>,
    JsonBody(asked): JsonBody<Release>,
) -> Result<Json<PartySummary>, ApiError> {
    Ok(Json(app.release(&actor, party, asked).await?))
}
