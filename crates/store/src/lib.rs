//! Tables, migrations and repositories over SQLite and PostgreSQL. The only crate that knows SeaORM and SQL.
//!
//! Reads go through [`Store`] (a pool), writes through a [`Tx`] begun on it; both are a [`Db`], which every repository
//! function takes first. On SQLite there is one writing connection and transactions begin IMMEDIATE, so that two writers
//! queue rather than fail.

use std::sync::atomic::{AtomicU64, Ordering};

mod access;
pub mod dialect;
pub mod entities;
mod error;
mod migrations;
mod rows;

pub mod assessments;
pub mod attempts;
pub mod audit;
pub mod catalogue;
pub mod check;
pub mod classes;
pub mod deals;
pub mod dormancy;
pub mod duplicates;
pub mod erasure;
pub mod idempotency;
pub mod import_folders;
pub mod imports;
pub mod jobs;
pub mod judged;
pub mod leaving;
pub mod lists;
pub mod merges;
pub mod orders;
pub mod parties;
pub mod people;
pub mod pool;
pub mod portable;
pub mod privacy;
pub mod products;
pub mod purchases;
pub mod search;
pub mod segments;
pub mod settings;
pub mod sharing;
pub mod sign_in;
pub mod standings;
pub mod supply;
pub mod timeline;
pub mod views;
pub mod webhooks;
pub mod worklist;

pub use access::{Connections, Db, Location, Store, Tx};
pub use error::StoreError;
pub use migrations::MigrationState;

/// Identifiers made by this process so far; those of one moment keep the order in which they were made, so that rows
/// written together stand together in every index.
static MADE: AtomicU64 = AtomicU64::new(0);
/// Bits of that count within an identifier; 32 random ones follow.
const COUNTED_BITS: u8 = 42;

/// A new identifier, ordered by the moment given (UUIDv7) and, within it, by creation.
pub fn new_id(now_ms: i64) -> uuid::Uuid {
    let ms = u64::try_from(now_ms).unwrap_or(0);
    let made = u128::from(MADE.fetch_add(1, Ordering::Relaxed) & ((1 << COUNTED_BITS) - 1));
    let nanos = ((ms % 1000) * 1_000_000) as u32;
    uuid::Uuid::new_v7(uuid::Timestamp::from_unix_time(ms / 1000, nanos, made, COUNTED_BITS))
}

#[cfg(test)]
mod tests {
    use super::new_id;

    #[test]
    fn identifiers_of_one_moment_keep_their_order_and_differ_from_others() {
        let ids: Vec<_> = (0..1_000).map(|_| new_id(1_700_000_000_000)).collect();
        assert!(ids.is_sorted());
        assert!(ids.windows(2).all(|pair| pair[0] != pair[1]));
        assert!(new_id(1_700_000_000_001) > *ids.last().unwrap());
        assert!(new_id(1_699_999_999_999) < ids[0]);
    }
}
