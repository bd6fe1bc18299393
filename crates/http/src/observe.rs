//! One line in the log and one count for each request, with an id that the caller sees as well.
//!
//! Logged are method, route pattern, status and time: neither addresses of records nor queries, which name people.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use tracing::Instrument;
use uuid::Uuid;

use crate::{Metrics, problem::complete};

pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Characters of an id that a caller may choose.
const ID_LENGTH: usize = 128;

pub(crate) async fn observe(State(metrics): State<Metrics>, request: Request, next: Next) -> Response {
    let id = request_id(request.headers());
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("(none)", MatchedPath::as_str).to_owned();
    let of_api = request.uri().path().starts_with("/api/");
    let (asked, pattern) = (method.clone(), route.clone());
    let span = tracing::info_span!("request", %method, route, request_id = %id);
    async move {
        let start = Instant::now();
        let mut response = next.run(request).await;
        if of_api {
            response = complete(response, &id);
        }
        let status = response.status().as_u16();
        let took = start.elapsed();
        metrics.answered(&asked, pattern, status, took);
        let milliseconds = took.as_millis();
        if status >= 500 {
            tracing::error!(status, milliseconds, "answered");
        } else {
            tracing::info!(status, milliseconds, "answered");
        }
        if let Ok(value) = HeaderValue::from_str(&id) {
            response.headers_mut().insert(REQUEST_ID, value);
        }
        response
    }
    .instrument(span)
    .await
}

/// The caller's own id where it is a plain word, so that it cannot forge log lines; else a new one.
fn request_id(headers: &HeaderMap) -> String {
    let given = headers.get(REQUEST_ID).and_then(|value| value.to_str().ok()).filter(|id| {
        (1..=ID_LENGTH).contains(&id.len())
            && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    });
    given.map_or_else(|| Uuid::now_v7().to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id_for(given: &'static str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(REQUEST_ID, HeaderValue::from_static(given));
        request_id(&headers)
    }

    #[test]
    fn a_plain_id_of_the_caller_is_kept() {
        assert_eq!(id_for("job-7.a_b"), "job-7.a_b");
    }

    #[test]
    fn an_id_that_is_not_a_plain_word_is_replaced() {
        for given in ["", "a b", "a=\"b\"", "{json}"] {
            assert!(id_for(given).parse::<Uuid>().is_ok(), "{given:?} was kept");
        }
    }
}
