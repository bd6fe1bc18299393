//! The rules of signing in.

use app::{
    App,
    people::{ChangeSignInRules, SignInRulesView},
};
use axum::{Json, extract::State};

use crate::{
    extract::JsonBody,
    guard::{Proven, SignedIn},
    problem::ApiError,
    state::Api,
};

/// The rules of signing in that are in force
#[utoipa::path(get, path = "/sign-in-rules", tag = "people", operation_id = "sign_in_rules",
    responses((status = 200, body = SignInRulesView)))]
pub(super) async fn show(State(app): State<App>, SignedIn(actor): SignedIn) -> Result<Json<SignInRulesView>, ApiError> {
    Ok(Json(app.sign_in_rules_view(&actor).await?))
}

/// Change who may use a password, who needs a second factor, how long sessions live
#[utoipa::path(put, path = "/sign-in-rules", tag = "people", operation_id = "change_sign_in_rules",
    request_body = ChangeSignInRules, responses((status = 200, body = SignInRulesView)))]
pub(super) async fn change(
    State(api): State<Api>,
    Proven(actor): Proven,
    JsonBody(change): JsonBody<ChangeSignInRules>,
) -> Result<Json<SignInRulesView>, ApiError> {
    let has_provider = !api.settings.oidc.all().is_empty();
    Ok(Json(api.app.change_sign_in_rules(&actor, change, has_provider).await?))
}
