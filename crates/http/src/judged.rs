//! What people judge about customers and prospects (CLA-2 to CLA-5, PRO-13).

mod classes;
mod future;
mod record;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(record::show))
        .routes(routes!(record::plan))
        .routes(routes!(record::judge_face))
        .routes(routes!(record::fill_settlement))
        .routes(routes!(record::decide_settlement))
        .routes(routes!(classes::prospects))
        .routes(routes!(classes::latent))
        .routes(routes!(future::list, future::create))
        .routes(routes!(future::show, future::edit))
        .routes(routes!(future::answer))
        .routes(routes!(future::become_prospect))
}
