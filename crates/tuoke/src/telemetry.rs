//! Structured logs on standard error; their level by `TUOKE_LOG` (`info`, `tuoke=debug` …), JSON with `TUOKE_LOG_FORMAT=json`.

use tracing_subscriber::EnvFilter;

pub fn start() {
    let filter = EnvFilter::try_from_env("TUOKE_LOG").unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,sea_orm=warn"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let json = std::env::var("TUOKE_LOG_FORMAT").is_ok_and(|format| format == "json");
    // a second start in one process keeps the first
    let _ = if json { builder.json().try_init() } else { builder.try_init() };
}
