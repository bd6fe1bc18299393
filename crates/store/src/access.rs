//! Opening a database, and the two ways to it: the reading pool and the writing transaction.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, TransactionOptions,
    TransactionTrait,
};

use crate::{StoreError, dialect, idempotency, migrations};

/// Where the data is.
#[derive(Clone, Debug)]
pub enum Location {
    /// A file of embedded SQLite.
    Sqlite(PathBuf),
    /// A PostgreSQL address (`postgres://…`).
    Postgres(String),
}

impl Location {
    pub fn parse_url(url: &str) -> Result<Self, StoreError> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Ok(Self::Postgres(url.to_owned()))
        } else if let Some(path) = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")) {
            Ok(Self::Sqlite(PathBuf::from(path)))
        } else {
            let scheme = url.split(':').next().unwrap_or_default();
            Err(StoreError::Address(scheme.to_owned()))
        }
    }
}

/// An open database.
#[derive(Clone, Debug)]
pub struct Store {
    readers: DatabaseConnection,
    /// connections that end their statements in time; none where the database does that for the readers'
    limited: Option<DatabaseConnection>,
    /// how long statements within the limit may take, in milliseconds
    limit: Arc<AtomicU64>,
    writer: DatabaseConnection,
    commits: Arc<AtomicU64>,
}

/// How long the statements of [`Store::within_limit`] may take unless something else is said.
const LIMIT: Duration = Duration::from_secs(8);

/// Open connections of both pools.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Connections {
    pub readers: u32,
    pub idle_readers: u32,
    pub writers: u32,
    pub idle_writers: u32,
}

/// A write transaction; dropped without [`Tx::commit`] it is rolled back.
#[derive(Debug)]
pub struct Tx(DatabaseTransaction, Arc<AtomicU64>);

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Store {}
    impl Sealed for super::Tx {}
}

/// Anything a repository can read from (and, being a [`Tx`], write to).
pub trait Db: sealed::Sealed + Sync {
    #[doc(hidden)]
    type Connection: ConnectionTrait;
    #[doc(hidden)]
    fn connection(&self) -> &Self::Connection;
    #[doc(hidden)]
    fn backend(&self) -> DbBackend {
        self.connection().get_database_backend()
    }
    /// Whether rows that are read can be held until the transaction ends.
    #[doc(hidden)]
    fn holds_rows(&self) -> bool {
        false
    }
}

impl Db for Store {
    type Connection = DatabaseConnection;
    fn connection(&self) -> &DatabaseConnection {
        &self.readers
    }
}

impl Db for Tx {
    type Connection = DatabaseTransaction;
    fn connection(&self) -> &DatabaseTransaction {
        &self.0
    }
    fn holds_rows(&self) -> bool {
        true
    }
}

impl Store {
    /// Opens the database without touching its schema.
    pub async fn open(location: &Location) -> Result<Self, StoreError> {
        let limit = Arc::new(AtomicU64::new(millis(LIMIT)));
        match location {
            Location::Sqlite(path) => {
                let url = format!("sqlite://{}?mode=rwc", path.display());
                let connect = |pool: u32, cache_mib: u32, limit: Option<Arc<AtomicU64>>| {
                    let mut options = ConnectOptions::new(url.clone());
                    options.max_connections(pool).min_connections(1).sqlx_logging(false);
                    // most of the time nobody asks anything that may take long
                    options.connect_lazy(limit.is_some());
                    options.acquire_timeout(Duration::from_secs(60));
                    // a file does not go away: asking each time whether it is there costs as much as many a query
                    options.test_before_acquire(false);
                    options.map_sqlx_sqlite_opts(move |options| dialect::sqlite_pragmas(options, cache_mib));
                    options.map_sqlx_sqlite_pool_opts(move |options| match &limit {
                        Some(limit) => dialect::sqlite_pool_within(options, limit),
                        None => dialect::sqlite_pool(options),
                    });
                    Database::connect(options)
                };
                // much is written at once by an import, little is read at once
                let writer = connect(1, 24, None).await?;
                let readers = connect(4, 8, None).await?;
                let limited = connect(3, 8, Some(limit.clone())).await?;
                Ok(Self { readers, limited: Some(limited), limit, writer, commits: Arc::default() })
            }
            Location::Postgres(url) => {
                let connect = |pool: u32| {
                    let mut options = ConnectOptions::new(url.clone());
                    options.max_connections(pool).min_connections(1).sqlx_logging(false);
                    options.acquire_timeout(Duration::from_secs(30));
                    options.test_before_acquire_if_idle_for(Duration::from_secs(1));
                    Database::connect(options)
                };
                // apart, so that transactions which read beside themselves never wait for each other's connections
                let writer = connect(8).await?;
                let readers = connect(8).await?;
                Ok(Self { readers, limited: None, limit, writer, commits: Arc::default() })
            }
        }
    }

    /// Begins a write transaction. Keep it short, and never await the network inside it.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: matches!(self.backend(), DbBackend::Sqlite)
                .then_some(sea_orm::SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        Ok(Tx(self.writer.begin_with_options(options).await?, self.commits.clone()))
    }

    /// Begins a transaction for reading: everything read in it stands as it stood at its beginning.
    pub async fn snapshot(&self) -> Result<Tx, StoreError> {
        let options = TransactionOptions {
            isolation_level: dialect::isolation_for_reading(self.backend()),
            ..Default::default()
        };
        Ok(Tx(self.readers.begin_with_options(options).await?, self.commits.clone()))
    }

    /// Begins a transaction for reading whose statements are ended when they take longer than they may; the refusal is
    /// [`StoreError::is_out_of_time`]. Also a statement that nobody waits for any more ends then.
    pub async fn within_limit(&self) -> Result<Tx, StoreError> {
        let options = TransactionOptions {
            isolation_level: dialect::isolation_for_reading(self.backend()),
            ..Default::default()
        };
        let tx = self.limited.as_ref().unwrap_or(&self.readers).begin_with_options(options).await?;
        if let Some(sql) = dialect::limit_statements(self.backend(), self.limit.load(Ordering::Relaxed)) {
            tx.execute_unprepared(&sql).await?;
        }
        Ok(Tx(tx, self.commits.clone()))
    }

    /// Says how long the statements of [`Store::within_limit`] may take, from the next transaction on.
    pub fn set_limit(&self, limit: Duration) {
        self.limit.store(millis(limit), Ordering::Relaxed);
    }

    /// Applies every migration that is missing; answers their names.
    pub async fn migrate(&self) -> Result<Vec<String>, StoreError> {
        migrations::apply(&self.writer).await
    }

    /// Which migrations are applied and which are missing.
    pub async fn migration_state(&self) -> Result<migrations::MigrationState, StoreError> {
        migrations::state(&self.writer).await
    }

    /// Answers when the database does.
    pub async fn ping(&self) -> Result<(), StoreError> {
        Ok(self.readers.ping().await?)
    }

    /// Refreshes the planner's statistics, worth doing after much was written.
    pub async fn analyse(&self) -> Result<(), StoreError> {
        self.writer.execute_unprepared(dialect::analyse(self.backend())).await?;
        Ok(())
    }

    /// Rises with every transaction that this process has committed.
    pub fn commits(&self) -> u64 {
        self.commits.load(Ordering::Acquire)
    }

    /// How many connections are open, and how many of them nobody uses now.
    pub fn connections(&self) -> Connections {
        let [(readers, idle_readers), (writers, idle_writers)] = [&self.readers, &self.writer].map(dialect::pool_of);
        let (limited, idle_limited) = self.limited.as_ref().map_or((0, 0), dialect::pool_of);
        Connections { readers: readers + limited, idle_readers: idle_readers + idle_limited, writers, idle_writers }
    }

    /// Tells every statement sent to read, its values written in, for tests that look at the plans of queries.
    #[doc(hidden)]
    pub fn on_read(&mut self, tell: impl Fn(String) + Send + Sync + 'static) {
        let tell = Arc::new(tell);
        for connections in [Some(&mut self.readers), self.limited.as_mut()].into_iter().flatten() {
            let tell = tell.clone();
            connections.set_metric_callback(move |sent| tell(sent.statement.to_string()));
        }
    }

    /// The schema as the database itself describes it, for the snapshot tests.
    pub async fn describe_schema(&self) -> Result<Vec<String>, StoreError> {
        dialect::describe_schema(&self.readers).await
    }

    pub async fn close(self) -> Result<(), StoreError> {
        self.readers.close_by_ref().await?;
        if let Some(limited) = &self.limited {
            limited.close_by_ref().await?;
        }
        Ok(self.writer.close_by_ref().await?)
    }
}

/// As much of it as PostgreSQL takes: some weeks.
fn millis(limit: Duration) -> u64 {
    u64::try_from(limit.as_millis()).unwrap_or(u64::MAX).min(i32::MAX as u64)
}

impl Tx {
    /// Commits. Within a request that may be repeated it is noted, in the same transaction, that this one was carried out;
    /// where another run of it has taken over meanwhile, nothing is committed.
    pub async fn commit(self) -> Result<(), StoreError> {
        if let Some(claim) = idempotency::current()
            && !idempotency::note_carried_out(&self, claim).await?
        {
            self.0.rollback().await?;
            return Err(StoreError::Changed);
        }
        self.0.commit().await?;
        self.1.fetch_add(1, Ordering::Release);
        Ok(())
    }

    pub async fn rollback(self) -> Result<(), StoreError> {
        Ok(self.0.rollback().await?)
    }
}
