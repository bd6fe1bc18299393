//! Contacts logged, tasks, the timeline.

mod log;
mod tasks;
mod timeline;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(log::log))
        .routes(routes!(log::undo))
        .routes(routes!(tasks::create))
        .routes(routes!(tasks::edit))
        .routes(routes!(timeline::timeline))
}
