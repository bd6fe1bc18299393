//! The file of a backup: a ZIP archive of one file of JSON lines for each table, the files that wait to be imported, and
//! a manifest with counts and checksums, which is written last.

use std::{
    fs::File,
    io::{BufRead, BufReader, BufWriter, Read, Write},
    path::{Path, PathBuf},
};

use method::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::portable::Fingerprint;
use tempfile::NamedTempFile;
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::OperationError;

/// Of this archive's layout; another layout gets another number.
const LAYOUT: u32 = 1;
const MANIFEST: &str = "manifest.json";
/// The manifest is small; more is none.
const MOST_MANIFEST_BYTES: u64 = 16 * 1024 * 1024;

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    pub layout: u32,
    /// version of the program that made it
    pub tuoke: String,
    pub made_at: Timestamp,
    /// the migrations that the database had
    pub schema: Vec<String>,
    pub tables: Vec<TablePart>,
    pub files: Vec<FilePart>,
}

/// A table in a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TablePart {
    pub name: String,
    pub columns: Vec<String>,
    pub rows: u64,
    pub checksum: String,
}

/// A file that waits to be imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilePart {
    pub name: String,
    pub bytes: u64,
    pub sha256: String,
}

impl TablePart {
    /// Whether rows are those that the manifest speaks of.
    pub(super) fn matches(&self, found: &Fingerprint) -> bool {
        self.rows == found.rows && self.checksum == found.checksum()
    }
}

fn table_entry(name: &str) -> String {
    format!("tables/{name}.jsonl")
}

fn file_entry(name: &str) -> String {
    format!("imports/{name}")
}

/// A backup being written, under another name until it is whole: a killed one leaves nothing under the final name.
pub(super) struct Writing {
    path: PathBuf,
    zip: ZipWriter<BufWriter<NamedTempFile>>,
}

impl Writing {
    pub(super) fn begin(path: &Path) -> Result<Self, OperationError> {
        if path.exists() {
            return Err(OperationError::Exists(path.to_owned()));
        }
        let unfinished = tempfile::Builder::new().prefix(".tuoke-backup-").suffix(".part").tempfile_in(folder_of(path));
        let unfinished = unfinished.map_err(|source| unwritten(path, source))?;
        Ok(Self { path: path.to_owned(), zip: ZipWriter::new(BufWriter::new(unfinished)) })
    }

    pub(super) fn begin_table(&mut self, name: &str) -> Result<(), OperationError> {
        self.begin_entry(table_entry(name))
    }

    pub(super) fn line(&mut self, line: &str) -> Result<(), OperationError> {
        let written = self.zip.write_all(line.as_bytes()).and_then(|()| self.zip.write_all(b"\n"));
        written.map_err(|source| unwritten(&self.path, source))
    }

    /// Takes a whole file in.
    pub(super) fn file(&mut self, name: &str, from: &mut File) -> Result<FilePart, OperationError> {
        self.begin_entry(file_entry(name))?;
        let mut hash = Sha256::new();
        let bytes = copy(from, &mut self.zip, &mut hash).map_err(|source| unwritten(&self.path, source))?;
        Ok(FilePart { name: name.to_owned(), bytes, sha256: hexadecimal(&hash.finalize()) })
    }

    /// Writes the manifest, and gives the file its name once all of it is on disk.
    pub(super) fn finish(mut self, manifest: &Manifest) -> Result<(), OperationError> {
        self.begin_entry(MANIFEST.to_owned())?;
        let path = self.path.clone();
        let failed = |source| unwritten(&path, source);
        self.zip
            .write_all(&serde_json::to_vec_pretty(manifest).map_err(std::io::Error::from).map_err(failed)?)
            .map_err(failed)?;
        let file = self.zip.finish().map_err(std::io::Error::from).map_err(failed)?;
        let file = file.into_inner().map_err(|error| failed(error.into_error()))?;
        file.as_file().sync_all().map_err(failed)?;
        file.persist_noclobber(&path).map_err(|refused| match refused.error.kind() {
            std::io::ErrorKind::AlreadyExists => OperationError::Exists(path.clone()),
            _ => failed(refused.error),
        })?;
        // the name itself must be on disk too
        File::open(folder_of(&path)).and_then(|folder| folder.sync_all()).map_err(failed)
    }

    fn begin_entry(&mut self, name: String) -> Result<(), OperationError> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).large_file(true);
        let begun = self.zip.start_file(name, options).map_err(std::io::Error::from);
        begun.map_err(|source| unwritten(&self.path, source))
    }
}

impl Manifest {
    pub(super) fn new(made_at: Timestamp, schema: Vec<String>) -> Self {
        let tuoke = env!("CARGO_PKG_VERSION").to_owned();
        Self { layout: LAYOUT, tuoke, made_at, schema, tables: Vec::new(), files: Vec::new() }
    }

    /// How many rows all tables have.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }
}

/// A backup being read.
pub(super) struct Reading {
    zip: ZipArchive<BufReader<File>>,
    pub(super) manifest: Manifest,
}

impl Reading {
    pub(super) fn open(path: &Path) -> Result<Self, OperationError> {
        let file = File::open(path).map_err(|source| OperationError::File {
            path: path.to_owned(),
            what: "cannot be read",
            source,
        })?;
        let none = |what: String| OperationError::NoBackup { path: path.to_owned(), what };
        let mut zip = ZipArchive::new(BufReader::new(file)).map_err(|error| none(error.to_string()))?;
        let entry = zip.by_name(MANIFEST).map_err(|_| none("it has no manifest".to_owned()))?;
        let mut text = String::new();
        entry.take(MOST_MANIFEST_BYTES).read_to_string(&mut text).map_err(|error| none(error.to_string()))?;
        let layout = serde_json::from_str::<serde_json::Value>(&text).ok().and_then(|all| all["layout"].as_u64());
        if layout.is_some_and(|layout| layout > LAYOUT.into()) {
            return Err(OperationError::Newer(format!("layout {}", layout.unwrap_or_default())));
        }
        let manifest =
            serde_json::from_str(&text).map_err(|error| none(format!("its manifest is not understood: {error}")))?;
        Ok(Self { zip, manifest })
    }

    /// The lines of a table, so many at a time.
    pub(super) fn lines<'a>(
        &'a mut self,
        table: &str,
    ) -> Result<impl Iterator<Item = Result<String, OperationError>> + 'a, OperationError> {
        let part = format!("table {table}");
        let entry = self.zip.by_name(&table_entry(table)).map_err(|error| damaged(&part, error))?;
        Ok(BufReader::new(entry).lines().map(move |line| line.map_err(|error| damaged(&part, error))))
    }

    /// Writes a file out again, and sees that it is the one that was taken in.
    pub(super) fn file(&mut self, part: &FilePart, to: &Path) -> Result<(), OperationError> {
        let named = format!("file imports/{}", part.name);
        let mut entry = self.zip.by_name(&file_entry(&part.name)).map_err(|error| damaged(&named, error))?;
        let unwritten = |source| unwritten(to, source);
        let mut file = NamedTempFile::new_in(folder_of(to)).map_err(unwritten)?;
        let mut hash = Sha256::new();
        let bytes = copy(&mut entry, file.as_file_mut(), &mut hash).map_err(|error| damaged(&named, error))?;
        if bytes != part.bytes || hexadecimal(&hash.finalize()) != part.sha256 {
            return Err(damaged(&named, "is not the one that was taken in"));
        }
        file.as_file().sync_all().map_err(unwritten)?;
        file.persist(to).map_err(|refused| unwritten(refused.error))?;
        Ok(())
    }
}

pub(super) fn damaged(part: &str, what: impl ToString) -> OperationError {
    OperationError::Damaged { part: part.to_owned(), what: what.to_string() }
}

fn unwritten(path: &Path, source: std::io::Error) -> OperationError {
    OperationError::File { path: path.to_owned(), what: "cannot be written", source }
}

/// The folder in which a file lies.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn copy(from: &mut impl Read, to: &mut impl Write, hash: &mut Sha256) -> std::io::Result<u64> {
    let mut buffer = vec![0; 64 * 1024];
    let mut bytes = 0;
    loop {
        let read = from.read(&mut buffer)?;
        if read == 0 {
            return Ok(bytes);
        }
        hash.update(&buffer[..read]);
        to.write_all(&buffer[..read])?;
        bytes += read as u64;
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
