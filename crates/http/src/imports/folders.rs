//! Folders of the server whose files are imported by themselves.

use app::{
    Actor, App, AppError, Page,
    imports::{EditFolder, ImportFolder, ImportFolderFile, ImportFolders, WatchFolder},
};
use axum::{Json, extract::State, http::StatusCode};
use uuid::Uuid;

use crate::{
    answer::whole,
    conditional::{IfMatch, Versioned},
    extract::{JsonBody, Path},
    guard::SignedIn,
    problem::ApiError,
};

/// The watched folders with their last looks and errors
#[utoipa::path(get, path = "/import-folders", tag = "imports", operation_id = "import_folders",
    responses((status = 200, body = ImportFolders)))]
pub(super) async fn list(State(app): State<App>, SignedIn(actor): SignedIn) -> Result<Json<ImportFolders>, ApiError> {
    Ok(Json(app.import_folders(&actor).await?))
}

/// Watch a folder below the import folder of the server
#[utoipa::path(post, path = "/import-folders", tag = "imports", operation_id = "watch_import_folder",
    request_body = WatchFolder, responses((status = 201, body = ImportFolder)))]
pub(super) async fn watch(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    JsonBody(asked): JsonBody<WatchFolder>,
) -> Result<(StatusCode, Versioned<ImportFolder>), ApiError> {
    Ok((StatusCode::CREATED, versioned(app.watch_folder(&actor, asked).await?)))
}

/// Change how a folder is watched, or rest it
#[utoipa::path(patch, path = "/import-folders/{id}", tag = "imports", operation_id = "edit_import_folder",
    params(("id" = Uuid, Path), IfMatch), request_body = EditFolder, responses((status = 200, body = ImportFolder)))]
pub(super) async fn edit(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    read: IfMatch,
    JsonBody(mut asked): JsonBody<EditFolder>,
) -> Result<Versioned<ImportFolder>, ApiError> {
    asked.version = read.or(asked.version);
    let changed = app.edit_folder(&actor, id, asked).await;
    Ok(versioned(read.answer(changed, current(&app, &actor, id)).await?))
}

/// Watch a folder no longer; its imports stay
#[utoipa::path(delete, path = "/import-folders/{id}", tag = "imports", operation_id = "unwatch_import_folder",
    params(("id" = Uuid, Path), IfMatch), responses((status = 204, description = "no longer watched")))]
pub(super) async fn unwatch(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    read: IfMatch,
) -> Result<StatusCode, ApiError> {
    let ended = app.unwatch_folder(&actor, id, read.version()).await;
    read.answer(ended, current(&app, &actor, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn current(app: &App, actor: &Actor, id: Uuid) -> Result<(i32, ImportFolder), AppError> {
    app.import_folder(actor, id).await.map(|folder| (folder.version, folder))
}

fn versioned(folder: ImportFolder) -> Versioned<ImportFolder> {
    Versioned(folder.version, folder)
}

/// Look at a folder now
#[utoipa::path(post, path = "/import-folders/{id}/look", tag = "imports", operation_id = "look_at_import_folder",
    params(("id" = Uuid, Path)), responses((status = 200, body = ImportFolder)))]
pub(super) async fn look(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Versioned<ImportFolder>, ApiError> {
    Ok(versioned(app.look_at_folder(&actor, id).await?))
}

/// The files seen last in a folder, and what became of them
#[utoipa::path(get, path = "/import-folders/{id}/files", tag = "imports", operation_id = "import_folder_files",
    params(("id" = Uuid, Path)), responses((status = 200, body = Page<ImportFolderFile>)))]
pub(super) async fn files(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<Page<ImportFolderFile>>, ApiError> {
    Ok(whole(app.import_folder_files(&actor, id).await?))
}
