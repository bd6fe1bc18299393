//! What stands around a deal: people, rivals, concerns of the buyer.

use app::{
    Actor, App, AppError,
    deals::{
        DealPerson, DealRival, DealView, EditDealPerson, EditDealRival, PutDealPerson, PutDealRival, VoiceConcern,
    },
};
use axum::{extract::State, http::StatusCode};
use uuid::Uuid;

use super::record::versioned;
use crate::{
    conditional::{IfMatch, Versioned},
    extract::{JsonBody, Path},
    guard::SignedIn,
    problem::ApiError,
};

type Changed = Result<(StatusCode, Versioned<DealView>), ApiError>;

/// Put somebody at the customer down who has a part in the decision
#[utoipa::path(post, path = "/deals/{id}/people", tag = "deals", operation_id = "put_deal_person",
    params(("id" = Uuid, Path)), request_body = PutDealPerson, responses((status = 201, body = DealView)))]
pub(super) async fn put_person(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<PutDealPerson>,
) -> Changed {
    Ok((StatusCode::CREATED, versioned(app.put_deal_person(&actor, id, asked).await?)))
}

/// One of the people of a deal
#[utoipa::path(get, path = "/deals/{id}/people/{person}", tag = "deals", operation_id = "deal_person",
    params(("id" = Uuid, Path), ("person" = Uuid, Path)), responses((status = 200, body = DealPerson)))]
pub(super) async fn person(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((id, person)): Path<(Uuid, Uuid)>,
) -> Result<Versioned<DealPerson>, ApiError> {
    let found = app.deal_person(&actor, id, person).await?;
    Ok(Versioned(found.version, found))
}

/// Change what is known of one of the people, or that they left
#[utoipa::path(patch, path = "/deals/{id}/people/{person}", tag = "deals", operation_id = "edit_deal_person",
    params(("id" = Uuid, Path), ("person" = Uuid, Path), IfMatch), request_body = EditDealPerson,
    responses((status = 200, body = DealPerson)))]
pub(super) async fn edit_person(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((id, person)): Path<(Uuid, Uuid)>,
    read: IfMatch,
    JsonBody(mut edit): JsonBody<EditDealPerson>,
) -> Result<Versioned<DealPerson>, ApiError> {
    edit.version = read.or(edit.version);
    let changed = app.edit_deal_person(&actor, id, person, edit).await;
    let found = read.answer(changed, current_person(&app, &actor, id, person)).await?;
    Ok(Versioned(found.version, found))
}

/// Take somebody off who was put down by mistake
#[utoipa::path(delete, path = "/deals/{id}/people/{person}", tag = "deals", operation_id = "remove_deal_person",
    params(("id" = Uuid, Path), ("person" = Uuid, Path)), responses((status = 204, description = "taken off")))]
pub(super) async fn remove_person(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((id, person)): Path<(Uuid, Uuid)>,
) -> Result<StatusCode, ApiError> {
    app.remove_deal_person(&actor, id, person).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Put a rival down
#[utoipa::path(post, path = "/deals/{id}/rivals", tag = "deals", operation_id = "put_deal_rival",
    params(("id" = Uuid, Path)), request_body = PutDealRival, responses((status = 201, body = DealView)))]
pub(super) async fn put_rival(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<PutDealRival>,
) -> Changed {
    Ok((StatusCode::CREATED, versioned(app.put_deal_rival(&actor, id, asked).await?)))
}

/// One of the rivals in a deal
#[utoipa::path(get, path = "/deals/{id}/rivals/{rival}", tag = "deals", operation_id = "deal_rival",
    params(("id" = Uuid, Path), ("rival" = Uuid, Path)), responses((status = 200, body = DealRival)))]
pub(super) async fn rival(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((id, rival)): Path<(Uuid, Uuid)>,
) -> Result<Versioned<DealRival>, ApiError> {
    let found = app.deal_rival(&actor, id, rival).await?;
    Ok(Versioned(found.version, found))
}

/// Change what is known of a rival, or that they do not take part
#[utoipa::path(patch, path = "/deals/{id}/rivals/{rival}", tag = "deals", operation_id = "edit_deal_rival",
    params(("id" = Uuid, Path), ("rival" = Uuid, Path), IfMatch), request_body = EditDealRival,
    responses((status = 200, body = DealRival)))]
pub(super) async fn edit_rival(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((id, rival)): Path<(Uuid, Uuid)>,
    read: IfMatch,
    JsonBody(mut edit): JsonBody<EditDealRival>,
) -> Result<Versioned<DealRival>, ApiError> {
    edit.version = read.or(edit.version);
    let changed = app.edit_deal_rival(&actor, id, rival, edit).await;
    let found = read.answer(changed, current_rival(&app, &actor, id, rival)).await?;
    Ok(Versioned(found.version, found))
}

/// Note what worries the buyer, by the stage of buying
#[utoipa::path(post, path = "/deals/{id}/concerns", tag = "deals", operation_id = "voice_concern",
    params(("id" = Uuid, Path)), request_body = VoiceConcern, responses((status = 201, body = DealView)))]
pub(super) async fn voice_concern(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<VoiceConcern>,
) -> Changed {
    Ok((StatusCode::CREATED, versioned(app.voice_concern(&actor, id, asked).await?)))
}

/// Note that a concern no longer stands
#[utoipa::path(post, path = "/deals/{id}/concerns/{concern}/settlement", tag = "deals", operation_id = "settle_concern",
    params(("id" = Uuid, Path), ("concern" = Uuid, Path)), responses((status = 200, body = DealView)))]
pub(super) async fn settle_concern(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((id, concern)): Path<(Uuid, Uuid)>,
) -> Result<Versioned<DealView>, ApiError> {
    Ok(versioned(app.settle_concern(&actor, id, concern).await?))
}

async fn current_person(app: &App, actor: &Actor, id: Uuid, person: Uuid) -> Result<(i32, DealPerson), AppError> {
    app.deal_person(actor, id, person).await.map(|found| (found.version, found))
}

async fn current_rival(app: &App, actor: &Actor, id: Uuid, rival: Uuid) -> Result<(i32, DealRival), AppError> {
    app.deal_rival(actor, id, rival).await.map(|found| (found.version, found))
}
