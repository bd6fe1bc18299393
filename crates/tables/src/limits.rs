//! Bounds on what is held in memory or accepted, so that no file, however broken or hostile, can exhaust the machine.
//!
//! They sit far above what real lists contain; passing one is reported with the row or part it happened in.

/// Bytes of one row (all its lines together). A longer row becomes a problem and reading goes on with the next line.
pub const MAX_ROW_BYTES: usize = 1 << 20;

/// Lines that one quoted cell may span. A quote left open is given up after this many lines and blamed on the line where
/// it was opened.
pub const MAX_LINES_PER_ROW: usize = 1_000;

/// Quotes left open that may be searched to the bounds above. A file with more of them is read line by line from there on,
/// so that a hostile file cannot make reading quadratic.
pub const MAX_OPEN_QUOTE_SEARCHES: u32 = 64;

/// Columns of a table. Excel allows 16,384; no list of customers has more than a few hundred.
pub const MAX_COLUMNS: usize = 2_048;

/// Characters of a file's row that a problem keeps as `raw`, to show to a person.
pub const MAX_RAW_CHARS: usize = 2_000;

/// Bytes of all parts of an Excel file after unpacking.
pub const MAX_WORKBOOK_BYTES: u64 = 4 << 30;

/// Bytes of the shared strings, styles and other parts that are held in memory while a sheet is streamed, each.
pub const MAX_HELD_PART_BYTES: u64 = 512 << 20;

/// How many times larger than the file its parts may unpack to, once they pass [`RATIO_FREE_BYTES`]. Sheets pack about
/// ten to twenty times.
pub const MAX_UNPACK_RATIO: u64 = 200;

/// Unpacked bytes below which the ratio is not looked at.
pub const RATIO_FREE_BYTES: u64 = 64 << 20;

/// Bytes between two `<` of a workbook part. Excel's longest cell has 32,767 characters.
pub const MAX_XML_RUN_BYTES: usize = 1 << 20;

/// Parts (files) inside a workbook.
pub const MAX_WORKBOOK_PARTS: usize = 10_000;

/// Sheets looked into when the sheet holding the list is searched.
pub const MAX_SHEETS_SAMPLED: usize = 20;

/// Bytes of an old Excel (.xls) file, which can only be read whole.
pub const MAX_XLS_BYTES: u64 = 32 << 20;

/// Cells of the rectangles that the sheets of an old Excel file span together: 65,536 rows of 128 columns.
pub const MAX_XLS_CELLS: u64 = 8 << 20;

/// Bytes at the start of a text file used to recognise encoding, delimiter and header; half as many again are taken from
/// the middle and the end for the encoding.
pub const SAMPLE_HEAD_BYTES: usize = 256 << 10;

/// Rows used to recognise the header and to suggest the mapping.
pub const SAMPLE_ROWS: usize = 200;
