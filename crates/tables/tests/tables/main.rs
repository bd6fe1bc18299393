//! The crate as an importer uses it: files with the defects of real lists, read by what was detected.

mod detection;
mod every_row_once;
mod fuzz;
mod hostile;
mod lists;
mod mapping;
mod reading;
mod resuming;
mod workbooks;
mod writing;

use std::path::PathBuf;

use encoding_rs::GB18030;
use tables::{Detection, Entry, Format, ReadError, Row, detect, open};
use tempfile::TempDir;

/// A file in a folder that goes away with it.
struct ListFile {
    _folder: TempDir,
    path: PathBuf,
}

impl ListFile {
    fn new(bytes: impl AsRef<[u8]>) -> Self {
        Self::named("list.csv", bytes)
    }

    fn named(name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let file = Self::empty(name);
        std::fs::write(&file.path, bytes).unwrap();
        file
    }

    /// A path to write to.
    fn empty(name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        Self { _folder: folder, path }
    }

    fn detect(&self) -> Detection {
        detect(&self.path).unwrap()
    }

    fn refused(&self) -> ReadError {
        detect(&self.path).unwrap_err()
    }

    fn entries(&self, format: &Format) -> Vec<Entry> {
        open(&self.path, format).unwrap().map(Result::unwrap).collect()
    }

    /// Reads by what is detected.
    fn read(&self) -> Vec<Entry> {
        self.entries(&self.detect().format)
    }

    fn rows(&self) -> Vec<Row> {
        rows_of(self.read())
    }
}

fn rows_of(entries: Vec<Entry>) -> Vec<Row> {
    entries
        .into_iter()
        .filter_map(|entry| match entry {
            Entry::Row(row) => Some(row),
            Entry::Problem(_) | Entry::Skipped(_) => None,
        })
        .collect()
}

/// Entries as lines of text: `3: 张三|13800138000`, `4! quote_left_open`, `5- blank`.
fn summary(entries: &[Entry]) -> Vec<String> {
    entries
        .iter()
        .map(|entry| match entry {
            Entry::Row(row) => format!("{}: {}", row.number, row.cells.join("|")),
            Entry::Problem(problem) => format!("{}! {}", problem.number, problem.fault.code()),
            Entry::Skipped(skipped) => format!("{}- {}", skipped.number, skipped.reason.code()),
        })
        .collect()
}

fn codes(detection: &Detection) -> Vec<&'static str> {
    detection.notes.iter().map(tables::Note::code).collect()
}

fn strings(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

fn gb18030(text: &str) -> Vec<u8> {
    GB18030.encode(text).0.into_owned()
}

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}
