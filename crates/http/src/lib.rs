//! The web layer: REST under `/api/v1` with its OpenAPI description, browser sessions, progress streams, and the
//! embedded page.
//!
//! Handlers only take requests apart and hand them to the use cases of `app`, whose types are what goes over the wire.
//! Nothing is decided here but what belongs to HTTP: who calls, how often, from which site, in which shape.

mod answer;
mod configuration;
mod extract;
mod guard;
mod health;
mod observe;
mod openapi;
mod page;
mod people;
mod problem;
mod router;
mod state;

pub use configuration::{AttemptLimits, HttpSettings, Rate};
pub use problem::{ApiError, Problem};
pub use router::{openapi, router};
