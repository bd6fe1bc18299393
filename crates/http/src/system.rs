//! The wording of codes, the outcomes of a contact, the audit.

use app::{
    App, Page,
    alerts::AlertView,
    system::{AuditView, OutcomeView},
};
use axum::{Json, extract::State};
use method::labels::Label;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use crate::{
    extract::{Path, Query},
    guard::SignedIn,
    problem::ApiError,
    state::Api,
};

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(labels))
        .routes(routes!(outcomes))
        .routes(routes!(audit))
        .routes(routes!(alerts))
        .routes(routes!(see_alert))
}

/// Every code of the method with its wording in both languages
#[utoipa::path(get, path = "/labels", tag = "system", operation_id = "labels",
    responses((status = 200, body = Vec<Label>)))]
async fn labels(State(app): State<App>, SignedIn(_actor): SignedIn) -> Json<Vec<Label>> {
    Json(app.labels())
}

/// The outcomes a contact can have, in the order of the screen (APP-4)
#[utoipa::path(get, path = "/dispositions", tag = "system", operation_id = "outcomes",
    responses((status = 200, body = Vec<OutcomeView>)))]
async fn outcomes(State(app): State<App>, SignedIn(actor): SignedIn) -> Result<Json<Vec<OutcomeView>>, ApiError> {
    Ok(Json(app.outcomes(&actor).await?))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct AuditQuery {
    /// id of a record; the audit of everything where absent
    subject: Option<String>,
    /// `next` of the page before
    cursor: Option<Uuid>,
}

/// Who did what, newest first; for administrators
#[utoipa::path(get, path = "/audit", tag = "system", operation_id = "audit", params(AuditQuery),
    responses((status = 200, body = Page<AuditView>)))]
async fn audit(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<AuditQuery>,
) -> Result<Json<Page<AuditView>>, ApiError> {
    Ok(Json(app.audit_records(&actor, asked.subject.as_deref(), asked.cursor).await?))
}

/// What is out of the ordinary, what nobody has looked at first; for administrators
#[utoipa::path(get, path = "/alerts", tag = "system", operation_id = "alerts",
    responses((status = 200, body = Vec<AlertView>)))]
async fn alerts(State(app): State<App>, SignedIn(actor): SignedIn) -> Result<Json<Vec<AlertView>>, ApiError> {
    Ok(Json(app.alerts(&actor).await?))
}

/// Note that an alert was looked at
#[utoipa::path(post, path = "/alerts/{id}/seen", tag = "system", operation_id = "see_alert",
    params(("id" = Uuid, Path)), responses((status = 200, body = AlertView)))]
async fn see_alert(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<AlertView>, ApiError> {
    Ok(Json(app.see_alert(&actor, id).await?))
}
