//! Mappings kept for the next file of the same source.

use app::{
    Actor, App, AppError, Page,
    imports::{EditTemplate, ImportTemplate, ImportView, SaveTemplate, UseTemplate},
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

/// The kept mappings: one's own and the shared ones
#[utoipa::path(get, path = "/import-templates", tag = "imports", operation_id = "import_templates",
    responses((status = 200, body = Page<ImportTemplate>)))]
pub(super) async fn list(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
) -> Result<Json<Page<ImportTemplate>>, ApiError> {
    Ok(whole(app.import_templates(&actor).await?))
}

/// Keep the mapping of an import; one of the same name is replaced
#[utoipa::path(post, path = "/import-templates", tag = "imports", operation_id = "save_import_template",
    request_body = SaveTemplate, responses((status = 201, body = ImportTemplate)))]
pub(super) async fn save(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    JsonBody(asked): JsonBody<SaveTemplate>,
) -> Result<(StatusCode, Versioned<ImportTemplate>), ApiError> {
    Ok((StatusCode::CREATED, versioned(app.save_template(&actor, asked).await?)))
}

/// Rename a kept mapping, share it or keep it to oneself
#[utoipa::path(patch, path = "/import-templates/{id}", tag = "imports", operation_id = "edit_import_template",
    params(("id" = Uuid, Path), IfMatch), request_body = EditTemplate, responses((status = 200, body = ImportTemplate)))]
pub(super) async fn edit(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    read: IfMatch,
    JsonBody(mut asked): JsonBody<EditTemplate>,
) -> Result<Versioned<ImportTemplate>, ApiError> {
    asked.version = read.or(asked.version);
    let changed = app.edit_template(&actor, id, asked).await;
    Ok(versioned(read.answer(changed, current(&app, &actor, id)).await?))
}

/// Remove a kept mapping
#[utoipa::path(delete, path = "/import-templates/{id}", tag = "imports", operation_id = "delete_import_template",
    params(("id" = Uuid, Path), IfMatch), responses((status = 204, description = "removed")))]
pub(super) async fn delete(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    read: IfMatch,
) -> Result<StatusCode, ApiError> {
    let deleted = app.delete_template(&actor, id, read.version()).await;
    read.answer(deleted, current(&app, &actor, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn current(app: &App, actor: &Actor, id: Uuid) -> Result<(i32, ImportTemplate), AppError> {
    app.import_template(actor, id).await.map(|template| (template.version, template))
}

fn versioned(template: ImportTemplate) -> Versioned<ImportTemplate> {
    Versioned(template.version, template)
}

/// Plan an import by a kept mapping
#[utoipa::path(post, path = "/imports/{id}/template", tag = "imports", operation_id = "use_import_template",
    params(("id" = Uuid, Path)), request_body = UseTemplate, responses((status = 200, body = ImportView)))]
pub(super) async fn apply(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    JsonBody(asked): JsonBody<UseTemplate>,
) -> Result<Versioned<ImportView>, ApiError> {
    Ok(super::versioned(app.use_template(&actor, id, asked).await?))
}
