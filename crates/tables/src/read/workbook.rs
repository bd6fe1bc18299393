//! Rows of an Excel sheet, streamed from a thread of its own.
//!
//! The reader of a sheet borrows its workbook, and a hostile file may make the parser panic; a thread owns both and hands
//! over batches of rows through a bounded channel, so a slow consumer holds it back and a panic becomes an error.

use std::fs::File;
use std::io::{BufReader, Cursor};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use calamine::{DataType, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsx, XlsxError};

use super::cell_text::cell_text;
use super::entry::{Entry, RowFault};
use super::old_workbook::contained;
use super::sieve::{Sieve, problem};
use super::zip_guard::check_workbook_size;
use crate::fault::ReadError;
use crate::format::WorkbookKind;
use crate::limits::{MAX_COLUMNS, MAX_ROW_BYTES, MAX_SHEETS_SAMPLED};

const BATCH_ROWS: usize = 256;
const BATCH_BYTES: usize = 256 << 10;
const BATCHES_AHEAD: usize = 4;

/// A row with at least one filled cell.
#[derive(Debug, Clone, Default)]
pub(crate) struct SheetRow {
    pub number: u64,
    pub cells: Vec<String>,
    bytes: usize,
    /// The last filled column, when it lies beyond [`MAX_COLUMNS`].
    beyond: Option<usize>,
}

impl SheetRow {
    pub(crate) fn blank(number: u64) -> Self {
        Self { number, ..Self::default() }
    }

    pub(crate) fn sort(self, sieve: &Sieve) -> Entry {
        let raw = |cells: &[String]| cells.join("\t");
        if self.bytes > MAX_ROW_BYTES {
            return problem(self.number, RowFault::RowTooLong { limit: MAX_ROW_BYTES }, &raw(&self.cells));
        }
        if let Some(found) = self.beyond {
            let expected = sieve.width();
            return problem(self.number, RowFault::TooManyCells { expected, found }, &raw(&self.cells));
        }
        sieve.sort(self.number, self.cells, raw)
    }

    fn put(&mut self, column: usize, text: String) {
        if column >= MAX_COLUMNS {
            self.beyond = Some(column + 1);
            return;
        }
        self.bytes += text.len();
        if self.bytes > MAX_ROW_BYTES {
            return;
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        self.cells[column] = text;
    }
}

enum Message {
    /// The number of the last row, where the sheet declares it.
    RowCount(u64),
    Batch(Vec<SheetRow>),
    Failed(ReadError),
    End,
}

pub(crate) struct SheetRows {
    path: PathBuf,
    messages: Receiver<Message>,
    batch: std::vec::IntoIter<SheetRow>,
    row_count: Option<u64>,
    ended: bool,
}

impl SheetRows {
    pub(crate) fn open(path: &Path, kind: WorkbookKind, sheet: &str) -> Result<Self, ReadError> {
        let (sender, messages) = sync_channel(BATCHES_AHEAD);
        let (owned_path, sheet) = (path.to_owned(), sheet.to_owned());
        spawn(path, move || {
            let sent = Workbook::open(&owned_path, kind).and_then(|mut workbook| workbook.send_rows(&sheet, &sender));
            let last = sent.map_or_else(Message::Failed, |()| Message::End);
            // A consumer that has gone away needs no last message.
            let _ = sender.send(last);
        })?;
        Ok(Self { path: path.to_owned(), messages, batch: Vec::new().into_iter(), row_count: None, ended: false })
    }

    pub(crate) fn row_count(&self) -> Option<u64> {
        self.row_count
    }

    pub(crate) fn next(&mut self) -> Result<Option<SheetRow>, ReadError> {
        loop {
            if let Some(row) = self.batch.next() {
                return Ok(Some(row));
            }
            if self.ended {
                return Ok(None);
            }
            match self.messages.recv() {
                Ok(Message::RowCount(count)) => self.row_count = Some(count),
                Ok(Message::Batch(rows)) => self.batch = rows.into_iter(),
                Ok(Message::Failed(error)) => {
                    self.ended = true;
                    return Err(error);
                }
                Ok(Message::End) => self.ended = true,
                Err(_) => {
                    self.ended = true;
                    return Err(broken(&self.path, "its content cannot be parsed"));
                }
            }
        }
    }
}

/// The first filled rows of one sheet.
#[derive(Debug, Clone)]
pub(crate) struct SheetSample {
    pub name: String,
    pub hidden: bool,
    pub rows: Vec<SheetRow>,
}

/// The first `row_limit` filled rows of every sheet that holds cells, in the order of the workbook.
pub(crate) fn sample_sheets(path: &Path, kind: WorkbookKind, row_limit: usize) -> Result<Vec<SheetSample>, ReadError> {
    let owned_path = path.to_owned();
    let thread = spawn(path, move || Workbook::open(&owned_path, kind)?.sample(row_limit))?;
    thread.join().unwrap_or_else(|_| Err(broken(path, "its content cannot be parsed")))
}

fn spawn<T: Send + 'static>(
    path: &Path,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<std::thread::JoinHandle<T>, ReadError> {
    std::thread::Builder::new().name("read-sheet".to_owned()).spawn(work).map_err(|error| ReadError::io(path, error))
}

struct Workbook {
    path: PathBuf,
    book: Book,
}

enum Book {
    Xlsx(Box<Xlsx<BufReader<File>>>),
    Xls(Box<Xls<Cursor<Vec<u8>>>>),
}

/// Whether the receiver of rows wants more.
#[derive(PartialEq, Eq)]
enum Demand {
    More,
    Enough,
}

impl Workbook {
    fn open(path: &Path, kind: WorkbookKind) -> Result<Self, ReadError> {
        let book = match kind {
            WorkbookKind::Xlsx => {
                check_workbook_size(path)?;
                let file = File::open(path).map_err(|error| ReadError::io(path, error))?;
                let book = Xlsx::new(BufReader::new(file)).map_err(|error| xlsx_error(path, error))?;
                Book::Xlsx(Box::new(book))
            }
            WorkbookKind::Xls => {
                let book = Xls::new(contained(path)?).map_err(|error| match error {
                    XlsError::Password => ReadError::Encrypted { path: path.to_owned() },
                    error => broken(path, error),
                })?;
                Book::Xls(Box::new(book))
            }
        };
        Ok(Self { path: path.to_owned(), book })
    }

    fn sheets(&self) -> Vec<(String, bool)> {
        let sheets = match &self.book {
            Book::Xlsx(book) => book.sheets_metadata(),
            Book::Xls(book) => book.sheets_metadata(),
        };
        sheets
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
            .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
            .collect()
    }

    fn sample(&mut self, row_limit: usize) -> Result<Vec<SheetSample>, ReadError> {
        let mut samples = Vec::new();
        for (name, hidden) in self.sheets().into_iter().take(MAX_SHEETS_SAMPLED) {
            let mut rows = Vec::new();
            self.read_rows(
                &name,
                |_| Demand::More,
                |row| {
                    rows.push(row);
                    if rows.len() < row_limit { Demand::More } else { Demand::Enough }
                },
            )?;
            samples.push(SheetSample { name, hidden, rows });
        }
        Ok(samples)
    }

    fn send_rows(&mut self, sheet: &str, sender: &SyncSender<Message>) -> Result<(), ReadError> {
        let demand = |sent: Result<(), _>| if sent.is_ok() { Demand::More } else { Demand::Enough };
        let mut batch = Vec::with_capacity(BATCH_ROWS);
        let mut bytes = 0;
        self.read_rows(
            sheet,
            |count| demand(sender.send(Message::RowCount(count))),
            |row| {
                bytes += row.bytes;
                batch.push(row);
                if batch.len() < BATCH_ROWS && bytes < BATCH_BYTES {
                    return Demand::More;
                }
                bytes = 0;
                demand(sender.send(Message::Batch(std::mem::take(&mut batch))))
            },
        )?;
        // When the consumer has gone away there is nobody to tell.
        let _ = sender.send(Message::Batch(batch));
        Ok(())
    }

    fn read_rows(
        &mut self,
        sheet: &str,
        mut count: impl FnMut(u64) -> Demand,
        row: impl FnMut(SheetRow) -> Demand,
    ) -> Result<(), ReadError> {
        let available = self.sheets();
        if !available.iter().any(|(name, _)| name == sheet) {
            return Err(ReadError::NoSuchSheet {
                path: self.path.clone(),
                sheet: sheet.to_owned(),
                available: available.into_iter().map(|(name, _)| name).collect(),
            });
        }
        let path = &self.path;
        let mut rows = RowBuilder { current: SheetRow::default(), sink: row };
        match &mut self.book {
            Book::Xlsx(book) => {
                let mut cells = match book.worksheet_cells_reader(sheet) {
                    Ok(cells) => cells,
                    Err(XlsxError::NotAWorksheet(_)) => return Ok(()),
                    Err(error) => return Err(xlsx_error(path, error)),
                };
                let declared = u64::from(cells.dimensions().end.0) + 1;
                if declared > 1 && count(declared) == Demand::Enough {
                    return Ok(());
                }
                while let Some(cell) = cells.next_cell().map_err(|error| xlsx_error(path, error))? {
                    if rows.put(path, cell.get_position(), cell.get_value())? == Demand::Enough {
                        return Ok(());
                    }
                }
            }
            Book::Xls(book) => {
                let range = book.worksheet_range(sheet).map_err(|error| broken(path, error))?;
                let Some((top, left)) = range.start() else { return Ok(()) };
                if range.end().is_some_and(|(row, _)| count(u64::from(row) + 1) == Demand::Enough) {
                    return Ok(());
                }
                for (row, column, value) in range.used_cells() {
                    let position = (top + row as u32, left + column as u32);
                    if rows.put(path, position, value)? == Demand::Enough {
                        return Ok(());
                    }
                }
            }
        }
        rows.finish();
        Ok(())
    }
}

/// Gathers cells, which come in the order of the sheet, into rows.
struct RowBuilder<F> {
    current: SheetRow,
    sink: F,
}

impl<F: FnMut(SheetRow) -> Demand> RowBuilder<F> {
    fn put(&mut self, path: &Path, (row, column): (u32, u32), value: &impl DataType) -> Result<Demand, ReadError> {
        let text = cell_text(value);
        if text.is_empty() {
            return Ok(Demand::More);
        }
        let number = u64::from(row) + 1;
        if number < self.current.number {
            return Err(broken(path, format!("row {number} comes after row {}", self.current.number)));
        }
        let mut demand = Demand::More;
        if number > self.current.number {
            demand = self.finish();
            self.current = SheetRow::blank(number);
        }
        self.current.put(column as usize, text);
        Ok(demand)
    }

    fn finish(&mut self) -> Demand {
        let row = std::mem::take(&mut self.current);
        if row.number == 0 { Demand::More } else { (self.sink)(row) }
    }
}

fn xlsx_error(path: &Path, error: XlsxError) -> ReadError {
    match error {
        XlsxError::Password => ReadError::Encrypted { path: path.to_owned() },
        error => broken(path, error),
    }
}

pub(crate) fn broken(path: &Path, detail: impl std::fmt::Display) -> ReadError {
    ReadError::BrokenWorkbook { path: path.to_owned(), detail: detail.to_string() }
}
