//! Lead lists (PRO-1).

use app::{
    App, Page,
    lists::{CreateList, ListDetail, ListView},
};
use axum::{Json, extract::State, http::StatusCode};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use crate::{
    answer::whole,
    extract::{JsonBody, Path},
    guard::SignedIn,
    problem::ApiError,
    state::Api,
};

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(show))
}

/// Lead lists within reach, newest first, with names at each of the five steps
#[utoipa::path(get, path = "/lists", tag = "lists", operation_id = "lists",
    responses((status = 200, body = Page<ListView>)))]
async fn list(State(app): State<App>, SignedIn(actor): SignedIn) -> Result<Json<Page<ListView>>, ApiError> {
    Ok(whole(app.lists(&actor).await?))
}

/// Make an empty list
#[utoipa::path(post, path = "/lists", tag = "lists", operation_id = "create_list",
    request_body = CreateList, responses((status = 201, body = ListView)))]
async fn create(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    JsonBody(asked): JsonBody<CreateList>,
) -> Result<(StatusCode, Json<ListView>), ApiError> {
    Ok((StatusCode::CREATED, Json(app.create_list(&actor, asked).await?)))
}

/// One list with the imports that filled it
#[utoipa::path(get, path = "/lists/{id}", tag = "lists", operation_id = "list", params(("id" = Uuid, Path)),
    responses((status = 200, body = ListDetail)))]
async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<ListDetail>, ApiError> {
    Ok(Json(app.list(&actor, id).await?))
}
