//! Follow-ups, promises, meetings.

use app::{
    App,
    activities::{CreateTask, EditTask, TaskView},
};
use axum::{extract::State, http::StatusCode};
use uuid::Uuid;

use crate::{
    conditional::{IfMatch, Versioned},
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
) -> Result<(StatusCode, Versioned<TaskView>), ApiError> {
    Ok((StatusCode::CREATED, versioned(app.create_task(&actor, party, asked).await?)))
}

/// Move, rename, close or reopen a task
#[utoipa::path(patch, path = "/tasks/{id}", tag = "activities", operation_id = "edit_task",
    params(("id" = Uuid, Path), IfMatch), request_body = EditTask, responses((status = 200, body = TaskView)))]
pub(super) async fn edit(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    read: IfMatch,
    JsonBody(mut edit): JsonBody<EditTask>,
) -> Result<Versioned<TaskView>, ApiError> {
    edit.version = read.or(edit.version);
    let changed = app.edit_task(&actor, id, edit).await;
    let current = async { app.task(&actor, id).await.map(|task| (task.version, task)) };
    Ok(versioned(read.answer(changed, current).await?))
}

fn versioned(task: TaskView) -> Versioned<TaskView> {
    Versioned(task.version, task)
}
