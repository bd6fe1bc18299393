//! The web server over a real application and a real database, called without a socket, with a clock that stands still.

mod answer;
mod caller;
mod clock;

use std::time::Duration;

use app::{Actor, App, Config};
use axum::Router;
use http_api::{AttemptLimits, HttpSettings, Rate};
use tempfile::TempDir;
use test_support::{Member, STAFF_PASSWORD, Staff, TestDatabase};

pub use answer::Answer;
pub use caller::Caller;
pub use clock::StandingClock;

/// A server with the staff hired.
pub struct Api {
    router: Router,
    pub app: App,
    pub clock: StandingClock,
    pub database: TestDatabase,
    pub staff: Staff,
    /// where uploads and exports go; removed with the test
    pub folder: TempDir,
}

impl Api {
    pub async fn sqlite() -> Self {
        Self::with(TestDatabase::sqlite().await, settings()).await
    }

    pub async fn postgres() -> Option<Self> {
        Some(Self::with(TestDatabase::postgres().await?, settings()).await)
    }

    pub async fn with(database: TestDatabase, settings: HttpSettings) -> Self {
        let staff = Staff::hire(database.store()).await;
        let clock = StandingClock::default();
        let folder = tempfile::tempdir().expect("a folder");
        let config = Config { data_dir: folder.path().to_owned(), demo: false, import_folder: None };
        let app = App::new(database.store().clone(), clock.shared(), config);
        let router = http_api::router(app.clone(), settings);
        Self { router, app, clock, database, staff, folder }
    }

    /// The same data behind a server with other settings.
    pub fn reached_by(&self, settings: HttpSettings) -> Router {
        http_api::router(self.app.clone(), settings)
    }

    /// A second process on the same database.
    pub fn another_server(&self) -> Router {
        let config = Config { data_dir: self.folder.path().to_owned(), demo: false, import_folder: None };
        http_api::router(App::new(self.database.store().clone(), self.clock.shared(), config), settings())
    }

    pub fn anonymous(&self) -> Caller {
        Caller::new(self.router.clone())
    }

    /// A program that calls with a token of this person.
    pub async fn program(&self, member: Member) -> Caller {
        self.program_with(member, app::people::CreateToken::default()).await
    }

    /// A program that calls with a token of this person, limited as asked.
    pub async fn program_with(&self, member: Member, asked: app::people::CreateToken) -> Caller {
        let asked = app::people::CreateToken { name: "test".to_owned(), ..asked };
        let token = self.app.create_token(&self.actor(member).await, asked).await.expect("a token").token;
        self.holder_of(&token)
    }

    /// Whoever calls with this token.
    pub fn holder_of(&self, token: &str) -> Caller {
        self.anonymous().with("authorization", &format!("Bearer {token}"))
    }

    /// A browser in which this person has signed in.
    pub async fn browser(&self, member: Member) -> Caller {
        let browser = self.anonymous();
        let answer = browser.post("/sessions", sign_in(member)).await;
        assert_eq!(answer.status(), 201, "{}", answer.text());
        browser.with("x-tuoke-csrf", "1").with("cookie", &answer.cookie())
    }

    pub async fn actor(&self, member: Member) -> Actor {
        self.app.actor(member.id).await.expect("a database").expect("an active user")
    }

    /// Works all jobs that wait.
    pub async fn work(&self) {
        while self.app.work_one().await.expect("a worker") {}
    }
}

pub fn sign_in(member: Member) -> serde_json::Value {
    serde_json::json!({ "email": member.email, "password": STAFF_PASSWORD })
}

/// Attempts enough for any test but those about attempts.
pub fn settings() -> HttpSettings {
    HttpSettings { attempts: attempts(1_000, 1_000), ..HttpSettings::default() }
}

/// So many attempts for an e-mail and for an address within the life of a test.
pub fn attempts(per_email: u32, per_address: u32) -> AttemptLimits {
    let period = Duration::from_secs(3_600);
    let per_code = Rate::new(per_email, period);
    AttemptLimits { per_email: Rate::new(per_email, period), per_address: Rate::new(per_address, period), per_code }
}
