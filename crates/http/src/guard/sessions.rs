//! Browser sessions: tower-sessions over the application's own table.
//!
//! A session lives fourteen days after its last use. The moment of use is written at most every ten minutes, so that
//! reading a page does not become writing to the database.

use app::{App, people::StoredSession};
use async_trait::async_trait;
use axum::http::{HeaderMap, header};
use tower_sessions::{
    Expiry, Session, SessionManagerLayer, SessionStore,
    cookie::{SameSite, time},
    session::{self, Id, Record},
    session_store,
};
use uuid::Uuid;

use super::SESSION_COOKIE;
use crate::{HttpSettings, problem::ApiError};

const LIFE_DAYS: f64 = 14.0;
const SEEN_EVERY_MS: i64 = 10 * 60 * 1000;
/// Characters kept of what a browser says it is.
const AGENT_LENGTH: usize = 200;

const USER: &str = "user";
const SEEN_AT: &str = "seen_at";
const AGENT: &str = "agent";

pub(crate) fn session_layer(app: App, settings: &HttpSettings) -> SessionManagerLayer<AppSessions> {
    SessionManagerLayer::new(AppSessions(app))
        .with_name(SESSION_COOKIE)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(settings.https)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(time::Duration::days(LIFE_DAYS as i64)))
}

/// Binds the session to a user under a new id, so that an id known before the sign-in is worth nothing after it.
pub(crate) async fn begin_session(
    app: &App,
    session: &Session,
    user: Uuid,
    headers: &HeaderMap,
) -> Result<(), session::Error> {
    if session.id().is_some() {
        session.cycle_id().await?;
    }
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let agent: String = agent.chars().take(AGENT_LENGTH).collect();
    session.insert(USER, user).await?;
    session.insert(AGENT, agent).await?;
    session.insert(SEEN_AT, app.now().as_millis()).await
}

/// The user of a session. Notes the use now and then, which moves the end of the session on.
pub(crate) async fn session_user(app: &App, session: &Session) -> Result<Option<Uuid>, session::Error> {
    let Some(user) = session.get::<Uuid>(USER).await? else { return Ok(None) };
    let now = app.now().as_millis();
    let seen = session.get::<i64>(SEEN_AT).await?;
    if seen.is_none_or(|seen| now - seen >= SEEN_EVERY_MS) {
        session.insert(SEEN_AT, now).await?;
    }
    Ok(Some(user))
}

impl From<session::Error> for ApiError {
    fn from(error: session::Error) -> Self {
        tracing::error!(error = %error, "a session could not be read or kept");
        Self::internal()
    }
}

/// tower-sessions' storage. The record's own time of expiry is not used: the application's clock decides.
#[derive(Clone, Debug)]
pub(crate) struct AppSessions(App);

impl AppSessions {
    async fn write(&self, record: &Record) -> session_store::Result<()> {
        let text = |key: &str| record.data.get(key).and_then(|value| value.as_str());
        let session = StoredSession {
            user: text(USER).and_then(|id| id.parse().ok()),
            agent: text(AGENT).unwrap_or_default().to_owned(),
            data: serde_json::to_string(&record.data)
                .map_err(|error| session_store::Error::Encode(error.to_string()))?,
            expires_at: self.0.now().plus_days(LIFE_DAYS),
        };
        self.0.save_session(&record.id.to_string(), session).await.map_err(backend)
    }
}

#[async_trait]
impl SessionStore for AppSessions {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        while self.0.load_session(&record.id.to_string()).await.map_err(backend)?.is_some() {
            record.id = Id::default();
        }
        self.write(record).await
    }

    /// A session that was ended while a request was under way stays ended.
    async fn save(&self, record: &Record) -> session_store::Result<()> {
        match self.0.load_session(&record.id.to_string()).await.map_err(backend)? {
            Some(_) => self.write(record).await,
            None => Ok(()),
        }
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        let Some(stored) = self.0.load_session(&id.to_string()).await.map_err(backend)? else { return Ok(None) };
        let data =
            serde_json::from_str(&stored.data).map_err(|error| session_store::Error::Decode(error.to_string()))?;
        let expiry_date = time::OffsetDateTime::from_unix_timestamp(stored.expires_at.as_millis() / 1000)
            .map_err(|error| session_store::Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        self.0.delete_session(&id.to_string()).await.map_err(backend)
    }
}

fn backend(error: app::AppError) -> session_store::Error {
    session_store::Error::Backend(error.to_string())
}
