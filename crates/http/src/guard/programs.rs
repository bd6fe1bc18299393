//! Programs with a token: who they are, what their token opens, and how often they may call.

use app::{Allowance, Scope, people::Program};
use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method},
    middleware::Next,
    response::{IntoResponse, Response},
};
use uuid::Uuid;

use super::bearer;
use crate::{problem::ApiError, router::API, state::Api};

/// The token with which a program came.
#[derive(Clone, Copy, Debug)]
pub(super) struct TokenId(pub Uuid);

/// What is left, and what the limit is (draft-ietf-httpapi-ratelimit-headers).
const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// Routes that a scope of its own opens; every other is opened by reading or writing.
const OF_THEIR_OWN: &[(&str, Scope)] = &[
    ("/imports", Scope::Import),
    ("/parties/export", Scope::Export),
    ("/parties/{id}/contact-points/{contact}/reveals", Scope::Reveal),
    ("/audit", Scope::Admin),
    ("/alerts", Scope::Admin),
    ("/webhooks", Scope::Admin),
    ("/jobs", Scope::Admin),
    ("/person-requests", Scope::Admin),
];

/// Routes that everybody reads, and that only administration changes.
const ADMINISTERED: &[&str] = &["/users", "/teams", "/settings", "/custom-fields", "/sign-in-rules"];

/// The scope that opens a route, named as the router names it.
pub(crate) fn scope_of(method: &Method, path: &str) -> Scope {
    let path = path.strip_prefix(API).unwrap_or(path);
    let below = |start: &str| path.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    if let Some((_, scope)) = OF_THEIR_OWN.iter().find(|(start, _)| below(start)) {
        return *scope;
    }
    let reads = matches!(*method, Method::GET | Method::HEAD);
    match ADMINISTERED.iter().any(|start| below(start)) {
        _ if reads => Scope::Read,
        true => Scope::Admin,
        false => Scope::Write,
    }
}

/// Finds out who stands behind a token, before anything else is done. Without a token it is a browser's request.
pub(crate) async fn admit_programs(State(api): State<Api>, mut request: Request, next: Next) -> Response {
    let Some(token) = bearer(request.headers()) else { return next.run(request).await };
    let Program { actor, token, allowance } = match api.app.program_by_token(token).await {
        Ok(Some(program)) => program,
        // the route says whether it is open to strangers
        Ok(None) => return next.run(request).await,
        Err(error) => return ApiError::from(error).into_response(),
    };
    let mut response = if let Some(Allowance { passes: false, resets_in, .. }) = allowance {
        ApiError::too_many_requests(resets_in).into_response()
    } else {
        let path = request.extensions().get::<MatchedPath>().map_or(request.uri().path(), MatchedPath::as_str);
        match actor.scopes.require(scope_of(request.method(), path)) {
            Ok(()) => {
                request.extensions_mut().insert(TokenId(token));
                request.extensions_mut().insert(actor);
                next.run(request).await
            }
            Err(error) => ApiError::from(error).into_response(),
        }
    };
    if let Some(allowance) = allowance {
        announce(response.headers_mut(), allowance);
    }
    response
}

fn announce(headers: &mut HeaderMap, Allowance { limit, left, resets_in, .. }: Allowance) {
    let texts = [
        (RATE_LIMIT_POLICY, format!("\"token\";q={limit};w=60")),
        (RATE_LIMIT, format!("\"token\";r={left};t={resets_in}")),
    ];
    for (name, text) in texts {
        if let Ok(value) = HeaderValue::from_str(&text) {
            headers.insert(name, value);
        }
    }
}
