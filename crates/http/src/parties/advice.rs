//! What the method says about a party, and the answers it rests on.

use app::{
    App,
    parties::{AddIntentEvidence, Advice, AnswerQuestion},
};
use axum::{Json, extract::State, http::StatusCode};
use uuid::Uuid;

use crate::{
    extract::{JsonBody, Path},
    guard::SignedIn,
    problem::ApiError,
};

/// Everything the method says about a record, each verdict with its reasons (PRO-2, PRO-4, PRO-5, PRO-6, PRO-9, APP-9)
#[utoipa::path(get, path = "/parties/{id}/advice", tag = "parties", operation_id = "advice",
    params(("id" = Uuid, Path)), responses((status = 200, body = Advice)))]
pub(super) async fn advice(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<Advice>, ApiError> {
    Ok(Json(app.advice(&actor, id).await?))
}

/// Answer a question of the method; earlier answers are kept
#[utoipa::path(post, path = "/parties/{id}/evidence", tag = "parties", operation_id = "answer_question",
    params(("id" = Uuid, Path)), request_body = AnswerQuestion, responses((status = 201, body = Advice)))]
pub(super) async fn answer(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<AnswerQuestion>,
) -> Result<(StatusCode, Json<Advice>), ApiError> {
    Ok((StatusCode::CREATED, Json(app.answer_question(&actor, id, asked).await?)))
}

/// Note a piece of evidence of intent (APP-9)
#[utoipa::path(post, path = "/parties/{id}/intent-evidence", tag = "parties", operation_id = "add_intent_evidence",
    params(("id" = Uuid, Path)), request_body = AddIntentEvidence, responses((status = 201, body = Advice)))]
pub(super) async fn add_intent_evidence(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<AddIntentEvidence>,
) -> Result<(StatusCode, Json<Advice>), ApiError> {
    Ok((StatusCode::CREATED, Json(app.add_intent_evidence(&actor, id, asked).await?)))
}
