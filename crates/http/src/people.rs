//! Set-up, sign-in, the own account, users and teams.

mod account;
mod own_sessions;
mod own_tokens;
mod provider;
mod second_factor;
mod setup;
mod sign_in;
mod sign_in_rules;
mod teams;
mod users;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(setup::state, setup::set_up))
        .routes(routes!(sign_in::options))
        .routes(routes!(provider::depart))
        .routes(routes!(provider::arrive))
        .routes(routes!(sign_in::sign_in))
        .routes(routes!(sign_in::second_factor))
        .routes(routes!(sign_in::prove))
        .routes(routes!(sign_in::sign_out))
        .routes(routes!(sign_in::set_password))
        .routes(routes!(sign_in_rules::show, sign_in_rules::change))
        .routes(routes!(account::show, account::edit))
        .routes(routes!(account::change_password))
        .routes(routes!(second_factor::show, second_factor::begin, second_factor::end))
        .routes(routes!(second_factor::confirm))
        .routes(routes!(second_factor::renew))
        .routes(routes!(own_sessions::list, own_sessions::end_others))
        .routes(routes!(own_sessions::end))
        .routes(routes!(own_tokens::list, own_tokens::create))
        .routes(routes!(own_tokens::revoke))
        .routes(routes!(users::list, users::create))
        .routes(routes!(users::show, users::edit))
        .routes(routes!(users::make_password_link))
        .routes(routes!(users::reset_second_factor))
        .routes(routes!(users::end_sessions))
        .routes(routes!(teams::list, teams::create))
        .routes(routes!(teams::edit))
}
