//! Reading lists from files (PRO-11).

mod events;
mod folders;
mod plan;
mod reasons;
mod rows;
mod run;
mod templates;
mod undo;
mod upload;

use app::imports::ImportView;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{conditional::Versioned, state::Api};

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(run::list))
        .routes(routes!(plan::fields))
        .routes(routes!(run::show, plan::edit))
        .routes(routes!(run::start))
        .routes(routes!(run::cancel))
        .routes(routes!(run::resume))
        .routes(routes!(rows::rows))
        .routes(routes!(templates::list, templates::save))
        .routes(routes!(templates::edit, templates::delete))
        .routes(routes!(templates::apply))
        .routes(routes!(folders::list, folders::watch))
        .routes(routes!(folders::edit, folders::unwatch))
        .routes(routes!(folders::look))
        .routes(routes!(folders::files))
}

/// The upload, the stream of progress, the download and looking through what would be undone: they take as long as they
/// take.
pub(crate) fn lasting_routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(upload::upload))
        .routes(routes!(events::events))
        .routes(routes!(reasons::reasons))
        .routes(routes!(undo::preview, undo::undo))
}

fn versioned(import: ImportView) -> Versioned<ImportView> {
    Versioned(import.version, import)
}
