//! What stands before every handler: who is calling, from where, how often, and by whose page.

mod client_address;
mod headers;
mod programs;
mod same_site;
mod sessions;
mod signed_in;
mod visitor;

pub(crate) use client_address::ClientAddress;
pub(crate) use headers::harden;
pub(crate) use programs::admit_programs;
pub(crate) use same_site::require_same_site;
pub(crate) use sessions::{
    arriving_user, await_second_factor, begin_journey, begin_session, end_journey, note_proof, session_layer,
};
pub(crate) use signed_in::{Arrived, Enrolling, InBrowser, KeyHolder, Proven, SignedIn};
pub(crate) use visitor::{Visitor, device_cookie};

/// The cookie of the browser session.
pub(crate) const SESSION_COOKIE: &str = "tuoke_session";

/// The cookie by which a browser is known from which somebody has signed in before. It lets nobody in.
pub(crate) const DEVICE_COOKIE: &str = "tuoke_device";

/// The name of a cookie as browsers see it: with https, one that no other host and no plain connection can set.
pub(crate) fn cookie_name(name: &'static str, https: bool) -> std::borrow::Cow<'static, str> {
    if https { format!("__Host-{name}").into() } else { name.into() }
}

/// The value of a cookie that was sent.
fn cookie<'a>(headers: &'a axum::http::HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(axum::http::header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(known, value)| (known.trim_start_matches("__Host-") == name).then_some(value))
}

/// The header that only the own page can set; another site would need leave that the server never gives.
pub(crate) const CSRF_HEADER: &str = "x-tuoke-csrf";

/// The API token of a program, where one was sent.
fn bearer(headers: &axum::http::HeaderMap) -> Option<&str> {
    let value = headers.get(axum::http::header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
