//! The catalogue of prospecting methods, and what each has brought (PRO-1).

use app::{
    Actor, App, AppError,
    contact_results::ContactResults,
    methods::{AddCost, MethodResultView, MethodTexts, MethodView, ResultPeriod},
};
use axum::{Json, extract::State, http::StatusCode};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    conditional::{IfMatch, Versioned},
    extract::{JsonBody, Path, Query},
    guard::SignedIn,
    problem::ApiError,
    state::Api,
};

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(show, edit))
        .routes(routes!(restore))
        .routes(routes!(results))
        .routes(routes!(contact_results))
        .routes(routes!(add_cost))
}

/// The methods, market by market, with when and how to use each
#[utoipa::path(get, path = "/methods", tag = "methods", operation_id = "methods",
    responses((status = 200, body = Vec<MethodView>)))]
async fn list(State(app): State<App>, SignedIn(actor): SignedIn) -> Result<Json<Vec<MethodView>>, ApiError> {
    Ok(Json(app.methods(&actor).await?))
}

/// One method, with when and how to use it
#[utoipa::path(get, path = "/methods/{code}", tag = "methods", operation_id = "method", params(("code" = String, Path)),
    responses((status = 200, body = MethodView)))]
async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
) -> Result<Versioned<MethodView>, ApiError> {
    Ok(versioned(app.method(&actor, &code).await?))
}

/// Put the team's own text in place of the shipped one
#[utoipa::path(put, path = "/methods/{code}", tag = "methods", operation_id = "edit_method",
    params(("code" = String, Path), IfMatch), request_body = MethodTexts, responses((status = 200, body = MethodView)))]
async fn edit(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
    read: IfMatch,
    JsonBody(texts): JsonBody<MethodTexts>,
) -> Result<Versioned<MethodView>, ApiError> {
    let changed = app.edit_method(&actor, &code, read.version(), texts).await;
    Ok(versioned(read.answer(changed, current(&app, &actor, &code)).await?))
}

/// Go back to the shipped text; the edits stay in the history
#[utoipa::path(delete, path = "/methods/{code}/edits", tag = "methods", operation_id = "restore_method",
    params(("code" = String, Path), IfMatch), responses((status = 200, body = MethodView)))]
async fn restore(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
    read: IfMatch,
) -> Result<Versioned<MethodView>, ApiError> {
    let changed = app.restore_method(&actor, &code, read.version()).await;
    Ok(versioned(read.answer(changed, current(&app, &actor, &code)).await?))
}

async fn current(app: &App, actor: &Actor, code: &str) -> Result<(i32, MethodView), AppError> {
    app.method(actor, code).await.map(|method| (method.version, method))
}

fn versioned(method: MethodView) -> Versioned<MethodView> {
    Versioned(method.version, method)
}

/// What each method brought: names found, reached, met and won, days and money per win
///
/// Shares are estimates with an interval, or say that there are too few cases.
#[utoipa::path(get, path = "/methods/results", tag = "methods", operation_id = "method_results", params(ResultPeriod),
    responses((status = 200, body = Vec<MethodResultView>)))]
async fn results(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(period): Query<ResultPeriod>,
) -> Result<Json<Vec<MethodResultView>>, ApiError> {
    Ok(Json(app.method_results(&actor, period).await?))
}

/// Note money that a method cost
#[utoipa::path(post, path = "/methods/{code}/costs", tag = "methods", operation_id = "add_method_cost",
    params(("code" = String, Path)), request_body = AddCost, responses((status = 204, description = "noted")))]
async fn add_cost(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
    JsonBody(cost): JsonBody<AddCost>,
) -> Result<StatusCode, ApiError> {
    app.add_method_cost(&actor, &code, cost).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What contacts brought: gains, contacts until the first order, talks after a purchase, buying again after trouble (PRO-9)
#[utoipa::path(get, path = "/contacts/results", tag = "methods", operation_id = "contact_results", params(ResultPeriod),
    responses((status = 200, body = ContactResults)))]
async fn contact_results(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(period): Query<ResultPeriod>,
) -> Result<Json<ContactResults>, ApiError> {
    Ok(Json(app.contact_results(&actor, period).await?))
}
