//! What people judge about one record.

use app::{
    App,
    judged::{DecideSettlement, FillSettlement, JudgeFace, Judgements, SetPlanRow},
};
use axum::{Json, extract::State, http::StatusCode};
use uuid::Uuid;

use crate::{
    extract::{JsonBody, Path},
    guard::SignedIn,
    problem::ApiError,
};

type Judged = Result<(StatusCode, Json<Judgements>), ApiError>;

/// What people judged about a record, with what follows (CLA-2, CLA-3, CLA-5, PRO-13)
///
/// Single answers are given by `POST /parties/{id}/evidence`.
#[utoipa::path(get, path = "/parties/{id}/judgements", tag = "classes", operation_id = "judgements",
    params(("id" = Uuid, Path)), responses((status = 200, body = Judgements)))]
pub(super) async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<Judgements>, ApiError> {
    Ok(Json(app.judgements(&actor, id).await?))
}

/// Plan a row of the cultivation of a prospect; it becomes a task (CLA-3)
#[utoipa::path(post, path = "/parties/{id}/plan-rows", tag = "classes", operation_id = "set_plan_row",
    params(("id" = Uuid, Path)), request_body = SetPlanRow, responses((status = 201, body = Judgements)))]
pub(super) async fn plan(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<SetPlanRow>,
) -> Judged {
    Ok((StatusCode::CREATED, Json(app.set_plan_row(&actor, id, asked).await?)))
}

/// Propose, confirm or refuse the face of a key customer (CLA-5)
///
/// A black face needs its long-term aim and the approval of somebody above.
#[utoipa::path(post, path = "/parties/{id}/faces", tag = "classes", operation_id = "judge_face",
    params(("id" = Uuid, Path)), request_body = JudgeFace, responses((status = 201, body = Judgements)))]
pub(super) async fn judge_face(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<JudgeFace>,
) -> Judged {
    Ok((StatusCode::CREATED, Json(app.judge_face(&actor, id, asked).await?)))
}

/// Fill in the settlement sheet of an EIV customer; a whole one waits for the manager (CLA-2)
#[utoipa::path(post, path = "/parties/{id}/settlements", tag = "classes", operation_id = "fill_settlement",
    params(("id" = Uuid, Path)), request_body = FillSettlement, responses((status = 201, body = Judgements)))]
pub(super) async fn fill_settlement(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<FillSettlement>,
) -> Judged {
    Ok((StatusCode::CREATED, Json(app.fill_settlement(&actor, id, asked).await?)))
}

/// Decide about a whole settlement sheet: turn round or give up (CLA-2)
#[utoipa::path(post, path = "/parties/{id}/settlement-decisions", tag = "classes", operation_id = "decide_settlement",
    params(("id" = Uuid, Path)), request_body = DecideSettlement, responses((status = 201, body = Judgements)))]
pub(super) async fn decide_settlement(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<DecideSettlement>,
) -> Judged {
    Ok((StatusCode::CREATED, Json(app.decide_settlement(&actor, id, asked).await?)))
}
