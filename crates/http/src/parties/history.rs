//! The history of a record, fact by fact.

use app::{
    App,
    parties::{FactHistory, HistoryAsked},
};
use axum::{Json, extract::State};
use uuid::Uuid;

use crate::{
    extract::{Path, Query},
    guard::SignedIn,
    problem::ApiError,
};

/// Each value of each fact: from when, by whom, in which way; newest first
#[utoipa::path(get, path = "/parties/{id}/history", tag = "parties", operation_id = "fact_history",
    params(("id" = Uuid, Path), HistoryAsked), responses((status = 200, body = FactHistory)))]
pub(super) async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Query(asked): Query<HistoryAsked>,
) -> Result<Json<FactHistory>, ApiError> {
    Ok(Json(app.fact_history(&actor, id, asked).await?))
}
