//! The browsers in which one is signed in.

use app::{App, Page, people::SessionView};
use axum::{Json, extract::State, http::StatusCode};
use tower_sessions::Session;

use crate::{
    answer::whole,
    extract::Path,
    guard::{SignedIn, Visitor},
    problem::ApiError,
};

/// The own browser sessions
#[utoipa::path(get, path = "/me/sessions", tag = "people", operation_id = "own_sessions",
    responses((status = 200, body = Page<SessionView>)))]
pub(super) async fn list(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    session: Session,
) -> Result<Json<Page<SessionView>>, ApiError> {
    let current = session.id().map(|id| id.to_string());
    Ok(whole(app.sessions(&actor, current.as_deref()).await?))
}

/// End one of the own sessions
#[utoipa::path(delete, path = "/me/sessions/{id}", tag = "people", operation_id = "end_session",
    params(("id" = String, Path, description = "the session's id, which is not its cookie")),
    responses((status = 204, description = "ended")))]
pub(super) async fn end(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    app.end_session(&actor, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// End all of the own sessions but this one
#[utoipa::path(delete, path = "/me/sessions", tag = "people", operation_id = "end_other_sessions",
    responses((status = 204, description = "ended")))]
pub(super) async fn end_others(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    visitor: Visitor,
    session: Session,
) -> Result<StatusCode, ApiError> {
    let current = session.id().map(|id| id.to_string());
    app.end_other_sessions(&actor, current.as_deref(), visitor.whence.device.as_deref()).await?;
    Ok(StatusCode::NO_CONTENT)
}
