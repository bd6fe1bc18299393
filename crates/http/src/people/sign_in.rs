//! Beginning and ending a browser session.

use app::people::Me;
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use serde::Deserialize;
use tower_sessions::Session;
use utoipa::ToSchema;

use crate::{
    extract::JsonBody,
    guard::{ClientAddress, SignedIn, begin_session},
    problem::ApiError,
    state::Api,
};

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SignIn {
    email: String,
    #[schema(format = Password)]
    password: String,
}

/// Sign in with e-mail and password
///
/// Answers with the session cookie. Attempts are limited by e-mail and by address.
#[utoipa::path(post, path = "/sessions", tag = "people", operation_id = "sign_in", security(()),
    request_body = SignIn, responses((status = 201, body = Me, description = "signed in by cookie")))]
pub(super) async fn sign_in(
    State(api): State<Api>,
    address: ClientAddress,
    session: Session,
    headers: HeaderMap,
    JsonBody(asked): JsonBody<SignIn>,
) -> Result<(StatusCode, Json<Me>), ApiError> {
    api.attempts.count(address, &asked.email)?;
    let actor = api.app.sign_in(&asked.email, asked.password).await?;
    begin_session(&api.app, &session, actor.user, &headers).await?;
    Ok((StatusCode::CREATED, Json(api.app.me(&actor).await?)))
}

/// Sign out: end the session of this cookie
#[utoipa::path(delete, path = "/sessions/current", tag = "people", operation_id = "sign_out",
    responses((status = 204, description = "signed out")))]
pub(super) async fn sign_out(SignedIn(_actor): SignedIn, session: Session) -> Result<StatusCode, ApiError> {
    session.flush().await?;
    Ok(StatusCode::NO_CONTENT)
}
