//! Beginning and ending a browser session with what people know and have.

use app::people::{Arrival, EnterCode, Me, PASSWORD_LENGTH, PasswordFor, Prove, SetPassword};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
};
use serde::{Deserialize, Serialize};
use tower_sessions::Session;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    extract::JsonBody,
    guard::{
        Arrived, InBrowser, Visitor, arriving_user, await_second_factor, begin_session, device_cookie, note_proof,
    },
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

/// How one can sign in here.
#[derive(Serialize, ToSchema)]
pub(super) struct SignInOptions {
    password_for: PasswordFor,
    /// characters a new password has at least
    password_length: usize,
    providers: Vec<ProviderOption>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct ProviderOption {
    /// `GET /sign-in/{id}` leads there
    id: String,
    label: String,
}

/// How one can sign in
#[utoipa::path(get, path = "/sign-in", tag = "people", operation_id = "sign_in_options", security(()),
    responses((status = 200, body = SignInOptions)))]
pub(super) async fn options(State(api): State<Api>) -> Result<Json<SignInOptions>, ApiError> {
    let providers = api.settings.oidc.all().iter();
    Ok(Json(SignInOptions {
        password_for: api.app.sign_in_rules().await?.password_for,
        password_length: PASSWORD_LENGTH,
        providers: providers.map(|one| ProviderOption { id: one.id().into(), label: one.label().into() }).collect(),
    }))
}

/// Sign in with e-mail and password
///
/// Answers with the session cookie, or with 401 `second_factor_needed`, after which the same browser sends a code.
/// Attempts are limited by e-mail and by address.
#[utoipa::path(post, path = "/sessions", tag = "people", operation_id = "sign_in", security(()),
    request_body = SignIn, responses((status = 201, body = Me, description = "signed in by cookie")))]
pub(super) async fn sign_in(
    State(api): State<Api>,
    visitor: Visitor,
    session: Session,
    JsonBody(asked): JsonBody<SignIn>,
) -> Result<(StatusCode, HeaderMap, Json<Me>), ApiError> {
    api.app.count_sign_in(&asked.email, &visitor.whence, &api.settings.attempts).await?;
    match api.app.sign_in(&asked.email, asked.password).await? {
        Arrival::Here(actor) => {
            let headers = let_in(&api, &session, actor.user, &visitor).await?;
            Ok((StatusCode::CREATED, headers, Json(api.app.me(&actor).await?)))
        }
        Arrival::SecondFactor(user) => {
            await_second_factor(&session, user).await?;
            Err(ApiError::second_factor_needed())
        }
    }
}

/// Send a code of the second factor, or a recovery code
///
/// Within ten minutes of the first factor, from the same browser. Every code is good once.
#[utoipa::path(post, path = "/sessions/second-factor", tag = "people", operation_id = "sign_in_with_code", security(()),
    request_body = EnterCode, responses((status = 201, body = Me, description = "signed in by cookie")))]
pub(super) async fn second_factor(
    State(api): State<Api>,
    visitor: Visitor,
    session: Session,
    JsonBody(entered): JsonBody<EnterCode>,
) -> Result<(StatusCode, HeaderMap, Json<Me>), ApiError> {
    let user = arriving_user(&session).await?.ok_or_else(ApiError::not_signed_in)?;
    api.app.count_code(user, &visitor.whence, &api.settings.attempts).await?;
    let actor = api.app.sign_in_with_code(user, entered).await?;
    let headers = let_in(&api, &session, actor.user, &visitor).await?;
    Ok((StatusCode::CREATED, headers, Json(api.app.me(&actor).await?)))
}

/// Prove again to be oneself, before a dangerous act
///
/// With a code where there is a second factor, else with the password, as `GET /me` says in `proof`.
#[utoipa::path(post, path = "/sessions/proof", tag = "people", operation_id = "prove", request_body = Prove,
    responses((status = 204, description = "proved"), (status = 429, description = "too many attempts")))]
pub(super) async fn prove(
    State(api): State<Api>,
    InBrowser(actor): InBrowser,
    visitor: Visitor,
    session: Session,
    JsonBody(shown): JsonBody<Prove>,
) -> Result<StatusCode, ApiError> {
    api.app.count_code(actor.user, &visitor.whence, &api.settings.attempts).await?;
    api.app.prove(&actor, shown).await?;
    note_proof(&api.app, &session).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Set a password with a link from an administrator
///
/// The link works once. All sessions of the account end; a second factor stays.
#[utoipa::path(post, path = "/password-links/uses", tag = "people", operation_id = "use_password_link", security(()),
    request_body = SetPassword, responses((status = 204, description = "set")))]
pub(super) async fn set_password(
    State(api): State<Api>,
    visitor: Visitor,
    JsonBody(asked): JsonBody<SetPassword>,
) -> Result<StatusCode, ApiError> {
    api.app.count_visit(&visitor.whence, &api.settings.attempts).await?;
    api.app.use_password_link(asked).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sign out: end the session of this cookie
#[utoipa::path(delete, path = "/sessions/current", tag = "people", operation_id = "sign_out",
    responses((status = 204, description = "signed out")))]
pub(super) async fn sign_out(Arrived(_actor): Arrived, session: Session) -> Result<StatusCode, ApiError> {
    session.flush().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Begins the session of somebody who has shown everything asked for, and lets the browser be known.
pub(super) async fn let_in(api: &Api, session: &Session, user: Uuid, visitor: &Visitor) -> Result<HeaderMap, ApiError> {
    begin_session(&api.app, session, user, visitor).await?;
    let device = api.app.remember_device(user, visitor.whence.device.clone()).await?;
    let cookie = device_cookie(&device, api.settings.https);
    Ok(cookie.map(|value| (header::SET_COOKIE, value)).into_iter().collect())
}
