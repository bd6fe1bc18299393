//! The wording of codes, the outcomes of a contact, the audit.

use app::{
    App, Page,
    alerts::AlertView,
    audit::{AuditAsked, AuditView},
    parties::ExportFormat,
    system::OutcomeView,
};
use axum::{Json, extract::State, response::Response};
use method::labels::Label;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use crate::{
    download,
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

/// Downloads, which take as long as the audit is long.
pub(crate) fn lasting_routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new().routes(routes!(export_audit))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct AuditPlace {
    /// `next` of the page before
    cursor: Option<Uuid>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct AuditForm {
    /// `csv` (where absent) or `xlsx`
    #[serde(default)]
    #[param(inline)]
    format: ExportFormat,
}

/// Who did what, newest first; for administrators
#[utoipa::path(get, path = "/audit", tag = "system", operation_id = "audit", params(AuditAsked, AuditPlace),
    responses((status = 200, body = Page<AuditView>)))]
async fn audit(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<AuditAsked>,
    Query(place): Query<AuditPlace>,
) -> Result<Json<Page<AuditView>>, ApiError> {
    Ok(Json(app.audit_page(&actor, &asked, place.cursor).await?))
}

/// The audit that matches as CSV or Excel; for administrators
#[utoipa::path(get, path = "/audit/export", tag = "system", operation_id = "export_audit",
    params(AuditAsked, AuditForm),
    responses((status = 200, description = "the file", content(
        (String = "text/csv"),
        (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))))]
async fn export_audit(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<AuditAsked>,
    Query(form): Query<AuditForm>,
) -> Result<Response, ApiError> {
    let path = app.export_audit(&actor, &asked, form.format).await?;
    download::send(path, "tuoke-audit", form.format).await
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
