//! The own API tokens.

use app::{
    App, Page,
    people::{CreateToken, NewToken, TokenView},
};
use axum::{Json, extract::State, http::StatusCode};
use uuid::Uuid;

use crate::{
    answer::whole,
    extract::{JsonBody, Path},
    guard::{Proven, SignedIn},
    problem::ApiError,
};

/// The own API tokens, without their secrets
#[utoipa::path(get, path = "/me/tokens", tag = "people", operation_id = "own_tokens",
    responses((status = 200, body = Page<TokenView>)))]
pub(super) async fn list(State(app): State<App>, SignedIn(actor): SignedIn) -> Result<Json<Page<TokenView>>, ApiError> {
    Ok(whole(app.tokens(&actor).await?))
}

/// Make an API token; its secret is shown this once
#[utoipa::path(post, path = "/me/tokens", tag = "people", operation_id = "create_token",
    request_body = CreateToken, responses((status = 201, body = NewToken)))]
pub(super) async fn create(
    State(app): State<App>,
    Proven(actor): Proven,
    JsonBody(asked): JsonBody<CreateToken>,
) -> Result<(StatusCode, Json<NewToken>), ApiError> {
    Ok((StatusCode::CREATED, Json(app.create_token(&actor, asked).await?)))
}

/// Revoke an API token
#[utoipa::path(delete, path = "/me/tokens/{id}", tag = "people", operation_id = "revoke_token",
    params(("id" = Uuid, Path)), responses((status = 204, description = "revoked")))]
pub(super) async fn revoke(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, ApiError> {
    app.revoke_token(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
