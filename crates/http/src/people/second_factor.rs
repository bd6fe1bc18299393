//! The own second factor.

use app::{
    App,
    people::{Enrolment, EnterCode, RecoveryCodes, SecondFactorView},
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use tower_sessions::Session;

use super::sign_in::let_in;
use crate::{
    extract::JsonBody,
    guard::{Arrived, Enrolling, Visitor},
    problem::ApiError,
    state::Api,
};

/// How it stands with the own second factor
#[utoipa::path(get, path = "/me/second-factor", tag = "people", operation_id = "second_factor",
    responses((status = 200, body = SecondFactorView)))]
pub(super) async fn show(State(app): State<App>, Arrived(actor): Arrived) -> Result<Json<SecondFactorView>, ApiError> {
    Ok(Json(app.second_factor(&actor).await?))
}

/// Begin to set up a second factor
///
/// Answers the secret for an app on the phone. It is not in force before a code confirms it.
#[utoipa::path(post, path = "/me/second-factor", tag = "people", operation_id = "begin_second_factor",
    responses((status = 201, body = Enrolment)))]
pub(super) async fn begin(
    State(app): State<App>,
    Enrolling(actor): Enrolling,
) -> Result<(StatusCode, Json<Enrolment>), ApiError> {
    Ok((StatusCode::CREATED, Json(app.begin_second_factor(&actor).await?)))
}

/// Put the second factor in force with a first code; answers the recovery codes this once
#[utoipa::path(post, path = "/me/second-factor/confirmation", tag = "people", operation_id = "confirm_second_factor",
    request_body = EnterCode,
    responses((status = 201, body = RecoveryCodes), (status = 429, description = "too many attempts")))]
pub(super) async fn confirm(
    State(api): State<Api>,
    Enrolling(actor): Enrolling,
    visitor: Visitor,
    session: Session,
    JsonBody(entered): JsonBody<EnterCode>,
) -> Result<(StatusCode, HeaderMap, Json<RecoveryCodes>), ApiError> {
    api.app.count_code(actor.user, &visitor.whence, &api.settings.attempts).await?;
    let codes = api.app.confirm_second_factor(&actor, entered).await?;
    let headers = let_in(&api, &session, actor.user, &visitor).await?;
    Ok((StatusCode::CREATED, headers, Json(codes)))
}

/// Turn the own second factor off
#[utoipa::path(delete, path = "/me/second-factor", tag = "people", operation_id = "end_second_factor",
    responses((status = 204, description = "off")))]
pub(super) async fn end(State(app): State<App>, Enrolling(actor): Enrolling) -> Result<StatusCode, ApiError> {
    app.end_second_factor(&actor).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Make new recovery codes; the old ones are worth nothing any more
#[utoipa::path(post, path = "/me/recovery-codes", tag = "people", operation_id = "renew_recovery_codes",
    responses((status = 201, body = RecoveryCodes)))]
pub(super) async fn renew(
    State(app): State<App>,
    Enrolling(actor): Enrolling,
) -> Result<(StatusCode, Json<RecoveryCodes>), ApiError> {
    Ok((StatusCode::CREATED, Json(app.renew_recovery_codes(&actor).await?)))
}
