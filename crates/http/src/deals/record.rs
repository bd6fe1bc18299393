//! One deal: opening, reading and changing it, moving it through the stages, closing it.

use app::{
    Actor, App, AppError, Page,
    deals::{CreateDeal, DealChangeView, DealStep, DealView, EditDeal, EndDeal, MoveDeal},
};
use axum::{Json, extract::State, http::StatusCode};
use uuid::Uuid;

use crate::{
    answer::whole,
    conditional::{IfMatch, Versioned},
    extract::{JsonBody, Path},
    guard::SignedIn,
    problem::ApiError,
};

/// Open a deal with a customer
#[utoipa::path(post, path = "/deals", tag = "deals", operation_id = "create_deal", request_body = CreateDeal,
    responses((status = 201, body = DealView)))]
pub(super) async fn create(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    JsonBody(asked): JsonBody<CreateDeal>,
) -> Result<(StatusCode, Versioned<DealView>), ApiError> {
    Ok((StatusCode::CREATED, versioned(app.create_deal(&actor, asked).await?)))
}

/// One deal with everything around it
#[utoipa::path(get, path = "/deals/{id}", tag = "deals", operation_id = "deal", params(("id" = Uuid, Path)),
    responses((status = 200, body = DealView)))]
pub(super) async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Versioned<DealView>, ApiError> {
    Ok(versioned(app.deal(&actor, id).await?))
}

/// What changed about a deal, the newest first: stage, owner, amount, day, probability, end (OPP-1)
#[utoipa::path(get, path = "/deals/{id}/changes", tag = "deals", operation_id = "deal_changes",
    params(("id" = Uuid, Path)), responses((status = 200, body = Page<DealChangeView>)))]
pub(super) async fn changes(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<Page<DealChangeView>>, ApiError> {
    Ok(whole(app.deal_changes(&actor, id).await?))
}

/// Change what is entered about an open deal
#[utoipa::path(patch, path = "/deals/{id}", tag = "deals", operation_id = "edit_deal",
    params(("id" = Uuid, Path), IfMatch), request_body = EditDeal, responses((status = 200, body = DealView)))]
pub(super) async fn edit(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    read: IfMatch,
    JsonBody(mut edit): JsonBody<EditDeal>,
) -> Result<Versioned<DealView>, ApiError> {
    edit.version = read.or(edit.version);
    let changed = app.edit_deal(&actor, id, edit).await;
    Ok(versioned(read.answer(changed, current(&app, &actor, id)).await?))
}

/// Move an open deal into a stage; it needs a next step that lies ahead (OPP-1)
#[utoipa::path(post, path = "/deals/{id}/stage", tag = "deals", operation_id = "move_deal", params(("id" = Uuid, Path)),
    request_body = MoveDeal, responses((status = 200, body = DealView)))]
pub(super) async fn move_stage(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<MoveDeal>,
) -> Result<Versioned<DealView>, ApiError> {
    Ok(versioned(app.move_deal(&actor, id, asked).await?))
}

/// Close a deal, with the buyer's own reason apart from the seller's view (OPP-1)
#[utoipa::path(post, path = "/deals/{id}/end", tag = "deals", operation_id = "end_deal", params(("id" = Uuid, Path)),
    request_body = EndDeal, responses((status = 200, body = DealView)))]
pub(super) async fn end(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<EndDeal>,
) -> Result<Versioned<DealView>, ApiError> {
    Ok(versioned(app.end_deal(&actor, id, asked).await?))
}

/// Open a deal again that had been closed, with its next step
#[utoipa::path(post, path = "/deals/{id}/reopen", tag = "deals", operation_id = "reopen_deal",
    params(("id" = Uuid, Path)), request_body = DealStep, responses((status = 200, body = DealView)))]
pub(super) async fn reopen(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(step): JsonBody<DealStep>,
) -> Result<Versioned<DealView>, ApiError> {
    Ok(versioned(app.reopen_deal(&actor, id, step).await?))
}

async fn current(app: &App, actor: &Actor, id: Uuid) -> Result<(i32, DealView), AppError> {
    app.deal(actor, id).await.map(|found| (found.version, found))
}

pub(super) fn versioned(found: DealView) -> Versioned<DealView> {
    Versioned(found.version, found)
}
