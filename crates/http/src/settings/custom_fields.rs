//! Fields that a team adds to the card.

use app::{
    App, Page,
    settings::{CreateCustomField, CustomFieldView},
};
use axum::{Json, extract::State, http::StatusCode};

use crate::{
    answer::whole,
    extract::{JsonBody, Path},
    guard::SignedIn,
    problem::ApiError,
};

/// The team's own fields
#[utoipa::path(get, path = "/custom-fields", tag = "settings", operation_id = "list_custom_fields",
    responses((status = 200, body = Page<CustomFieldView>)))]
pub(super) async fn list(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
) -> Result<Json<Page<CustomFieldView>>, ApiError> {
    Ok(whole(app.custom_fields(&actor).await?))
}

/// Add a field to the card
#[utoipa::path(post, path = "/custom-fields", tag = "settings", operation_id = "create_custom_field",
    request_body = CreateCustomField, responses((status = 201, body = CustomFieldView)))]
pub(super) async fn create(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    JsonBody(asked): JsonBody<CreateCustomField>,
) -> Result<(StatusCode, Json<CustomFieldView>), ApiError> {
    Ok((StatusCode::CREATED, Json(app.create_custom_field(&actor, asked).await?)))
}

/// Take a field off the card; what was written stays with the records
#[utoipa::path(delete, path = "/custom-fields/{key}", tag = "settings", operation_id = "delete_custom_field",
    params(("key" = String, Path)), responses((status = 204, description = "taken off")))]
pub(super) async fn delete(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(key): Path<String>,
) -> Result<StatusCode, ApiError> {
    app.delete_custom_field(&actor, &key).await?;
    Ok(StatusCode::NO_CONTENT)
}
