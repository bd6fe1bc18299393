//! Progress of a running import as server-sent events.

use std::{convert::Infallible, time::Duration};

use app::{Actor, App, imports::ImportProgress};
use axum::{
    extract::State,
    response::sse::{Event, Sse},
};
use futures::Stream;
use tokio::sync::watch;
use uuid::Uuid;

use crate::{
    extract::Path,
    guard::SignedIn,
    problem::ApiError,
    progress::{self, ProgressEvent, event, watched},
};

/// How long this process may be silent before the database is asked: another process may work the run.
const ASKED_EVERY: Duration = Duration::from_secs(2);

/// Watch a run: `progress` events whose data is `ImportProgress`, then one `end`
#[utoipa::path(get, path = "/imports/{id}/events", tag = "imports", operation_id = "import_events",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = ProgressEvent, content_type = "text/event-stream",
        description = "events `progress` with an `ImportProgress` as data, and `end` with the last of them")))]
pub(super) async fn events(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, ApiError> {
    let reports = app.watch_import(&actor, id).await?;
    let stopping = app.clone();
    let watch = Watch { app, actor, id, reports, shown: None, ended: false };
    Ok(watched(stopping, watch))
}

/// Somebody watching a run.
struct Watch {
    app: App,
    actor: Actor,
    id: Uuid,
    reports: watch::Receiver<ImportProgress>,
    shown: Option<ImportProgress>,
    ended: bool,
}

impl progress::Watch for Watch {
    /// The next event; none after the end.
    async fn next(&mut self) -> Option<Event> {
        if self.ended {
            return None;
        }
        loop {
            let report = match &self.shown {
                None => self.reports.borrow_and_update().clone(),
                // the run may have ended before the first look
                Some(shown) if shown.ended() => {
                    self.ended = true;
                    return event("end", shown);
                }
                Some(_) => self.news().await?,
            };
            if self.shown.as_ref() != Some(&report) {
                let event = event("progress", &report);
                self.shown = Some(report);
                return event;
            }
        }
    }
}

impl Watch {
    /// What this process reports, or the database where this process is silent. None ends the stream without an end:
    /// the run is gone, and a browser that asks again learns so.
    async fn news(&mut self) -> Option<ImportProgress> {
        match tokio::time::timeout(ASKED_EVERY, self.reports.changed()).await {
            Ok(Ok(())) => Some(self.reports.borrow_and_update().clone()),
            Ok(Err(_)) => {
                // nobody reports here any more; look again in a while
                tokio::time::sleep(ASKED_EVERY / 4).await;
                self.kept().await
            }
            Err(_) => self.kept().await,
        }
    }

    async fn kept(&self) -> Option<ImportProgress> {
        match self.app.import_progress(&self.actor, self.id).await {
            Ok(report) => Some(report),
            Err(error) => {
                tracing::warn!(%error, "progress could not be read");
                None
            }
        }
    }
}
