//! Who calls: the person of the session cookie, or the one behind an API token.

use app::Actor;
use axum::{extract::FromRequestParts, http::request::Parts};
use tower_sessions::Session;

use super::{bearer, sessions::session_user};
use crate::{problem::ApiError, state::Api};

/// The acting person. A handler that takes this cannot be called by a stranger.
#[derive(Debug)]
pub(crate) struct SignedIn(pub Actor);

impl FromRequestParts<Api> for SignedIn {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, ApiError> {
        let actor = match bearer(&parts.headers) {
            // a wrong token is refused, even where the cookie would do: the caller meant the token
            Some(token) => api.app.actor_by_token(token).await?,
            None => match parts.extensions.get::<Session>() {
                Some(session) => match session_user(&api.app, session).await? {
                    Some(user) => api.app.actor(user).await?,
                    None => None,
                },
                None => None,
            },
        };
        actor.map(Self).ok_or_else(ApiError::not_signed_in)
    }
}
