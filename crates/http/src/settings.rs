//! The thresholds of the method in force, and custom fields.

mod custom_fields;
mod method_settings;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(method_settings::show, method_settings::change))
        .routes(routes!(method_settings::history))
        .routes(routes!(custom_fields::list, custom_fields::create))
        .routes(routes!(custom_fields::delete))
}

/// What looks at every record takes as long as there are records.
pub(crate) fn lasting_routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new().routes(routes!(method_settings::preview))
}
