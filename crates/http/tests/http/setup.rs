//! The first run.

use app::{App, Config};
use serde_json::json;
use test_support::{TestDatabase, on_both_databases};

use crate::fixture::{Caller, StandingClock, settings};

on_both_databases! {
    async fn the_first_person_sets_the_system_up_once_and_is_signed_in(database: TestDatabase) {
        let folder = tempfile::tempdir().expect("a folder");
        let config = Config { data_dir: folder.path().to_owned(), demo: false, import_folder: None };
        let app = App::new(database.store().clone(), StandingClock::default().shared(), config);
        let caller = Caller::new(http_api::router(app, settings()));
        assert_eq!(caller.get("/setup").await.ok()["needed"], true);

        let asked = json!({ "name": "王", "email": "Wang@tuoke.test", "password": "a long password", "team_name": "拓客贸易",
            "locale": "zh" });
        let made = caller.post("/setup", asked.clone()).await;
        assert_eq!(made.status(), 201, "{}", made.text());
        let browser = caller.with("cookie", &made.cookie());
        assert_eq!(browser.get("/me").await.ok()["roles"], json!(["manager", "administrator"]));
        assert_eq!(caller.get("/setup").await.ok()["needed"], false);
        assert_eq!(caller.post("/setup", asked).await.refusal(), (409, "already_set_up".to_owned()));
    }
}
