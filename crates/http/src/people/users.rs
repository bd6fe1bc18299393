//! Users of the system.

use app::{
    App, Page,
    people::{CreateUser, EditUser, UserView},
};
use axum::{Json, extract::State, http::StatusCode};
use uuid::Uuid;

use crate::{
    answer::whole,
    extract::{JsonBody, Path},
    guard::SignedIn,
    problem::ApiError,
};

/// Users: all for an administrator, those of the own teams for a manager
#[utoipa::path(get, path = "/users", tag = "people", operation_id = "list_users",
    responses((status = 200, body = Page<UserView>)))]
pub(super) async fn list(State(app): State<App>, SignedIn(actor): SignedIn) -> Result<Json<Page<UserView>>, ApiError> {
    Ok(whole(app.users(&actor).await?))
}

/// Make a user
#[utoipa::path(post, path = "/users", tag = "people", operation_id = "create_user",
    request_body = CreateUser, responses((status = 201, body = UserView)))]
pub(super) async fn create(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    JsonBody(asked): JsonBody<CreateUser>,
) -> Result<(StatusCode, Json<UserView>), ApiError> {
    Ok((StatusCode::CREATED, Json(app.create_user(&actor, asked).await?)))
}

/// Change a user's name, roles, team, activity or password
#[utoipa::path(patch, path = "/users/{id}", tag = "people", operation_id = "edit_user",
    params(("id" = Uuid, Path)), request_body = EditUser, responses((status = 200, body = UserView)))]
pub(super) async fn edit(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(edit): JsonBody<EditUser>,
) -> Result<Json<UserView>, ApiError> {
    Ok(Json(app.edit_user(&actor, id, edit).await?))
}
