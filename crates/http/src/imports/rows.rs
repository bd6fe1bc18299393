//! What became of every row.

use app::{App, Page, imports::ImportRowView};
use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::{
    extract::{Path, Query},
    guard::SignedIn,
    problem::ApiError,
};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct WhichRows {
    /// `created`, `updated`, `duplicate`, `rejected`, `review` or `kept` (something stayed when the import was undone); all
    /// where absent
    state: Option<String>,
    /// `next` of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<i64>,
}

/// Rows in the order of the file, each in exactly one state, with the reasons (PRO-11)
#[utoipa::path(get, path = "/imports/{id}/rows", tag = "imports", operation_id = "import_rows",
    params(("id" = Uuid, Path), WhichRows), responses((status = 200, body = Page<ImportRowView>)))]
pub(super) async fn rows(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Query(which): Query<WhichRows>,
) -> Result<Json<Page<ImportRowView>>, ApiError> {
    let page = app.import_rows(&actor, id, which.state.as_deref(), which.cursor).await?;
    Ok(Json(Page { items: page.items, next: page.next.map(|row| row.to_string()), total: None }))
}
