//! A database for one test: a file of SQLite in a folder of its own, or a schema of its own on a PostgreSQL server.

use std::io::Write;

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use store::{Location, Store};
use tempfile::TempDir;
use uuid::Uuid;

/// Names the PostgreSQL server for tests: `postgres://user@host:port/database`. `cargo xtask test` always sets it.
pub const POSTGRES_VARIABLE: &str = "TUOKE_TEST_POSTGRES";

/// A fresh, migrated database that disappears with the test.
#[derive(Debug)]
pub struct TestDatabase {
    location: Location,
    store: Store,
    place: Place,
}

/// Kept for what its end takes away.
#[derive(Debug)]
enum Place {
    Folder { _until_dropped: TempDir },
    Schema { _until_dropped: Schema },
}

/// A schema on the server; dropped with everything in it.
#[derive(Debug)]
struct Schema {
    server: String,
    name: String,
}

impl TestDatabase {
    pub async fn sqlite() -> Self {
        Self::empty_sqlite().await.migrated().await
    }

    /// None where no server is named, which is said on the error output.
    pub async fn postgres() -> Option<Self> {
        Some(Self::empty_postgres().await?.migrated().await)
    }

    /// A database without any table.
    pub async fn empty_sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let location = Location::Sqlite(folder.path().join("tuoke.db"));
        Self::opened(location, Place::Folder { _until_dropped: folder }).await
    }

    /// A database without any table; none where no server is named.
    pub async fn empty_postgres() -> Option<Self> {
        let Ok(server) = std::env::var(POSTGRES_VARIABLE) else {
            // not by the macro, whose words a test that passes keeps to itself
            let note = "NOT RUN on PostgreSQL: no server is named by";
            let _ = writeln!(std::io::stderr(), "{note} {POSTGRES_VARIABLE}; `cargo xtask test` starts one");
            return None;
        };
        let schema = Schema { name: format!("test_{}", Uuid::new_v4().simple()), server };
        let connection = Database::connect(&schema.server).await.expect("the PostgreSQL server named for tests");
        let create = format!("CREATE SCHEMA {}", schema.name);
        connection.execute_unprepared(&create).await.expect("a schema for the test");
        connection.close().await.expect("an orderly end");
        let location = Location::Postgres(schema.url());
        Some(Self::opened(location, Place::Schema { _until_dropped: schema }).await)
    }

    async fn opened(location: Location, place: Place) -> Self {
        let store = Store::open(&location).await.expect("an open database");
        Self { location, store, place }
    }

    async fn migrated(self) -> Self {
        self.store.migrate().await.expect("a migrated database");
        self
    }

    pub fn store(&self) -> &Store {
        &self.store
    }

    /// For a second server on the same data.
    pub fn location(&self) -> &Location {
        &self.location
    }

    pub fn is_sqlite(&self) -> bool {
        matches!(self.place, Place::Folder { .. })
    }

    /// Runs statements beside the repositories: to plant a fault that the store itself would never write.
    pub async fn execute(&self, sql: &str) {
        let connection = self.connect().await;
        connection.execute_unprepared(sql).await.expect("a valid statement");
        connection.close().await.expect("an orderly end");
    }

    /// The rows of a query, each as the text of one column.
    pub async fn lines(&self, sql: &str, column: &str) -> Vec<String> {
        let connection = self.connect().await;
        let statement = Statement::from_string(self.backend(), sql.to_owned());
        let rows = connection.query_all_raw(statement).await.expect("a valid query");
        let lines = rows.iter().map(|row| row.try_get("", column).expect("a column of text")).collect();
        connection.close().await.expect("an orderly end");
        lines
    }

    /// Every row of every table, as the table's name and a line of JSON: for what must be nowhere.
    pub async fn every_row(&self) -> Vec<(String, String)> {
        let moment = self.store.snapshot().await.expect("a moment");
        let mut lines = Vec::new();
        for table in store::portable::tables(&moment).await.expect("tables") {
            let mut rows = store::portable::rows(&moment, &table).await.expect("rows");
            while let Some(line) = rows.next().await.expect("a row") {
                lines.push((table.name().to_owned(), line));
            }
        }
        lines
    }

    fn backend(&self) -> DbBackend {
        if self.is_sqlite() { DbBackend::Sqlite } else { DbBackend::Postgres }
    }

    async fn connect(&self) -> DatabaseConnection {
        let url = match &self.location {
            Location::Sqlite(path) => format!("sqlite://{}", path.display()),
            Location::Postgres(url) => url.clone(),
        };
        Database::connect(url).await.expect("a second connection")
    }
}

impl Schema {
    /// The server's address with this schema as the one in which tables are made and looked for.
    fn url(&self) -> String {
        let separator = if self.server.contains('?') { '&' } else { '?' };
        format!("{}{separator}options=-c%20search_path%3D{}", self.server, self.name)
    }
}

impl Drop for Schema {
    fn drop(&mut self) {
        let (server, drop) = (self.server.clone(), format!("DROP SCHEMA {} CASCADE", self.name));
        // the test's runtime is ending: the clean-up has one of its own
        let cleaning = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let connection = Database::connect(&server).await?;
                connection.execute_unprepared(&drop).await?;
                connection.close().await
            })
        });
        if !matches!(cleaning.join(), Ok(Ok(()))) {
            eprintln!("the schema {} could not be dropped", self.name);
        }
    }
}
