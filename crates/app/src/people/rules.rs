//! The rules of signing in that administrators set: who may use a password, who needs a second factor, how long a
//! session lives.

use std::sync::Arc;

use method::Timestamp;
use serde::{Deserialize, Serialize};
use store::entities::setting;
use utoipa::ToSchema;

use crate::{Actor, App, AppError, FieldError, Right, Role, Roles, UserRef, app::user_ref, error::check_version};

const KEY: &str = "sign_in";

const HOUR_MS: i64 = 3_600_000;

/// Who may sign in with a password kept here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PasswordFor {
    Everybody,
    /// everybody else signs in at an identity provider
    Administrators,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SignInRules {
    pub password_for: PasswordFor,
    /// the roles that have to have a second factor
    pub second_factor_for: Vec<Role>,
    /// hours without use after which a session ends, 1 to 720
    #[schema(minimum = 1, maximum = 720)]
    pub idle_hours: u32,
    /// days after which a session ends however much it is used, 1 to 90
    #[schema(minimum = 1, maximum = 90)]
    pub longest_days: u32,
    /// minutes for which who has signed in need not prove it again before a dangerous act, 1 to 480
    #[schema(minimum = 1, maximum = 480)]
    pub proof_minutes: u32,
}

impl Default for SignInRules {
    fn default() -> Self {
        Self {
            password_for: PasswordFor::Everybody,
            second_factor_for: Vec::new(),
            idle_hours: 7 * 24,
            longest_days: 30,
            proof_minutes: 15,
        }
    }
}

impl SignInRules {
    pub(crate) fn demands_second_factor(&self, roles: &Roles) -> bool {
        self.second_factor_for.iter().any(|role| roles.has(*role))
    }

    pub(super) fn allows_password(&self, roles: &Roles) -> bool {
        self.password_for == PasswordFor::Everybody || roles.has(Role::Administrator)
    }

    /// When a session used now ends, that began then.
    pub(super) fn session_end(&self, began_at: i64, now: i64) -> i64 {
        (now + self.idle_ms()).min(began_at + i64::from(self.longest_days) * 24 * HOUR_MS)
    }

    fn idle_ms(&self) -> i64 {
        i64::from(self.idle_hours) * HOUR_MS
    }

    pub fn idle_seconds(&self) -> i64 {
        self.idle_ms() / 1_000
    }

    /// Whether who proved to be themselves then need not do so again now.
    pub fn is_fresh(&self, proved_at: Timestamp, now: Timestamp) -> bool {
        now.as_millis() - proved_at.as_millis() < i64::from(self.proof_minutes) * 60_000
    }

    fn faults(&self) -> Vec<FieldError> {
        let ranges = [
            ("/rules/idle_hours", self.idle_hours, 720),
            ("/rules/longest_days", self.longest_days, 90),
            ("/rules/proof_minutes", self.proof_minutes, 480),
        ];
        ranges
            .into_iter()
            .filter(|(_, value, most)| !(1..=*most).contains(value))
            .map(|(pointer, _, most)| FieldError::new(pointer, "out_of_range", format!("use 1 to {most}")))
            .collect()
    }
}

/// The rules with who changed them last. Version 0 is what Tuoke ships.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SignInRulesView {
    pub rules: SignInRules,
    pub version: i32,
    pub changed_by: Option<UserRef>,
    pub changed_at: Option<Timestamp>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeSignInRules {
    pub rules: SignInRules,
    /// the version that was read; a newer one in between refuses the change. `If-Match` says the same
    pub version: Option<i32>,
}

/// The rules as they were read at a moment.
#[derive(Clone, Debug)]
pub(crate) struct RulesInForce {
    rules: Arc<SignInRules>,
    read_at: i64,
}

impl App {
    /// The rules in force, read again as often as the method's settings.
    pub async fn sign_in_rules(&self) -> Result<Arc<SignInRules>, AppError> {
        let now = self.now_ms();
        if let Some(known) = self.sign_in_rules.read().ok().and_then(|kept| kept.clone())
            && (0..crate::app::KEPT_MS).contains(&(now - known.read_at))
        {
            return Ok(known.rules);
        }
        let rules = Arc::new(match store::settings::current(&self.store, KEY).await? {
            Some(row) => serde_json::from_str(&row.value)?,
            None => SignInRules::default(),
        });
        if let Ok(mut kept) = self.sign_in_rules.write() {
            *kept = Some(RulesInForce { rules: rules.clone(), read_at: now });
        }
        Ok(rules)
    }

    pub async fn sign_in_rules_view(&self, actor: &Actor) -> Result<SignInRulesView, AppError> {
        actor.require(Right::ManagePeople)?;
        let row = store::settings::current(&self.store, KEY).await?;
        let names = self.user_names().await?;
        Ok(match row {
            Some(row) => SignInRulesView {
                rules: serde_json::from_str(&row.value)?,
                version: row.version,
                changed_by: user_ref(&names, row.changed_by),
                changed_at: Some(row.changed_at.into()),
            },
            None => SignInRulesView { rules: SignInRules::default(), version: 0, changed_by: None, changed_at: None },
        })
    }

    /// Changes the rules. Without an identity provider nobody but administrators could sign in, so that passwords stay
    /// for everybody then.
    pub async fn change_sign_in_rules(
        &self,
        actor: &Actor,
        change: ChangeSignInRules,
        has_provider: bool,
    ) -> Result<SignInRulesView, AppError> {
        actor.require(Right::ManagePeople)?;
        let faults = change.rules.faults();
        if !faults.is_empty() {
            return Err(AppError::Invalid(faults));
        }
        if change.rules.password_for == PasswordFor::Administrators && !has_provider {
            return Err(AppError::conflict(
                "no_provider",
                "no identity provider is configured; passwords have to stay",
            ));
        }
        let tx = self.store.begin().await?;
        let current = store::settings::current(&tx, KEY).await?.map_or(0, |row| row.version);
        check_version(change.version, current)?;
        let row = setting::Model {
            key: KEY.to_owned(),
            version: current + 1,
            value: serde_json::to_string(&change.rules)?,
            reason: String::new(),
            changed_by: actor.id(),
            changed_at: self.now_ms(),
        };
        store::settings::append(&tx, row).await?;
        let detail = serde_json::json!({ "version": current + 1, "rules": change.rules });
        self.audit(&tx, actor, "sign_in_rules_changed", ("settings", KEY), detail).await?;
        tx.commit().await?;
        if let Ok(mut kept) = self.sign_in_rules.write() {
            *kept = None;
        }
        self.sign_in_rules_view(actor).await
    }
}
