//! Supply and dormancy (PRO-8, PRO-9): what a manager looks at each week; and the losses behind it.

use app::{
    App, Page,
    dormancy::{DormancyAsked, DormancyPage, DormancySummary, DormantLine},
    losses::RecordLoss,
    parties::{ExportFormat, PartySummary},
    supply::{SupplyAsked, SupplyView},
};
use axum::{Json, extract::State, response::Response};
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
        .routes(routes!(supply))
        .routes(routes!(dormancy))
        .routes(routes!(summary))
        .routes(routes!(record_loss))
        .routes(routes!(take_back))
}

/// Downloads take as long as the list is long.
pub(crate) fn lasting_routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new().routes(routes!(export))
}

/// Prospects in hand, losses, conversion and the weekly need of those within reach (PRO-8)
///
/// A manager sees the teams, an analyst the company, a representative the own figures. Rates are estimates with an
/// interval, or say that there are too few cases.
#[utoipa::path(get, path = "/supply", tag = "supply", operation_id = "supply", params(SupplyAsked),
    responses((status = 200, body = SupplyView)))]
async fn supply(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<SupplyAsked>,
) -> Result<Json<SupplyView>, ApiError> {
    Ok(Json(app.supply(&actor, asked).await?))
}

/// Prospects that were spoken with and let go, the longest dormant first (PRO-9)
#[utoipa::path(get, path = "/dormancy", tag = "supply", operation_id = "dormancy", params(DormancyAsked, DormancyPage),
    responses((status = 200, body = Page<DormantLine>)))]
async fn dormancy(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<DormancyAsked>,
    Query(page): Query<DormancyPage>,
) -> Result<Json<Page<DormantLine>>, ApiError> {
    Ok(Json(app.dormancy(&actor, asked, page).await?))
}

/// Who lets prospects go dormant: counts by person and team (PRO-9)
#[utoipa::path(get, path = "/dormancy/summary", tag = "supply", operation_id = "dormancy_summary", params(DormancyAsked),
    responses((status = 200, body = DormancySummary)))]
async fn summary(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<DormancyAsked>,
) -> Result<Json<DormancySummary>, ApiError> {
    Ok(Json(app.dormancy_summary(&actor, asked).await?))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Form {
    /// `csv` (where absent) or `xlsx`
    #[serde(default)]
    #[param(inline)]
    format: ExportFormat,
}

/// The dormancy report as CSV or Excel; formulas are neutralised
#[utoipa::path(get, path = "/dormancy/export", tag = "supply", operation_id = "export_dormancy",
    params(DormancyAsked, Form),
    responses((status = 200, description = "the file", content(
        (String = "text/csv"),
        (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))))]
async fn export(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<DormancyAsked>,
    Query(form): Query<Form>,
) -> Result<Response, ApiError> {
    let path = app.export_dormancy(&actor, asked, form.format).await?;
    download::send(path, "tuoke-dormant", form.format).await
}

/// Record that a customer stopped buying and why, or name a cause that was not known (PRO-8)
#[utoipa::path(post, path = "/parties/{id}/losses", tag = "supply", operation_id = "record_loss",
    params(("id" = Uuid, Path)), request_body = RecordLoss, responses((status = 200, body = PartySummary)))]
async fn record_loss(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<RecordLoss>,
) -> Result<Json<PartySummary>, ApiError> {
    Ok(Json(app.record_loss(&actor, id, asked).await?))
}

/// Take back that a customer was lost
#[utoipa::path(delete, path = "/parties/{id}/losses/{loss}", tag = "supply", operation_id = "take_loss_back",
    params(("id" = Uuid, Path), ("loss" = Uuid, Path)), responses((status = 200, body = PartySummary)))]
async fn take_back(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((id, loss)): Path<(Uuid, Uuid)>,
) -> Result<Json<PartySummary>, ApiError> {
    Ok(Json(app.take_loss_back(&actor, id, loss).await?))
}
