//! What is done about a deal: plays as tasks, decisions.

use app::{
    Actor, App, AppError, Page,
    deals::{ClosePlay, DealView, DecideDeal, DecisionView, PlayView, TakePlay},
};
use axum::{Json, extract::State, http::StatusCode};
use uuid::Uuid;

use super::record::versioned;
use crate::{
    answer::whole,
    conditional::{IfMatch, Versioned},
    extract::{JsonBody, Path},
    guard::SignedIn,
    problem::ApiError,
};

/// Take up a play of the deal's cell; it becomes a task (OPP-3)
///
/// One that touches a public tender waits for a manager, unless a manager takes it up.
#[utoipa::path(post, path = "/deals/{id}/plays", tag = "deals", operation_id = "take_play",
    params(("id" = Uuid, Path)), request_body = TakePlay, responses((status = 201, body = DealView)))]
pub(super) async fn take(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<TakePlay>,
) -> Result<(StatusCode, Versioned<DealView>), ApiError> {
    Ok((StatusCode::CREATED, versioned(app.take_play(&actor, id, asked).await?)))
}

/// One of the plays taken up
#[utoipa::path(get, path = "/deals/{id}/plays/{play}", tag = "deals", operation_id = "deal_play",
    params(("id" = Uuid, Path), ("play" = Uuid, Path)), responses((status = 200, body = PlayView)))]
pub(super) async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((id, play)): Path<(Uuid, Uuid)>,
) -> Result<Versioned<PlayView>, ApiError> {
    let found = app.deal_play(&actor, id, play).await?;
    Ok(Versioned(found.version, found))
}

/// Say whether a play was used; its task is done, or no longer to be done
#[utoipa::path(patch, path = "/deals/{id}/plays/{play}", tag = "deals", operation_id = "close_play",
    params(("id" = Uuid, Path), ("play" = Uuid, Path), IfMatch), request_body = ClosePlay,
    responses((status = 200, body = PlayView)))]
pub(super) async fn close(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((id, play)): Path<(Uuid, Uuid)>,
    read: IfMatch,
    JsonBody(mut asked): JsonBody<ClosePlay>,
) -> Result<Versioned<PlayView>, ApiError> {
    asked.version = read.or(asked.version);
    let changed = app.close_play(&actor, id, play, asked).await;
    let found = read.answer(changed, current(&app, &actor, id, play)).await?;
    Ok(Versioned(found.version, found))
}

/// Confirm a play that touches a public tender, having checked what the law and the buyer allow
#[utoipa::path(post, path = "/deals/{id}/plays/{play}/confirmation", tag = "deals", operation_id = "confirm_play",
    params(("id" = Uuid, Path), ("play" = Uuid, Path)), responses((status = 200, body = DealView)))]
pub(super) async fn confirm(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((id, play)): Path<(Uuid, Uuid)>,
) -> Result<Versioned<DealView>, ApiError> {
    Ok(versioned(app.confirm_play(&actor, id, play).await?))
}

/// The decisions about a deal, the newest first
#[utoipa::path(get, path = "/deals/{id}/decisions", tag = "deals", operation_id = "deal_decisions",
    params(("id" = Uuid, Path)), responses((status = 200, body = Page<DecisionView>)))]
pub(super) async fn decisions(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<Page<DecisionView>>, ApiError> {
    Ok(whole(app.deal_decisions(&actor, id).await?))
}

/// Decide about an open deal: pursue, hold or drop, and why (OPP-5)
///
/// A deal that is dropped ends as given up.
#[utoipa::path(post, path = "/deals/{id}/decisions", tag = "deals", operation_id = "decide_deal",
    params(("id" = Uuid, Path)), request_body = DecideDeal, responses((status = 201, body = DealView)))]
pub(super) async fn decide(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<DecideDeal>,
) -> Result<(StatusCode, Versioned<DealView>), ApiError> {
    Ok((StatusCode::CREATED, versioned(app.decide_deal(&actor, id, asked).await?)))
}

async fn current(app: &App, actor: &Actor, id: Uuid, play: Uuid) -> Result<(i32, PlayView), AppError> {
    app.deal_play(actor, id, play).await.map(|found| (found.version, found))
}
