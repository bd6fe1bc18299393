//! One timeline for everything that happens to a party.

use app::{App, Page, activities::TimelineEvent};
use axum::{Json, extract::State};
use method::Timestamp;
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
pub(super) struct Place {
    /// `next` of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Timestamp>,
}

/// Everything that happened to a record, newest first
#[utoipa::path(get, path = "/parties/{id}/timeline", tag = "activities", operation_id = "timeline",
    params(("id" = Uuid, Path), Place), responses((status = 200, body = Page<TimelineEvent>)))]
pub(super) async fn timeline(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(party): Path<Uuid>,
    Query(place): Query<Place>,
) -> Result<Json<Page<TimelineEvent>>, ApiError> {
    let page = app.timeline(&actor, party, place.cursor).await?;
    let next = page.next_before.map(|before| before.to_string());
    Ok(Json(Page { items: page.items, next, total: None }))
}
