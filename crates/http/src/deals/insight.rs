//! What deals say together: the diagnosis of a seller or a team, the forecast, win rates, how good forecasts were.

use app::{
    App,
    deals::{
        DealAccuracy, DealDiagnosis, DealForecast, DealWinRates, DiagnosisAsked, ForecastAsked, PeriodSaid, RatesAsked,
        SayForecast,
    },
};
use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::{
    extract::{JsonBody, Query},
    guard::SignedIn,
    problem::ApiError,
};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct WhoseForecasts {
    /// of a seller's deals
    user: Option<Uuid>,
    /// of a team and the teams below it
    team: Option<Uuid>,
}

/// What the deals in hand say about a seller, a team, or all within reach (OPP-2, OPP-3)
#[utoipa::path(get, path = "/insight/deals/diagnosis", tag = "deals", operation_id = "deal_diagnosis",
    params(DiagnosisAsked), responses((status = 200, body = DealDiagnosis)))]
pub(super) async fn diagnosis(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<DiagnosisAsked>,
) -> Result<Json<DealDiagnosis>, ApiError> {
    Ok(Json(app.deal_diagnosis(&actor, asked).await?))
}

/// What a quarter will bring, with a range, and how good such forecasts were (OPP-6)
#[utoipa::path(get, path = "/insight/deals/forecast", tag = "deals", operation_id = "deal_forecast",
    params(ForecastAsked), responses((status = 200, body = DealForecast)))]
pub(super) async fn forecast(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<ForecastAsked>,
) -> Result<Json<DealForecast>, ApiError> {
    Ok(Json(app.deal_forecast(&actor, asked).await?))
}

/// Say a target or an own forecast of a quarter; what was said before stays readable
#[utoipa::path(post, path = "/insight/deals/forecasts", tag = "deals", operation_id = "say_forecast",
    request_body = SayForecast, responses((status = 201, body = PeriodSaid)))]
pub(super) async fn say_forecast(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    JsonBody(asked): JsonBody<SayForecast>,
) -> Result<(StatusCode, Json<PeriodSaid>), ApiError> {
    Ok((StatusCode::CREATED, Json(app.say_forecast(&actor, asked).await?)))
}

/// Win rates by cell, class, stage or seller, and plays with and without (OPP-6)
///
/// From closed deals as they were known when they came into the stage; those given up count as not won.
#[utoipa::path(get, path = "/insight/deals/win-rates", tag = "deals", operation_id = "deal_win_rates",
    params(RatesAsked), responses((status = 200, body = DealWinRates)))]
pub(super) async fn win_rates(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<RatesAsked>,
) -> Result<Json<DealWinRates>, ApiError> {
    Ok(Json(app.deal_win_rates(&actor, asked).await?))
}

/// How good the model's forecasts of closed deals were, and beside it each manager's own (OPP-6)
#[utoipa::path(get, path = "/insight/deals/accuracy", tag = "deals", operation_id = "deal_accuracy",
    params(WhoseForecasts), responses((status = 200, body = DealAccuracy)))]
pub(super) async fn accuracy(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<WhoseForecasts>,
) -> Result<Json<DealAccuracy>, ApiError> {
    Ok(Json(app.deal_accuracy(&actor, asked.user, asked.team).await?))
}
