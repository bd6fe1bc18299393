//! Browser sessions as the web layer keeps them. The id in the cookie is a secret: only its hash is stored.

use method::Timestamp;
use serde::Serialize;
use store::entities::session;
use utoipa::ToSchema;
use uuid::Uuid;

use super::credentials::hash_secret;
use crate::{Actor, App, AppError};

/// A session of a person, for the page that lists them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SessionView {
    /// names the session without being its secret
    pub id: String,
    /// what the browser says it is
    pub agent: String,
    /// where it was last used from
    pub address: Option<String>,
    pub created_at: Timestamp,
    pub seen_at: Timestamp,
    pub expires_at: Timestamp,
    pub current: bool,
}

/// What the web layer stores and loads.
#[derive(Clone, Debug)]
pub struct StoredSession {
    pub user: Option<Uuid>,
    pub data: String,
    pub agent: String,
    pub address: Option<String>,
}

/// How long a visitor may take between the first and the second factor, or at an identity provider.
const ARRIVING_MS: i64 = 10 * 60 * 1000;

/// What somebody has not used for so long is forgotten with the sessions that are over.
const DEVICE_FORGOTTEN_MS: i64 = 365 * 24 * 3_600_000;

impl App {
    /// Keeps a session. Each time it is kept counts as a use: when it ends is reckoned anew (the rules of signing in).
    pub async fn save_session(&self, secret: &str, session: StoredSession) -> Result<(), AppError> {
        let now = self.now_ms();
        let id = hash_secret(secret);
        let rules = self.sign_in_rules().await?;
        let tx = self.store.begin().await?;
        let created_at = store::people::session(&tx, &id).await?.map_or(now, |known| known.created_at);
        let expires_at = match session.user {
            Some(_) => rules.session_end(created_at, now),
            None => created_at + ARRIVING_MS,
        };
        let row = session::Model {
            id,
            user_id: session.user,
            data: session.data,
            agent: session.agent,
            created_at,
            seen_at: now,
            expires_at,
            address: session.address,
        };
        store::people::save_session(&tx, row).await?;
        Ok(tx.commit().await?)
    }

    /// The session with its end, unless it is unknown or its time is over.
    pub async fn load_session(&self, secret: &str) -> Result<Option<(StoredSession, Timestamp)>, AppError> {
        let row = store::people::session(&self.store, &hash_secret(secret)).await?;
        let live = row.filter(|row| row.expires_at > self.now_ms());
        Ok(live.map(|row| {
            let end = row.expires_at.into();
            (StoredSession { user: row.user_id, data: row.data, agent: row.agent, address: row.address }, end)
        }))
    }

    pub async fn delete_session(&self, secret: &str) -> Result<(), AppError> {
        let tx = self.store.begin().await?;
        store::people::delete_session(&tx, &hash_secret(secret)).await?;
        Ok(tx.commit().await?)
    }

    pub async fn sessions(&self, actor: &Actor, current: Option<&str>) -> Result<Vec<SessionView>, AppError> {
        let current = current.map(hash_secret);
        let rows = store::people::sessions_of(&self.store, actor.user, self.now_ms()).await?;
        Ok(rows
            .into_iter()
            .map(|row| SessionView {
                current: current.as_deref() == Some(row.id.as_str()),
                id: row.id,
                agent: row.agent,
                address: row.address,
                created_at: row.created_at.into(),
                seen_at: row.seen_at.into(),
                expires_at: row.expires_at.into(),
            })
            .collect())
    }

    /// Ends one of the own sessions, named as [`SessionView`] names it.
    pub async fn end_session(&self, actor: &Actor, id: &str) -> Result<(), AppError> {
        actor.scopes.require_all()?;
        let own = store::people::sessions_of(&self.store, actor.user, self.now_ms()).await?;
        if !own.iter().any(|row| row.id == id) {
            return Err(AppError::NotFound("session"));
        }
        let tx = self.store.begin().await?;
        store::people::delete_session(&tx, id).await?;
        Ok(tx.commit().await?)
    }

    /// Ends all of the own sessions but this one; answers how many. The browsers are no longer known either.
    pub async fn end_other_sessions(
        &self,
        actor: &Actor,
        current: Option<&str>,
        device: Option<&str>,
    ) -> Result<u64, AppError> {
        let tx = self.store.begin().await?;
        let ended = store::people::end_sessions(&tx, actor.user, current.map(hash_secret).as_deref()).await?;
        store::sign_in::forget_devices(&tx, actor.user, device.map(hash_secret).as_deref()).await?;
        let detail = serde_json::json!({ "count": ended });
        self.audit(&tx, actor, "sessions_ended", ("user", &actor.user.to_string()), detail).await?;
        tx.commit().await?;
        Ok(ended)
    }

    /// Deletes sessions, password links, allowances and known browsers whose time is over; answers how many sessions.
    pub async fn delete_expired_sessions(&self) -> Result<u64, AppError> {
        let tx = self.store.begin().await?;
        let now = self.now_ms();
        let deleted = store::people::delete_expired_sessions(&tx, now).await?;
        store::sign_in::delete_expired_password_links(&tx, now).await?;
        store::sign_in::forget_devices_before(&tx, now - DEVICE_FORGOTTEN_MS).await?;
        store::attempts::delete_whole(&tx, now).await?;
        tx.commit().await?;
        Ok(deleted)
    }
}
