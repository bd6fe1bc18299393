//! Deals with key accounts (OPP).

mod around;
mod assess;
mod insight;
mod lists;
mod plays;
mod record;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(lists::list, record::create))
        .routes(routes!(lists::board))
        .routes(routes!(lists::calendar))
        .routes(routes!(lists::of_party))
        .routes(routes!(lists::queue))
        .routes(routes!(record::show, record::edit))
        .routes(routes!(record::move_stage))
        .routes(routes!(record::changes))
        .routes(routes!(record::end))
        .routes(routes!(record::reopen))
        .routes(routes!(around::put_person))
        .routes(routes!(around::person, around::edit_person, around::remove_person))
        .routes(routes!(around::put_rival))
        .routes(routes!(around::rival, around::edit_rival))
        .routes(routes!(around::voice_concern))
        .routes(routes!(around::settle_concern))
        .routes(routes!(assess::list))
        .routes(routes!(assess::value))
        .routes(routes!(assess::opening))
        .routes(routes!(assess::questions))
        .routes(routes!(assess::advice))
        .routes(routes!(assess::alerts))
        .routes(routes!(plays::take))
        .routes(routes!(plays::show, plays::close))
        .routes(routes!(plays::confirm))
        .routes(routes!(plays::decisions, plays::decide))
        .routes(routes!(insight::diagnosis))
        .routes(routes!(insight::forecast))
        .routes(routes!(insight::say_forecast))
        .routes(routes!(insight::win_rates))
        .routes(routes!(insight::accuracy))
}
