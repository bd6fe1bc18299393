//! Whether the process lives and whether it can work, for those who watch over servers.

use app::App;
use axum::{Json, Router, extract::State, http::StatusCode, routing::get};
use serde_json::{Value, json};

use crate::state::Api;

pub(crate) fn routes() -> Router<Api> {
    Router::new().route("/healthz", get(alive)).route("/readyz", get(ready))
}

async fn alive() -> Json<Value> {
    Json(json!({ "status": "alive" }))
}

/// Ready when the database answers and has every migration.
async fn ready(State(app): State<App>) -> (StatusCode, Json<Value>) {
    let ready = app.ready().await.unwrap_or_else(|error| {
        tracing::warn!(%error, "the database does not answer");
        false
    });
    if ready {
        (StatusCode::OK, Json(json!({ "status": "ready" })))
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "status": "not_ready" })))
    }
}
