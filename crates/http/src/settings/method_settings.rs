//! The method's settings: read, changed with a reason, followed back in time.

use app::{
    App, Page,
    settings::{ChangeSettings, PreviewSettings, SettingsPreview, SettingsVersion, SettingsView},
};
use axum::{Json, extract::State};

use crate::{
    answer::whole,
    conditional::{IfMatch, Versioned},
    extract::JsonBody,
    guard::SignedIn,
    problem::ApiError,
};

/// The settings in force; version 0 is what Tuoke ships
#[utoipa::path(get, path = "/settings", tag = "settings", operation_id = "settings",
    responses((status = 200, body = SettingsView)))]
pub(super) async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
) -> Result<Versioned<SettingsView>, ApiError> {
    Ok(versioned(app.settings_view(&actor).await?))
}

/// Put new settings in force, with a reason
///
/// Assessments made from then on use them; earlier ones keep the verdict they had.
#[utoipa::path(put, path = "/settings", tag = "settings", operation_id = "change_settings", params(IfMatch),
    request_body = ChangeSettings, responses((status = 200, body = SettingsView)))]
pub(super) async fn change(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    read: IfMatch,
    JsonBody(mut change): JsonBody<ChangeSettings>,
) -> Result<Versioned<SettingsView>, ApiError> {
    change.version = read.or(change.version);
    let changed = app.change_settings(&actor, change).await;
    let current = async { app.settings_view(&actor).await.map(|settings| (settings.version, settings)) };
    Ok(versioned(read.answer(changed, current).await?))
}

fn versioned(settings: SettingsView) -> Versioned<SettingsView> {
    Versioned(settings.version, settings)
}

/// Which records would change class with these settings, and how many; nothing is saved
#[utoipa::path(post, path = "/settings/preview", tag = "settings", operation_id = "preview_settings",
    request_body = PreviewSettings, responses((status = 200, body = SettingsPreview)))]
pub(super) async fn preview(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    JsonBody(asked): JsonBody<PreviewSettings>,
) -> Result<Json<SettingsPreview>, ApiError> {
    Ok(Json(app.preview_settings(&actor, asked).await?))
}

/// All versions of the settings, with who changed them and why
#[utoipa::path(get, path = "/settings/history", tag = "settings", operation_id = "settings_history",
    responses((status = 200, body = Page<SettingsVersion>)))]
pub(super) async fn history(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
) -> Result<Json<Page<SettingsVersion>>, ApiError> {
    Ok(whole(app.settings_history(&actor).await?))
}
