//! How a file is read and what its columns mean, before the start.

use app::{
    App,
    imports::{EditImport, ImportFieldView, ImportView},
};
use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::versioned;
use crate::{
    conditional::{IfMatch, Versioned},
    extract::{JsonBody, Path, Query},
    guard::SignedIn,
    problem::ApiError,
};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct OfSubject {
    /// what the rows are: `orders`, `deals`, or names where absent
    subject: Option<String>,
}

/// The fields that a column can be mapped to
#[utoipa::path(get, path = "/imports/fields", tag = "imports", operation_id = "import_fields",
    params(OfSubject), responses((status = 200, body = Vec<ImportFieldView>)))]
pub(super) async fn fields(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<OfSubject>,
) -> Result<Json<Vec<ImportFieldView>>, ApiError> {
    Ok(Json(app.import_fields(&actor, asked.subject.as_deref()).await?))
}

/// Say better than the detection how the file is read, map its columns, choose what happens to duplicates
#[utoipa::path(patch, path = "/imports/{id}", tag = "imports", operation_id = "edit_import",
    params(("id" = Uuid, Path), IfMatch), request_body = EditImport, responses((status = 200, body = ImportView)))]
pub(super) async fn edit(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    read: IfMatch,
    JsonBody(mut edit): JsonBody<EditImport>,
) -> Result<Versioned<ImportView>, ApiError> {
    edit.version = read.or(edit.version);
    let changed = app.edit_import(&actor, id, edit).await;
    let current = async { app.import(&actor, id).await.map(|import| (import.version, import)) };
    Ok(versioned(read.answer(changed, current).await?))
}
