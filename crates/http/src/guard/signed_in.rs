//! Who calls: the person of the session cookie, or the one behind an API token; and how sure that is.

use app::{Actor, people::Present};
use axum::{extract::FromRequestParts, http::request::Parts};
use method::Timestamp;
use tower_sessions::Session;
use uuid::Uuid;

use super::{Visitor, bearer, programs::TokenId, sessions::session_user};
use crate::{problem::ApiError, state::Api};

/// The acting person. A handler that takes this cannot be called by a stranger.
#[derive(Debug)]
pub(crate) struct SignedIn(pub Actor);

/// The same, also before a second factor is set up that the role has to have: for the way to it and out.
#[derive(Debug)]
pub(crate) struct Arrived(pub Actor);

/// The same as [`SignedIn`], for dangerous acts: who sits in a browser has shown a short while ago to be that person.
/// A token was made by somebody who had.
#[derive(Debug)]
pub(crate) struct Proven(pub Actor);

/// For the second factor itself: the person in a browser, who has shown a short while ago to be that person, whether the
/// second factor is there or not. No token is let near it.
#[derive(Debug)]
pub(crate) struct Enrolling(pub Actor);

/// The person in a browser, whether a second factor is there or not; no token.
#[derive(Debug)]
pub(crate) struct InBrowser(pub Actor);

/// Under whose name keys are kept: the token where there is one, else the person.
#[derive(Debug)]
pub(crate) struct KeyHolder(pub Uuid);

struct Caller {
    present: Present,
    by_token: bool,
    proved_at: Timestamp,
}

impl Caller {
    async fn of(parts: &mut Parts, api: &Api) -> Result<Self, ApiError> {
        if bearer(&parts.headers).is_some() {
            // a wrong token is refused, even where the cookie would do: the caller meant the token
            let actor = parts.extensions.get::<Actor>().cloned().ok_or_else(ApiError::not_signed_in)?;
            let present = Present { actor, must_enrol: false };
            return Ok(Self { present, by_token: true, proved_at: api.app.now() });
        }
        let session = parts.extensions.get::<Session>().cloned().ok_or_else(ApiError::not_signed_in)?;
        let Ok(visitor) = Visitor::from_request_parts(parts, api).await;
        let known = session_user(&api.app, &session, &visitor).await?.ok_or_else(ApiError::not_signed_in)?;
        let present = api.app.present(known.user).await?.ok_or_else(ApiError::not_signed_in)?;
        Ok(Self { present, by_token: false, proved_at: known.proved_at })
    }

    fn in_browser(self) -> Result<Self, ApiError> {
        if self.by_token { Err(ApiError::browser_only()) } else { Ok(self) }
    }

    fn enrolled(self) -> Result<Self, ApiError> {
        if self.present.must_enrol { Err(ApiError::enrol_first()) } else { Ok(self) }
    }

    async fn proven(self, api: &Api) -> Result<Self, ApiError> {
        let rules = api.app.sign_in_rules().await?;
        if self.by_token || rules.is_fresh(self.proved_at, api.app.now()) {
            Ok(self)
        } else {
            Err(ApiError::prove_again())
        }
    }
}

impl FromRequestParts<Api> for SignedIn {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, ApiError> {
        Ok(Self(Caller::of(parts, api).await?.enrolled()?.present.actor))
    }
}

impl FromRequestParts<Api> for Arrived {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, ApiError> {
        Ok(Self(Caller::of(parts, api).await?.present.actor))
    }
}

impl FromRequestParts<Api> for Proven {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, ApiError> {
        Ok(Self(Caller::of(parts, api).await?.enrolled()?.proven(api).await?.present.actor))
    }
}

impl FromRequestParts<Api> for Enrolling {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, ApiError> {
        Ok(Self(Caller::of(parts, api).await?.in_browser()?.proven(api).await?.present.actor))
    }
}

impl FromRequestParts<Api> for InBrowser {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, ApiError> {
        Ok(Self(Caller::of(parts, api).await?.in_browser()?.present.actor))
    }
}

impl FromRequestParts<Api> for KeyHolder {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, ApiError> {
        let person = Caller::of(parts, api).await?.present.actor.user;
        Ok(Self(parts.extensions.get().map_or(person, |TokenId(token)| *token)))
    }
}
