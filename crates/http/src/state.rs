//! What every handler can ask for.

use std::sync::Arc;

use app::App;
use axum::extract::FromRef;

use crate::{HttpSettings, guard::Attempts};

/// The state of the router. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Api {
    pub app: App,
    pub settings: Arc<HttpSettings>,
    pub attempts: Arc<Attempts>,
}

impl Api {
    pub fn new(app: App, settings: HttpSettings) -> Self {
        let attempts = Arc::new(Attempts::new(settings.attempts));
        Self { app, settings: Arc::new(settings), attempts }
    }
}

impl FromRef<Api> for App {
    fn from_ref(api: &Api) -> Self {
        api.app.clone()
    }
}
