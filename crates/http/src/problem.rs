//! Refusals as RFC 9457 problem details: one shape with a stable `code` that the page words in the reader's language.

mod complete;
mod mapping;

use app::FieldError;
use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

pub(crate) use complete::{complete, panicked};

pub(crate) const PROBLEM_JSON: &str = "application/problem+json";

/// Seconds after which a database that went away is worth asking again.
const RETRIED_AFTER: u64 = 2;

/// Seconds after which a request that is under way is worth asking for again.
const ASKED_AGAIN_AFTER: u64 = 1;

/// The body of every refusal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Problem {
    /// names the kind of problem: `urn:tuoke:problem:` and the code
    #[serde(rename = "type")]
    pub kind: String,
    /// the HTTP status in words
    pub title: String,
    pub status: u16,
    /// stable; what a page or a program decides by
    #[schema(examples("not_found", "invalid", "likely_duplicate"))]
    pub code: String,
    /// the same in English, for programs and logs
    pub detail: String,
    /// what the sentence of the code is about (`seconds`, `matches` …)
    #[schema(value_type = Object)]
    pub params: Value,
    /// what is wrong with which field; only where the code is `invalid`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub errors: Vec<FieldError>,
    /// names the request in the server's log
    pub request_id: String,
}

/// What a handler answers instead of a result.
#[derive(Clone, Debug)]
pub struct ApiError {
    status: StatusCode,
    code: String,
    detail: String,
    params: Value,
    errors: Vec<FieldError>,
    retry_after: Option<u64>,
    tag: Option<HeaderValue>,
}

impl ApiError {
    pub(crate) fn new(status: StatusCode, code: impl Into<String>, detail: impl Into<String>) -> Self {
        Self {
            status,
            code: code.into(),
            detail: detail.into(),
            params: Value::Object(serde_json::Map::new()),
            errors: Vec::new(),
            retry_after: None,
            tag: None,
        }
    }

    pub(crate) fn not_signed_in() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "not_signed_in", "sign in first")
    }

    /// The first factor was right; the second is asked next, of the same browser.
    pub(crate) fn second_factor_needed() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "second_factor_needed",
            "send a code of the second factor to /sessions/second-factor",
        )
    }

    /// The role has to have a second factor, which is not there yet.
    pub(crate) fn enrol_first() -> Self {
        Self::new(StatusCode::FORBIDDEN, "enrol_first", "your role has to have a second factor; set it up first")
    }

    /// What was asked is dangerous, and the person has not proved to be themselves for a while.
    pub(crate) fn prove_again() -> Self {
        Self::new(StatusCode::FORBIDDEN, "prove_again", "prove that it is you at /sessions/proof first")
    }

    /// Only the person in the browser may do this.
    pub(crate) fn browser_only() -> Self {
        Self::new(StatusCode::FORBIDDEN, "browser_only", "this cannot be done with an API token")
    }

    /// The request may come from another site that uses the person's cookie.
    pub(crate) fn foreign_request() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "csrf",
            "a request with the session cookie needs the header x-tuoke-csrf and must come from the same site",
        )
    }

    pub(crate) fn too_many_attempts(seconds: u64) -> Self {
        let mut error =
            Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many_attempts", "too many attempts; wait before the next");
        error.params = serde_json::json!({ "seconds": seconds });
        error.retry_after = Some(seconds);
        error
    }

    /// The record is no longer what the caller read; this is what it is now.
    pub(crate) fn precondition_failed(current: Value, tag: HeaderValue) -> Self {
        let detail = "the record was changed by somebody else in the meantime; params.current is what it is now";
        let mut error = Self::new(StatusCode::PRECONDITION_FAILED, "changed_meanwhile", detail);
        error.params = serde_json::json!({ "current": current });
        error.tag = Some(tag);
        error
    }

    /// The key was used for another request.
    pub(crate) fn key_reused() -> Self {
        let detail = "this Idempotency-Key was used for another request; take a new one";
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "idempotency_key_reused", detail)
    }

    /// The request of this key is still being carried out.
    pub(crate) fn under_way() -> Self {
        let detail = "the request of this Idempotency-Key is still being carried out; ask again";
        let mut error = Self::new(StatusCode::CONFLICT, "idempotency_in_progress", detail);
        error.retry_after = Some(ASKED_AGAIN_AFTER);
        error
    }

    /// The request of this key was carried out, and nothing is kept of the answer.
    pub(crate) fn answer_gone() -> Self {
        let detail =
            "the request of this Idempotency-Key was carried out; its answer is not kept: read what there is now";
        Self::new(StatusCode::CONFLICT, "idempotency_answer_gone", detail)
    }

    /// The token's minute is spent.
    pub(crate) fn too_many_requests(seconds: u64) -> Self {
        let detail = "this token may make no more requests in this minute";
        let mut error = Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", detail);
        error.params = serde_json::json!({ "seconds": seconds });
        error.retry_after = Some(seconds);
        error
    }

    /// No such route, or a path that cannot name a record.
    pub(crate) fn no_such_place() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "there is nothing at this address")
    }

    /// The request cannot be read at all.
    pub(crate) fn malformed(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "malformed", detail)
    }

    /// One field cannot be read.
    pub(crate) fn invalid(error: FieldError) -> Self {
        let mut refusal = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "the request is not valid");
        refusal.errors = vec![error];
        refusal
    }

    pub(crate) fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "the server failed; its log knows why")
    }

    /// The database cannot be reached; it is worth asking again soon.
    pub(crate) fn unreachable() -> Self {
        let detail = "the database cannot be reached at the moment; nothing was changed that was not answered";
        let mut error = Self::new(StatusCode::SERVICE_UNAVAILABLE, "database_unreachable", detail);
        error.retry_after = Some(RETRIED_AFTER);
        error
    }

    fn body(&self) -> Problem {
        Problem {
            kind: format!("urn:tuoke:problem:{}", self.code),
            title: self.status.canonical_reason().unwrap_or("Error").to_owned(),
            status: self.status.as_u16(),
            code: self.code.clone(),
            detail: self.detail.clone(),
            params: self.params.clone(),
            errors: self.errors.clone(),
            request_id: String::new(),
        }
    }
}

impl IntoResponse for ApiError {
    /// Carries the body once more as an extension, so that [`complete`] can write the request's id into it.
    fn into_response(self) -> Response {
        let body = self.body();
        let mut response = (self.status, Json(&body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(tag) = self.tag {
            headers.insert(header::ETAG, tag);
        }
        response.extensions_mut().insert(body);
        response
    }
}
