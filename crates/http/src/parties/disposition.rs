//! Stopping, giving up, and taking it back.

use app::{
    App,
    parties::{PartySummary, SetDisposition},
};
use axum::{Json, extract::State};
use uuid::Uuid;

use crate::{
    extract::{JsonBody, Path},
    guard::SignedIn,
    problem::ApiError,
};

/// Stop work on a record, give it up, or take it up again (PRO-4)
#[utoipa::path(post, path = "/parties/{id}/disposition", tag = "parties", operation_id = "set_disposition",
    params(("id" = Uuid, Path)), request_body = SetDisposition, responses((status = 200, body = PartySummary)))]
pub(super) async fn set(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<SetDisposition>,
) -> Result<Json<PartySummary>, ApiError> {
    Ok(Json(app.set_disposition(&actor, id, asked).await?))
}
