//! What every handler can ask for.

use std::sync::Arc;

use app::App;
use axum::extract::FromRef;

use crate::HttpSettings;

/// The state of the router. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Api {
    pub app: App,
    pub settings: Arc<HttpSettings>,
}

impl Api {
    pub fn new(app: App, settings: HttpSettings) -> Self {
        Self { app, settings: Arc::new(settings) }
    }
}

impl FromRef<Api> for App {
    fn from_ref(api: &Api) -> Self {
        api.app.clone()
    }
}
