//! Users of the system.

use app::{
    App, Page,
    people::{CreateUser, EditUser, PasswordLink, UserView},
};
use axum::{Json, extract::State, http::StatusCode};
use uuid::Uuid;

use crate::{
    answer::whole,
    conditional::{IfMatch, Versioned},
    extract::{JsonBody, Path},
    guard::{Proven, SignedIn},
    problem::ApiError,
};

/// Users: all for an administrator, those of the own teams for a manager
#[utoipa::path(get, path = "/users", tag = "people", operation_id = "list_users",
    responses((status = 200, body = Page<UserView>)))]
pub(super) async fn list(State(app): State<App>, SignedIn(actor): SignedIn) -> Result<Json<Page<UserView>>, ApiError> {
    Ok(whole(app.users(&actor).await?))
}

/// One user
#[utoipa::path(get, path = "/users/{id}", tag = "people", operation_id = "user", params(("id" = Uuid, Path)),
    responses((status = 200, body = UserView)))]
pub(super) async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Versioned<UserView>, ApiError> {
    Ok(versioned(app.user(&actor, id).await?))
}

/// Make a user
#[utoipa::path(post, path = "/users", tag = "people", operation_id = "create_user",
    request_body = CreateUser, responses((status = 201, body = UserView)))]
pub(super) async fn create(
    State(app): State<App>,
    Proven(actor): Proven,
    JsonBody(asked): JsonBody<CreateUser>,
) -> Result<(StatusCode, Versioned<UserView>), ApiError> {
    Ok((StatusCode::CREATED, versioned(app.create_user(&actor, asked).await?)))
}

/// Change a user's name, roles, team or activity
#[utoipa::path(patch, path = "/users/{id}", tag = "people", operation_id = "edit_user",
    params(("id" = Uuid, Path), IfMatch), request_body = EditUser, responses((status = 200, body = UserView)))]
pub(super) async fn edit(
    State(app): State<App>,
    Proven(actor): Proven,
    Path(id): Path<Uuid>,
    read: IfMatch,
    JsonBody(mut edit): JsonBody<EditUser>,
) -> Result<Versioned<UserView>, ApiError> {
    edit.version = read.or(edit.version);
    let changed = app.edit_user(&actor, id, edit).await;
    let current = async { app.user(&actor, id).await.map(|user| (user.version, user)) };
    Ok(versioned(read.answer(changed, current).await?))
}

fn versioned(user: UserView) -> Versioned<UserView> {
    Versioned(user.version, user)
}

/// Make a link with which a user sets a password, once, within a day
#[utoipa::path(post, path = "/users/{id}/password-links", tag = "people", operation_id = "make_password_link",
    params(("id" = Uuid, Path)), responses((status = 201, body = PasswordLink)))]
pub(super) async fn make_password_link(
    State(app): State<App>,
    Proven(actor): Proven,
    Path(id): Path<Uuid>,
) -> Result<(StatusCode, Json<PasswordLink>), ApiError> {
    Ok((StatusCode::CREATED, Json(app.make_password_link(&actor, id).await?)))
}

/// Remove a user's second factor, whose phone is lost; their sessions end
#[utoipa::path(delete, path = "/users/{id}/second-factor", tag = "people", operation_id = "reset_second_factor",
    params(("id" = Uuid, Path)), responses((status = 204, description = "removed")))]
pub(super) async fn reset_second_factor(
    State(app): State<App>,
    Proven(actor): Proven,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, ApiError> {
    app.reset_second_factor(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// End all of a user's sessions
#[utoipa::path(delete, path = "/users/{id}/sessions", tag = "people", operation_id = "end_sessions_of_user",
    params(("id" = Uuid, Path)), responses((status = 204, description = "ended")))]
pub(super) async fn end_sessions(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, ApiError> {
    app.end_sessions_of(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
