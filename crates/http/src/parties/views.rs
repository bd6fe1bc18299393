//! Saved views of the table of prospects.

use app::{
    Actor, App, AppError, Page,
    parties::{CreateView, EditView, SavedView},
};
use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::{
    answer::whole,
    conditional::{IfMatch, Versioned},
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
) -> Result<(StatusCode, Versioned<SavedView>), ApiError> {
    Ok((StatusCode::CREATED, versioned(app.create_view(&actor, asked).await?)))
}

/// One view, of one's own or shared
#[utoipa::path(get, path = "/views/{id}", tag = "parties", operation_id = "view", params(("id" = Uuid, Path)),
    responses((status = 200, body = SavedView)))]
pub(super) async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Versioned<SavedView>, ApiError> {
    Ok(versioned(app.saved_view(&actor, id).await?))
}

/// Change a view of one's own
#[utoipa::path(patch, path = "/views/{id}", tag = "parties", operation_id = "edit_view",
    params(("id" = Uuid, Path), IfMatch), request_body = EditView, responses((status = 200, body = SavedView)))]
pub(super) async fn edit(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    read: IfMatch,
    JsonBody(mut edit): JsonBody<EditView>,
) -> Result<Versioned<SavedView>, ApiError> {
    edit.version = read.or(edit.version);
    let changed = app.edit_view(&actor, id, edit).await;
    Ok(versioned(read.answer(changed, current(&app, &actor, id)).await?))
}

/// Delete a view of one's own
#[utoipa::path(delete, path = "/views/{id}", tag = "parties", operation_id = "delete_view",
    params(("id" = Uuid, Path), IfMatch),
    responses((status = 204, description = "deleted")))]
pub(super) async fn delete(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    read: IfMatch,
) -> Result<StatusCode, ApiError> {
    let deleted = app.delete_view(&actor, id, read.version()).await;
    read.answer(deleted, current(&app, &actor, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn current(app: &App, actor: &Actor, id: Uuid) -> Result<(i32, SavedView), AppError> {
    app.saved_view(actor, id).await.map(|view| (view.version, view))
}

fn versioned(view: SavedView) -> Versioned<SavedView> {
    Versioned(view.version, view)
}
