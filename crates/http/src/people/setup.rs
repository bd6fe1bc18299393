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

use crate::{
    extract::JsonBody,
    guard::{ClientAddress, begin_session},
    problem::ApiError,
    state::Api,
};

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
    address: ClientAddress,
    session: Session,
    headers: HeaderMap,
    JsonBody(asked): JsonBody<SetUp>,
) -> Result<(StatusCode, Json<Me>), ApiError> {
    api.attempts.count(address, &asked.email)?;
    let actor = api.app.set_up(asked).await?;
    begin_session(&api.app, &session, actor.user, &headers).await?;
    Ok((StatusCode::CREATED, Json(api.app.me(&actor).await?)))
}
