//! The rows that were not taken, as a file to mend and import again.

use app::{App, parties::ExportFormat};
use axum::{extract::State, response::Response};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::{
    download,
    extract::{Path, Query},
    guard::SignedIn,
    problem::ApiError,
};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Form {
    /// `csv` (where absent) or `xlsx`
    #[serde(default)]
    #[param(inline)]
    format: ExportFormat,
}

/// The rejected and duplicate rows in the columns of the file, with the reason in the last
#[utoipa::path(get, path = "/imports/{id}/reasons", tag = "imports", operation_id = "import_reasons",
    params(("id" = Uuid, Path), Form),
    responses((status = 200, description = "the file", content(
        (String = "text/csv"),
        (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))))]
pub(super) async fn reasons(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Query(form): Query<Form>,
) -> Result<Response, ApiError> {
    let path = app.import_reasons(&actor, id, form.format).await?;
    download::send(path, "tuoke-import-reasons", form.format).await
}
