//! Progress as server-sent events.

use std::{convert::Infallible, future::Future};

use app::App;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::{Stream, StreamExt, stream};
use serde::Serialize;
use utoipa::ToSchema;

/// One event of a stream.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProgressEvent {
    /// `progress` or `end`
    event: String,
    /// how far it has come, as JSON
    data: String,
}

/// Somebody watching something that goes on.
pub(crate) trait Watch: Send + 'static {
    /// The next event; none after the end.
    fn next(&mut self) -> impl Future<Output = Option<Event>> + Send;
}

/// What is watched, to its end or to the server's: a page that watches must not keep it from ending, and asks again by itself.
pub(crate) fn watched(app: App, watch: impl Watch) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let events = stream::unfold(watch, |mut watch| async move { watch.next().await.map(|event| (Ok(event), watch)) });
    let events = events.take_until(Box::pin(async move { app.asked_to_stop().await }));
    Sse::new(events).keep_alive(KeepAlive::default())
}

pub(crate) fn event(name: &str, data: &impl Serialize) -> Option<Event> {
    Event::default().event(name).json_data(data).ok()
}
