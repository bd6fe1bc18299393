//! Deals as lists: the table, the board, the calendar, those of a customer, the queue.

use app::{
    App, Page,
    deals::{CalendarAsked, CalendarDay, DealBoard, DealLine, DealsAsked, QueueAsked, QueueLine},
};
use axum::{Json, extract::State};
use uuid::Uuid;

use crate::{
    answer::whole,
    extract::{Path, Query},
    guard::SignedIn,
    problem::ApiError,
};

/// The deals within reach
#[utoipa::path(get, path = "/deals", tag = "deals", operation_id = "deals", params(DealsAsked),
    responses((status = 200, body = Page<DealLine>)))]
pub(super) async fn list(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<DealsAsked>,
) -> Result<Json<Page<DealLine>>, ApiError> {
    Ok(Json(app.deals(&actor, asked).await?))
}

/// The open deals by stage, counted and added up, with the first cards of each (OPP-1)
///
/// Further cards are those of `GET /deals?stage=…&sort=expected` from the column's `next` on.
#[utoipa::path(get, path = "/deals/board", tag = "deals", operation_id = "deal_board", params(DealsAsked),
    responses((status = 200, body = DealBoard)))]
pub(super) async fn board(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<DealsAsked>,
) -> Result<Json<DealBoard>, ApiError> {
    Ok(Json(app.deal_board(&actor, asked).await?))
}

/// The open deals by the day on which they are expected
#[utoipa::path(get, path = "/deals/calendar", tag = "deals", operation_id = "deal_calendar", params(CalendarAsked),
    responses((status = 200, body = Page<CalendarDay>)))]
pub(super) async fn calendar(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<CalendarAsked>,
) -> Result<Json<Page<CalendarDay>>, ApiError> {
    Ok(whole(app.deal_calendar(&actor, asked).await?))
}

/// The open deals in the order in which time should go to them, each with a proposed investment (OPP-5)
#[utoipa::path(get, path = "/deals/queue", tag = "deals", operation_id = "deal_queue", params(QueueAsked),
    responses((status = 200, body = Page<QueueLine>)))]
pub(super) async fn queue(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<QueueAsked>,
) -> Result<Json<Page<QueueLine>>, ApiError> {
    Ok(whole(app.deal_queue(&actor, asked).await?))
}

/// The deals with a customer, the open ones first
#[utoipa::path(get, path = "/parties/{id}/deals", tag = "deals", operation_id = "deals_of_party",
    params(("id" = Uuid, Path)), responses((status = 200, body = Page<DealLine>)))]
pub(super) async fn of_party(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<Page<DealLine>>, ApiError> {
    Ok(whole(app.deals_of_party(&actor, id).await?))
}
