//! Deputies and shared records: who reaches a record besides its owner.

use app::{
    App, Page,
    sharing::{Colleagues, DeputyView, NameDeputy, ShareParty, WhoReaches},
};
use axum::{Json, extract::State, http::StatusCode};
use uuid::Uuid;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    answer::whole,
    extract::{JsonBody, Path},
    guard::SignedIn,
    problem::ApiError,
    state::Api,
};

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(colleagues))
        .routes(routes!(deputies, name_deputy))
        .routes(routes!(end_deputy))
        .routes(routes!(shares, share))
        .routes(routes!(end_share))
}

/// Names of those who may stand in or be shared with
#[utoipa::path(get, path = "/colleagues", tag = "sharing", operation_id = "colleagues",
    responses((status = 200, body = Colleagues)))]
async fn colleagues(State(app): State<App>, SignedIn(actor): SignedIn) -> Result<Json<Colleagues>, ApiError> {
    Ok(Json(app.colleagues(&actor).await?))
}

/// Who stands in for whom: planned, running, and over within 90 days; one's own and of those one answers for
#[utoipa::path(get, path = "/deputies", tag = "sharing", operation_id = "list_deputies",
    responses((status = 200, body = Page<DeputyView>)))]
async fn deputies(State(app): State<App>, SignedIn(actor): SignedIn) -> Result<Json<Page<DeputyView>>, ApiError> {
    Ok(whole(app.deputies(&actor).await?))
}

/// Name a deputy for a period: for oneself, as a manager for somebody of the teams
#[utoipa::path(post, path = "/deputies", tag = "sharing", operation_id = "name_deputy",
    request_body = NameDeputy, responses((status = 201, body = DeputyView)))]
async fn name_deputy(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    JsonBody(asked): JsonBody<NameDeputy>,
) -> Result<(StatusCode, Json<DeputyView>), ApiError> {
    Ok((StatusCode::CREATED, Json(app.name_deputy(&actor, asked).await?)))
}

/// End it before its time
#[utoipa::path(delete, path = "/deputies/{id}", tag = "sharing", operation_id = "end_deputy",
    params(("id" = Uuid, Path)), responses((status = 204, description = "ended")))]
async fn end_deputy(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, ApiError> {
    app.end_deputy(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who reaches a record besides its owner
#[utoipa::path(get, path = "/parties/{id}/shares", tag = "sharing", operation_id = "who_reaches",
    params(("id" = Uuid, Path)), responses((status = 200, body = WhoReaches)))]
async fn shares(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<WhoReaches>, ApiError> {
    Ok(Json(app.who_reaches(&actor, id).await?))
}

/// Share a record with a colleague or a team
#[utoipa::path(post, path = "/parties/{id}/shares", tag = "sharing", operation_id = "share_party",
    params(("id" = Uuid, Path)), request_body = ShareParty, responses((status = 201, body = WhoReaches)))]
async fn share(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<ShareParty>,
) -> Result<(StatusCode, Json<WhoReaches>), ApiError> {
    Ok((StatusCode::CREATED, Json(app.share_party(&actor, id, asked).await?)))
}

/// Take a share back
#[utoipa::path(delete, path = "/parties/{id}/shares/{share}", tag = "sharing", operation_id = "end_share",
    params(("id" = Uuid, Path), ("share" = Uuid, Path)), responses((status = 204, description = "taken back")))]
async fn end_share(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((id, share)): Path<(Uuid, Uuid)>,
) -> Result<StatusCode, ApiError> {
    app.end_share(&actor, id, share).await?;
    Ok(StatusCode::NO_CONTENT)
}
