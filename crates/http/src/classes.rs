//! Classes of customers computed from orders (CLA-1, CLA-2, CLA-5, CLA-7).

mod events;

use app::{
    App, Page,
    classes::{
        AskRun, ClassChangeView, ClassLine, ClassListAsked, ClassOverview, ClassRunView, ClassesAsked, ClassesOfSome,
        ClassifySome, FlowAsked, FlowView, PartyClasses,
    },
};
use axum::{Json, extract::State, http::StatusCode};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use crate::{
    answer::whole,
    extract::{JsonBody, Path, Query},
    guard::SignedIn,
    problem::ApiError,
    state::Api,
};

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(overview))
        .routes(routes!(customers))
        .routes(routes!(of_some))
        .routes(routes!(flow))
        .routes(routes!(runs, start))
        .routes(routes!(run))
        .routes(routes!(cancel))
        .routes(routes!(of_party))
        .routes(routes!(see))
}

/// The stream of a run lasts as long as the run.
pub(crate) fn lasting_routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new().routes(routes!(events::events))
}

/// Classes, concentration, quadrants, faces, retention and the models behind lifetime values, of those within reach
///
/// Of the current run, of a named one, or as of a day: with what is recorded now, or as a scheduled run knew it then.
#[utoipa::path(get, path = "/classes", tag = "classes", operation_id = "class_overview", params(ClassesAsked),
    responses((status = 200, body = ClassOverview)))]
async fn overview(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<ClassesAsked>,
) -> Result<Json<ClassOverview>, ApiError> {
    Ok(Json(app.class_overview(&actor, asked).await?))
}

/// The classes of those for whom a filter is true, as if there were no others (CLA-8); nothing of it is kept
#[utoipa::path(post, path = "/classes/of-some", tag = "classes", operation_id = "classes_of_some",
    request_body = ClassifySome, responses((status = 200, body = ClassesOfSome)))]
async fn of_some(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    JsonBody(asked): JsonBody<ClassifySome>,
) -> Result<Json<ClassesOfSome>, ApiError> {
    Ok(Json(app.classify_some(&actor, asked).await?))
}

/// Customers within reach by class, sorted by contribution, risk or value
#[utoipa::path(get, path = "/classes/customers", tag = "classes", operation_id = "classed_customers",
    params(ClassListAsked), responses((status = 200, body = Page<ClassLine>)))]
async fn customers(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<ClassListAsked>,
) -> Result<Json<Page<ClassLine>>, ApiError> {
    Ok(Json(app.classed_customers(&actor, asked).await?))
}

/// Who moved from one class to another between two runs whose customers are kept
#[utoipa::path(get, path = "/classes/flow", tag = "classes", operation_id = "class_flow", params(FlowAsked),
    responses((status = 200, body = FlowView)))]
async fn flow(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<FlowAsked>,
) -> Result<Json<FlowView>, ApiError> {
    Ok(Json(app.class_flow(&actor, asked).await?))
}

/// The last runs, the newest first, with how far they are
#[utoipa::path(get, path = "/classes/runs", tag = "classes", operation_id = "class_runs",
    responses((status = 200, body = Page<ClassRunView>)))]
async fn runs(State(app): State<App>, SignedIn(actor): SignedIn) -> Result<Json<Page<ClassRunView>>, ApiError> {
    Ok(whole(app.class_runs(&actor).await?))
}

/// Class all customers as of today or an earlier day; one run at a time
#[utoipa::path(post, path = "/classes/runs", tag = "classes", operation_id = "start_class_run", request_body = AskRun,
    responses((status = 201, body = ClassRunView)))]
async fn start(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    JsonBody(asked): JsonBody<AskRun>,
) -> Result<(StatusCode, Json<ClassRunView>), ApiError> {
    Ok((StatusCode::CREATED, Json(app.start_class_run(&actor, asked).await?)))
}

/// One run, with how far it is
#[utoipa::path(get, path = "/classes/runs/{id}", tag = "classes", operation_id = "class_run",
    params(("id" = Uuid, Path)), responses((status = 200, body = ClassRunView)))]
async fn run(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<ClassRunView>, ApiError> {
    Ok(Json(app.class_run(&actor, id).await?))
}

/// Stop a run; what was shown before stays
#[utoipa::path(post, path = "/classes/runs/{id}/cancel", tag = "classes", operation_id = "cancel_class_run",
    params(("id" = Uuid, Path)), responses((status = 200, body = ClassRunView)))]
async fn cancel(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<ClassRunView>, ApiError> {
    Ok(Json(app.cancel_class_run(&actor, id).await?))
}

/// Every class of a customer with its reasons, and how it came to be
#[utoipa::path(get, path = "/parties/{id}/classes", tag = "classes", operation_id = "classes_of_party",
    params(("id" = Uuid, Path)), responses((status = 200, body = PartyClasses)))]
async fn of_party(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<PartyClasses>, ApiError> {
    Ok(Json(app.classes_of_party(&actor, id).await?))
}

/// Note that a change of class was looked at; it leaves Today
#[utoipa::path(post, path = "/classes/changes/{id}/seen", tag = "classes", operation_id = "see_class_change",
    params(("id" = Uuid, Path)), responses((status = 200, body = ClassChangeView)))]
async fn see(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<ClassChangeView>, ApiError> {
    Ok(Json(app.see_class_change(&actor, id).await?))
}
