//! The web page, embedded into the binary: one file to copy is the whole product.
//!
//! Files with a hash in their name never change and are kept by browsers for a year; `index.html` is asked for anew each
//! time and answers every address that the page's own router knows.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use rust_embed::{Embed, EmbeddedFile};

use crate::problem::ApiError;

#[derive(Embed)]
#[folder = "../../web/dist"]
struct Files;

/// Names under this folder carry a hash of their content.
const HASHED: &str = "assets/";

/// Answers every address that is no route: a file of the page, the page itself, or a refusal.
pub(crate) async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path == "api" || path.starts_with("api/") {
        return ApiError::no_such_place().into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    match Files::get(path) {
        Some(file) => answer(path, file, &headers),
        // a missing script answered with the page would be run as a script
        None if path.starts_with(HASHED) => StatusCode::NOT_FOUND.into_response(),
        None => match Files::get("index.html").or_else(|| Files::get("placeholder.html")) {
            Some(file) => answer("index.html", file, &headers),
            None => StatusCode::NOT_FOUND.into_response(),
        },
    }
}

fn answer(path: &str, file: EmbeddedFile, asked: &HeaderMap) -> Response {
    let tag = entity_tag(&file);
    let keep = if path.starts_with(HASHED) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let known = asked
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|tags| tags.split(',').any(|known| known.trim() == tag || known.trim() == "*"));
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let kind = HeaderValue::from_str(file.metadata.mimetype())
            .unwrap_or(HeaderValue::from_static("application/octet-stream"));
        ([(header::CONTENT_TYPE, kind)], Body::from(file.data)).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

/// Weak, since the same file may leave compressed or not.
fn entity_tag(file: &EmbeddedFile) -> String {
    use std::fmt::Write;
    let mut tag = String::from("W/\"");
    for byte in &file.metadata.sha256_hash()[..16] {
        let _ = write!(tag, "{byte:02x}");
    }
    tag.push('"');
    tag
}
