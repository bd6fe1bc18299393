//! Pairs of records believed to be the same, kept for review.

use app::{
    App, Page,
    parties::{DuplicateDecision, PairView},
};
use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::{
    answer::whole,
    extract::{JsonBody, Path, Query},
    guard::SignedIn,
    problem::ApiError,
};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct PairState {
    /// `open` (where absent), `same` or `different`
    state: Option<String>,
}

/// Pairs within reach with their score and the reasons for it (PRO-11)
#[utoipa::path(get, path = "/duplicates", tag = "duplicates", operation_id = "duplicates", params(PairState),
    responses((status = 200, body = Page<PairView>)))]
pub(super) async fn list(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<PairState>,
) -> Result<Json<Page<PairView>>, ApiError> {
    Ok(whole(app.duplicate_pairs(&actor, asked.state.as_deref()).await?))
}

/// Decide whether a pair is the same
#[utoipa::path(post, path = "/duplicates/{id}/decision", tag = "duplicates", operation_id = "decide_duplicate",
    params(("id" = Uuid, Path)), responses((status = 204, description = "decided")))]
pub(super) async fn decide(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<DuplicateDecision>,
) -> Result<StatusCode, ApiError> {
    app.decide_duplicate(&actor, id, asked).await?;
    Ok(StatusCode::NO_CONTENT)
}
