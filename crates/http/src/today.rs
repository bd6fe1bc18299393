//! Today (今日): the ranked worklist.

use app::{App, today::Worklist};
use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use crate::{
    extract::Query,
    guard::SignedIn,
    problem::{ApiError, Problem},
    state::Api,
};

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new().routes(routes!(worklist))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct WhoseDay {
    /// a user whose records one may change; oneself where absent
    #[serde(rename = "as")]
    user: Option<Uuid>,
    /// only those who are in a segment
    segment: Option<Uuid>,
}

/// Whom to contact today, in order, each line with the reasons why it is there (PRO-9)
#[utoipa::path(get, path = "/worklist", tag = "today", operation_id = "worklist", params(WhoseDay),
    responses((status = 200, body = Worklist),
        (status = 404, body = Problem, content_type = "application/problem+json",
            description = "no such user whose records one may change (`not_found`)")))]
async fn worklist(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(day): Query<WhoseDay>,
) -> Result<Json<Worklist>, ApiError> {
    Ok(Json(app.worklist_of(&actor, day.user, day.segment).await?))
}
