//! Conditional requests (RFC 9110): what is read carries a tag, what is changed may name the tag that was read.
//!
//! The tag of a single record is its version and, after a dot, a digest of the answer: `"7.5a3c…"`. A change looks at
//! the version alone, so `If-Match: "7"` says enough, and what only looks different (a colleague's name, the time left)
//! stands in nobody's way. A read looks at the whole tag, so a copy is never taken for fresh while a byte of it is not.
//! Other answers carry a weak tag of their digest.

use std::hash::{DefaultHasher, Hasher};

use app::AppError;
use axum::{
    Json,
    body::{Body, to_bytes},
    extract::{FromRequestParts, Request},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::IntoParams;

use crate::problem::ApiError;

/// A single record as an answer, with its version.
#[derive(Debug)]
pub(crate) struct Versioned<T>(pub i32, pub T);

#[derive(Clone, Copy, Debug)]
struct Version(i32);

impl<T: Serialize> IntoResponse for Versioned<T> {
    fn into_response(self) -> Response {
        let mut response = Json(self.1).into_response();
        response.extensions_mut().insert(Version(self.0));
        response
    }
}

/// The version that a change starts from, where the caller says so in the head of the request.
#[derive(Clone, Copy, Debug, IntoParams)]
#[into_params(parameter_in = Header)]
pub(crate) struct IfMatch {
    /// The `ETag` that was read. Where the record has changed since, the answer is 412 with what it is now, and nothing
    /// was written
    #[param(rename = "If-Match", value_type = Option<String>, required = false, example = "\"7\"")]
    version: Option<i32>,
}

impl IfMatch {
    /// The version named in the head, else the one in the body.
    pub fn or(self, in_body: Option<i32>) -> Option<i32> {
        self.version.or(in_body)
    }

    pub fn version(self) -> Option<i32> {
        self.version
    }

    /// What a change answers; where another came in between and the caller named a tag, the record as it is now.
    pub async fn answer<T, C: Serialize>(
        self,
        changed: Result<T, AppError>,
        current: impl Future<Output = Result<(i32, C), AppError>>,
    ) -> Result<T, ApiError> {
        match changed {
            Err(AppError::ChangedMeanwhile) if self.version.is_some() => {
                let (version, current) = current.await?;
                let bytes = serde_json::to_vec(&current).map_err(AppError::from)?;
                let current = serde_json::to_value(&current).map_err(AppError::from)?;
                Err(ApiError::precondition_failed(current, tag_of(version, &bytes)))
            }
            other => Ok(other?),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        let Some(value) = parts.headers.get(header::IF_MATCH) else { return Ok(Self { version: None }) };
        let text = value.to_str().unwrap_or_default().trim();
        // whatever there is: the use case finds out whether there is anything
        if text == "*" {
            return Ok(Self { version: None });
        }
        match version_in(text) {
            Some(version) => Ok(Self { version: Some(version) }),
            None => Err(ApiError::malformed("If-Match takes the one ETag that was read, or *")),
        }
    }
}

/// The version in a strong tag of ours.
fn version_in(tag: &str) -> Option<i32> {
    let inner = tag.strip_prefix('"')?.strip_suffix('"')?;
    inner.split_once('.').map_or(inner, |(version, _)| version).parse().ok()
}

fn digest(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}

fn tag_of(version: i32, bytes: &[u8]) -> HeaderValue {
    HeaderValue::from_str(&format!("\"{version}.{:016x}\"", digest(bytes))).unwrap_or(HeaderValue::from_static("\"\""))
}

fn weak_tag_of(bytes: &[u8]) -> HeaderValue {
    HeaderValue::from_str(&format!("W/\"{:016x}\"", digest(bytes))).unwrap_or(HeaderValue::from_static("W/\"\""))
}

/// Gives answers their tag, and says 304 to a caller who has this very answer.
pub(crate) async fn tag_answers(request: Request, next: Next) -> Response {
    // of an answer without its body there is nothing to make a tag of
    if request.method() == Method::HEAD {
        return next.run(request).await;
    }
    let reads = request.method() == Method::GET;
    let known = request.headers().get_all(header::IF_NONE_MATCH).iter().cloned().collect::<Vec<_>>();
    let mut response = next.run(request).await;
    let version = response.extensions_mut().remove::<Version>();
    if !response.status().is_success() || !is_json(response.headers()) || (version.is_none() && !reads) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return ApiError::internal().into_response();
    };
    let tag = match version {
        Some(Version(version)) => tag_of(version, &bytes),
        None => weak_tag_of(&bytes),
    };
    let has_it = reads && known.iter().any(|value| names(value, &tag));
    parts.headers.insert(header::ETAG, tag);
    if has_it {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_TYPE);
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

fn is_json(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/json")
}

/// Whether a list of tags has this one, compared weakly as reads are.
fn names(list: &HeaderValue, tag: &HeaderValue) -> bool {
    let (Ok(list), Ok(tag)) = (list.to_str(), tag.to_str()) else { return false };
    let plain = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    list.trim() == "*" || list.split(',').any(|one| plain(one) == plain(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_what_stands_before_the_dot() {
        assert_eq!(version_in("\"7.0a\""), Some(7));
        assert_eq!(version_in("\"7\""), Some(7));
        for wrong in ["7", "W/\"7\"", "\"\"", "\"a.7\"", "\"7\", \"8\""] {
            assert_eq!(version_in(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn reads_compare_weakly_and_find_a_tag_in_a_list() {
        let value = |text: &'static str| HeaderValue::from_static(text);
        assert!(names(&value("\"a\", W/\"b\""), &value("\"b\"")));
        assert!(names(&value("*"), &value("\"b\"")));
        assert!(!names(&value("\"a\""), &value("\"b\"")));
    }
}
