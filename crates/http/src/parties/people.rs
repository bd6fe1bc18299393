//! The people of an organisation: their roles, and who influences whom.

use app::{
    App,
    parties::{AddPerson, EditPerson, PartyRecord},
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

/// Add a person to an organisation: one on file, or a new one by name and phone (PRO-6)
#[utoipa::path(post, path = "/parties/{id}/people", tag = "parties", operation_id = "add_person",
    params(("id" = Uuid, Path)), request_body = AddPerson, responses((status = 201, body = PartyRecord)))]
pub(super) async fn add(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(organisation): Path<Uuid>,
    JsonBody(asked): JsonBody<AddPerson>,
) -> Result<(StatusCode, Versioned<PartyRecord>), ApiError> {
    Ok((StatusCode::CREATED, versioned(app.add_person(&actor, organisation, asked).await?)))
}

/// Change a person's position, roles or influence in an organisation
#[utoipa::path(patch, path = "/parties/{id}/people/{link}", tag = "parties", operation_id = "edit_person",
    params(("id" = Uuid, Path), ("link" = Uuid, Path), IfMatch), request_body = EditPerson,
    responses((status = 200, body = PartyRecord)))]
pub(super) async fn edit(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((organisation, link)): Path<(Uuid, Uuid)>,
    read: IfMatch,
    JsonBody(mut edit): JsonBody<EditPerson>,
) -> Result<Versioned<PartyRecord>, ApiError> {
    edit.version = read.or(edit.version);
    let changed = app.edit_person(&actor, organisation, link, edit).await;
    let current = async { app.party(&actor, organisation).await.map(|party| (party.version, party)) };
    Ok(versioned(read.answer(changed, current).await?))
}

/// Take a person out of an organisation; the person's own record stays
#[utoipa::path(delete, path = "/parties/{id}/people/{link}", tag = "parties", operation_id = "remove_person",
    params(("id" = Uuid, Path), ("link" = Uuid, Path)), responses((status = 200, body = PartyRecord)))]
pub(super) async fn remove(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((organisation, link)): Path<(Uuid, Uuid)>,
) -> Result<Versioned<PartyRecord>, ApiError> {
    Ok(versioned(app.remove_person(&actor, organisation, link).await?))
}
