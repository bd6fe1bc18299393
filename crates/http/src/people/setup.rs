//! The first run: one administrator and the root team, while there is no user yet.

use app::{
    App,
    people::{Me, SetUp, SetupState},
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use tower_sessions::Session;

use super::sign_in::let_in;
use crate::{extract::JsonBody, guard::Visitor, problem::ApiError, state::Api};

/// Whether the system waits for its first user
#[utoipa::path(get, path = "/setup", tag = "people", operation_id = "setup_state", security(()),
    responses((status = 200, body = SetupState)))]
pub(super) async fn state(State(app): State<App>) -> Result<Json<SetupState>, ApiError> {
    Ok(Json(app.setup_state().await?))
}

/// Make the first user and the root team, and sign in
///
/// Works once. The user administers and manages.
#[utoipa::path(post, path = "/setup", tag = "people", operation_id = "set_up", security(()),
    request_body = SetUp, responses((status = 201, body = Me, description = "set up and signed in by cookie")))]
pub(super) async fn set_up(
    State(api): State<Api>,
    visitor: Visitor,
    session: Session,
    JsonBody(asked): JsonBody<SetUp>,
) -> Result<(StatusCode, HeaderMap, Json<Me>), ApiError> {
    api.app.count_sign_in(&asked.email, &visitor.whence, &api.settings.attempts).await?;
    let actor = api.app.set_up(asked).await?;
    let headers = let_in(&api, &session, actor.user, &visitor).await?;
    Ok((StatusCode::CREATED, headers, Json(api.app.me(&actor).await?)))
}
