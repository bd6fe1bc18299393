//! A small company to test with: two teams below a root, people of every kind of reach, and a clock.
//!
//! ```text
//! head office   admin (administrator), ana (analyst)
//!   north       lin (manager), chen and li (sales)
//!   south       wang (manager), zhao (sales)
//! ```

use std::{
    fmt::Debug,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use app::{
    Actor, App, AppError, Clock, Config,
    activities::LoggedActivity,
    contact_policy::Reveal,
    parties::{PartyRecord, PartySummary},
};
use method::{Timestamp, contact_policy::RevealReason};
use serde::de::DeserializeOwned;
use serde_json::Value;
use store::entities::{team, user_account};
use tempfile::TempDir;
use test_support::TestDatabase;
use uuid::Uuid;

/// Wednesday, 4 March 2026, 10:00 in Shanghai: a working day, an hour in which calls are allowed.
pub const START: Timestamp = Timestamp::from_millis(1_772_589_600_000);
pub const MINUTE: i64 = 60_000;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

/// A number is shown to call it.
pub const TO_CONTACT: Reveal = Reveal { reason: RevealReason::ToContact };

/// Stands still until it is moved.
#[derive(Debug)]
pub struct TestClock(AtomicI64);

impl TestClock {
    pub fn forward(&self, milliseconds: i64) {
        self.0.fetch_add(milliseconds, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }
}

pub struct Team {
    pub app: App,
    pub clock: Arc<TestClock>,
    pub admin: Actor,
    pub ana: Actor,
    pub lin: Actor,
    pub chen: Actor,
    pub li: Actor,
    pub wang: Actor,
    pub zhao: Actor,
    pub root: Uuid,
    pub north: Uuid,
    pub south: Uuid,
    pub db: TestDatabase,
    folder: TempDir,
}

/// An application on a database where nobody is yet.
pub struct Fresh {
    pub app: App,
    pub clock: Arc<TestClock>,
    pub db: TestDatabase,
    folder: TempDir,
}

impl Fresh {
    pub async fn sqlite() -> Self {
        Self::on(TestDatabase::sqlite().await)
    }

    pub async fn postgres() -> Option<Self> {
        Some(Self::on(TestDatabase::postgres().await?))
    }

    fn on(db: TestDatabase) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let clock = Arc::new(TestClock(AtomicI64::new(START.as_millis())));
        let config = Config { data_dir: folder.path().to_owned(), demo: false, import_folder: None };
        let app = App::new(db.store().clone(), clock.clone(), config);
        Self { app, clock, db, folder }
    }

    /// A server on a database without any table, in a folder of its own.
    pub async fn empty_server(&self) -> App {
        let folder = self.folder.path().join("empty");
        let config = Config { data_dir: folder.clone(), demo: false, import_folder: None };
        let database = app::Database::Sqlite(folder.join("tuoke.db"));
        App::open(&database, self.clock.clone(), config).await.expect("an empty server")
    }

    /// Another server on the same data, as after a restart.
    pub async fn second_server(&self) -> App {
        second_server(&self.db, &self.clock, &self.folder).await
    }
}

async fn second_server(db: &TestDatabase, clock: &Arc<TestClock>, folder: &TempDir) -> App {
    let config = Config { data_dir: folder.path().to_owned(), demo: false, import_folder: None };
    App::open(db.location(), clock.clone(), config).await.expect("a second server")
}

impl Team {
    pub async fn sqlite() -> Self {
        Self::on(Fresh::sqlite().await).await
    }

    pub async fn postgres() -> Option<Self> {
        Some(Self::on(Fresh::postgres().await?).await)
    }

    /// People are written to the store directly: hashing eight passwords for every test would take longer than the tests.
    async fn on(fresh: Fresh) -> Self {
        let Fresh { app, clock, db, folder } = fresh;
        let now = START.as_millis() - 100 * DAY;
        let [root, north, south] = [0, 1, 2].map(|i| store::new_id(now + i));
        let team = |id: Uuid, name: &str, parent: Option<Uuid>| team::Model {
            id,
            name: name.to_owned(),
            parent_id: parent,
            path: parent.map_or(format!("/{id}/"), |parent| format!("/{parent}/{id}/")),
            created_at: now,
            version: 1,
        };
        let teams = vec![team(root, "总部", None), team(north, "北区", Some(root)), team(south, "南区", Some(root))];
        let people = [
            ("admin", "administrator", root),
            ("ana", "analyst", root),
            ("lin", "manager", north),
            ("chen", "sales", north),
            ("li", "sales", north),
            ("wang", "manager", south),
            ("zhao", "sales", south),
        ];
        let users: Vec<user_account::Model> = people
            .iter()
            .zip(0..)
            .map(|((name, roles, team), i)| user_account::Model {
                id: store::new_id(now + i),
                name: (*name).to_owned(),
                email: format!("{name}@example.com"),
                password_hash: None,
                roles: (*roles).to_owned(),
                team_id: Some(*team),
                locale: "zh".to_owned(),
                time_zone: "Asia/Shanghai".to_owned(),
                active: true,
                created_at: now + i,
                password_changed_at: None,
                version: 1,
            })
            .collect();
        let tx = db.store().begin().await.expect("a transaction");
        store::people::insert_teams(&tx, teams).await.expect("teams");
        store::people::insert_users(&tx, users).await.expect("users");
        tx.commit().await.expect("a commit");
        let actor =
            async |name: &str| app.actor_by_email(&format!("{name}@example.com")).await.expect("an active user");
        Self {
            admin: actor("admin").await,
            ana: actor("ana").await,
            lin: actor("lin").await,
            chen: actor("chen").await,
            li: actor("li").await,
            wang: actor("wang").await,
            zhao: actor("zhao").await,
            app,
            clock,
            root,
            north,
            south,
            db,
            folder,
        }
    }

    /// Another server on the same data, at the same time or after a restart.
    pub async fn second_server(&self) -> App {
        second_server(&self.db, &self.clock, &self.folder).await
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The folder in which the application keeps its files.
    pub fn data_dir(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file for an import.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).expect("a written file");
        path
    }

    /// Saves a party by hand; what `asked` does not say is a person without doubles.
    pub async fn party(&self, actor: &Actor, asked: Value) -> PartyRecord {
        let mut whole = serde_json::json!({ "kind": "person", "allow_duplicate": true });
        merge(&mut whole, asked);
        self.app.create_party(actor, read(whole)).await.expect("a new party")
    }

    /// A person with a phone, of chen's.
    pub async fn prospect(&self, name: &str) -> Uuid {
        self.party(&self.chen, serde_json::json!({ "name": name, "phones": ["13800138000"] })).await.summary.id
    }

    pub async fn log(&self, actor: &Actor, party: Uuid, asked: Value) -> LoggedActivity {
        let mut whole = serde_json::json!({ "kind": "call" });
        merge(&mut whole, asked);
        self.app.log_activity(actor, party, read(whole)).await.expect("a logged contact")
    }

    pub async fn answer(&self, party: Uuid, topic: &str, answer: &str) {
        let asked = serde_json::json!({ "topic": topic, "answer": answer });
        self.app.answer_question(&self.admin, party, read(asked)).await.expect("a recorded answer");
        // two answers to one question are told apart by their moment
        self.clock.forward(1);
    }

    pub async fn summary(&self, party: Uuid) -> PartySummary {
        self.app.party(&self.admin, party).await.expect("the party").summary
    }

    pub async fn row(&self, party: Uuid) -> store::entities::party::Model {
        store::parties::find(self.db.store(), party).await.expect("a read").expect("the party")
    }

    /// Every fault that `tuoke check` finds.
    pub async fn faults(&self) -> Vec<String> {
        let findings = self.app.check().await.expect("a check");
        findings.into_iter().filter(|finding| !finding.fine).map(|finding| finding.name).collect()
    }

    /// What was audited, newest first.
    pub async fn audited(&self, subject: &str) -> Vec<String> {
        let page = self.app.audit_records(&self.admin, Some(subject), None).await.expect("the audit");
        page.items.into_iter().map(|record| record.action).collect()
    }

    /// Works as a server does from its start until no job waits, the daily look over all records included.
    pub async fn work(&self) {
        self.app.work(true, std::future::ready(())).await.expect("worked jobs");
    }
}

/// A request as a client writes it.
pub fn read<T: DeserializeOwned>(asked: Value) -> T {
    serde_json::from_value(asked).expect("a request of this form")
}

fn merge(whole: &mut Value, more: Value) {
    let (Some(whole), Value::Object(more)) = (whole.as_object_mut(), more) else { panic!("requests are objects") };
    whole.extend(more);
}

/// Why a use case refused.
pub fn refusal<T: Debug>(result: Result<T, AppError>) -> AppError {
    result.expect_err("a refusal")
}

/// The code with which a use case refused.
pub fn code<T: Debug>(result: Result<T, AppError>) -> String {
    refusal(result).code().to_owned()
}

/// The fields that were wrong, as `pointer code`.
pub fn wrong_fields<T: Debug>(result: Result<T, AppError>) -> Vec<String> {
    match refusal(result) {
        AppError::Invalid(fields) => {
            fields.into_iter().map(|field| format!("{} {}", field.pointer, field.code)).collect()
        }
        other => panic!("not a wrong field: {other:?}"),
    }
}
