//! What can go wrong below the use cases.

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
}
