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
    pub agent: String,
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
    pub expires_at: Timestamp,
}

impl App {
    pub async fn save_session(&self, secret: &str, session: StoredSession) -> Result<(), AppError> {
        let now = self.now_ms();
        let id = hash_secret(secret);
        let tx = self.store.begin().await?;
        let created_at = store::people::session(&tx, &id).await?.map_or(now, |known| known.created_at);
        let row = session::Model {
            id,
            user_id: session.user,
            data: session.data,
            agent: session.agent,
            created_at,
            seen_at: now,
            expires_at: session.expires_at.as_millis(),
        };
        store::people::save_session(&tx, row).await?;
        Ok(tx.commit().await?)
    }

    /// The session, unless it is unknown or its time is over.
    pub async fn load_session(&self, secret: &str) -> Result<Option<StoredSession>, AppError> {
        let row = store::people::session(&self.store, &hash_secret(secret)).await?;
        let live = row.filter(|row| row.expires_at > self.now_ms());
        Ok(live.map(|row| StoredSession {
            user: row.user_id,
            data: row.data,
            agent: row.agent,
            expires_at: row.expires_at.into(),
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
                created_at: row.created_at.into(),
                seen_at: row.seen_at.into(),
                expires_at: row.expires_at.into(),
            })
            .collect())
    }

    /// Ends one of the own sessions, named as [`SessionView`] names it.
    pub async fn end_session(&self, actor: &Actor, id: &str) -> Result<(), AppError> {
        let own = store::people::sessions_of(&self.store, actor.user, self.now_ms()).await?;
        if !own.iter().any(|row| row.id == id) {
            return Err(AppError::NotFound("session"));
        }
        let tx = self.store.begin().await?;
        store::people::delete_session(&tx, id).await?;
        Ok(tx.commit().await?)
    }

    pub async fn delete_expired_sessions(&self) -> Result<u64, AppError> {
        let tx = self.store.begin().await?;
        let deleted = store::people::delete_expired_sessions(&tx, self.now_ms()).await?;
        tx.commit().await?;
        Ok(deleted)
    }
}
