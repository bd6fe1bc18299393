//! Tables, migrations and repositories over SQLite and PostgreSQL. The only crate that knows SeaORM and SQL.
//!
//! Reads go through [`Store`] (a pool), writes through a [`Tx`] begun on it; both are a [`Db`], which every repository
//! function takes first. On SQLite there is one writing connection and transactions begin IMMEDIATE, so that two writers
//! queue rather than fail.

mod access;
pub mod dialect;
pub mod entities;
mod error;
mod migrations;
mod rows;

pub mod assessments;
pub mod audit;
pub mod catalogue;
pub mod check;
pub mod imports;
pub mod jobs;
pub mod lists;
pub mod parties;
pub mod people;
pub mod search;
pub mod settings;
pub mod timeline;
pub mod views;
pub mod worklist;

pub use access::{Db, Location, Store, Tx};
pub use error::StoreError;
pub use migrations::MigrationState;

/// A new identifier, ordered by the moment given (UUIDv7).
pub fn new_id(now_ms: i64) -> uuid::Uuid {
    let ms = u64::try_from(now_ms).unwrap_or(0);
    let timestamp = uuid::Timestamp::from_unix(uuid::NoContext, ms / 1000, ((ms % 1000) * 1_000_000) as u32);
    uuid::Uuid::new_v7(timestamp)
}
