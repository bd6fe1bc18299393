//! The web layer: REST under `/api/v1` with its OpenAPI description, browser sessions, progress streams, and the
//! embedded page.
//!
//! Handlers only take requests apart and hand them to the use cases of `app`, whose types are what goes over the wire.
//! Nothing is decided here but what belongs to HTTP: who calls, how often, from which site, in which shape.

mod activities;
mod answer;
mod classes;
mod conditional;
mod configuration;
mod deals;
mod download;
mod duplicates;
mod extract;
mod guard;
mod health;
mod idempotent;
mod imports;
mod jobs;
mod judged;
mod lists;
mod methods;
mod metrics;
mod observe;
mod oidc;
mod openapi;
mod orders;
mod page;
mod parties;
mod people;
mod playbook;
mod pool;
mod privacy;
mod problem;
mod products;
mod progress;
mod router;
mod segments;
mod settings;
mod sharing;
mod state;
mod supply;
mod system;
mod today;
mod webhooks;

pub use app::people::{AttemptLimits, Rate};
pub use configuration::HttpSettings;
pub use metrics::{Metrics, metrics_router};
pub use oidc::{Oidc, OidcError, OidcProvider};
pub use problem::{ApiError, Problem};
pub use router::{openapi, router};
pub use webhooks::HttpCourier;
