//! A data set of orders: a directory of files, and a manifest that says which of them are it.
//!
//! ```text
//! manifest.json       what the data set is; replaced by renaming, so that it is always whole
//! 000012-0003.parquet a part: the customers of one range, written by the 12th writer
//! readers.lock        held by whoever reads; files that left the manifest are removed only when nobody does
//! writer.lock         held by the one writer
//! ```
//!
//! A file is never changed once the manifest names it. A reader therefore sees one state from its first row to its last, while
//! a writer prepares the next; and a writer that is killed leaves only files that no manifest names.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use url::Url;
use uuid::Uuid;

use super::error::EngineError;

/// Version of the columns and the manifest.
pub(super) const VERSION: u32 = 1;
const MANIFEST: &str = "manifest.json";
const READERS: &str = "readers.lock";
const WRITER: &str = "writer.lock";

/// Counts and sums of rows, to compare with where they came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Totals {
    /// Rows: lines of orders.
    pub rows: u64,
    /// Orders and returns.
    pub orders: u64,
    /// Customers.
    pub customers: u64,
    /// Sum of the amounts.
    pub amount_minor: i64,
    /// Rows whose margin is known.
    pub rows_with_margin: u64,
    /// Sum of the known margins.
    pub margin_minor: i64,
    /// Days since 1970 of the first row by day; none without rows.
    pub first_day: Option<i32>,
    /// Of the last.
    pub last_day: Option<i32>,
}

impl Totals {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: &Self) -> Self {
        let first = [self.first_day, other.first_day].into_iter().flatten().min();
        Self {
            rows: self.rows + other.rows,
            orders: self.orders + other.orders,
            customers: self.customers + other.customers,
            amount_minor: self.amount_minor.saturating_add(other.amount_minor),
            rows_with_margin: self.rows_with_margin + other.rows_with_margin,
            margin_minor: self.margin_minor.saturating_add(other.margin_minor),
            first_day: first,
            last_day: self.last_day.max(other.last_day),
        }
    }
}

/// One file with all rows of a range of customers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Name in the directory.
    pub file: String,
    /// The first customer in it.
    pub first: Uuid,
    /// The last; no other part has customers between the two.
    pub last: Uuid,
    /// Counts and sums.
    pub totals: Totals,
}

/// What a data set consists of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the form.
    pub version: u32,
    /// Counts up with every writer.
    pub generation: u64,
    /// Currency of all amounts.
    pub currency: String,
    /// What the caller wants to find again: how far the source had been read.
    pub mark: String,
    /// The columns, where they are not always the same: those of customers follow the catalogue of fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// The parts, by customer.
    pub parts: Vec<Part>,
}

impl Manifest {
    /// Counts and sums of the whole.
    pub fn totals(&self) -> Totals {
        self.parts.iter().fold(Totals::default(), |sum, part| sum.plus(&part.totals))
    }
}

/// A data set open for reading. Clones are the same; files stay as long as one of them lives.
#[derive(Debug, Clone)]
pub struct DataSet(Arc<Open>);

#[derive(Debug)]
struct Open {
    folder: PathBuf,
    manifest: Manifest,
    /// Shared lock on the readers' file, given back when this is closed.
    _lock: File,
}

impl DataSet {
    /// Opens what the directory holds now; later writers do not change it.
    pub fn open(folder: &Path) -> Result<Self, EngineError> {
        if !folder.join(MANIFEST).exists() {
            return Err(EngineError::Missing(folder.to_owned()));
        }
        let path = folder.join(READERS);
        let lock = lock_file(&path)?;
        lock.lock_shared().map_err(|source| EngineError::File { path, source })?;
        // only now: what this names cannot be removed any more
        let manifest = read_manifest(folder)?.ok_or_else(|| EngineError::Missing(folder.to_owned()))?;
        Ok(Self(Arc::new(Open { folder: folder.to_owned(), manifest, _lock: lock })))
    }

    /// What it consists of.
    pub fn manifest(&self) -> &Manifest {
        &self.0.manifest
    }

    /// Where a part lies. An address, since the engine would read a plain path with a `*` as many.
    pub(super) fn address(&self, part: &Part) -> Result<Url, EngineError> {
        let path = self.0.folder.join(&part.file);
        let failed = |source| EngineError::File { path: path.clone(), source };
        let absolute = std::path::absolute(&path).map_err(failed)?;
        Url::from_file_path(absolute).map_err(|()| failed(std::io::ErrorKind::InvalidFilename.into()))
    }
}

fn lock_file(path: &Path) -> Result<File, EngineError> {
    let opened = File::options().create(true).truncate(false).read(true).write(true).open(path);
    opened.map_err(|source| EngineError::File { path: path.to_owned(), source })
}

fn read_manifest(folder: &Path) -> Result<Option<Manifest>, EngineError> {
    let path = folder.join(MANIFEST);
    let text = match fs::read(&path) {
        Ok(text) => text,
        Err(source) if source.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(EngineError::File { path, source }),
    };
    let manifest: Manifest = serde_json::from_slice(&text).map_err(|error| EngineError::Manifest(error.to_string()))?;
    if manifest.version == VERSION {
        Ok(Some(manifest))
    } else {
        Err(EngineError::Manifest(format!("version {} is not {VERSION}", manifest.version)))
    }
}

/// The right to write a directory, held until dropped.
#[derive(Debug)]
pub(super) struct Writing {
    pub folder: PathBuf,
    /// What was there before.
    pub before: Option<Manifest>,
    _lock: File,
}

impl Writing {
    /// Takes the right; one writer has it at a time. A manifest that cannot be read is as good as none: all is written anew.
    pub fn begin(folder: &Path) -> Result<Self, EngineError> {
        fs::create_dir_all(folder).map_err(|source| EngineError::File { path: folder.to_owned(), source })?;
        let path = folder.join(WRITER);
        let lock = lock_file(&path)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(EngineError::Busy(folder.to_owned())),
            Err(TryLockError::Error(source)) => return Err(EngineError::File { path, source }),
        }
        let before = match read_manifest(folder) {
            Err(EngineError::Manifest(_)) => None,
            other => other?,
        };
        Ok(Self { folder: folder.to_owned(), before, _lock: lock })
    }

    /// A generation that no file in the directory is of, also when its manifest was lost.
    pub fn next_generation(&self) -> Result<u64, EngineError> {
        let failed = |source| EngineError::File { path: self.folder.clone(), source };
        let mut last = self.before.as_ref().map_or(0, |before| before.generation);
        for entry in fs::read_dir(&self.folder).map_err(failed)? {
            let name = entry.map_err(failed)?.file_name();
            let generation = name.to_str().and_then(|name| name.split_once('-')?.0.parse().ok());
            last = last.max(generation.unwrap_or(0));
        }
        Ok(last + 1)
    }

    /// Makes a manifest the present one, and removes files it does not name unless somebody reads.
    pub fn publish(&self, manifest: &Manifest) -> Result<(), EngineError> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |source| EngineError::File { path, source }
        };
        let (prepared, path) = (self.folder.join("manifest.next"), self.folder.join(MANIFEST));
        let text = serde_json::to_vec_pretty(manifest).map_err(|error| EngineError::Manifest(error.to_string()))?;
        fs::write(&prepared, text).map_err(failed(&prepared))?;
        File::open(&prepared).and_then(|file| file.sync_all()).map_err(failed(&prepared))?;
        fs::rename(&prepared, &path).map_err(failed(&path))?;
        // the new name is kept only once the directory is
        File::open(&self.folder).and_then(|folder| folder.sync_all()).map_err(failed(&self.folder))?;
        self.remove_strangers(manifest).map_err(failed(&self.folder))
    }

    fn remove_strangers(&self, manifest: &Manifest) -> std::io::Result<()> {
        let readers = File::options().create(true).truncate(false).write(true).open(self.folder.join(READERS))?;
        if readers.try_lock().is_err() {
            return Ok(());
        }
        let named: BTreeSet<&str> = manifest.parts.iter().map(|part| part.file.as_str()).collect();
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if name.ends_with(".parquet") && !named.contains(name) {
                fs::remove_file(&path)?;
            }
        }
        Ok(())
    }
}
