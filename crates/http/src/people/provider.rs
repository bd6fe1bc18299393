//! Signing in at an identity provider: there and back. Both are addresses that a browser goes to, so that refusals are
//! told by the page rather than by a document.

use app::{AppError, people::Arrival};
use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use tower_sessions::Session;
use utoipa::IntoParams;

use super::sign_in::let_in;
use crate::{
    extract::{Path, Query},
    guard::{Visitor, await_second_factor, begin_journey, end_journey},
    oidc::{Provider, Refusal},
    problem::ApiError,
    state::Api,
};

/// Where one arrives who was going nowhere in particular.
const HOME: &str = "/today";

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Departure {
    /// where to go afterwards, an address of this page
    to: Option<String>,
    /// ask for the person even where the provider knows them
    #[serde(default)]
    again: bool,
}

#[derive(Debug, Deserialize, IntoParams)]
pub(super) struct Return {
    state: Option<String>,
    code: Option<String>,
    error: Option<String>,
}

/// Go to an identity provider to sign in
///
/// For browsers: answers with a redirect, to the provider or back to the sign-in page.
#[utoipa::path(get, path = "/sign-in/{provider}", tag = "people", operation_id = "sign_in_at_provider", security(()),
    params(("provider" = String, Path), Departure), responses((status = 303, description = "to the provider")))]
pub(super) async fn depart(
    State(api): State<Api>,
    visitor: Visitor,
    session: Session,
    Path(id): Path<String>,
    Query(asked): Query<Departure>,
) -> Result<Response, ApiError> {
    let provider = named(&api, &id)?;
    let to = own_address(asked.to.as_deref());
    if let Err(refused) = api.app.count_visit(&visitor.whence, &api.settings.attempts).await {
        return told(refused, &to);
    }
    match provider.depart(to.clone(), asked.again).await {
        Ok((address, journey)) => {
            begin_journey(&api.app, &session, journey).await?;
            Ok(Redirect::to(&address).into_response())
        }
        Err(refusal) => Ok(back_with(refusal.code(), &to)),
    }
}

/// Come back from an identity provider
///
/// For browsers: answers with a redirect into the page, signed in, or back to the sign-in page with what went wrong.
#[utoipa::path(get, path = "/sign-in/{provider}/return", tag = "people", operation_id = "return_from_provider",
    security(()), params(("provider" = String, Path), Return), responses((status = 303, description = "into the page")))]
pub(super) async fn arrive(
    State(api): State<Api>,
    visitor: Visitor,
    session: Session,
    Path(id): Path<String>,
    Query(answer): Query<Return>,
) -> Result<Response, ApiError> {
    let provider = named(&api, &id)?;
    // what was begun is over with the first answer, whoever sent it
    let journey = end_journey(&session).await?;
    let journey = journey.filter(|kept| answer.state.as_deref().is_some_and(|state| provider.belongs(kept, state)));
    let Some(journey) = journey else { return Ok(back_with(Refusal::Stale.code(), HOME)) };
    let to = journey.to.clone();
    let Some(code) = answer.code.filter(|_| answer.error.is_none()) else {
        return Ok(back_with(Refusal::Declined.code(), &to));
    };
    let proven = match provider.arrive(journey, code).await {
        Ok(proven) => proven,
        Err(refusal) => return Ok(back_with(refusal.code(), &to)),
    };
    match api.app.sign_in_by_identity(proven, provider.rules()).await {
        Ok(Arrival::Here(actor)) => {
            let headers: HeaderMap = let_in(&api, &session, actor.user, &visitor).await?;
            Ok((headers, Redirect::to(&to)).into_response())
        }
        Ok(Arrival::SecondFactor(user)) => {
            await_second_factor(&session, user).await?;
            Ok(Redirect::to(&format!("/sign-in?step=code&to={}", encoded(&to))).into_response())
        }
        Err(refused) => told(refused, &to),
    }
}

fn named<'a>(api: &'a Api, id: &str) -> Result<&'a Provider, ApiError> {
    api.settings.oidc.named(id).ok_or_else(|| AppError::NotFound("identity provider").into())
}

/// Only addresses of this page are followed, so that a crafted link cannot lead elsewhere. A backslash counts as a
/// slash, since browsers take it for one.
fn own_address(to: Option<&str>) -> String {
    let own = |to: &&str| {
        let rest = to.strip_prefix('/');
        let plain = to.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        plain && to.len() <= 2_000 && rest.is_some_and(|rest| !rest.starts_with('/') && !rest.starts_with("api/"))
    };
    to.filter(own).unwrap_or(HOME).to_owned()
}

/// Refusals of the use case by their code; a fault of the server stays one.
fn told(refused: AppError, to: &str) -> Result<Response, ApiError> {
    let known = matches!(refused, AppError::Conflict { .. } | AppError::TooManyAttempts { .. });
    if known { Ok(back_with(refused.code(), to)) } else { Err(refused.into()) }
}

fn back_with(code: &str, to: &str) -> Response {
    Redirect::to(&format!("/sign-in?problem={code}&to={}", encoded(to))).into_response()
}

/// An address within the query of another.
fn encoded(to: &str) -> String {
    use std::fmt::Write;
    to.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_own_page_are_followed() {
        for own in ["/prospects?grade=a", "/prospects/0195#x"] {
            assert_eq!(own_address(Some(own)), own);
        }
        let foreign = [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "javascript:alert(1)",
            "evil",
            "",
            "/api/v1/me",
            "/a\r\nSet-Cookie: a=b",
            "\\\\evil.example",
        ];
        for to in foreign {
            assert_eq!(own_address(Some(to)), HOME, "{to}");
        }
        assert_eq!(own_address(None), HOME);
    }

    #[test]
    fn an_address_in_a_query_cannot_add_to_it() {
        assert_eq!(encoded("/a?b=c&problem=d#e"), "/a%3Fb%3Dc%26problem%3Dd%23e");
    }
}
