//! Requests that may be sent again (draft-ietf-httpapi-idempotency-key-header): a `POST` with an `Idempotency-Key` is
//! carried out once and answered each time.
//!
//! One layer for all routes. Which of them take a key, and of which the answer may be kept, is said in [`routes`]; what
//! is done once, and how a crash in between ends, in `app::idempotency`.

mod key;
mod routes;

use std::panic::AssertUnwindSafe;

use app::idempotency::{Claim, Ending, KeptAnswer, Keyed, KeyedRequest};
use axum::{
    body::{Body, Bytes, HttpBody, to_bytes},
    extract::{FromRequestParts, MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures::{FutureExt, StreamExt};
use tracing::Instrument;

pub(crate) use key::KEY_HEADER;
pub(crate) use routes::{Keeps, keeps};

use crate::{
    guard::KeyHolder,
    problem::{ApiError, panicked},
    state::Api,
};

/// Says that an answer is that of the first request.
pub(crate) const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// What is kept of an answer beside its status and body.
const KEPT_HEADERS: [HeaderName; 3] = [header::CONTENT_TYPE, header::ETAG, header::LOCATION];

/// A longer answer is not kept.
const LONGEST_ANSWER: u64 = 256 * 1024;

/// Bytes of a body by which it is told from another. Every JSON body is shorter; an upload is not read to its end before
/// it is known whether it is to be carried out.
const COMPARED: usize = 1024 * 1024;
/// Read beyond it, since a form's boundaries are left out.
const MARGIN: usize = 8 * 1024;

/// Carries a request with a key out once.
pub(crate) async fn answer_once(State(api): State<Api>, request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    let keeps = path.filter(|_| *request.method() == Method::POST).and_then(keeps);
    match keeps {
        Some(keeps) if request.headers().contains_key(&KEY_HEADER) => {
            keyed(api, keeps, request, next).await.unwrap_or_else(IntoResponse::into_response)
        }
        _ => next.run(request).await,
    }
}

async fn keyed(api: Api, keeps: Keeps, request: Request, next: Next) -> Result<Response, ApiError> {
    let (mut parts, body) = request.into_parts();
    let Ok(KeyHolder(caller)) = KeyHolder::from_request_parts(&mut parts, &api).await else {
        // the route says what a stranger is told
        return Ok(next.run(Request::from_parts(parts, body)).await);
    };
    let key = key::of(&parts.headers)?;
    let (compared, body) = read_on(body).await?;
    let compared = without_boundary(&compared, boundary(&parts.headers));
    let request = KeyedRequest {
        caller,
        method: parts.method.as_str(),
        path: parts.uri.path(),
        key: &key,
        content: [parts.uri.query().unwrap_or_default().as_bytes(), &compared],
    };
    match api.app.begin_keyed(request).await? {
        Keyed::First(claim) => Ok(carried_out(api, claim, keeps, Request::from_parts(parts, body), next).await),
        Keyed::Answered(answer) => Ok(replayed(answer)),
        Keyed::Reused => Err(ApiError::key_reused()),
        Keyed::UnderWay => Err(ApiError::under_way()),
        Keyed::AnswerGone => Err(ApiError::answer_gone()),
    }
}

/// Runs the route in a task of its own: a caller who goes away does not break it off, and finds the answer later.
async fn carried_out(api: Api, claim: Claim, keeps: Keeps, request: Request, next: Next) -> Response {
    let work = async move {
        let run = AssertUnwindSafe(next.run(request)).catch_unwind();
        let response = api.app.run_keyed(claim, run).await.unwrap_or_else(panicked);
        let (response, ending) = ending(response, keeps).await;
        if let Err(error) = api.app.end_keyed(claim, ending).await {
            // a repetition finds out whether it was carried out when the claim has run out
            tracing::warn!(%error, "what was answered could not be kept");
        }
        response
    };
    tokio::spawn(work.in_current_span()).await.unwrap_or_else(|error| {
        tracing::error!(%error, "a request broke off");
        ApiError::internal().into_response()
    })
}

/// What is kept of an answer.
async fn ending(response: Response, keeps: Keeps) -> (Response, Ending) {
    let status = response.status();
    if status.is_client_error() {
        return (response, Ending::Refused);
    }
    if status.is_server_error() {
        return (response, Ending::Failed);
    }
    let short = response.body().size_hint().upper().is_some_and(|bytes| bytes <= LONGEST_ANSWER);
    if keeps == Keeps::Fact || !short {
        return (response, Ending::Unkept);
    }
    let (parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return (ApiError::internal().into_response(), Ending::Failed);
    };
    let text = |name: &HeaderName| Some((name.to_string(), parts.headers.get(name)?.to_str().ok()?.to_owned()));
    let ending = match String::from_utf8(bytes.to_vec()) {
        Ok(body) => Ending::Answered(KeptAnswer {
            status: status.as_u16(),
            headers: KEPT_HEADERS.iter().filter_map(text).collect(),
            body,
        }),
        Err(_) => Ending::Unkept,
    };
    (Response::from_parts(parts, Body::from(bytes)), ending)
}

fn replayed(answer: KeptAnswer) -> Response {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let headers = response.headers_mut();
    for (name, value) in answer.headers {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::try_from(value)) {
            headers.insert(name, value);
        }
    }
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    response
}

/// The beginning of a body, and the whole of it to be read by the route.
async fn read_on(body: Body) -> Result<(Vec<u8>, Body), ApiError> {
    let mut rest = body.into_data_stream();
    let mut read: Vec<Bytes> = Vec::new();
    let mut beginning = Vec::new();
    while beginning.len() < COMPARED + MARGIN {
        let Some(chunk) = rest.next().await else {
            return Ok((beginning.clone(), Body::from(beginning)));
        };
        let chunk = chunk.map_err(|_| ApiError::malformed("the body broke off"))?;
        beginning.extend_from_slice(&chunk);
        read.push(chunk);
    }
    let whole = futures::stream::iter(read.into_iter().map(Ok)).chain(rest);
    Ok((beginning, Body::from_stream(whole)))
}

/// What separates the parts of a form.
fn boundary(headers: &axum::http::HeaderMap) -> Option<&str> {
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let parameters = kind.strip_prefix("multipart/form-data")?;
    let named = parameters.split(';').find_map(|parameter| parameter.trim().strip_prefix("boundary="))?;
    Some(named.trim_matches('"')).filter(|boundary| !boundary.is_empty())
}

/// The compared part of a body. A form is encoded with another boundary each time it is sent, though it is the same.
fn without_boundary(body: &[u8], boundary: Option<&str>) -> Vec<u8> {
    let mut kept = Vec::with_capacity(body.len().min(COMPARED));
    let boundary = boundary.unwrap_or_default().as_bytes();
    let mut rest = body;
    while let Some(byte) = rest.first().filter(|_| kept.len() < COMPARED) {
        match rest.strip_prefix(boundary).filter(|_| !boundary.is_empty()) {
            Some(after) => rest = after,
            None => {
                kept.push(*byte);
                rest = &rest[1..];
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_sent_again_with_another_boundary_is_the_same() {
        let form = |boundary: &str, file: &str| {
            let text = format!("--{boundary}\r\nContent-Disposition: form-data\r\n\r\n{file}\r\n--{boundary}--\r\n");
            without_boundary(text.as_bytes(), Some(boundary))
        };
        assert_eq!(form("----a1", "张三"), form("------------longer", "张三"));
        assert_ne!(form("----a1", "张三"), form("----a1", "李四"));
        assert_eq!(without_boundary(b"abc", None), b"abc");
    }

    #[test]
    fn what_is_compared_of_a_long_form_does_not_hang_on_the_boundary() {
        let file = "x".repeat(2 * COMPARED);
        let form = |boundary: &str| without_boundary(format!("--{boundary}\r\n{file}").as_bytes(), Some(boundary));
        assert_eq!(form("a-boundary"), form("another-boundary-that-is-longer"));
    }

    #[tokio::test]
    async fn the_route_reads_the_whole_body_whatever_was_compared() {
        for size in [0, 10, COMPARED, COMPARED + MARGIN, 3 * COMPARED] {
            let sent: Vec<u8> = (0..size).map(|i| i.to_le_bytes()[0]).collect();
            let chunks: Vec<Result<Bytes, axum::Error>> =
                sent.chunks(70_001).map(|chunk| Ok(Bytes::copy_from_slice(chunk))).collect();
            let (beginning, body) = read_on(Body::from_stream(futures::stream::iter(chunks))).await.expect("a body");
            assert!(sent.starts_with(&beginning));
            assert_eq!(to_bytes(body, usize::MAX).await.expect("a whole body"), sent);
        }
    }
}
