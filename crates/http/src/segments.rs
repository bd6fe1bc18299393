//! Segments, and the language of filters that they are written in.

use app::{
    Actor, App, AppError, NameRef, Page, Total,
    filters::{CheckFilter, FilterCheck, FilterField},
    lists::ListView,
    parties::{PartyFilterInput, PartySummary},
    segments::{CopySegment, CreateSegment, EditSegment, SegmentView},
};
use axum::{Json, extract::State, http::StatusCode};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use crate::{
    answer::whole,
    conditional::{IfMatch, Versioned},
    extract::{JsonBody, Path, Query},
    guard::SignedIn,
    parties::{Order, asked},
    problem::ApiError,
    state::Api,
};

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(show, edit, delete))
        .routes(routes!(count))
        .routes(routes!(members))
        .routes(routes!(uses))
        .routes(routes!(copy))
        .routes(routes!(list_of))
        .routes(routes!(fields))
        .routes(routes!(check))
}

/// The own segments and those that are shared
#[utoipa::path(get, path = "/segments", tag = "segments", operation_id = "segments",
    responses((status = 200, body = Page<SegmentView>)))]
async fn list(State(app): State<App>, SignedIn(actor): SignedIn) -> Result<Json<Page<SegmentView>>, ApiError> {
    Ok(whole(app.segments(&actor).await?))
}

/// Keep a filter as a segment
#[utoipa::path(post, path = "/segments", tag = "segments", operation_id = "create_segment",
    request_body = CreateSegment, responses((status = 201, body = SegmentView)))]
async fn create(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    JsonBody(asked): JsonBody<CreateSegment>,
) -> Result<(StatusCode, Versioned<SegmentView>), ApiError> {
    Ok((StatusCode::CREATED, versioned(app.create_segment(&actor, asked).await?)))
}

/// One segment
#[utoipa::path(get, path = "/segments/{id}", tag = "segments", operation_id = "segment", params(("id" = Uuid, Path)),
    responses((status = 200, body = SegmentView)))]
async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Versioned<SegmentView>, ApiError> {
    Ok(versioned(app.segment(&actor, id).await?))
}

/// Change a segment of one's own
#[utoipa::path(patch, path = "/segments/{id}", tag = "segments", operation_id = "edit_segment",
    params(("id" = Uuid, Path), IfMatch), request_body = EditSegment, responses((status = 200, body = SegmentView)))]
async fn edit(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    read: IfMatch,
    JsonBody(mut edit): JsonBody<EditSegment>,
) -> Result<Versioned<SegmentView>, ApiError> {
    edit.version = read.or(edit.version);
    let changed = app.edit_segment(&actor, id, edit).await;
    Ok(versioned(read.answer(changed, current(&app, &actor, id)).await?))
}

/// Delete a segment of one's own
#[utoipa::path(delete, path = "/segments/{id}", tag = "segments", operation_id = "delete_segment",
    params(("id" = Uuid, Path), IfMatch),
    responses((status = 204, description = "deleted")))]
async fn delete(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    read: IfMatch,
) -> Result<StatusCode, ApiError> {
    let deleted = app.delete_segment(&actor, id, read.version()).await;
    read.answer(deleted, current(&app, &actor, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How many within reach are in it now
#[utoipa::path(get, path = "/segments/{id}/count", tag = "segments", operation_id = "count_segment",
    params(("id" = Uuid, Path)), responses((status = 200, body = Total)))]
async fn count(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<Total>, ApiError> {
    Ok(Json(app.count_segment(&actor, id).await?))
}

/// Those within reach who are in it now
#[utoipa::path(get, path = "/segments/{id}/members", tag = "segments", operation_id = "segment_members",
    params(("id" = Uuid, Path), Order), responses((status = 200, body = Page<PartySummary>)))]
async fn members(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Query(order): Query<Order>,
) -> Result<Json<Page<PartySummary>>, ApiError> {
    Ok(Json(app.segment_members(&actor, id, asked(PartyFilterInput::default(), order)).await?))
}

/// The segments that are made of this one
#[utoipa::path(get, path = "/segments/{id}/uses", tag = "segments", operation_id = "segment_uses",
    params(("id" = Uuid, Path)), responses((status = 200, body = Page<NameRef>)))]
async fn uses(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<Page<NameRef>>, ApiError> {
    Ok(whole(app.segment_uses(&actor, id).await?))
}

/// Keep who is in it now as a static segment
#[utoipa::path(post, path = "/segments/{id}/copies", tag = "segments", operation_id = "copy_segment",
    params(("id" = Uuid, Path)), request_body = CopySegment, responses((status = 201, body = SegmentView)))]
async fn copy(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<CopySegment>,
) -> Result<(StatusCode, Versioned<SegmentView>), ApiError> {
    Ok((StatusCode::CREATED, versioned(app.copy_segment(&actor, id, asked).await?)))
}

/// Make a lead list of those who are in it now
#[utoipa::path(post, path = "/segments/{id}/lists", tag = "segments", operation_id = "list_of_segment",
    params(("id" = Uuid, Path)), request_body = CopySegment, responses((status = 201, body = ListView)))]
async fn list_of(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<CopySegment>,
) -> Result<(StatusCode, Json<ListView>), ApiError> {
    Ok((StatusCode::CREATED, Json(app.list_of_segment(&actor, id, asked).await?)))
}

/// Every field that a filter may ask about
#[utoipa::path(get, path = "/filters/fields", tag = "segments", operation_id = "filter_fields",
    responses((status = 200, body = Vec<FilterField>)))]
async fn fields(State(app): State<App>, SignedIn(actor): SignedIn) -> Result<Json<Vec<FilterField>>, ApiError> {
    Ok(Json(app.filter_fields(&actor).await?))
}

/// Look at a filter while it is written; one that is wrong is answered with where and why
#[utoipa::path(post, path = "/filters/checks", tag = "segments", operation_id = "check_filter",
    request_body = CheckFilter, responses((status = 200, body = FilterCheck)))]
async fn check(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    JsonBody(asked): JsonBody<CheckFilter>,
) -> Result<Json<FilterCheck>, ApiError> {
    Ok(Json(app.check_filter(&actor, &asked).await?))
}

async fn current(app: &App, actor: &Actor, id: Uuid) -> Result<(i32, SegmentView), AppError> {
    app.segment(actor, id).await.map(|segment| (segment.version, segment))
}

fn versioned(segment: SegmentView) -> Versioned<SegmentView> {
    Versioned(segment.version, segment)
}
