//! Reads a file by its format as a stream of entries, in bounded memory.

mod cell_text;
mod entry;
mod lines;
mod old_workbook;
mod records;
mod sieve;
mod workbook;
mod zip_guard;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::detect::{FileKind, file_kind};
use crate::fault::ReadError;
use crate::format::{Format, Layout, TextLayout};

pub use entry::{Entry, Row, RowFault, RowProblem, SkipReason, Skipped};
pub(crate) use lines::LineReader;
pub(crate) use records::RecordReader;
pub(crate) use sieve::Sieve;
use workbook::{SheetRow, SheetRows};
pub(crate) use workbook::{SheetSample, sample_sheets};

/// How far reading has come. Bytes of a text file, rows of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Progress {
    pub done: u64,
    /// `None` when the sheet does not say how long it is.
    pub total: Option<u64>,
}

/// The entries of a file after its header, in order. Ends after the first error.
pub struct Rows {
    path: PathBuf,
    source: Source,
    sieve: Sieve,
    ended: bool,
}

enum Source {
    Text { records: RecordReader, bytes_read: Arc<AtomicU64>, bytes: u64 },
    Sheet(SheetCursor),
}

/// Opens `path` for reading by `format`, positioned after the header.
///
/// # Errors
/// When the file cannot be opened, or is no longer of the kind that the format describes.
pub fn open(path: impl AsRef<Path>, format: &Format) -> Result<Rows, ReadError> {
    let path = path.as_ref();
    let source = match (&format.layout, file_kind(path)?) {
        (Layout::Text(layout), FileKind::Text) => open_text(path, layout)?,
        (Layout::Workbook { kind, sheet }, FileKind::Workbook(found)) if *kind == found => {
            Source::Sheet(SheetCursor { rows: SheetRows::open(path, found, sheet)?, waiting: None, next_number: 1 })
        }
        _ => return Err(ReadError::FormatChanged { path: path.to_owned() }),
    };
    let mut rows =
        Rows { path: path.to_owned(), source, sieve: Sieve::new(&format.columns, format.short_rows), ended: false };
    rows.skip_to(format.first_data_row())?;
    Ok(rows)
}

fn open_text(path: &Path, layout: &TextLayout) -> Result<Source, ReadError> {
    let file = File::open(path).map_err(|error| ReadError::io(path, error))?;
    let bytes = file.metadata().map_err(|error| ReadError::io(path, error))?.len();
    let bytes_read = Arc::new(AtomicU64::new(0));
    let counted = CountedBytes { file, count: Arc::clone(&bytes_read) };
    let lines = LineReader::new(Box::new(counted), layout.encoding, layout.line_break);
    Ok(Source::Text { records: RecordReader::new(lines, layout.delimiter, layout.quote), bytes_read, bytes })
}

impl Rows {
    /// Passes over every entry whose number is below `number`, without taking it apart: how a run resumes after the last row
    /// it has stored.
    pub fn skip_to(&mut self, number: u64) -> Result<(), ReadError> {
        match &mut self.source {
            Source::Text { records, .. } => {
                records.skip_until(number).map_err(|error| ReadError::io(&self.path, error))
            }
            Source::Sheet(cursor) => cursor.skip_until(number),
        }
    }

    pub fn progress(&self) -> Progress {
        match &self.source {
            Source::Text { bytes_read, bytes, .. } => {
                Progress { done: bytes_read.load(Ordering::Relaxed), total: Some(*bytes) }
            }
            Source::Sheet(cursor) => Progress { done: cursor.next_number - 1, total: cursor.rows.row_count() },
        }
    }

    fn read_entry(&mut self) -> Result<Option<Entry>, ReadError> {
        let sieve = &self.sieve;
        match &mut self.source {
            Source::Text { records, .. } => {
                let record = records.next(sieve.width()).map_err(|error| ReadError::io(&self.path, error))?;
                Ok(record.map(|record| match record.outcome {
                    Ok(cells) => sieve.sort(record.number, cells, |_| records.raw()),
                    Err(fault) => sieve::problem(record.number, fault, &records.raw()),
                }))
            }
            Source::Sheet(cursor) => Ok(cursor.next()?.map(|row| row.sort(sieve))),
        }
    }
}

impl Iterator for Rows {
    type Item = Result<Entry, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let entry = self.read_entry().transpose();
        self.ended = !matches!(entry, Some(Ok(_)));
        entry
    }
}

impl std::fmt::Debug for Rows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rows").field("path", &self.path).field("progress", &self.progress()).finish_non_exhaustive()
    }
}

/// Fills in the blank rows that a sheet leaves out, up to its last filled row.
struct SheetCursor {
    rows: SheetRows,
    /// The next filled row, while blank rows before it are given out.
    waiting: Option<SheetRow>,
    next_number: u64,
}

impl SheetCursor {
    fn next(&mut self) -> Result<Option<SheetRow>, ReadError> {
        if self.waiting.is_none() {
            self.waiting = self.rows.next()?;
        }
        let Some(row) = self.waiting.take() else { return Ok(None) };
        let number = self.next_number;
        self.next_number += 1;
        if row.number > number {
            self.waiting = Some(row);
            return Ok(Some(SheetRow::blank(number)));
        }
        Ok(Some(row))
    }

    fn skip_until(&mut self, number: u64) -> Result<(), ReadError> {
        self.next_number = self.next_number.max(number);
        while self.waiting.as_ref().is_none_or(|row| row.number < number) {
            self.waiting = self.rows.next()?;
            if self.waiting.is_none() {
                break;
            }
        }
        Ok(())
    }
}

struct CountedBytes {
    file: File,
    count: Arc<AtomicU64>,
}

impl Read for CountedBytes {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
