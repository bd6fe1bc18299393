//! What people do with their own account: sign in, change name, language and password.

use method::{Timestamp, Zone};
use serde::{Deserialize, Serialize};
use store::entities::user_account;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    credentials::{check_new_password, hash_password, hash_secret, verify_password},
    normal_email,
};
use crate::{Actor, App, AppError, NameRef, Right, Role, Roles};

/// The signed-in person.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Me {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub roles: Vec<Role>,
    pub team: Option<NameRef>,
    /// `zh` or `en`
    pub locale: String,
    /// IANA zone
    pub time_zone: String,
    pub can: Vec<Right>,
    pub created_at: Timestamp,
}

#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditMe {
    pub name: Option<String>,
    pub locale: Option<String>,
    pub time_zone: Option<String>,
}

#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    pub current: String,
    pub new: String,
}

impl std::fmt::Debug for ChangePassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ChangePassword")
    }
}

impl App {
    /// Checks an e-mail and a password.
    pub async fn sign_in(&self, email: &str, password: String) -> Result<Actor, AppError> {
        let row = store::people::user_by_email(&self.store, &normal_email(email)).await?.filter(|user| user.active);
        let hash = row.as_ref().and_then(|user| user.password_hash.clone());
        let fits = verify_password(password, hash).await?;
        match row {
            Some(user) if fits => {
                let actor = self.actor_of(&user).await?;
                let tx = self.store.begin().await?;
                self.audit(&tx, &actor, "signed_in", ("user", &user.id.to_string()), serde_json::json!({})).await?;
                tx.commit().await?;
                Ok(actor)
            }
            _ => Err(AppError::WrongCredentials),
        }
    }

    pub async fn me(&self, actor: &Actor) -> Result<Me, AppError> {
        let row = self.own_row(actor).await?;
        let team = match row.team_id {
            Some(id) => store::people::teams(&self.store)
                .await?
                .into_iter()
                .find(|t| t.id == id)
                .map(|t| NameRef { id, name: t.name }),
            None => None,
        };
        let roles = Roles::from_codes(&row.roles);
        Ok(Me {
            id: row.id,
            name: row.name,
            email: row.email,
            can: roles.rights().into_iter().collect(),
            roles: roles.to_vec(),
            team,
            locale: row.locale,
            time_zone: row.time_zone,
            created_at: row.created_at.into(),
        })
    }

    pub async fn edit_me(&self, actor: &Actor, edit: EditMe) -> Result<Me, AppError> {
        let mut row = self.own_row(actor).await?;
        if let Some(name) = edit.name {
            row.name = super::users::checked_name(&name)?;
        }
        if let Some(locale) = edit.locale {
            row.locale = super::users::checked_locale(&locale)?;
        }
        if let Some(zone) = edit.time_zone {
            row.time_zone = checked_zone(&zone)?;
        }
        let tx = self.store.begin().await?;
        store::people::update_user(&tx, row).await?;
        self.audit(&tx, actor, "account_changed", ("user", &actor.user.to_string()), serde_json::json!({})).await?;
        tx.commit().await?;
        self.forget_names();
        self.me(actor).await
    }

    /// Changes the own password and ends every other session; `session` is the one that stays.
    pub async fn change_password(
        &self,
        actor: &Actor,
        change: ChangePassword,
        session: Option<&str>,
    ) -> Result<(), AppError> {
        let mut row = self.own_row(actor).await?;
        if !verify_password(change.current, row.password_hash.clone()).await? {
            return Err(AppError::invalid("/current", "wrong", "the current password is not right"));
        }
        if let Some(error) = check_new_password(&change.new, "/new") {
            return Err(AppError::Invalid(vec![error]));
        }
        row.password_hash = Some(hash_password(change.new).await?);
        row.password_changed_at = Some(self.now_ms());
        let tx = self.store.begin().await?;
        store::people::update_user(&tx, row).await?;
        let kept = session.map(hash_secret);
        store::people::end_sessions(&tx, actor.user, kept.as_deref()).await?;
        self.audit(&tx, actor, "password_changed", ("user", &actor.user.to_string()), serde_json::json!({})).await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn own_row(&self, actor: &Actor) -> Result<user_account::Model, AppError> {
        store::people::user(&self.store, actor.user).await?.ok_or(AppError::NotFound("user"))
    }
}

fn checked_zone(zone: &str) -> Result<String, AppError> {
    let known = Zone::named(zone)
        .map_err(|_| AppError::invalid("/time_zone", "unknown", "use an IANA zone such as Asia/Shanghai"))?;
    Ok(known.name().to_owned())
}
