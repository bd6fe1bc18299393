//! People and organisations: lists of them, one whole record, and everything that changes one.

mod addresses;
mod advice;
mod assignments;
mod contact_points;
mod disposition;
mod export;
mod history;
mod list;
mod people;
mod permissions;
mod record;
mod search;
mod views;

use app::parties::PartyRecord;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{conditional::Versioned, state::Api};

pub(crate) use list::{Order, asked};

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(list::list, record::create))
        .routes(routes!(record::show, record::edit))
        .routes(routes!(history::show))
        .routes(routes!(advice::advice))
        .routes(routes!(advice::answer))
        .routes(routes!(advice::add_intent_evidence))
        .routes(routes!(disposition::set))
        .routes(routes!(contact_points::add))
        .routes(routes!(contact_points::edit, contact_points::delete))
        .routes(routes!(contact_points::reveal))
        .routes(routes!(permissions::show))
        .routes(routes!(permissions::consents, permissions::record))
        .routes(routes!(addresses::add))
        .routes(routes!(addresses::delete))
        .routes(routes!(people::add))
        .routes(routes!(people::edit, people::remove))
        .routes(routes!(assignments::assign))
        .routes(routes!(search::search))
        .routes(routes!(views::list, views::create))
        .routes(routes!(views::show, views::edit, views::delete))
}

/// The download, which takes as long as the list is long.
pub(crate) fn lasting_routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new().routes(routes!(export::export))
}

fn versioned(party: PartyRecord) -> Versioned<PartyRecord> {
    Versioned(party.version, party)
}
