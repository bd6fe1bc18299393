//! Browser sessions: tower-sessions over the application's own table.
//!
//! A session belongs to a user, or to somebody on the way: between the first and the second factor, or at an identity
//! provider. How long it lives, the rules of signing in say. The moment of use is written at most every ten minutes, so
//! that reading a page does not become writing to the database.

use app::{App, people::StoredSession};
use async_trait::async_trait;
use method::Timestamp;
use tower_sessions::{
    Expiry, Session, SessionManagerLayer, SessionStore,
    cookie::{SameSite, time},
    session::{self, Id, Record},
    session_store,
};
use uuid::Uuid;

use super::{SESSION_COOKIE, Visitor, cookie_name};
use crate::{HttpSettings, oidc::Journey, problem::ApiError};

const SEEN_EVERY_MS: i64 = 10 * 60 * 1000;

const USER: &str = "user";
const SEEN_AT: &str = "seen_at";
const PROVED_AT: &str = "proved_at";
const AGENT: &str = "agent";
const ADDRESS: &str = "address";
/// the user whose first factor was right
const ARRIVING: &str = "arriving";
const JOURNEY: &str = "journey";

pub(crate) fn session_layer(app: App, settings: &HttpSettings) -> SessionManagerLayer<AppSessions> {
    SessionManagerLayer::new(AppSessions(app))
        .with_name(cookie_name(SESSION_COOKIE, settings.https))
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(settings.https)
        .with_path("/")
        .with_expiry(Expiry::OnSessionEnd)
}

/// What a session tells of its user.
pub(crate) struct SessionUser {
    pub user: Uuid,
    /// when the person last showed to be that user
    pub proved_at: Timestamp,
}

/// Binds the session to a user under a new id, so that an id known before the sign-in is worth nothing after it.
pub(crate) async fn begin_session(app: &App, session: &Session, user: Uuid, visitor: &Visitor) -> Result<(), ApiError> {
    renew(session).await?;
    let now = app.now().as_millis();
    session.insert(USER, user).await?;
    session.insert(AGENT, &visitor.agent).await?;
    session.insert(ADDRESS, &visitor.whence.address).await?;
    session.insert(SEEN_AT, now).await?;
    session.insert(PROVED_AT, now).await?;
    keep(app, session).await
}

/// Keeps, under a new id, whose second factor is asked next.
pub(crate) async fn await_second_factor(session: &Session, user: Uuid) -> Result<(), ApiError> {
    renew(session).await?;
    Ok(session.insert(ARRIVING, user).await?)
}

/// Whose second factor this browser has been asked for.
pub(crate) async fn arriving_user(session: &Session) -> Result<Option<Uuid>, ApiError> {
    Ok(session.get(ARRIVING).await?)
}

/// Keeps what is needed when somebody comes back from an identity provider. Who is signed in stays so meanwhile.
pub(crate) async fn begin_journey(app: &App, session: &Session, journey: Journey) -> Result<(), ApiError> {
    session.insert(JOURNEY, journey).await?;
    match session.get::<Uuid>(USER).await? {
        Some(_) => keep(app, session).await,
        None => Ok(()),
    }
}

/// What was kept of the way to the provider; it is good once.
pub(crate) async fn end_journey(session: &Session) -> Result<Option<Journey>, ApiError> {
    Ok(session.remove(JOURNEY).await?)
}

/// The person has shown again to be the user of the session, which gets a new id.
pub(crate) async fn note_proof(app: &App, session: &Session) -> Result<(), ApiError> {
    session.cycle_id().await?;
    session.insert(PROVED_AT, app.now().as_millis()).await?;
    keep(app, session).await
}

/// The user of a session. Notes the use now and then, which moves the end of the session on.
pub(crate) async fn session_user(
    app: &App,
    session: &Session,
    visitor: &Visitor,
) -> Result<Option<SessionUser>, ApiError> {
    let Some(user) = session.get::<Uuid>(USER).await? else { return Ok(None) };
    let now = app.now().as_millis();
    let seen = session.get::<i64>(SEEN_AT).await?;
    if seen.is_none_or(|seen| now - seen >= SEEN_EVERY_MS) {
        session.insert(SEEN_AT, now).await?;
        session.insert(ADDRESS, &visitor.whence.address).await?;
        keep(app, session).await?;
    }
    let proved_at = session.get::<i64>(PROVED_AT).await?.unwrap_or_default();
    Ok(Some(SessionUser { user, proved_at: proved_at.into() }))
}

async fn renew(session: &Session) -> Result<(), session::Error> {
    if session.id().is_some() {
        session.cycle_id().await?;
    }
    session.clear().await;
    Ok(())
}

/// The browser keeps the cookie for as long as the session may rest.
async fn keep(app: &App, session: &Session) -> Result<(), ApiError> {
    let rest = app.sign_in_rules().await?.idle_seconds();
    session.set_expiry(Some(Expiry::OnInactivity(time::Duration::seconds(rest))));
    Ok(())
}

impl From<session::Error> for ApiError {
    fn from(error: session::Error) -> Self {
        tracing::error!(error = %error, "a session could not be read or kept");
        match error {
            // the storage hands on no more than words; the rest of the request would fail in the same way
            session::Error::Store(session_store::Error::Backend(code)) if code == UNREACHABLE => Self::unreachable(),
            _ => Self::internal(),
        }
    }
}

/// What the storage answers where the database cannot be reached.
const UNREACHABLE: &str = "database_unreachable";

/// tower-sessions' storage. The record's own time of expiry is not used: the application's clock and rules decide.
#[derive(Clone, Debug)]
pub(crate) struct AppSessions(App);

impl AppSessions {
    async fn write(&self, record: &Record) -> session_store::Result<()> {
        let text = |key: &str| record.data.get(key).and_then(|value| value.as_str());
        let session = StoredSession {
            user: text(USER).and_then(|id| id.parse().ok()),
            agent: text(AGENT).unwrap_or_default().to_owned(),
            address: text(ADDRESS).filter(|address| !address.is_empty()).map(str::to_owned),
            data: serde_json::to_string(&record.data)
                .map_err(|error| session_store::Error::Encode(error.to_string()))?,
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
        let Some((stored, end)) = self.0.load_session(&id.to_string()).await.map_err(backend)? else { return Ok(None) };
        let data =
            serde_json::from_str(&stored.data).map_err(|error| session_store::Error::Decode(error.to_string()))?;
        let expiry_date = time::OffsetDateTime::from_unix_timestamp(end.as_millis() / 1000)
            .map_err(|error| session_store::Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        self.0.delete_session(&id.to_string()).await.map_err(backend)
    }
}

fn backend(error: app::AppError) -> session_store::Error {
    session_store::Error::Backend(match error {
        app::AppError::Unreachable(_) => UNREACHABLE.to_owned(),
        other => other.to_string(),
    })
}
