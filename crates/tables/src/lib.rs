//! Table files in and out: a messy CSV, TSV or Excel list becomes a stream of rows, and rows become CSV or Excel files
//! (PRO-11).
//!
//! The crate knows nothing of databases or parties. It promises one thing: **no row is lost or invented in silence**. Every
//! row after the header comes out exactly once, as a row, as a problem with its reason, or as skipped (blank, total,
//! repeated header, footnote), so that the importer's counts can add up to what a person sees in the file.
//!
//! ```text
//! detect(path) ──► Format + notes + samples      stored with the import run, shown, corrected by the person
//! open(path, &format) ──► Rows ──► Entry         streamed; memory does not grow with the file
//! mapping::suggest(columns, samples) ──► Mapping which column is which import field
//! write::TableWriter                             reasons files and exports that spreadsheets open safely
//! ```
//!
//! Codes (`code()`) of errors, notes and problems are stable: screens word them in the reader's language from the code and
//! the parameters; `Display` is the English line for terminals and logs.

pub mod detect;
mod fault;
mod format;
pub mod likeness;
pub mod limits;
pub mod mapping;
pub mod read;
pub mod write;

pub use detect::{Detection, Hints, Note, SheetName, detect, detect_with};
pub use fault::{Params, ReadError};
pub use format::{
    Format, HeaderRows, Layout, LineBreak, ShortRows, TextEncoding, TextLayout, UnknownEncoding, WorkbookKind,
};
pub use mapping::{ImportField, Mapping, Subject, suggest};
pub use read::{Entry, Progress, Row, RowFault, RowProblem, Rows, SkipReason, Skipped, open};
