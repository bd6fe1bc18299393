//! Set-up, sign-in, the own account, users and teams.

mod account;
mod own_sessions;
mod own_tokens;
mod setup;
mod sign_in;
mod teams;
mod users;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(setup::state, setup::set_up))
        .routes(routes!(sign_in::sign_in))
        .routes(routes!(sign_in::sign_out))
        .routes(routes!(account::show, account::edit))
        .routes(routes!(account::change_password))
        .routes(routes!(own_sessions::list))
        .routes(routes!(own_sessions::end))
        .routes(routes!(own_tokens::list, own_tokens::create))
        .routes(routes!(own_tokens::revoke))
        .routes(routes!(users::list, users::create))
        .routes(routes!(users::edit))
        .routes(routes!(teams::list, teams::create))
        .routes(routes!(teams::edit))
}
