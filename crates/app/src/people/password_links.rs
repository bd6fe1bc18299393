//! Links with which people set their own password, so that no administrator ever knows one.

use method::Timestamp;
use serde::{Deserialize, Serialize};
use store::entities::password_link;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    credentials::{hash_secret, new_secret},
    passwords::{check_new_password, hash_password},
};
use crate::{Actor, App, AppError, Right};

/// How long a link is good.
const LIFE_MS: i64 = 24 * 3_600_000;

/// A link just made; its secret is never shown again.
#[derive(Clone, Serialize, ToSchema)]
pub struct PasswordLink {
    /// the page's own address for it; the secret stands behind `#`, which browsers send to no server
    pub path: String,
    pub expires_at: Timestamp,
}

impl std::fmt::Debug for PasswordLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PasswordLink").field("expires_at", &self.expires_at).finish_non_exhaustive()
    }
}

#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetPassword {
    /// what stands behind `#` in the link
    pub secret: String,
    #[schema(format = Password)]
    pub new: String,
}

impl std::fmt::Debug for SetPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SetPassword")
    }
}

impl App {
    /// Makes a link for somebody; an earlier one is worth nothing any more.
    pub async fn make_password_link(&self, actor: &Actor, user: Uuid) -> Result<PasswordLink, AppError> {
        actor.require(Right::ManagePeople)?;
        store::people::user(&self.store, user).await?.filter(|row| row.active).ok_or(AppError::NotFound("user"))?;
        let secret = new_secret();
        let now = self.now_ms();
        let row = password_link::Model {
            hash: hash_secret(&secret),
            user_id: user,
            made_by: actor.id(),
            created_at: now,
            expires_at: now + LIFE_MS,
        };
        let expires_at = row.expires_at.into();
        let tx = self.store.begin().await?;
        store::sign_in::replace_password_link(&tx, row).await?;
        self.audit(&tx, actor, "password_link_made", ("user", &user.to_string()), serde_json::json!({})).await?;
        tx.commit().await?;
        Ok(PasswordLink { path: format!("/set-password#{secret}"), expires_at })
    }

    /// Sets a password with a link. It works once, and ends all sessions of the account.
    pub async fn use_password_link(&self, asked: SetPassword) -> Result<(), AppError> {
        let link = hash_secret(&asked.secret);
        let tx = self.store.begin().await?;
        let user = self.user_of_link(&tx, &link).await?;
        tx.commit().await?;
        if let Some(error) = check_new_password(&asked.new, &[&user.name, &user.email], "/new") {
            return Err(AppError::Invalid(vec![error]));
        }
        let hash = hash_password(asked.new).await?;
        let tx = self.store.begin().await?;
        let mut user = self.user_of_link(&tx, &link).await?;
        let actor = self.actor_of(&user).await?;
        user.password_hash = Some(hash);
        user.password_changed_at = Some(self.now_ms());
        store::people::update_user(&tx, user).await?;
        store::sign_in::delete_password_links(&tx, actor.user).await?;
        store::sign_in::forget_devices(&tx, actor.user, None).await?;
        store::people::end_sessions(&tx, actor.user, None).await?;
        let subject = actor.user.to_string();
        self.audit(&tx, &actor, "password_set_by_link", ("user", &subject), serde_json::json!({})).await?;
        Ok(tx.commit().await?)
    }

    async fn user_of_link(&self, tx: &store::Tx, link: &str) -> Result<store::entities::user_account::Model, AppError> {
        let over = || AppError::conflict("link_over", "this link was used, replaced, or is too old");
        let row = store::sign_in::password_link(tx, link).await?.filter(|row| row.expires_at > self.now_ms());
        let row = row.ok_or_else(over)?;
        store::people::user(tx, row.user_id).await?.filter(|user| user.active).ok_or_else(over)
    }
}
