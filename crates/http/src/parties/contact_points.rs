//! Ways to reach a party. Numbers are masked everywhere but in an audited reveal.

use app::{
    App,
    contact_policy::{Reveal, Revealed},
    parties::{AddContact, EditContact, PartyRecord},
};
use axum::{Json, extract::State, http::StatusCode};
use uuid::Uuid;

use super::versioned;
use crate::{
    conditional::{IfMatch, Versioned},
    extract::{JsonBody, Path},
    guard::SignedIn,
    problem::ApiError,
};

/// Add a phone number, an e-mail or another way to reach somebody
#[utoipa::path(post, path = "/parties/{id}/contact-points", tag = "parties", operation_id = "add_contact_point",
    params(("id" = Uuid, Path)), request_body = AddContact, responses((status = 201, body = PartyRecord)))]
pub(super) async fn add(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(party): Path<Uuid>,
    JsonBody(asked): JsonBody<AddContact>,
) -> Result<(StatusCode, Versioned<PartyRecord>), ApiError> {
    Ok((StatusCode::CREATED, versioned(app.add_contact(&actor, party, asked).await?)))
}

/// Mark a contact point as the first one, as wrong, or as not to be used
#[utoipa::path(patch, path = "/parties/{id}/contact-points/{contact}", tag = "parties",
    operation_id = "edit_contact_point", params(("id" = Uuid, Path), ("contact" = Uuid, Path), IfMatch),
    request_body = EditContact, responses((status = 200, body = PartyRecord)))]
pub(super) async fn edit(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((party, contact)): Path<(Uuid, Uuid)>,
    read: IfMatch,
    JsonBody(mut edit): JsonBody<EditContact>,
) -> Result<Versioned<PartyRecord>, ApiError> {
    edit.version = read.or(edit.version);
    let changed = app.edit_contact(&actor, party, contact, edit).await;
    let current = async { app.party(&actor, party).await.map(|party| (party.version, party)) };
    Ok(versioned(read.answer(changed, current).await?))
}

/// Delete a contact point
#[utoipa::path(delete, path = "/parties/{id}/contact-points/{contact}", tag = "parties",
    operation_id = "delete_contact_point", params(("id" = Uuid, Path), ("contact" = Uuid, Path)),
    responses((status = 200, body = PartyRecord)))]
pub(super) async fn delete(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((party, contact)): Path<(Uuid, Uuid)>,
) -> Result<Versioned<PartyRecord>, ApiError> {
    Ok(versioned(app.delete_contact(&actor, party, contact).await?))
}

/// Show a number in full where the contact policy allows it; that it was shown, and why, is audited
#[utoipa::path(post, path = "/parties/{id}/contact-points/{contact}/reveals", tag = "parties",
    operation_id = "reveal_contact_point", params(("id" = Uuid, Path), ("contact" = Uuid, Path)),
    request_body = Reveal, responses((status = 201, body = Revealed)))]
pub(super) async fn reveal(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((party, contact)): Path<(Uuid, Uuid)>,
    JsonBody(asked): JsonBody<Reveal>,
) -> Result<(StatusCode, Json<Revealed>), ApiError> {
    Ok((StatusCode::CREATED, Json(app.reveal_contact(&actor, party, contact, asked).await?)))
}
