//! Future customers (CLA-4): the lists of the four standing questions.

use app::{
    Actor, App, AppError,
    judged::{AnswerFuture, BecomeProspect, CreateFuture, EditFuture, FutureCustomer, FutureCustomers},
};
use axum::{Json, extract::State, http::StatusCode};
use method::classes::future::StandingQuestion;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::{
    conditional::{IfMatch, Versioned},
    extract::{JsonBody, Path, Query},
    guard::SignedIn,
    problem::ApiError,
};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Question {
    /// the list of one question; all four where absent
    question: Option<StandingQuestion>,
}

/// The four standing questions with their lists
#[utoipa::path(get, path = "/future-customers", tag = "classes", operation_id = "future_customers", params(Question),
    responses((status = 200, body = FutureCustomers)))]
pub(super) async fn list(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Question>,
) -> Result<Json<FutureCustomers>, ApiError> {
    Ok(Json(app.future_customers(&actor, asked.question).await?))
}

/// Put a name on the list of a question
#[utoipa::path(post, path = "/future-customers", tag = "classes", operation_id = "create_future_customer",
    request_body = CreateFuture, responses((status = 201, body = FutureCustomer)))]
pub(super) async fn create(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    JsonBody(asked): JsonBody<CreateFuture>,
) -> Result<(StatusCode, Versioned<FutureCustomer>), ApiError> {
    Ok((StatusCode::CREATED, versioned(app.create_future_customer(&actor, asked).await?)))
}

/// One future customer
#[utoipa::path(get, path = "/future-customers/{id}", tag = "classes", operation_id = "future_customer",
    params(("id" = Uuid, Path)), responses((status = 200, body = FutureCustomer)))]
pub(super) async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Versioned<FutureCustomer>, ApiError> {
    Ok(versioned(app.future_customer(&actor, id).await?))
}

/// Change a future customer, or take it off the list
#[utoipa::path(patch, path = "/future-customers/{id}", tag = "classes", operation_id = "edit_future_customer",
    params(("id" = Uuid, Path), IfMatch), request_body = EditFuture, responses((status = 200, body = FutureCustomer)))]
pub(super) async fn edit(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    read: IfMatch,
    JsonBody(mut edit): JsonBody<EditFuture>,
) -> Result<Versioned<FutureCustomer>, ApiError> {
    edit.version = read.or(edit.version);
    let changed = app.edit_future_customer(&actor, id, edit).await;
    Ok(versioned(read.answer(changed, current(&app, &actor, id)).await?))
}

/// Answer a condition or a step of the way; earlier answers are kept
#[utoipa::path(post, path = "/future-customers/{id}/answers", tag = "classes", operation_id = "answer_future",
    params(("id" = Uuid, Path)), request_body = AnswerFuture, responses((status = 201, body = FutureCustomer)))]
pub(super) async fn answer(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<AnswerFuture>,
) -> Result<(StatusCode, Versioned<FutureCustomer>), ApiError> {
    Ok((StatusCode::CREATED, versioned(app.answer_future(&actor, id, asked).await?)))
}

/// Make a prospect of it, once a need and a way in are known
#[utoipa::path(post, path = "/future-customers/{id}/prospect", tag = "classes", operation_id = "become_prospect",
    params(("id" = Uuid, Path)), request_body = BecomeProspect, responses((status = 201, body = FutureCustomer)))]
pub(super) async fn become_prospect(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<BecomeProspect>,
) -> Result<(StatusCode, Versioned<FutureCustomer>), ApiError> {
    Ok((StatusCode::CREATED, versioned(app.become_prospect(&actor, id, asked).await?)))
}

async fn current(app: &App, actor: &Actor, id: Uuid) -> Result<(i32, FutureCustomer), AppError> {
    app.future_customer(actor, id).await.map(|found| (found.version, found))
}

fn versioned(found: FutureCustomer) -> Versioned<FutureCustomer> {
    Versioned(found.version, found)
}
