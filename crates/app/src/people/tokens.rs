//! API tokens: shown once, kept hashed, limited in what they open and how often.

use method::Timestamp;
use serde::{Deserialize, Serialize};
use store::entities::api_token;
use utoipa::ToSchema;
use uuid::Uuid;

use super::credentials::{hash_secret, new_secret};
use crate::{Actor, Allowance, App, AppError, Scope, Scopes};

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TokenView {
    pub id: Uuid,
    pub name: String,
    pub created_at: Timestamp,
    pub expires_at: Option<Timestamp>,
    pub used_at: Option<Timestamp>,
    /// absent: everything that its user may
    pub scopes: Option<Vec<Scope>>,
    /// absent: no limit
    pub requests_per_minute: Option<u32>,
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

#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateToken {
    pub name: String,
    pub expires_at: Option<Timestamp>,
    /// what the token opens, within what its user may; absent: all of it
    pub scopes: Option<Vec<Scope>>,
    /// 1 to 100,000; absent: no limit
    pub requests_per_minute: Option<u32>,
}

/// Who stands behind a token, and what is left of its minute.
#[derive(Clone, Debug)]
pub struct Program {
    pub actor: Actor,
    pub token: Uuid,
    pub allowance: Option<Allowance>,
}

/// Use of a token is noted at most this often, so that reading does not become writing.
const NOTED_EVERY_MS: i64 = 60_000;

const MOST_PER_MINUTE: u32 = 100_000;

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
                scopes: Scopes::from_codes(row.scopes.as_deref()).to_vec(),
                requests_per_minute: row.requests_per_minute.map(i32::unsigned_abs),
            })
            .collect())
    }

    pub async fn create_token(&self, actor: &Actor, asked: CreateToken) -> Result<NewToken, AppError> {
        let name = asked.name.trim().to_owned();
        if name.is_empty() || name.chars().count() > 100 {
            return Err(AppError::invalid("/name", "required", "name the token in 1 to 100 characters"));
        }
        let scopes = asked.scopes.as_ref().map_or_else(Scopes::all, |scopes| Scopes::only(scopes.iter().copied()));
        if asked.scopes.as_ref().is_some_and(Vec::is_empty) {
            return Err(AppError::invalid("/scopes", "required", "choose at least one scope"));
        }
        // a token cannot make one that opens more than itself
        if !actor.scopes.cover(&scopes) {
            return Err(AppError::OutOfScope("all"));
        }
        if asked.requests_per_minute.is_some_and(|limit| !(1..=MOST_PER_MINUTE).contains(&limit)) {
            return Err(AppError::invalid("/requests_per_minute", "out_of_range", "allow 1 to 100,000 a minute"));
        }
        let requests_per_minute = asked.requests_per_minute.and_then(|limit| i32::try_from(limit).ok());
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
            scopes: scopes.to_codes(),
            requests_per_minute,
        };
        let id = row.id;
        let tx = self.store.begin().await?;
        store::people::insert_token(&tx, row).await?;
        if requests_per_minute.is_some() {
            store::people::insert_budget(&tx, id).await?;
        }
        let detail = serde_json::json!({ "scopes": scopes.to_vec() });
        self.audit(&tx, actor, "token_created", ("token", &id.to_string()), detail).await?;
        tx.commit().await?;
        Ok(NewToken { id, name, token })
    }

    pub async fn revoke_token(&self, actor: &Actor, id: Uuid) -> Result<(), AppError> {
        actor.scopes.require_all()?;
        let tx = self.store.begin().await?;
        if !store::people::revoke_token(&tx, actor.user, id, self.now_ms()).await? {
            return Err(AppError::NotFound("token"));
        }
        self.audit(&tx, actor, "token_revoked", ("token", &id.to_string()), serde_json::json!({})).await?;
        Ok(tx.commit().await?)
    }

    /// Who stands behind a token; none where it is unknown, revoked or expired.
    ///
    /// Counts the request against the token's limit.
    pub async fn program_by_token(&self, token: &str) -> Result<Option<Program>, AppError> {
        let Some(row) = store::people::token_by_hash(&self.store, &hash_secret(token)).await? else {
            return Ok(None);
        };
        let now = self.now_ms();
        if row.revoked_at.is_some() || row.expires_at.is_some_and(|end| end <= now) {
            return Ok(None);
        }
        // also where the clock was set back since
        if row.used_at.is_none_or(|used| !(0..=NOTED_EVERY_MS).contains(&(now - used))) {
            let tx = self.store.begin().await?;
            store::people::touch_token(&tx, row.id, now).await?;
            tx.commit().await?;
        }
        let Some(actor) = self.actor(row.user_id).await? else { return Ok(None) };
        let allowance = match row.requests_per_minute {
            Some(limit) => Some(self.count_request(row.id, limit).await?),
            None => None,
        };
        let actor = Actor { scopes: Scopes::from_codes(row.scopes.as_deref()), ..actor };
        Ok(Some(Program { actor, token: row.id, allowance }))
    }
}
