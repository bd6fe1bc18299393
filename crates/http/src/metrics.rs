//! What those who watch over a server count, in the text form of Prometheus (OpenMetrics).
//!
//! Labels are codes and route patterns: nothing in them names a person or a record. Served by a router of its own, which
//! the program puts on an address of its own, so that it is never reached through the page's.

use std::time::Duration;

use app::{App, operations::Vitals};
use axum::{
    Router,
    extract::State,
    http::{Method, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{family::Family, gauge::Gauge, histogram::Histogram},
    registry::{Registry, Unit},
};

const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Seconds up to which answers are counted apart.
const SECONDS: [f64; 10] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0];

/// The answers of this process so far. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Metrics {
    answers: Family<Answered, Histogram, fn() -> Histogram>,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Answered {
    method: &'static str,
    route: String,
    status: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct JobLabels {
    kind: String,
    state: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct RowLabels {
    state: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct ConnectionLabels {
    pool: &'static str,
    state: &'static str,
}

impl Default for Metrics {
    fn default() -> Self {
        Self { answers: Family::new_with_constructor(|| Histogram::new(SECONDS)) }
    }
}

impl Metrics {
    pub(crate) fn answered(&self, method: &Method, route: String, status: u16, took: Duration) {
        let labels = Answered { method: known(method), route, status: class(status) };
        self.answers.get_or_create(&labels).observe(took.as_secs_f64());
    }

    /// Everything, with what the application counts.
    fn in_words(&self, vitals: Vitals) -> Result<String, std::fmt::Error> {
        let mut registry = Registry::with_prefix("tuoke");
        let answers = "Answers by method, route pattern and class of status, with the time they took";
        registry.register_with_unit("http_request_duration", answers, Unit::Seconds, self.answers.clone());
        let jobs = Family::<JobLabels, Gauge>::default();
        for (kind, state, count) in vitals.jobs {
            jobs.get_or_create(&JobLabels { kind, state }).set(count);
        }
        registry.register("jobs", "Jobs in the database by kind and state", jobs);
        let rows = Family::<RowLabels, Gauge>::default();
        for (state, count) in vitals.import_rows {
            rows.get_or_create(&RowLabels { state }).set(count);
        }
        registry.register("import_rows", "Rows of all imports in the database by what became of them", rows);
        let connections = Family::<ConnectionLabels, Gauge>::default();
        let open = vitals.connections;
        for (pool, all, idle) in [("read", open.readers, open.idle_readers), ("write", open.writers, open.idle_writers)]
        {
            connections.get_or_create(&ConnectionLabels { pool, state: "idle" }).set(idle.into());
            connections.get_or_create(&ConnectionLabels { pool, state: "used" }).set(all.saturating_sub(idle).into());
        }
        registry.register("database_connections", "Open connections to the database by pool", connections);
        if let Some(bytes) = resident_bytes() {
            let memory = Gauge::<i64>::default();
            memory.set(bytes);
            registry.register_with_unit("process_resident_memory", "Memory of the process", Unit::Bytes, memory);
        }
        let mut text = String::new();
        encode(&mut text, &registry)?;
        Ok(text)
    }
}

/// A method by its name; what a stranger invents is counted together.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

fn class(status: u16) -> &'static str {
    match status / 100 {
        1 => "1xx",
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        _ => "5xx",
    }
}

/// Known on Linux only.
fn resident_bytes() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: i64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes * 1024)
}

/// `GET /metrics` alone.
pub fn metrics_router(app: App, metrics: Metrics) -> Router {
    Router::new().route("/metrics", get(tell)).with_state((app, metrics))
}

async fn tell(State((app, metrics)): State<(App, Metrics)>) -> Response {
    let vitals = match app.vitals().await {
        Ok(vitals) => vitals,
        Err(error) => {
            tracing::warn!(%error, "the database could not be counted");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    match metrics.in_words(vitals) {
        Ok(text) => ([(header::CONTENT_TYPE, CONTENT_TYPE)], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
