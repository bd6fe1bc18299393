//! Orders of customers, their standing in product lines, conversions, and what winning costs (CLA-6, CLA-9).

use app::{
    App, Page,
    orders::{
        AddRivalShare, AnswerCause, ConversionPage, ConversionsAsked, CostsAsked, CostsView, LinePeriods, LineStanding,
        OrderView, OrdersAsked, RatesAsked, RecordOrder, RivalShareView, VoidOrder,
    },
};
use axum::{Json, extract::State, http::StatusCode};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use crate::{
    answer::whole,
    extract::{JsonBody, Path, Query},
    guard::SignedIn,
    problem::ApiError,
    state::Api,
};

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(all))
        .routes(routes!(show))
        .routes(routes!(void))
        .routes(routes!(of_party, record))
        .routes(routes!(rivals, add_rival))
        .routes(routes!(retract_rival))
        .routes(routes!(standings))
        .routes(routes!(answer_cause))
        .routes(routes!(conversions))
        .routes(routes!(rates))
        .routes(routes!(costs))
}

/// Orders of all customers within reach, the newest first
#[utoipa::path(get, path = "/orders", tag = "orders", operation_id = "orders", params(OrdersAsked),
    responses((status = 200, body = Page<OrderView>)))]
async fn all(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<OrdersAsked>,
) -> Result<Json<Page<OrderView>>, ApiError> {
    Ok(Json(app.orders(&actor, asked).await?))
}

/// One order with its lines
#[utoipa::path(get, path = "/orders/{id}", tag = "orders", operation_id = "order", params(("id" = Uuid, Path)),
    responses((status = 200, body = OrderView)))]
async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<OrderView>, ApiError> {
    Ok(Json(app.order(&actor, id).await?))
}

/// Void an order that was a mistake; it stays readable with the reason
#[utoipa::path(post, path = "/orders/{id}/void", tag = "orders", operation_id = "void_order",
    params(("id" = Uuid, Path)), request_body = VoidOrder, responses((status = 200, body = OrderView)))]
async fn void(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<VoidOrder>,
) -> Result<Json<OrderView>, ApiError> {
    Ok(Json(app.void_order(&actor, id, asked).await?))
}

/// The orders and returns of a customer, the newest first
#[utoipa::path(get, path = "/parties/{id}/orders", tag = "orders", operation_id = "orders_of_party",
    params(("id" = Uuid, Path), OrdersAsked), responses((status = 200, body = Page<OrderView>)))]
async fn of_party(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Query(asked): Query<OrdersAsked>,
) -> Result<Json<Page<OrderView>>, ApiError> {
    Ok(Json(app.orders_of(&actor, id, asked).await?))
}

/// Write an order or a return down
#[utoipa::path(post, path = "/parties/{id}/orders", tag = "orders", operation_id = "record_order",
    params(("id" = Uuid, Path)), request_body = RecordOrder, responses((status = 201, body = OrderView)))]
async fn record(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<RecordOrder>,
) -> Result<(StatusCode, Json<OrderView>), ApiError> {
    Ok((StatusCode::CREATED, Json(app.record_order(&actor, id, asked).await?)))
}

/// What rivals sell to a customer, as far as somebody knows or estimates it
#[utoipa::path(get, path = "/parties/{id}/rival-shares", tag = "orders", operation_id = "rival_shares",
    params(("id" = Uuid, Path)), responses((status = 200, body = Page<RivalShareView>)))]
async fn rivals(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<Page<RivalShareView>>, ApiError> {
    Ok(whole(app.rival_shares(&actor, id).await?))
}

/// Note what a rival sells to a customer, with where it is known from
#[utoipa::path(post, path = "/parties/{id}/rival-shares", tag = "orders", operation_id = "add_rival_share",
    params(("id" = Uuid, Path)), request_body = AddRivalShare, responses((status = 201, body = Page<RivalShareView>)))]
async fn add_rival(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<AddRivalShare>,
) -> Result<(StatusCode, Json<Page<RivalShareView>>), ApiError> {
    Ok((StatusCode::CREATED, whole(app.add_rival_share(&actor, id, asked).await?)))
}

/// Take back what turned out to be wrong
#[utoipa::path(delete, path = "/parties/{id}/rival-shares/{share}", tag = "orders",
    operation_id = "retract_rival_share", params(("id" = Uuid, Path), ("share" = Uuid, Path)),
    responses((status = 204, description = "taken back")))]
async fn retract_rival(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((id, share)): Path<(Uuid, Uuid)>,
) -> Result<StatusCode, ApiError> {
    app.retract_rival_share(&actor, id, share).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How a customer stands in each product line, with the conversions that led there
#[utoipa::path(get, path = "/parties/{id}/lines", tag = "orders", operation_id = "line_standings",
    params(("id" = Uuid, Path)), responses((status = 200, body = Page<LineStanding>)))]
async fn standings(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<Page<LineStanding>>, ApiError> {
    Ok(whole(app.line_standings(&actor, id).await?))
}

/// Say why a customer came, left or came back
#[utoipa::path(post, path = "/parties/{id}/conversions/{conversion}/cause", tag = "orders",
    operation_id = "answer_conversion", params(("id" = Uuid, Path), ("conversion" = Uuid, Path)),
    request_body = AnswerCause, responses((status = 200, body = Page<LineStanding>)))]
async fn answer_cause(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((id, conversion)): Path<(Uuid, Uuid)>,
    JsonBody(asked): JsonBody<AnswerCause>,
) -> Result<Json<Page<LineStanding>>, ApiError> {
    Ok(whole(app.answer_conversion(&actor, id, conversion, asked).await?))
}

/// Conversions of customers within reach, the latest first
#[utoipa::path(get, path = "/conversions", tag = "orders", operation_id = "conversions", params(ConversionsAsked),
    responses((status = 200, body = ConversionPage)))]
async fn conversions(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<ConversionsAsked>,
) -> Result<Json<ConversionPage>, ApiError> {
    Ok(Json(app.conversions(&actor, asked).await?))
}

/// Rates of conversions per period, line by line
#[utoipa::path(get, path = "/conversions/rates", tag = "orders", operation_id = "conversion_rates", params(RatesAsked),
    responses((status = 200, body = Page<LinePeriods>)))]
async fn rates(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<RatesAsked>,
) -> Result<Json<Page<LinePeriods>>, ApiError> {
    Ok(whole(app.conversion_rates(&actor, asked).await?))
}

/// What winning a customer costs beside keeping one, and whose purchases make the sales
#[utoipa::path(get, path = "/conversions/costs", tag = "orders", operation_id = "cost_facts", params(CostsAsked),
    responses((status = 200, body = CostsView)))]
async fn costs(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<CostsAsked>,
) -> Result<Json<CostsView>, ApiError> {
    Ok(Json(app.cost_facts(&actor, asked).await?))
}
