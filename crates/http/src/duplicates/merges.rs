//! Merging two records, and undoing it: each is shown before it is done.

use app::{
    App, Page,
    merges::{MergeParties, MergePlanView, MergeView, Merged, UndoMerge, UndoPlanView, Undone},
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
#[serde(deny_unknown_fields)]
pub(super) struct Two {
    pub one: Uuid,
    pub other: Uuid,
    /// which of them is kept; where absent it is proposed
    pub keep: Option<Uuid>,
}

/// What merging two records would do: the fields on both sides with a proposal, and what changes hands (PRO-11)
#[utoipa::path(get, path = "/merges/plan", tag = "duplicates", operation_id = "merge_plan", params(Two),
    responses((status = 200, body = MergePlanView)))]
pub(super) async fn plan(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(two): Query<Two>,
) -> Result<Json<MergePlanView>, ApiError> {
    Ok(Json(app.merge_plan(&actor, two.one, two.other, two.keep).await?))
}

/// Bring one record into another; everything that belongs to it changes hands
#[utoipa::path(post, path = "/merges", tag = "duplicates", operation_id = "merge_parties", request_body = MergeParties,
    responses((status = 201, body = Merged)))]
pub(super) async fn merge(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    JsonBody(asked): JsonBody<MergeParties>,
) -> Result<(StatusCode, Json<Merged>), ApiError> {
    Ok((StatusCode::CREATED, Json(app.merge_parties(&actor, asked).await?)))
}

/// What was merged into a record, the newest first
#[utoipa::path(get, path = "/parties/{id}/merges", tag = "duplicates", operation_id = "merges_of_party",
    params(("id" = Uuid, Path)), responses((status = 200, body = Page<MergeView>)))]
pub(super) async fn of_party(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<Page<MergeView>>, ApiError> {
    Ok(whole(app.merges_of(&actor, id).await?))
}

/// What undoing a merge would do, and what cannot be restored
#[utoipa::path(get, path = "/merges/{id}/undo", tag = "duplicates", operation_id = "undo_plan",
    params(("id" = Uuid, Path)), responses((status = 200, body = UndoPlanView)))]
pub(super) async fn undo_plan(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<UndoPlanView>, ApiError> {
    Ok(Json(app.undo_plan(&actor, id).await?))
}

/// Undo a merge, the last one of a record first: the merged record is back
#[utoipa::path(post, path = "/merges/{id}/undo", tag = "duplicates", operation_id = "undo_merge",
    params(("id" = Uuid, Path)), request_body = UndoMerge, responses((status = 200, body = Undone)))]
pub(super) async fn undo(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<UndoMerge>,
) -> Result<Json<Undone>, ApiError> {
    Ok(Json(app.undo_merge(&actor, id, asked).await?))
}
