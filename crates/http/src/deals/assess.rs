//! Assessing a deal, and what follows: the advice and the alerts.

use app::{
    App, Page,
    deals::{AssessOpening, AssessQuestions, AssessValue, AssessedDeal, AssessmentKind, AssessmentView, DealAdvice},
};
use axum::{Json, extract::State, http::StatusCode};
use method::{Verdict, deals::watch::DealAlert};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::{
    answer::whole,
    extract::{JsonBody, Path, Query},
    guard::SignedIn,
    problem::ApiError,
};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct OfKind {
    /// one kind; all three where absent
    kind: Option<AssessmentKind>,
}

type Assessed = Result<(StatusCode, Json<AssessedDeal>), ApiError>;

/// The assessments of a deal, the newest first; each is kept with its date, answers, evidence and author
#[utoipa::path(get, path = "/deals/{id}/assessments", tag = "deals", operation_id = "deal_assessments",
    params(("id" = Uuid, Path), OfKind), responses((status = 200, body = Page<AssessmentView>)))]
pub(super) async fn list(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Query(asked): Query<OfKind>,
) -> Result<Json<Page<AssessmentView>>, ApiError> {
    Ok(whole(app.deal_assessments(&actor, id, asked.kind).await?))
}

/// Value the customer of an open deal (OPP-2)
///
/// The short-term return is computed from the amount, the team's history and the target; the long-term effect is rated.
#[utoipa::path(post, path = "/deals/{id}/assessments/value", tag = "deals", operation_id = "assess_deal_value",
    params(("id" = Uuid, Path)), request_body = AssessValue, responses((status = 201, body = AssessedDeal)))]
pub(super) async fn value(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<AssessValue>,
) -> Assessed {
    Ok((StatusCode::CREATED, Json(app.assess_value(&actor, id, asked).await?)))
}

/// Assess the opening of an open deal (OPP-3)
///
/// The territory comes from orders and rivals' shares where amounts are known, else from the answers; the standing from the
/// evidence and the people of the deal.
#[utoipa::path(post, path = "/deals/{id}/assessments/opening", tag = "deals", operation_id = "assess_deal_opening",
    params(("id" = Uuid, Path)), request_body = AssessOpening, responses((status = 201, body = AssessedDeal)))]
pub(super) async fn opening(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<AssessOpening>,
) -> Assessed {
    Ok((StatusCode::CREATED, Json(app.assess_opening(&actor, id, asked).await?)))
}

/// Answer the twenty questions of a strategic deal (OPP-4)
#[utoipa::path(post, path = "/deals/{id}/assessments/questions", tag = "deals", operation_id = "assess_deal_questions",
    params(("id" = Uuid, Path)), request_body = AssessQuestions, responses((status = 201, body = AssessedDeal)))]
pub(super) async fn questions(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<AssessQuestions>,
) -> Assessed {
    Ok((StatusCode::CREATED, Json(app.assess_questions(&actor, id, asked).await?)))
}

/// What to do about a deal: policy, plays, what each rival will try, the trail of cells (OPP-2 to OPP-4)
#[utoipa::path(get, path = "/deals/{id}/advice", tag = "deals", operation_id = "deal_advice",
    params(("id" = Uuid, Path)), responses((status = 200, body = DealAdvice)))]
pub(super) async fn advice(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<DealAdvice>, ApiError> {
    Ok(Json(app.deal_advice(&actor, id).await?))
}

/// What to be told about a deal (OPP-7)
#[utoipa::path(get, path = "/deals/{id}/alerts", tag = "deals", operation_id = "deal_alerts",
    params(("id" = Uuid, Path)), responses((status = 200, body = Verdict<Vec<DealAlert>>)))]
pub(super) async fn alerts(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<Verdict<Vec<DealAlert>>>, ApiError> {
    Ok(Json(app.deal_alerts(&actor, id).await?))
}
