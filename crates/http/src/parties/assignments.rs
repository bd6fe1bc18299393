//! Giving records to people, many at once.

use app::{
    App,
    parties::{Assign, Assigned},
};
use axum::{Json, extract::State};

use crate::{extract::JsonBody, guard::SignedIn, problem::ApiError};

/// Assign records by id or by filter; each is in the answer as assigned or refused
#[utoipa::path(post, path = "/parties/assignments", tag = "parties", operation_id = "assign",
    request_body = Assign, responses((status = 200, body = Assigned)))]
pub(super) async fn assign(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    JsonBody(asked): JsonBody<Assign>,
) -> Result<Json<Assigned>, ApiError> {
    Ok(Json(app.assign(&actor, asked).await?))
}
