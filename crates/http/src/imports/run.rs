//! Import runs: seen, started, cancelled, resumed.

use app::{App, Page, imports::ImportView};
use axum::{Json, extract::State};
use uuid::Uuid;

use super::versioned;
use crate::{answer::whole, conditional::Versioned, extract::Path, guard::SignedIn, problem::ApiError};

/// Import runs within reach, newest first
#[utoipa::path(get, path = "/imports", tag = "imports", operation_id = "imports",
    responses((status = 200, body = Page<ImportView>)))]
pub(super) async fn list(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
) -> Result<Json<Page<ImportView>>, ApiError> {
    Ok(whole(app.imports(&actor).await?))
}

/// One run: how its file is read, what its columns mean, how far it has come
#[utoipa::path(get, path = "/imports/{id}", tag = "imports", operation_id = "import", params(("id" = Uuid, Path)),
    responses((status = 200, body = ImportView)))]
pub(super) async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Versioned<ImportView>, ApiError> {
    Ok(versioned(app.import(&actor, id).await?))
}

/// Start a run; it goes on though the caller leaves
#[utoipa::path(post, path = "/imports/{id}/start", tag = "imports", operation_id = "start_import",
    params(("id" = Uuid, Path)), responses((status = 200, body = ImportView)))]
pub(super) async fn start(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Versioned<ImportView>, ApiError> {
    Ok(versioned(app.start_import(&actor, id).await?))
}

/// Stop a run after the chunk that is being written; what is done stays
#[utoipa::path(post, path = "/imports/{id}/cancel", tag = "imports", operation_id = "cancel_import",
    params(("id" = Uuid, Path)), responses((status = 200, body = ImportView)))]
pub(super) async fn cancel(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Versioned<ImportView>, ApiError> {
    Ok(versioned(app.cancel_import(&actor, id).await?))
}

/// Go on after the last row that is done
#[utoipa::path(post, path = "/imports/{id}/resume", tag = "imports", operation_id = "resume_import",
    params(("id" = Uuid, Path)), responses((status = 200, body = ImportView)))]
pub(super) async fn resume(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Versioned<ImportView>, ApiError> {
    Ok(versioned(app.resume_import(&actor, id).await?))
}
