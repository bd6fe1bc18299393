//! The thresholds of the method in force, their versions, and custom fields.

mod custom_fields;
mod preview;

use method::{Coded, MethodSettings, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Store, Tx, entities::setting};
use utoipa::ToSchema;

pub use custom_fields::{CreateCustomField, CustomFieldKind, CustomFieldView};
pub use preview::{ClassMove, PreviewSettings, SettingsPreview};

use crate::{Actor, App, AppError, FieldError, Right, UserRef, app::user_ref, error::check_version};

pub(crate) const KEY: &str = "method";

/// What the rules use now.
#[derive(Clone, Debug)]
pub(crate) struct SettingsInForce {
    pub method: MethodSettings,
    /// 0 is what Tuoke ships
    pub version: i32,
    /// the long interval between two orders of all customers, in days (CLA-6)
    pub line_interval: f64,
    /// the same within each product line, as far as it was counted
    pub line_intervals: std::collections::BTreeMap<uuid::Uuid, f64>,
    pub read_at: i64,
}

impl SettingsInForce {
    pub(crate) async fn read(store: &Store, now: i64) -> Result<Self, AppError> {
        let kept = store::settings::current(store, KEY).await?;
        let version = kept.as_ref().map_or(0, |row| row.version);
        let method: MethodSettings = match kept {
            Some(row) => serde_json::from_str(&row.value)?,
            None => MethodSettings::default(),
        };
        let (line_interval, line_intervals) = crate::supply::line_intervals(store, &method).await?;
        Ok(Self { method, version, line_interval, line_intervals, read_at: now })
    }
}

/// The settings with who changed them last. Version 0 is what Tuoke ships.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SettingsView {
    pub method: MethodSettings,
    pub version: i32,
    pub changed_by: Option<UserRef>,
    pub changed_at: Option<Timestamp>,
}

/// One change of the settings.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SettingsVersion {
    pub version: i32,
    pub reason: String,
    pub changed_by: Option<UserRef>,
    pub changed_at: Timestamp,
    pub method: MethodSettings,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeSettings {
    pub method: MethodSettings,
    /// why, for those who read the history
    pub reason: String,
    /// the version that was read; a newer one in between refuses the change. `If-Match` says the same
    pub version: Option<i32>,
}

/// Refuses thresholds outside their limits, each by name.
fn checked(method: &MethodSettings) -> Result<(), AppError> {
    method.validate().map_err(|found| {
        let error = |error: method::settings::SettingError| {
            let pointer = format!("/method/{}", error.path.replace('.', "/"));
            FieldError::new(&pointer, error.problem.code(), error.to_string())
        };
        AppError::Invalid(found.into_iter().map(error).collect())
    })
}

/// Appends a version of the settings.
pub(crate) async fn append(
    tx: &Tx,
    version: i32,
    method: &MethodSettings,
    reason: &str,
    (changed_by, changed_at): (Option<uuid::Uuid>, i64),
) -> Result<(), AppError> {
    let row = setting::Model {
        key: KEY.to_owned(),
        version,
        value: serde_json::to_string(method)?,
        reason: reason.to_owned(),
        changed_by,
        changed_at,
    };
    Ok(store::settings::append(tx, row).await?)
}

impl App {
    pub async fn settings_view(&self, actor: &Actor) -> Result<SettingsView, AppError> {
        actor.require(Right::SeeSettings)?;
        let row = store::settings::current(&self.store, KEY).await?;
        let names = self.user_names().await?;
        Ok(match row {
            Some(row) => SettingsView {
                method: serde_json::from_str(&row.value)?,
                version: row.version,
                changed_by: user_ref(&names, row.changed_by),
                changed_at: Some(row.changed_at.into()),
            },
            None => SettingsView { method: MethodSettings::default(), version: 0, changed_by: None, changed_at: None },
        })
    }

    pub async fn settings_history(&self, actor: &Actor) -> Result<Vec<SettingsVersion>, AppError> {
        actor.require(Right::SeeSettings)?;
        let names = self.user_names().await?;
        let rows = store::settings::history(&self.store, KEY).await?;
        rows.into_iter()
            .map(|row| {
                Ok(SettingsVersion {
                    version: row.version,
                    reason: row.reason,
                    changed_by: user_ref(&names, row.changed_by),
                    changed_at: row.changed_at.into(),
                    method: serde_json::from_str(&row.value)?,
                })
            })
            .collect()
    }

    /// Appends a version and asks the rules anew about every record. Earlier assessments keep the verdict they had.
    pub async fn change_settings(&self, actor: &Actor, change: ChangeSettings) -> Result<SettingsView, AppError> {
        actor.require(Right::ManageSettings)?;
        let reason = change.reason.trim();
        let mut errors: Vec<FieldError> = Vec::new();
        if reason.is_empty() {
            errors.push(FieldError::new("/reason", "required", "say why the settings change"));
        }
        if let Err(AppError::Invalid(found)) = checked(&change.method) {
            errors.extend(found);
        }
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        let tx = self.store.begin().await?;
        let current = store::settings::current(&tx, KEY).await?.map_or(0, |row| row.version);
        check_version(change.version, current)?;
        append(&tx, current + 1, &change.method, reason, (actor.id(), self.now_ms())).await?;
        self.enqueue(&tx, crate::jobs::kind::REASSESS, uuid::Uuid::nil()).await?;
        let detail = serde_json::json!({ "version": current + 1, "reason": reason });
        self.audit(&tx, actor, "settings_changed", ("settings", KEY), detail).await?;
        tx.commit().await?;
        self.forget_settings();
        self.wake_workers();
        self.settings_view(actor).await
    }
}
