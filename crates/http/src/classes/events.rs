//! Progress of a run as server-sent events.

use std::{convert::Infallible, time::Duration};

use app::{Actor, App, classes::ClassRunView};
use axum::{
    extract::State,
    response::sse::{Event, Sse},
};
use futures::Stream;
use uuid::Uuid;

use crate::{
    extract::Path,
    guard::SignedIn,
    problem::ApiError,
    progress::{self, ProgressEvent, event, watched},
};

/// How often the database is asked: any process may work the run.
const ASKED_EVERY: Duration = Duration::from_millis(500);

/// Watch a run: `progress` events whose data is `ClassRunView`, then one `end`
#[utoipa::path(get, path = "/classes/runs/{id}/events", tag = "classes", operation_id = "class_run_events",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = ProgressEvent, content_type = "text/event-stream",
        description = "events `progress` with a `ClassRunView` as data, and `end` with the last of them")))]
pub(super) async fn events(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, ApiError> {
    // whoever may not see it is told so, before the stream begins
    app.class_run(&actor, id).await?;
    let stopping = app.clone();
    let watch = Watch { app, actor, id, shown: None, ended: false };
    Ok(watched(stopping, watch))
}

/// Somebody watching a run.
struct Watch {
    app: App,
    actor: Actor,
    id: Uuid,
    shown: Option<ClassRunView>,
    ended: bool,
}

impl progress::Watch for Watch {
    /// The next event; none after the end, or where the run cannot be read: a browser that asks again learns why.
    async fn next(&mut self) -> Option<Event> {
        if self.ended {
            return None;
        }
        loop {
            if let Some(shown) = self.shown.as_ref().filter(|shown| shown.ended()) {
                self.ended = true;
                return event("end", shown);
            }
            if self.shown.is_some() {
                tokio::time::sleep(ASKED_EVERY).await;
            }
            let run = match self.app.class_run(&self.actor, self.id).await {
                Ok(run) => run,
                Err(error) => {
                    tracing::warn!(%error, "progress could not be read");
                    return None;
                }
            };
            if self.shown.as_ref() != Some(&run) {
                let event = event("progress", &run);
                self.shown = Some(run);
                return event;
            }
        }
    }
}
