//! What stands before every handler: who is calling, from where, how often, and by whose page.

mod attempts;
mod client_address;
mod headers;
mod same_site;
mod sessions;
mod signed_in;

pub(crate) use attempts::Attempts;
pub(crate) use client_address::ClientAddress;
pub(crate) use headers::harden;
pub(crate) use same_site::require_same_site;
pub(crate) use sessions::{begin_session, session_layer};
pub(crate) use signed_in::SignedIn;

/// The cookie of the browser session.
pub(crate) const SESSION_COOKIE: &str = "tuoke_session";

/// The header that only the own page can set; another site would need leave that the server never gives.
pub(crate) const CSRF_HEADER: &str = "x-tuoke-csrf";

/// The API token of a program, where one was sent.
fn bearer(headers: &axum::http::HeaderMap) -> Option<&str> {
    let value = headers.get(axum::http::header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
