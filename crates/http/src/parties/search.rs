//! Search as one types.

use app::{App, parties::FoundParty};
use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{extract::Query, guard::SignedIn, problem::ApiError};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Typed {
    /// Chinese characters, words, pinyin or initials, the tail of a phone number
    #[serde(default)]
    q: String,
    /// 1 to 50; 20 where absent
    #[param(minimum = 1, maximum = 50)]
    limit: Option<u64>,
}

/// Records within reach that match all that was typed
#[utoipa::path(get, path = "/search", tag = "parties", operation_id = "search", params(Typed),
    responses((status = 200, body = Vec<FoundParty>)))]
pub(super) async fn search(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(typed): Query<Typed>,
) -> Result<Json<Vec<FoundParty>>, ApiError> {
    Ok(Json(app.search(&actor, &typed.q, typed.limit).await?.items))
}
