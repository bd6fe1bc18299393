//! The table of prospects as a file.

use app::{
    App,
    parties::{ExportFormat, PartyFilterInput},
};
use axum::{extract::State, response::Response};
use serde::Deserialize;
use utoipa::IntoParams;

use super::list::{Order, asked};
use crate::{download, extract::Query, guard::SignedIn, problem::ApiError};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Form {
    /// `csv` (where absent) or `xlsx`
    #[serde(default)]
    #[param(inline)]
    format: ExportFormat,
    /// names of columns, separated by commas; all where absent
    columns: Option<String>,
}

/// Export the records that match as CSV or Excel; numbers stay masked and formulas are neutralised
#[utoipa::path(get, path = "/parties/export", tag = "parties", operation_id = "export_parties",
    params(PartyFilterInput, Order, Form),
    responses((status = 200, description = "the file", content(
        (String = "text/csv"),
        (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))))]
pub(super) async fn export(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(filter): Query<PartyFilterInput>,
    Query(order): Query<Order>,
    Query(form): Query<Form>,
) -> Result<Response, ApiError> {
    let path = app.export_parties(&actor, &asked(filter, order), form.columns.as_deref(), form.format).await?;
    download::send(path, "tuoke-prospects", form.format).await
}
