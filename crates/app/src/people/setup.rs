//! First-run set-up: the first administrator and the root team.

use serde::{Deserialize, Serialize};
use store::entities::{team, user_account};
use utoipa::ToSchema;

use super::{
    passwords::{check_new_password, hash_password},
    users::{checked_email, checked_locale, checked_name},
};
use crate::{Actor, App, AppError, Role, Roles, Scopes, error::FieldErrors};

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SetupState {
    /// true while there is no user
    pub needed: bool,
    pub version: String,
    /// true for the demo, where the page shows the sign-in names
    pub demo: bool,
}

#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetUp {
    pub name: String,
    pub email: String,
    pub password: String,
    pub team_name: String,
    /// `zh` or `en`
    pub locale: String,
}

impl std::fmt::Debug for SetUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SetUp").field("team_name", &self.team_name).finish_non_exhaustive()
    }
}

impl App {
    pub async fn setup_state(&self) -> Result<SetupState, AppError> {
        Ok(SetupState {
            needed: !store::people::any_user(&self.store).await?,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            demo: self.config.demo,
        })
    }

    /// Makes the first user, who administers and manages, and the root team. Works once.
    pub async fn set_up(&self, asked: SetUp) -> Result<Actor, AppError> {
        let mut errors = FieldErrors::default();
        let name = errors.take(checked_name(&asked.name));
        let email = errors.take(checked_email(&asked.email));
        let locale = errors.take(checked_locale(&asked.locale));
        let team_name = errors.take(super::teams::checked_team_name(&asked.team_name, "/team_name"));
        errors.add(check_new_password(&asked.password, &[&asked.name, &asked.email], "/password"));
        errors.into_result()?;
        let hash = hash_password(asked.password).await?;
        let now = self.now_ms();
        let root = self.new_id();
        let user = user_account::Model {
            id: self.new_id(),
            name,
            email,
            password_hash: Some(hash),
            roles: Roles::new([Role::Administrator, Role::Manager]).to_codes(),
            team_id: Some(root),
            locale,
            time_zone: "Asia/Shanghai".to_owned(),
            active: true,
            created_at: now,
            password_changed_at: Some(now),
            version: 1,
        };
        let tx = self.store.begin().await?;
        if store::people::any_user(&tx).await? {
            return Err(AppError::AlreadySetUp);
        }
        let row = team::Model {
            id: root,
            name: team_name,
            parent_id: None,
            path: format!("/{root}/"),
            created_at: now,
            version: 1,
        };
        store::people::insert_teams(&tx, vec![row]).await?;
        store::people::insert_users(&tx, vec![user.clone()]).await?;
        let actor = Actor {
            user: user.id,
            name: user.name.clone(),
            roles: Roles::from_codes(&user.roles),
            team: user.team_id,
            teams: vec![root],
            scopes: Scopes::all(),
            lent: Default::default(),
        };
        self.audit(&tx, &actor, "set_up", ("user", &user.id.to_string()), serde_json::json!({})).await?;
        tx.commit().await?;
        self.forget_names();
        Ok(actor)
    }
}
