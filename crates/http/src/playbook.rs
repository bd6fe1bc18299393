//! The playbook of openings: the words of causes and plays (OPP-3).

use app::{Actor, App, AppError, Page, methods::Wording, playbook::PlaybookView};
use axum::{Json, extract::State};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    answer::whole,
    conditional::{IfMatch, Versioned},
    extract::{JsonBody, Path},
    guard::SignedIn,
    problem::ApiError,
    state::Api,
};

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(show, edit)).routes(routes!(restore))
}

/// The causes to ask about and the plays of the nine cells, in the team's own words where it has some
#[utoipa::path(get, path = "/playbook", tag = "deals", operation_id = "playbook",
    responses((status = 200, body = Page<PlaybookView>)))]
async fn list(State(app): State<App>, SignedIn(actor): SignedIn) -> Result<Json<Page<PlaybookView>>, ApiError> {
    Ok(whole(app.playbook(&actor).await?))
}

/// One cause or play with its words
#[utoipa::path(get, path = "/playbook/{code}", tag = "deals", operation_id = "playbook_entry",
    params(("code" = String, Path)), responses((status = 200, body = PlaybookView)))]
async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
) -> Result<Versioned<PlaybookView>, ApiError> {
    Ok(versioned(app.playbook_entry(&actor, &code).await?))
}

/// Put the team's own words in place of the shipped ones; an upgrade leaves them alone
#[utoipa::path(put, path = "/playbook/{code}", tag = "deals", operation_id = "edit_playbook",
    params(("code" = String, Path), IfMatch), request_body = Wording, responses((status = 200, body = PlaybookView)))]
async fn edit(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
    read: IfMatch,
    JsonBody(words): JsonBody<Wording>,
) -> Result<Versioned<PlaybookView>, ApiError> {
    let changed = app.edit_playbook(&actor, &code, read.version(), words).await;
    Ok(versioned(read.answer(changed, current(&app, &actor, &code)).await?))
}

/// Go back to the shipped words; the edits stay in the history
#[utoipa::path(delete, path = "/playbook/{code}/edits", tag = "deals", operation_id = "restore_playbook",
    params(("code" = String, Path), IfMatch), responses((status = 200, body = PlaybookView)))]
async fn restore(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
    read: IfMatch,
) -> Result<Versioned<PlaybookView>, ApiError> {
    let changed = app.restore_playbook(&actor, &code, read.version()).await;
    Ok(versioned(read.answer(changed, current(&app, &actor, &code)).await?))
}

async fn current(app: &App, actor: &Actor, code: &str) -> Result<(i32, PlaybookView), AppError> {
    app.playbook_entry(actor, code).await.map(|view| (view.version, view))
}

fn versioned(view: PlaybookView) -> Versioned<PlaybookView> {
    Versioned(view.version, view)
}
