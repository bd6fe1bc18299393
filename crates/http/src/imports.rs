//! Reading lists from files (PRO-11).

mod events;
mod plan;
mod reasons;
mod rows;
mod run;
mod upload;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(run::list))
        .routes(routes!(plan::fields))
        .routes(routes!(run::show, plan::edit))
        .routes(routes!(run::start))
        .routes(routes!(run::cancel))
        .routes(routes!(run::resume))
        .routes(routes!(rows::rows))
}

/// The upload, the stream of progress and the download, which take as long as they take.
pub(crate) fn lasting_routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(upload::upload))
        .routes(routes!(events::events))
        .routes(routes!(reasons::reasons))
}
