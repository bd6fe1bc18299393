//! What people do with their own account: change name, language and password.

use method::{Timestamp, Zone};
use serde::{Deserialize, Serialize};
use store::entities::user_account;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    arrival::ProofKind,
    credentials::hash_secret,
    passwords::{check_new_password, hash_password, verify_password},
};
use crate::{Actor, App, AppError, NameRef, Right, Role, Roles, error::check_version_if_named};

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
    /// whether there is a password kept here; people from an identity provider need none
    pub has_password: bool,
    /// whether a second factor has to be set up before anything else is answered
    pub must_enrol: bool,
    /// with what one proves again to be oneself before a dangerous act
    pub proof: ProofKind,
    pub created_at: Timestamp,
    /// rises with every change
    pub version: i32,
}

#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditMe {
    pub name: Option<String>,
    pub locale: Option<String>,
    pub time_zone: Option<String>,
    /// the version that was read; a newer one in between refuses the change. `If-Match` says the same
    pub version: Option<i32>,
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
        let proof = self.proof_kind(&row).await?;
        let demanded = self.sign_in_rules().await?.demands_second_factor(&roles);
        Ok(Me {
            has_password: row.password_hash.is_some(),
            must_enrol: demanded && proof != ProofKind::Code,
            proof,
            id: row.id,
            name: row.name,
            email: row.email,
            can: actor.rights().into_iter().collect(),
            roles: roles.to_vec(),
            team,
            locale: row.locale,
            time_zone: row.time_zone,
            created_at: row.created_at.into(),
            version: row.version,
        })
    }

    pub async fn edit_me(&self, actor: &Actor, edit: EditMe) -> Result<Me, AppError> {
        actor.scopes.require_all()?;
        let mut row = self.own_row(actor).await?;
        check_version_if_named(edit.version, row.version)?;
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

    /// Changes the own password and ends every other session; `session` is the one that stays, `device` its browser.
    pub async fn change_password(
        &self,
        actor: &Actor,
        change: ChangePassword,
        session: Option<&str>,
        device: Option<&str>,
    ) -> Result<(), AppError> {
        actor.scopes.require_all()?;
        let mut row = self.own_row(actor).await?;
        if !verify_password(change.current, row.password_hash.clone()).await? {
            self.note_refusal(Some(actor.user), "password").await?;
            return Err(AppError::invalid("/current", "wrong", "the current password is not right"));
        }
        if let Some(error) = check_new_password(&change.new, &[&row.name, &row.email], "/new") {
            return Err(AppError::Invalid(vec![error]));
        }
        row.password_hash = Some(hash_password(change.new).await?);
        row.password_changed_at = Some(self.now_ms());
        let tx = self.store.begin().await?;
        store::people::update_user(&tx, row).await?;
        let kept = session.map(hash_secret);
        store::people::end_sessions(&tx, actor.user, kept.as_deref()).await?;
        store::sign_in::forget_devices(&tx, actor.user, device.map(hash_secret).as_deref()).await?;
        store::sign_in::delete_password_links(&tx, actor.user).await?;
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
