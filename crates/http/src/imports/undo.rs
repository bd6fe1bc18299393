//! Taking an import back.

use app::{
    App,
    imports::{ImportView, UndoPreview},
};
use axum::{Json, extract::State};
use uuid::Uuid;

use crate::{
    extract::Path,
    guard::SignedIn,
    problem::{ApiError, Problem},
};

/// What undoing a run would take back, and what would stay since it was changed after the import (PRO-11)
#[utoipa::path(get, path = "/imports/{id}/undo", tag = "imports", operation_id = "preview_undo",
    params(("id" = Uuid, Path)), responses(
        (status = 200, body = UndoPreview),
        (status = 409, body = Problem, content_type = "application/problem+json",
         description = "It has not run to its end, or is undone already; `code` says which"),
    ))]
pub(super) async fn preview(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<UndoPreview>, ApiError> {
    Ok(Json(app.preview_undo(&actor, id).await?))
}

/// Undo a run: what nobody has built on goes; it goes on though the caller leaves
#[utoipa::path(post, path = "/imports/{id}/undo", tag = "imports", operation_id = "undo_import",
    params(("id" = Uuid, Path)), responses((status = 200, body = ImportView)))]
pub(super) async fn undo(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<ImportView>, ApiError> {
    Ok(Json(app.undo_import(&actor, id).await?))
}
