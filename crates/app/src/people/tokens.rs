//! API tokens: shown once, kept hashed.

use method::Timestamp;
use serde::{Deserialize, Serialize};
use store::entities::api_token;
use utoipa::ToSchema;
use uuid::Uuid;

use super::credentials::{hash_secret, new_secret};
use crate::{Actor, App, AppError};

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TokenView {
    pub id: Uuid,
    pub name: String,
    pub created_at: Timestamp,
    pub expires_at: Option<Timestamp>,
    pub used_at: Option<Timestamp>,
}

/// A token just made; the secret is never shown again.
#[derive(Clone, Serialize, ToSchema)]
pub struct NewToken {
    pub id: Uuid,
    pub name: String,
    /// `tk_` and 64 hexadecimal digits
    pub token: String,
}

impl std::fmt::Debug for NewToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewToken").field("id", &self.id).finish_non_exhaustive()
    }
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateToken {
    pub name: String,
    pub expires_at: Option<Timestamp>,
}

/// Use of a token is noted at most this often, so that reading does not become writing.
const NOTED_EVERY_MS: i64 = 60_000;

impl App {
    pub async fn tokens(&self, actor: &Actor) -> Result<Vec<TokenView>, AppError> {
        let rows = store::people::tokens_of(&self.store, actor.user).await?;
        let moment = |ms: Option<i64>| ms.map(Timestamp::from);
        Ok(rows
            .into_iter()
            .map(|row| TokenView {
                id: row.id,
                name: row.name,
                created_at: row.created_at.into(),
                expires_at: moment(row.expires_at),
                used_at: moment(row.used_at),
            })
            .collect())
    }

    pub async fn create_token(&self, actor: &Actor, asked: CreateToken) -> Result<NewToken, AppError> {
        let name = asked.name.trim().to_owned();
        if name.is_empty() || name.chars().count() > 100 {
            return Err(AppError::invalid("/name", "required", "name the token in 1 to 100 characters"));
        }
        let token = format!("tk_{}", new_secret());
        let row = api_token::Model {
            id: self.new_id(),
            user_id: actor.user,
            name: name.clone(),
            hash: hash_secret(&token),
            created_at: self.now_ms(),
            expires_at: asked.expires_at.map(Timestamp::as_millis),
            used_at: None,
            revoked_at: None,
        };
        let id = row.id;
        let tx = self.store.begin().await?;
        store::people::insert_token(&tx, row).await?;
        self.audit(&tx, actor, "token_created", ("token", &id.to_string()), serde_json::json!({})).await?;
        tx.commit().await?;
        Ok(NewToken { id, name, token })
    }

    pub async fn revoke_token(&self, actor: &Actor, id: Uuid) -> Result<(), AppError> {
        let tx = self.store.begin().await?;
        if !store::people::revoke_token(&tx, actor.user, id, self.now_ms()).await? {
            return Err(AppError::NotFound("token"));
        }
        self.audit(&tx, actor, "token_revoked", ("token", &id.to_string()), serde_json::json!({})).await?;
        Ok(tx.commit().await?)
    }

    /// Who stands behind a token; none where it is unknown, revoked or expired.
    pub async fn actor_by_token(&self, token: &str) -> Result<Option<Actor>, AppError> {
        let Some(row) = store::people::token_by_hash(&self.store, &hash_secret(token)).await? else {
            return Ok(None);
        };
        let now = self.now_ms();
        if row.revoked_at.is_some() || row.expires_at.is_some_and(|end| end <= now) {
            return Ok(None);
        }
        if row.used_at.is_none_or(|used| now - used > NOTED_EVERY_MS) {
            let tx = self.store.begin().await?;
            store::people::touch_token(&tx, row.id, now).await?;
            tx.commit().await?;
        }
        self.actor(row.user_id).await
    }
}
