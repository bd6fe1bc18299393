//! All routes, and the layers around them from the inside out.

use app::App;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderValue, StatusCode, header},
    middleware,
    routing::get,
};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, timeout::TimeoutLayer};
use utoipa::OpenApi as _;
use utoipa_axum::router::OpenApiRouter;
use utoipa_swagger_ui::SwaggerUi;

use crate::{
    HttpSettings, activities, classes,
    conditional::tag_answers,
    deals, duplicates,
    guard::{admit_programs, harden, require_same_site, session_layer},
    health,
    idempotent::answer_once,
    imports, jobs, judged, lists, methods,
    observe::observe,
    openapi::{self, Description},
    orders, page, parties, people, playbook, pool, privacy,
    problem::panicked,
    products, segments, settings, sharing,
    state::Api,
    supply, system, today, webhooks,
};

pub(crate) const API: &str = "/api/v1";
const DOCUMENT: &str = "/api/v1/openapi.json";
const DOCUMENTATION: &str = "/api/docs";

/// Bytes of a JSON body.
const MAX_JSON_BYTES: usize = 1024 * 1024;

/// Routes whose answer is computed at once; a time limit guards them.
fn prompt_routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .merge(people::routes())
        .merge(system::routes())
        .merge(settings::routes())
        .merge(lists::routes())
        .merge(methods::routes())
        .merge(parties::routes())
        .merge(duplicates::routes())
        .merge(judged::routes())
        .merge(activities::routes())
        .merge(classes::routes())
        .merge(playbook::routes())
        .merge(pool::routes())
        .merge(segments::routes())
        .merge(sharing::routes())
        .merge(supply::routes())
        .merge(today::routes())
        .merge(jobs::routes())
        .merge(privacy::routes())
        .merge(imports::routes())
        .merge(orders::routes())
        .merge(deals::routes())
        .merge(products::routes())
        .merge(webhooks::routes())
}

/// Uploads, downloads and streams, which take as long as they take.
fn lasting_routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .merge(system::lasting_routes())
        .merge(settings::lasting_routes())
        .merge(classes::lasting_routes())
        .merge(parties::lasting_routes())
        .merge(supply::lasting_routes())
        .merge(duplicates::lasting_routes())
        .merge(imports::lasting_routes())
        .merge(privacy::lasting_routes())
}

/// Merged before nesting: two nests would keep only one of the methods that share a path.
fn described() -> OpenApiRouter<Api> {
    OpenApiRouter::with_openapi(Description::openapi()).nest(API, prompt_routes().merge(lasting_routes()))
}

/// The description of the API (OpenAPI 3.1).
pub fn openapi() -> utoipa::openapi::OpenApi {
    openapi::complete(described().into_openapi())
}

/// The whole web server: API, documentation, page, health.
pub fn router(app: App, http: HttpSettings) -> Router {
    let time_limit = TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, http.time_limit);
    let sessions = session_layer(app.clone(), &http);
    let metrics = http.metrics.clone();
    let state = Api::new(app, http);
    let document = openapi().to_json().unwrap_or_default();
    let serve_document =
        get(async move || ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], document));

    let (prompt, _) = prompt_routes().split_for_parts();
    let (lasting, _) = lasting_routes().split_for_parts();
    let prompt =
        prompt.layer(middleware::from_fn(tag_answers)).layer(DefaultBodyLimit::max(MAX_JSON_BYTES)).layer(time_limit);
    Router::new()
        .nest(API, prompt.merge(lasting))
        .layer(middleware::from_fn_with_state(state.clone(), answer_once))
        .layer(sessions)
        .layer(middleware::from_fn_with_state(state.clone(), admit_programs))
        .layer(middleware::from_fn_with_state(state.clone(), require_same_site))
        .route(DOCUMENT, serve_document)
        .merge(SwaggerUi::new(DOCUMENTATION).config(utoipa_swagger_ui::Config::from(DOCUMENT)))
        .merge(health::routes())
        .fallback(page::serve)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(state.clone(), harden))
        .layer(middleware::from_fn_with_state(metrics, observe))
        .layer(CompressionLayer::new())
        .with_state(state)
}
