//! Backup, restore and copy of the whole database, for those who look after a server.
//!
//! Both databases are written in one portable form, so that a backup of either goes into either, and a copy is a backup
//! that was never a file.

mod archive;
mod backup;
mod copy;
mod restore;
mod search;
mod vitals;

pub use archive::{FilePart, Manifest, TablePart};
pub use backup::backup_name;
pub use vitals::Vitals;

use std::path::PathBuf;

use store::StoreError;
use thiserror::Error;

use crate::AppError;

/// Why a backup, a restore or a copy ended without its work.
#[derive(Debug, Error)]
pub enum OperationError {
    #[error(transparent)]
    App(#[from] AppError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("{} exists already, and a backup never overwrites; choose another name", .0.display())]
    Exists(PathBuf),
    #[error("{} {what}", .path.display())]
    File { path: PathBuf, what: &'static str, source: std::io::Error },
    #[error("{} is no backup of Tuoke, or not a whole one: {what}", .path.display())]
    NoBackup { path: PathBuf, what: String },
    #[error("the backup was written by a newer version of Tuoke (its schema has {0}); restore it with that version")]
    Newer(String),
    #[error("the backup is damaged: the {part} {what}; nothing was restored, take another backup")]
    Damaged { part: String, what: String },
    #[error("the table {table} differs after it was copied: {expected} expected, {found} found; nothing was kept")]
    Differs { table: String, expected: String, found: String },
}

/// How many rows were copied of how many tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Copied {
    pub tables: usize,
    pub rows: u64,
    pub files: usize,
}

/// Rows that go into one call of the database.
const ROWS_AT_ONCE: usize = 1_000;
