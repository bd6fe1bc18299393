//! Reading requests: axum's extractors with refusals in the one shape of [`ApiError`].

use app::FieldError;
use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::IntoResponse,
};
use serde::de::DeserializeOwned;

use crate::problem::ApiError;

/// A JSON body. What is wrong in it is named by a JSON pointer.
#[derive(Debug)]
pub(crate) struct JsonBody<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for JsonBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        if !is_json(request.headers()) {
            return Err(ApiError::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                "send the body as application/json",
            ));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(unread)?;
        read_json(&bytes).map(Self)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

fn unread(rejection: BytesRejection) -> ApiError {
    match rejection.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "the request is larger than the server accepts")
        }
        _ => ApiError::malformed("the body broke off"),
    }
}

fn read_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let pointer = pointer(error.path());
        let cause = error.into_inner();
        match cause.classify() {
            serde_json::error::Category::Data => ApiError::invalid(field_error(&pointer, &cause.to_string())),
            _ => ApiError::malformed(format!("the body is not JSON: {cause}")),
        }
    })?;
    reader.end().map_err(|_| ApiError::malformed("the body holds more than one JSON value"))?;
    Ok(value)
}

/// serde's path as a JSON pointer (RFC 6901).
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter().fold(String::new(), |pointer, segment| match segment {
        Segment::Seq { index } => format!("{pointer}/{index}"),
        Segment::Map { key } => format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")),
        Segment::Enum { .. } | Segment::Unknown => pointer,
    })
}

/// Says which field is missing or unknown; serde says it in words only, at the place of the object around it.
fn field_error(pointer: &str, message: &str) -> FieldError {
    let named = |start: &str| message.strip_prefix(start).and_then(|rest| rest.split('`').next());
    if let Some(field) = named("missing field `") {
        FieldError::new(&format!("{pointer}/{field}"), "required", format!("the field {field} is needed"))
    } else if let Some(field) = named("unknown field `") {
        let parent = pointer.strip_suffix(&format!("/{field}")).unwrap_or(pointer);
        FieldError::new(&format!("{parent}/{field}"), "unknown", format!("there is no field {field}"))
    } else {
        FieldError::new(pointer, "malformed", message)
    }
}

/// The query of the address.
#[derive(Debug)]
pub(crate) struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        axum::extract::Query::try_from_uri(&parts.uri).map(|axum::extract::Query(value)| Self(value)).map_err(
            |rejection| {
                let text = rejection.body_text();
                let said = text.strip_prefix("Failed to deserialize query string: ").unwrap_or(&text);
                let pointer = said.split_once(": ").map_or(String::new(), |(field, _)| format!("/{field}"));
                ApiError::invalid(FieldError::new(&pointer, "malformed", said))
            },
        )
    }
}

/// The variable parts of the path. What is not an id names nothing, and so is not found.
#[derive(Debug)]
pub(crate) struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        axum::extract::Path::from_request_parts(parts, state)
            .await
            .map(|axum::extract::Path(value)| Self(value))
            .map_err(|_| ApiError::no_such_place())
    }
}

#[cfg(test)]
mod tests {
    use axum::response::IntoResponse;
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its shape is read")]
    struct Order {
        name: String,
        lines: Vec<Line>,
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only its shape is read")]
    struct Line {
        pieces: u32,
    }

    fn refused(json: &str) -> ApiError {
        read_json::<Order>(json.as_bytes()).expect_err("this body is wrong")
    }

    fn fault(json: &str) -> (String, String) {
        let response = refused(json).into_response();
        let problem = response.extensions().get::<crate::problem::Problem>().expect("a problem").clone();
        assert_eq!(problem.code, "invalid");
        (problem.errors[0].pointer.clone(), problem.errors[0].code.clone())
    }

    #[test]
    fn a_wrong_value_is_named_by_its_place() {
        assert_eq!(
            fault(r#"{"name":"a","lines":[{"pieces":1},{"pieces":-1}]}"#),
            ("/lines/1/pieces".into(), "malformed".into())
        );
    }

    #[test]
    fn a_missing_field_is_named_itself_rather_than_the_object_around_it() {
        assert_eq!(fault(r#"{"name":"a","lines":[{}]}"#), ("/lines/0/pieces".into(), "required".into()));
    }

    #[test]
    fn an_unknown_field_is_named_once() {
        assert_eq!(fault(r#"{"nmae":"a","lines":[]}"#), ("/nmae".into(), "unknown".into()));
    }

    #[test]
    fn what_is_not_json_is_malformed_as_a_whole() {
        assert_eq!(refused("{").into_response().status(), StatusCode::BAD_REQUEST);
        assert_eq!(refused(r#"{"name":"a","lines":[]} {}"#).into_response().status(), StatusCode::BAD_REQUEST);
    }
}
