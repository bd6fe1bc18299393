//! The last touch on refusals: the request's id is written into the body, and refusals that a layer made without a body
//! (a time limit, an unknown method, a body too large) get one, so that clients meet a single shape.

use std::any::Any;

use axum::{
    Json,
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{ApiError, PROBLEM_JSON, Problem};

/// Completes the refusal of an API route.
pub(crate) fn complete(mut response: Response, request_id: &str) -> Response {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let mut problem = response.extensions_mut().remove::<Problem>().unwrap_or_else(|| of_bare_status(status));
    request_id.clone_into(&mut problem.request_id);
    let body = Json(&problem).into_response().into_body();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
    headers.remove(header::CONTENT_LENGTH);
    *response.body_mut() = body;
    response
}

fn of_bare_status(status: StatusCode) -> Problem {
    let (code, detail) = match status {
        StatusCode::NOT_FOUND => return ApiError::no_such_place().body(),
        StatusCode::METHOD_NOT_ALLOWED => ("method_not_allowed", "this address does not take this method"),
        StatusCode::PAYLOAD_TOO_LARGE => ("too_large", "the request is larger than the server accepts"),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            ("unsupported_media_type", "the request's content type is not the expected one")
        }
        StatusCode::SERVICE_UNAVAILABLE => ("timeout", "the server could not answer in time; try again"),
        _ if status.is_server_error() => {
            tracing::error!(status = status.as_u16(), "a layer failed without saying why");
            return ApiError::internal().body();
        }
        _ => ("malformed", "the request cannot be read"),
    };
    ApiError::new(status, code, detail).body()
}

/// The answer where a handler panicked. The panic's message is logged, never sent.
pub(crate) fn panicked(payload: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let message = payload
        .downcast_ref::<&'static str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message");
    tracing::error!(panic = message, "a handler panicked");
    ApiError::internal().into_response()
}
