//! Saved views of the table of prospects.

use app::{
    App, Page,
    parties::{CreateView, SavedView},
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
pub(super) struct Subject {
    /// `parties`, which is also taken where absent
    subject: Option<String>,
}

/// The own views and those that others share
#[utoipa::path(get, path = "/views", tag = "parties", operation_id = "list_views", params(Subject),
    responses((status = 200, body = Page<SavedView>)))]
pub(super) async fn list(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Subject>,
) -> Result<Json<Page<SavedView>>, ApiError> {
    Ok(whole(app.saved_views(&actor, asked.subject.as_deref().unwrap_or("parties")).await?))
}

/// Save a view
#[utoipa::path(post, path = "/views", tag = "parties", operation_id = "create_view",
    request_body = CreateView, responses((status = 201, body = SavedView)))]
pub(super) async fn create(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    JsonBody(asked): JsonBody<CreateView>,
) -> Result<(StatusCode, Json<SavedView>), ApiError> {
    Ok((StatusCode::CREATED, Json(app.create_view(&actor, asked).await?)))
}

/// Delete a view of one's own
#[utoipa::path(delete, path = "/views/{id}", tag = "parties", operation_id = "delete_view", params(("id" = Uuid, Path)),
    responses((status = 204, description = "deleted")))]
pub(super) async fn delete(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, ApiError> {
    app.delete_view(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
