//! The rules of signing in.

use app::{
    App,
    people::{ChangeSignInRules, SignInRulesView},
};
use axum::extract::State;

use crate::{
    conditional::{IfMatch, Versioned},
    extract::JsonBody,
    guard::{Proven, SignedIn},
    problem::ApiError,
    state::Api,
};

/// The rules of signing in that are in force
#[utoipa::path(get, path = "/sign-in-rules", tag = "people", operation_id = "sign_in_rules",
    responses((status = 200, body = SignInRulesView)))]
pub(super) async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
) -> Result<Versioned<SignInRulesView>, ApiError> {
    Ok(versioned(app.sign_in_rules_view(&actor).await?))
}

/// Change who may use a password, who needs a second factor, how long sessions live
#[utoipa::path(put, path = "/sign-in-rules", tag = "people", operation_id = "change_sign_in_rules",
    params(IfMatch), request_body = ChangeSignInRules, responses((status = 200, body = SignInRulesView)))]
pub(super) async fn change(
    State(api): State<Api>,
    Proven(actor): Proven,
    read: IfMatch,
    JsonBody(mut change): JsonBody<ChangeSignInRules>,
) -> Result<Versioned<SignInRulesView>, ApiError> {
    let has_provider = !api.settings.oidc.all().is_empty();
    change.version = read.or(change.version);
    let changed = api.app.change_sign_in_rules(&actor, change, has_provider).await;
    let current = async { api.app.sign_in_rules_view(&actor).await.map(|rules| (rules.version, rules)) };
    Ok(versioned(read.answer(changed, current).await?))
}

fn versioned(rules: SignInRulesView) -> Versioned<SignInRulesView> {
    Versioned(rules.version, rules)
}
