//! Finds out how a file is to be read, by its content: kind, encoding, delimiter, sheet, header, columns. What is doubtful is
//! said in notes, and a person can correct each finding with [`Hints`]; the rest is then found anew around it.

mod columns;
mod content;
mod delimiter;
mod encoding;
mod header;
mod note;

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::fault::{Content, ReadError};
use crate::format::{Format, Layout, LineBreak, ShortRows, TextEncoding, TextLayout, WorkbookKind};
use crate::limits::{MAX_COLUMNS, MAX_ROW_BYTES, SAMPLE_ROWS};
use crate::read::{Entry, SheetSample, Sieve, sample_sheets};

pub(crate) use content::{FileKind, file_kind};
pub use note::Note;

use encoding::{FileSample, find_encoding};
use header::{Heading, SampleRow, find_heading, heading_at};

/// What was found, with everything that a wizard shows before the import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Detection {
    pub format: Format,
    pub notes: Vec<Note>,
    /// The sheets of a workbook; empty for text.
    pub sheets: Vec<SheetName>,
    /// The first rows below the header, for the preview and for `suggest`.
    pub samples: Vec<Vec<String>>,
    pub bytes: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SheetName {
    pub name: String,
    pub hidden: bool,
    /// Whether no cell is filled.
    pub empty: bool,
}

/// What a person knows better than the detection.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Hints {
    pub encoding: Option<TextEncoding>,
    pub delimiter: Option<char>,
    pub sheet: Option<String>,
    pub header: Option<HeaderHint>,
    pub short_rows: Option<ShortRows>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeaderHint {
    /// The first row is already data.
    Absent,
    /// The number of the row that holds the header.
    Row(u64),
}

/// Finds the format of a file.
///
/// # Errors
/// When the file is missing, empty, no table, encrypted, damaged or too large to unpack.
pub fn detect(path: impl AsRef<Path>) -> Result<Detection, ReadError> {
    detect_with(path, &Hints::default())
}

/// Finds the format of a file of which some things are known.
pub fn detect_with(path: impl AsRef<Path>, hints: &Hints) -> Result<Detection, ReadError> {
    let path = path.as_ref();
    match file_kind(path)? {
        FileKind::Text => detect_text(path, hints),
        FileKind::Workbook(kind) => detect_workbook(path, kind, hints),
    }
}

fn detect_text(path: &Path, hints: &Hints) -> Result<Detection, ReadError> {
    let sample = FileSample::read(path)?;
    let mut notes = Vec::new();
    let encoding = find_encoding(path, &sample, hints.encoding, &mut notes)?;
    let head = sample.head_text(encoding);
    if head.trim().is_empty() && sample.is_whole() {
        return Err(ReadError::Empty { path: path.to_owned() });
    }
    if !sample.is_whole() && !head.contains(['\n', '\r']) && !first_line_ends(path)? {
        return Err(ReadError::NotATable { path: path.to_owned(), found: Content::OneLine });
    }
    let line_break = if head.contains('\r') && !head.contains('\n') { LineBreak::Cr } else { LineBreak::Lf };
    let (delimiter, quote) = delimiter::find_delimiter(&head, line_break, hints.delimiter, &mut notes);
    let layout = TextLayout { encoding, delimiter, quote, line_break };
    let rows = delimiter::sample_rows(&head, delimiter, quote, line_break);
    let heading = choose_heading(path, &rows, hints.header)?;
    if heading.row_count(&rows) == 0 && sample.is_whole() {
        notes.push(Note::NoRows);
    }
    let short_rows = hints
        .short_rows
        .unwrap_or_else(|| columns::judge_short_rows(&rows[heading.data_from..], heading.columns.len()));
    if short_rows == ShortRows::Pad {
        notes.push(Note::ShortRowsPadded);
    }
    notes.extend(heading.notes);
    let format = Format { layout: Layout::Text(layout), header: heading.header, columns: heading.columns, short_rows };
    let (samples, doubts) = preview(&format, &rows[heading.data_from..]);
    notes.extend(doubts);
    Ok(Detection { format, notes, sheets: Vec::new(), samples, bytes: sample.file_bytes() })
}

/// Whether the first line is one that a row can be.
fn first_line_ends(path: &Path) -> Result<bool, ReadError> {
    let io = |error| ReadError::io(path, error);
    let mut left = MAX_ROW_BYTES as u64;
    let mut file = BufReader::with_capacity(64 << 10, File::open(path).map_err(io)?.take(left));
    while left > 0 {
        let piece = file.fill_buf().map_err(io)?;
        if piece.is_empty() || memchr::memchr2(b'\n', b'\r', piece).is_some() {
            return Ok(true);
        }
        let length = piece.len();
        left = left.saturating_sub(length as u64);
        file.consume(length);
    }
    Ok(false)
}

fn detect_workbook(path: &Path, kind: WorkbookKind, hints: &Hints) -> Result<Detection, ReadError> {
    let bytes = std::fs::metadata(path).map_err(|error| ReadError::io(path, error))?.len();
    let mut samples = sample_sheets(path, kind, SAMPLE_ROWS)?;
    let sheets: Vec<SheetName> = samples
        .iter()
        .map(|sheet| SheetName { name: sheet.name.clone(), hidden: sheet.hidden, empty: sheet.rows.is_empty() })
        .collect();
    let chosen = choose_sheet(path, &samples, hints)?;
    let SheetSample { name: sheet, rows, .. } = samples.swap_remove(chosen);
    let mut notes = Vec::new();
    if hints.sheet.is_none() && sheets.iter().filter(|sheet| !sheet.empty).count() > 1 {
        notes.push(Note::SeveralSheets { used: sheet.clone() });
    }
    let mut rows: Vec<SampleRow> =
        rows.into_iter().map(|row| SampleRow { number: row.number, cells: row.cells }).collect();
    columns::align_rows(&mut rows);
    let heading = choose_heading(path, &rows, hints.header)?;
    if heading.row_count(&rows) == 0 {
        notes.push(Note::NoRows);
    }
    notes.extend(heading.notes);
    let format = Format {
        layout: Layout::Workbook { kind, sheet },
        header: heading.header,
        columns: heading.columns,
        // A sheet has no short rows: cells stand in their columns.
        short_rows: ShortRows::Pad,
    };
    let (samples, doubts) = preview(&format, &rows[heading.data_from..]);
    notes.extend(doubts);
    Ok(Detection { format, notes, sheets, samples, bytes })
}

/// The sheet asked for, or the first visible one whose header holds known headings, or the first that holds anything.
fn choose_sheet(path: &Path, samples: &[SheetSample], hints: &Hints) -> Result<usize, ReadError> {
    if let Some(wanted) = &hints.sheet {
        return samples.iter().position(|sheet| &sheet.name == wanted).ok_or_else(|| ReadError::NoSuchSheet {
            path: path.to_owned(),
            sheet: wanted.clone(),
            available: samples.iter().map(|sheet| sheet.name.clone()).collect(),
        });
    }
    let is_filled = |sheet: &SheetSample| !sheet.rows.is_empty();
    let holds_list = |sheet: &SheetSample| {
        sheet.rows.len() > 1 && sheet.rows.iter().any(|row| header::known_headings(&row.cells) > 1)
    };
    samples
        .iter()
        .position(|sheet| !sheet.hidden && holds_list(sheet))
        .or_else(|| samples.iter().position(|sheet| !sheet.hidden && is_filled(sheet)))
        .or_else(|| samples.iter().position(is_filled))
        .ok_or_else(|| ReadError::Empty { path: path.to_owned() })
}

fn choose_heading(path: &Path, rows: &[SampleRow], hint: Option<HeaderHint>) -> Result<Heading, ReadError> {
    let heading = match hint {
        None => find_heading(rows),
        Some(HeaderHint::Absent) => Heading::absent(rows),
        Some(HeaderHint::Row(number)) => {
            heading_at(rows, number).ok_or_else(|| ReadError::NoHeaderRow { path: path.to_owned(), row: number })?
        }
    };
    if heading.columns.len() > MAX_COLUMNS {
        let found = heading.columns.len();
        return Err(ReadError::TooManyColumns { path: path.to_owned(), found, limit: MAX_COLUMNS });
    }
    Ok(heading)
}

/// The rows of the sample as a reader with this format will give them, and what is doubtful about its columns.
fn preview(format: &Format, rows: &[SampleRow]) -> (Vec<Vec<String>>, Vec<Note>) {
    let sieve = Sieve::new(&format.columns, format.short_rows);
    let samples: Vec<Vec<String>> = rows
        .iter()
        .filter_map(|row| match sieve.sort(row.number, row.cells.clone(), |_| String::new()) {
            Entry::Row(row) => Some(row.cells),
            Entry::Problem(_) | Entry::Skipped(_) => None,
        })
        .collect();
    let notes = columns::note_damaged_numbers(&format.columns, &samples);
    (samples, notes)
}
