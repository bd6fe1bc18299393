//! The table of prospects, page by page.

use app::{
    App, Page,
    parties::{ListParties, PartyFilterInput, PartySummary},
};
use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{extract::Query, guard::SignedIn, problem::ApiError};

/// Which part of the list, in which order.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Order {
    /// `name`, `score`, `grade`, `next_contact_at`, `last_contact_at`, `created_at`, `updated_at` or `completeness`, with
    /// `-` in front for descending; `-score` where absent
    pub sort: Option<String>,
    /// `next` of the page before
    pub cursor: Option<String>,
    /// 1 to 200; 50 where absent
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u64>,
}

/// The filter and the order are read apart from one query: a flattened query would take numbers for text.
pub(crate) fn asked(filter: PartyFilterInput, order: Order) -> ListParties {
    ListParties { filter, sort: order.sort, cursor: order.cursor, limit: order.limit }
}

/// Records within reach; numbers are masked
#[utoipa::path(get, path = "/parties", tag = "parties", operation_id = "parties", params(PartyFilterInput, Order),
    responses((status = 200, body = Page<PartySummary>)))]
pub(super) async fn list(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(filter): Query<PartyFilterInput>,
    Query(order): Query<Order>,
) -> Result<Json<Page<PartySummary>>, ApiError> {
    Ok(Json(app.parties(&actor, asked(filter, order)).await?))
}
