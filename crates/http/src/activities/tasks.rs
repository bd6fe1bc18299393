//! Follow-ups, promises, meetings.

use app::{
    App,
    activities::{CreateTask, EditTask, TaskView},
};
use axum::{Json, extract::State, http::StatusCode};
use uuid::Uuid;

use crate::{
    extract::{JsonBody, Path},
    guard::SignedIn,
    problem::ApiError,
};

/// Plan a task for a record
#[utoipa::path(post, path = "/parties/{id}/tasks", tag = "activities", operation_id = "create_task",
    params(("id" = Uuid, Path)), request_body = CreateTask, responses((status = 201, body = TaskView)))]
pub(super) async fn create(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(party): Path<Uuid>,
    JsonBody(asked): JsonBody<CreateTask>,
) -> Result<(StatusCode, Json<TaskView>), ApiError> {
    Ok((StatusCode::CREATED, Json(app.create_task(&actor, party, asked).await?)))
}

/// Move, rename, close or reopen a task
#[utoipa::path(patch, path = "/tasks/{id}", tag = "activities", operation_id = "edit_task", params(("id" = Uuid, Path)),
    request_body = EditTask, responses((status = 200, body = TaskView)))]
pub(super) async fn edit(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(edit): JsonBody<EditTask>,
) -> Result<Json<TaskView>, ApiError> {
    Ok(Json(app.edit_task(&actor, id, edit).await?))
}
