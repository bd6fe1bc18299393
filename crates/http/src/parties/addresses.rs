//! Addresses of a party.

use app::{
    App,
    parties::{AddAddress, PartyRecord},
};
use axum::{extract::State, http::StatusCode};
use uuid::Uuid;

use super::versioned;
use crate::{
    conditional::Versioned,
    extract::{JsonBody, Path},
    guard::SignedIn,
    problem::ApiError,
};

/// Add an address; province, city and district are read from the text where not given
#[utoipa::path(post, path = "/parties/{id}/addresses", tag = "parties", operation_id = "add_address",
    params(("id" = Uuid, Path)), request_body = AddAddress, responses((status = 201, body = PartyRecord)))]
pub(super) async fn add(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(party): Path<Uuid>,
    JsonBody(asked): JsonBody<AddAddress>,
) -> Result<(StatusCode, Versioned<PartyRecord>), ApiError> {
    Ok((StatusCode::CREATED, versioned(app.add_address(&actor, party, asked).await?)))
}

/// Delete an address
#[utoipa::path(delete, path = "/parties/{id}/addresses/{address}", tag = "parties", operation_id = "delete_address",
    params(("id" = Uuid, Path), ("address" = Uuid, Path)), responses((status = 200, body = PartyRecord)))]
pub(super) async fn delete(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((party, address)): Path<(Uuid, Uuid)>,
) -> Result<Versioned<PartyRecord>, ApiError> {
    Ok(versioned(app.delete_address(&actor, party, address).await?))
}
