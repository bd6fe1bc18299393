//! What can go wrong below the use cases.

use sea_orm::{DbErr, RuntimeErr, sqlx};
use thiserror::Error;

#[derive(Debug, Error)]
pub enum StoreError {
    #[error("the database refused the operation")]
    Database(#[from] sea_orm::DbErr),
    #[error("{what} is kept in a form this version cannot read")]
    Corrupt { what: &'static str, source: serde_json::Error },
    #[error("the record was changed by somebody else in the meantime")]
    Changed,
    #[error("the database address is not understood: {0} (expected sqlite or postgres://…)")]
    Address(String),
    #[error(
        "the database was written by a newer version of Tuoke (it has {0}); install that version or restore a backup"
    )]
    Newer(String),
    #[error("the database is not empty: it has the table {0}; name an empty one, or a folder that does not exist yet")]
    NotEmpty(String),
    #[error("the database is empty: there is nothing to copy")]
    Empty,
    #[error("the table {table} cannot be copied: {what}")]
    NotPortable { table: String, what: String },
}

impl StoreError {
    /// True where the cause is a unique key already present.
    pub fn is_unique_violation(&self) -> bool {
        matches!(self, Self::Database(e) if matches!(e.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_))))
    }

    /// Whether the database could not be reached, or went away before it answered: the same may work in a moment.
    pub fn is_unreachable(&self) -> bool {
        match self.cause() {
            Some(Cause::Driver(error)) => match error {
                sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::Protocol(_) => true,
                sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => true,
                other => code(other).is_some_and(|code| GONE.iter().any(|gone| code.starts_with(gone))),
            },
            Some(Cause::NoConnection) => true,
            None => false,
        }
    }

    /// Whether there is no room left for what was to be written.
    pub fn is_storage_full(&self) -> bool {
        match self.cause() {
            Some(Cause::Driver(error)) => code(error).is_some_and(|code| FULL.contains(&code.as_str())),
            _ => false,
        }
    }

    /// Whether a statement was ended because it took longer than it may.
    pub fn is_out_of_time(&self) -> bool {
        match self.cause() {
            Some(Cause::Driver(error)) => code(error).is_some_and(|code| ENDED.contains(&code.as_str())),
            _ => false,
        }
    }

    fn cause(&self) -> Option<Cause<'_>> {
        let Self::Database(error) = self else { return None };
        match error {
            DbErr::ConnectionAcquire(_) => Some(Cause::NoConnection),
            DbErr::Conn(RuntimeErr::SqlxError(error))
            | DbErr::Exec(RuntimeErr::SqlxError(error))
            | DbErr::Query(RuntimeErr::SqlxError(error)) => Some(Cause::Driver(error)),
            _ => None,
        }
    }
}

/// What stood behind a refusal of the database.
enum Cause<'a> {
    NoConnection,
    Driver(&'a sqlx::Error),
}

/// PostgreSQL's classes and codes for a server that ends, starts, or takes no more connections.
const GONE: [&str; 6] = ["08", "57P01", "57P02", "57P03", "57P05", "53300"];
/// SQLite: full, and a write or a truncation that the file system refused (an error of reading is no lack of room);
/// PostgreSQL: disk full.
const FULL: [&str; 5] = ["13", "778", "1546", "4874", "53100"];

/// Interrupted, by SQLite and by PostgreSQL.
const ENDED: [&str; 2] = ["9", "57014"];

fn code(error: &sqlx::Error) -> Option<String> {
    Some(error.as_database_error()?.code()?.into_owned())
}
