//! Records believed to be the same (PRO-11): what imports hold, the queue of pairs, scans, merges.

mod held;
mod merges;
mod queue;
mod scans;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(held::list))
        .routes(routes!(held::decide))
        .routes(routes!(queue::list))
        .routes(routes!(queue::dismiss, queue::reopen))
        .routes(routes!(scans::list, scans::start))
        .routes(routes!(merges::plan))
        .routes(routes!(merges::merge))
        .routes(routes!(merges::of_party))
        .routes(routes!(merges::undo_plan, merges::undo))
}

/// The comparison of all records while one waits, which takes as long as there are records.
pub(crate) fn lasting_routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new().routes(routes!(held::scan))
}
