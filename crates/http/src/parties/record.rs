//! One whole record: entered by hand, read, edited.

use app::{
    App,
    parties::{CreateParty, EditParty, PartyRecord},
};
use axum::{extract::State, http::StatusCode};
use uuid::Uuid;

use super::versioned;
use crate::{
    conditional::{IfMatch, Versioned},
    extract::{JsonBody, Path},
    guard::SignedIn,
    problem::ApiError,
};

/// Enter a person or an organisation
///
/// Records that may be the same are answered first (409 `likely_duplicate`, `params.matches`), unless
/// `allow_duplicate` says to save anyway (PRO-11).
#[utoipa::path(post, path = "/parties", tag = "parties", operation_id = "create_party",
    request_body = CreateParty, responses((status = 201, body = PartyRecord)))]
pub(super) async fn create(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    JsonBody(asked): JsonBody<CreateParty>,
) -> Result<(StatusCode, Versioned<PartyRecord>), ApiError> {
    Ok((StatusCode::CREATED, versioned(app.create_party(&actor, asked).await?)))
}

/// One record with its card (PRO-6); numbers are masked
#[utoipa::path(get, path = "/parties/{id}", tag = "parties", operation_id = "party", params(("id" = Uuid, Path)),
    responses((status = 200, body = PartyRecord)))]
pub(super) async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Versioned<PartyRecord>, ApiError> {
    Ok(versioned(app.party(&actor, id).await?))
}

/// Edit a record; refused with `changed_meanwhile` where it is not the version that was read
#[utoipa::path(patch, path = "/parties/{id}", tag = "parties", operation_id = "edit_party",
    params(("id" = Uuid, Path), IfMatch), request_body = EditParty, responses((status = 200, body = PartyRecord)))]
pub(super) async fn edit(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    read: IfMatch,
    JsonBody(mut edit): JsonBody<EditParty>,
) -> Result<Versioned<PartyRecord>, ApiError> {
    edit.version = read.or(edit.version);
    let changed = app.edit_party(&actor, id, edit).await;
    let current = async { app.party(&actor, id).await.map(|party| (party.version, party)) };
    Ok(versioned(read.answer(changed, current).await?))
}
