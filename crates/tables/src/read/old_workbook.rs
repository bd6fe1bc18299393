//! Takes the tables out of an old Excel file (.xls) and into a container of our own, before anything parses them.
//!
//! The container is a small file system whose chains of sectors a damaged file can bend into circles, and a sheet sets
//! aside memory for the rectangle that its cells claim to span. Both are looked at here, so that no file makes the parser
//! take more memory than [`MAX_XLS_CELLS`] cells need. Records: \[MS-XLS\] 2.1.4; container: \[MS-CFB\].

use std::fs::File;
use std::io::{BufReader, Cursor, Read, Write};
use std::path::Path;

use super::workbook::broken;
use crate::fault::ReadError;
use crate::limits::{MAX_XLS_BYTES, MAX_XLS_CELLS};

/// The stream that holds the sheets: its name since Excel 97, and before.
const STREAMS: [&str; 2] = ["Workbook", "Book"];

const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;
const SHEET: u16 = 0x0085;
const EXTENT: u16 = 0x0200;
/// Records that start with the row and the column of a cell.
const CELLS: [u16; 7] = [0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205];
/// The same, of a number kept short.
const SHORT_NUMBER: u16 = 0x027E;

pub(crate) fn contained(path: &Path) -> Result<Cursor<Vec<u8>>, ReadError> {
    let file = File::open(path).map_err(|error| ReadError::io(path, error))?;
    let bytes = file.metadata().map_err(|error| ReadError::io(path, error))?.len();
    if bytes > MAX_XLS_BYTES {
        return Err(too_large(path, bytes, MAX_XLS_BYTES));
    }
    let mut source = cfb::CompoundFile::open(BufReader::new(file)).map_err(|error| broken(path, error))?;
    let name =
        STREAMS.into_iter().find(|name| source.is_stream(name)).ok_or_else(|| broken(path, "it holds no workbook"))?;
    let mut stream = Vec::new();
    source
        .open_stream(name)
        // a stream cannot be longer than the file that holds it
        .and_then(|held| held.take(bytes).read_to_end(&mut stream))
        .map_err(|error| broken(path, error))?;
    let cells = spanned(&stream);
    if cells > MAX_XLS_CELLS {
        return Err(broken(path, format!("its sheets claim {cells} cells, of at most {MAX_XLS_CELLS}")));
    }
    pack(name, &stream).map_err(|error| broken(path, error))
}

fn pack(name: &str, stream: &[u8]) -> std::io::Result<Cursor<Vec<u8>>> {
    let target = Cursor::new(Vec::with_capacity(stream.len() + (64 << 10)));
    // the parser takes a later version without small streams for an empty one
    let mut target = cfb::CompoundFile::create_with_version(cfb::Version::V3, target)?;
    target.create_stream(name)?.write_all(stream)?;
    target.flush()?;
    let mut packed = target.into_inner();
    packed.set_position(0);
    Ok(packed)
}

fn too_large(path: &Path, bytes: u64, limit: u64) -> ReadError {
    ReadError::WorkbookTooLarge { path: path.to_owned(), part: "the old Excel file".to_owned(), bytes, limit }
}

/// The cells of all rectangles that the sheets span, by their own word and by their cells.
fn spanned(stream: &[u8]) -> u64 {
    records(stream)
        .take_while(|&(kind, _)| kind != END)
        .filter(|&(kind, _)| kind == SHEET)
        .filter_map(|(_, data)| Some(u32::from_le_bytes(data.get(..4)?.try_into().ok()?)))
        .filter_map(|position| stream.get(position as usize..))
        .fold(0, |cells: u64, sheet| cells.saturating_add(spanned_by_sheet(sheet)))
}

fn spanned_by_sheet(sheet: &[u8]) -> u64 {
    let mut declared = 0_u64;
    let (mut rows, mut columns) = (Span::default(), Span::default());
    let mut begun = false;
    // charts and the like within the sheet have cells of their own, which are not read
    let mut depth = 0_usize;
    for (kind, data) in records(sheet) {
        match kind {
            BEGIN if begun => depth += 1,
            BEGIN => begun = true,
            END if depth == 0 => break,
            END => depth -= 1,
            EXTENT if depth == 0 => declared = declared.max(extent(data)),
            _ if depth == 0 && (CELLS.contains(&kind) || kind == SHORT_NUMBER) => {
                if let [row, row_high, column, column_high, ..] = *data {
                    rows.reach(u16::from_le_bytes([row, row_high]));
                    columns.reach(u16::from_le_bytes([column, column_high]));
                }
                // a run of numbers reaches from its first column to the one at its end
                if kind == 0x00BD
                    && let [.., last, last_high] = *data
                {
                    columns.reach(u16::from_le_bytes([last, last_high]));
                }
            }
            _ => {}
        }
    }
    declared.max(rows.len() * columns.len())
}

/// The rectangle of a sheet as it declares it: rows from and to in 32 bits, columns in 16; all in 16 bits before Excel 97.
fn extent(data: &[u8]) -> u64 {
    let short = |at: usize| data.get(at..at + 2).map_or(0, |two| u64::from(u16::from_le_bytes([two[0], two[1]])));
    let long = |at: usize| short(at) | short(at + 2) << 16;
    match data.len() {
        10 => short(2).saturating_mul(short(6)),
        _ => long(4).saturating_mul(short(10)),
    }
}

#[derive(Debug, Default, Clone, Copy)]
struct Span {
    reached: Option<(u16, u16)>,
}

impl Span {
    fn reach(&mut self, index: u16) {
        let (first, last) = self.reached.unwrap_or((index, index));
        self.reached = Some((first.min(index), last.max(index)));
    }

    fn len(self) -> u64 {
        self.reached.map_or(0, |(first, last)| u64::from(last - first) + 1)
    }
}

/// The records of a stream: kind, length of the data, data.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let (head, after) = rest.split_at_checked(4)?;
        let (data, next) = after.split_at_checked(usize::from(u16::from_le_bytes([head[2], head[3]])))?;
        rest = next;
        Some((u16::from_le_bytes([head[0], head[1]]), data))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
    }

    fn cell(row: u16, column: u16) -> Vec<u8> {
        record(SHORT_NUMBER, &[row.to_le_bytes(), column.to_le_bytes()].concat())
    }

    #[test]
    fn two_cells_far_apart_span_what_lies_between_them() {
        let sheet = [record(BEGIN, &[]), cell(0, 0), cell(u16::MAX, u16::MAX), record(END, &[])].concat();
        assert_eq!(spanned_by_sheet(&sheet), 1 << 32);
    }

    #[test]
    fn cells_of_a_chart_within_and_after_the_end_do_not_count() {
        let chart = [record(BEGIN, &[]), cell(900, 900), record(END, &[])].concat();
        let sheet = [record(BEGIN, &[]), cell(4, 1), chart, cell(5, 2), record(END, &[]), cell(700, 7)].concat();
        assert_eq!(spanned_by_sheet(&sheet), 4);
    }

    #[test]
    fn a_declared_rectangle_counts_without_a_cell() {
        let data =
            [&0_u32.to_le_bytes()[..], &u32::MAX.to_le_bytes(), &[0, 0], &256_u16.to_le_bytes(), &[0, 0]].concat();
        assert_eq!(spanned_by_sheet(&record(EXTENT, &data)), u64::from(u32::MAX) * 256);
    }
}
