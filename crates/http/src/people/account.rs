//! The own account.

use app::{
    App,
    people::{ChangePassword, EditMe, Me},
};
use axum::{extract::State, http::StatusCode};
use tower_sessions::Session;

use crate::{
    conditional::{IfMatch, Versioned},
    extract::JsonBody,
    guard::{Arrived, SignedIn, Visitor},
    problem::ApiError,
    state::Api,
};

/// The signed-in person, with what the roles allow
#[utoipa::path(get, path = "/me", tag = "people", operation_id = "me", responses((status = 200, body = Me)))]
pub(super) async fn show(State(app): State<App>, Arrived(actor): Arrived) -> Result<Versioned<Me>, ApiError> {
    Ok(versioned(app.me(&actor).await?))
}

/// Change the own name, language or time zone
#[utoipa::path(patch, path = "/me", tag = "people", operation_id = "edit_me", params(IfMatch), request_body = EditMe,
    responses((status = 200, body = Me)))]
pub(super) async fn edit(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    read: IfMatch,
    JsonBody(mut edit): JsonBody<EditMe>,
) -> Result<Versioned<Me>, ApiError> {
    edit.version = read.or(edit.version);
    let changed = app.edit_me(&actor, edit).await;
    let current = async { app.me(&actor).await.map(|me| (me.version, me)) };
    Ok(versioned(read.answer(changed, current).await?))
}

fn versioned(me: Me) -> Versioned<Me> {
    Versioned(me.version, me)
}

/// Change the own password; every other session ends
#[utoipa::path(post, path = "/me/password", tag = "people", operation_id = "change_password",
    request_body = ChangePassword,
    responses((status = 204, description = "changed"), (status = 429, description = "too many attempts")))]
pub(super) async fn change_password(
    State(api): State<Api>,
    SignedIn(actor): SignedIn,
    visitor: Visitor,
    session: Session,
    JsonBody(change): JsonBody<ChangePassword>,
) -> Result<StatusCode, ApiError> {
    api.app.count_code(actor.user, &visitor.whence, &api.settings.attempts).await?;
    let current = session.id().map(|id| id.to_string());
    let device = visitor.whence.device.as_deref();
    api.app.change_password(&actor, change, current.as_deref(), device).await?;
    Ok(StatusCode::NO_CONTENT)
}
