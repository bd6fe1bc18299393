//! The own account.

use app::{
    App,
    people::{ChangePassword, EditMe, Me},
};
use axum::{Json, extract::State, http::StatusCode};
use tower_sessions::Session;

use crate::{extract::JsonBody, guard::SignedIn, problem::ApiError};

/// The signed-in person, with what the roles allow
#[utoipa::path(get, path = "/me", tag = "people", operation_id = "me", responses((status = 200, body = Me)))]
pub(super) async fn show(State(app): State<App>, SignedIn(actor): SignedIn) -> Result<Json<Me>, ApiError> {
    Ok(Json(app.me(&actor).await?))
}

/// Change the own name, language or time zone
#[utoipa::path(patch, path = "/me", tag = "people", operation_id = "edit_me", request_body = EditMe,
    responses((status = 200, body = Me)))]
pub(super) async fn edit(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    JsonBody(edit): JsonBody<EditMe>,
) -> Result<Json<Me>, ApiError> {
    Ok(Json(app.edit_me(&actor, edit).await?))
}

/// Change the own password; every other session ends
#[utoipa::path(post, path = "/me/password", tag = "people", operation_id = "change_password",
    request_body = ChangePassword, responses((status = 204, description = "changed")))]
pub(super) async fn change_password(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    session: Session,
    JsonBody(change): JsonBody<ChangePassword>,
) -> Result<StatusCode, ApiError> {
    let current = session.id().map(|id| id.to_string());
    app.change_password(&actor, change, current.as_deref()).await?;
    Ok(StatusCode::NO_CONTENT)
}
