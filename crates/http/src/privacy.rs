//! Requests of people about their own data, for the compliance role.

use app::{
    App, Page,
    privacy::{CompleteRequest, OpenRequest, RefuseRequest, RequestDetail, RequestView, RequestedPerson},
};
use axum::{Json, extract::State, http::StatusCode, response::Response};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use crate::{
    download,
    extract::{JsonBody, Path, Query},
    guard::SignedIn,
    problem::ApiError,
    state::Api,
};

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(list, open))
        .routes(routes!(candidates))
        .routes(routes!(show))
        .routes(routes!(complete))
        .routes(routes!(refuse))
}

pub(crate) fn lasting_routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new().routes(routes!(copy))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct RequestQuery {
    /// `open`, `done` or `refused`; all where absent
    state: Option<String>,
    /// `next` of the page before
    cursor: Option<Uuid>,
}

/// The register of requests, newest first
#[utoipa::path(get, path = "/person-requests", tag = "privacy", operation_id = "person_requests",
    params(RequestQuery), responses((status = 200, body = Page<RequestView>)))]
async fn list(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<RequestQuery>,
) -> Result<Json<Page<RequestView>>, ApiError> {
    Ok(Json(app.person_requests(&actor, asked.state.as_deref(), asked.cursor).await?))
}

/// Put a request into the register, after it is sure who asks
#[utoipa::path(post, path = "/person-requests", tag = "privacy", operation_id = "open_person_request",
    request_body = OpenRequest, responses((status = 201, body = RequestDetail)))]
async fn open(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    JsonBody(asked): JsonBody<OpenRequest>,
) -> Result<(StatusCode, Json<RequestDetail>), ApiError> {
    Ok((StatusCode::CREATED, Json(app.open_person_request(&actor, asked).await?)))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct CandidateQuery {
    /// a name, or the tail of a number
    q: String,
}

/// People whom a request may be about, whoever holds them; numbers are masked
#[utoipa::path(get, path = "/person-requests/candidates", tag = "privacy", operation_id = "request_candidates",
    params(CandidateQuery), responses((status = 200, body = Vec<RequestedPerson>)))]
async fn candidates(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<CandidateQuery>,
) -> Result<Json<Vec<RequestedPerson>>, ApiError> {
    Ok(Json(app.request_candidates(&actor, &asked.q).await?))
}

/// One request; of an erasure what it would do, or did
#[utoipa::path(get, path = "/person-requests/{id}", tag = "privacy", operation_id = "person_request",
    params(("id" = Uuid, Path)), responses((status = 200, body = RequestDetail)))]
async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<RequestDetail>, ApiError> {
    Ok(Json(app.person_request(&actor, id).await?))
}

/// Note that the copy was handed over, or erase: at once, for good
#[utoipa::path(post, path = "/person-requests/{id}/completion", tag = "privacy",
    operation_id = "complete_person_request", params(("id" = Uuid, Path)), request_body = CompleteRequest,
    responses((status = 200, body = RequestDetail)))]
async fn complete(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<CompleteRequest>,
) -> Result<Json<RequestDetail>, ApiError> {
    Ok(Json(app.complete_person_request(&actor, id, asked).await?))
}

/// Close a request without doing it, with what the person was told
#[utoipa::path(post, path = "/person-requests/{id}/refusal", tag = "privacy",
    operation_id = "refuse_person_request", params(("id" = Uuid, Path)), request_body = RefuseRequest,
    responses((status = 200, body = RequestDetail)))]
async fn refuse(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<RefuseRequest>,
) -> Result<Json<RequestDetail>, ApiError> {
    Ok(Json(app.refuse_person_request(&actor, id, asked).await?))
}

/// The person's own copy: a ZIP with JSON and a page in both languages; numbers are in full, and it is audited
#[utoipa::path(get, path = "/person-requests/{id}/copy", tag = "privacy", operation_id = "person_copy",
    params(("id" = Uuid, Path)),
    responses((status = 200, description = "the file", content((String = "application/zip")))))]
async fn copy(State(app): State<App>, SignedIn(actor): SignedIn, Path(id): Path<Uuid>) -> Result<Response, ApiError> {
    let path = app.person_copy(&actor, id).await?;
    download::send_as(path, "personal-data.zip", "application/zip").await
}
