//! Protection against requests that another site makes a person's browser send (CSRF).
//!
//! Two walls: browsers say where a request comes from (`Sec-Fetch-Site`, `Origin`), and a request with the session
//! cookie needs a header that another site cannot set without leave. Programs with a token are not browsers and pass.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{CSRF_HEADER, SESSION_COOKIE, bearer, cookie};
use crate::{problem::ApiError, state::Api};

pub(crate) async fn require_same_site(State(api): State<Api>, request: Request, next: Next) -> Response {
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if changes && !allowed(request.headers(), api.settings.trusted_proxy) {
        return ApiError::foreign_request().into_response();
    }
    next.run(request).await
}

fn allowed(headers: &HeaderMap, trusted_proxy: bool) -> bool {
    if bearer(headers).is_some() {
        return true;
    }
    from_same_site(headers, trusted_proxy)
        && (headers.contains_key(CSRF_HEADER) || cookie(headers, SESSION_COOKIE).is_none())
}

fn from_same_site(headers: &HeaderMap, trusted_proxy: bool) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let forwarded = if trusted_proxy { text("x-forwarded-host") } else { None };
    let host = forwarded.or_else(|| text(header::HOST.as_str()));
    let authority = origin.to_str().ok().and_then(|origin| origin.split_once("://")).map(|(_, authority)| authority);
    matches!((authority, host), (Some(authority), Some(host)) if authority.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    fn allowed_with(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers: HeaderMap = pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        allowed(&headers, false)
    }

    const COOKIE: (&str, &str) = ("cookie", "theme=dark; tuoke_session=abc");
    const CSRF: (&str, &str) = (CSRF_HEADER, "1");

    #[test]
    fn a_cookie_alone_is_refused_and_passes_with_the_header() {
        assert!(!allowed_with(&[COOKIE]));
        assert!(allowed_with(&[COOKIE, CSRF]));
        assert!(!allowed_with(&[("cookie", "__Host-tuoke_session=abc")]), "the name it has behind https");
    }

    #[test]
    fn another_site_is_refused_even_with_the_header() {
        assert!(!allowed_with(&[COOKIE, CSRF, ("sec-fetch-site", "cross-site")]));
        assert!(!allowed_with(&[COOKIE, CSRF, ("sec-fetch-site", "same-site")]));
        assert!(!allowed_with(&[COOKIE, CSRF, ("host", "crm.example.com"), ("origin", "https://evil.example")]));
        assert!(!allowed_with(&[COOKIE, CSRF, ("host", "crm.example.com"), ("origin", "null")]));
        assert!(allowed_with(&[
            COOKIE,
            CSRF,
            ("host", "crm.example.com:8420"),
            ("origin", "http://crm.example.com:8420")
        ]));
    }

    #[test]
    fn signing_in_from_another_site_is_refused_too() {
        assert!(!allowed_with(&[("sec-fetch-site", "cross-site")]));
        assert!(allowed_with(&[]));
    }

    #[test]
    fn programs_with_a_token_pass() {
        assert!(allowed_with(&[("authorization", "Bearer tk_1"), ("sec-fetch-site", "cross-site")]));
        assert!(!allowed_with(&[COOKIE, ("authorization", "Basic abc")]));
    }
}
