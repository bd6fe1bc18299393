//! What comes out of a file, row by row: a row, a problem, or something skipped.

use serde::Serialize;

use crate::fault::Params;
use crate::limits::MAX_RAW_CHARS;

/// Every row after the header comes out as exactly one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    Row(Row),
    Problem(RowProblem),
    Skipped(Skipped),
}

/// A row with as many cells as the format has columns, each trimmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Line of a text file or row of a sheet, from 1, as a person sees it. A row spanning several lines has the number of
    /// its first.
    pub number: u64,
    pub cells: Vec<String>,
}

/// A row that cannot be taken apart with certainty; the person mends it in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowProblem {
    pub number: u64,
    pub fault: RowFault,
    /// The row as it stands in the file, shortened to [`MAX_RAW_CHARS`]; undecodable bytes show as `�`.
    pub raw: String,
}

/// A row that holds no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Skipped {
    pub number: u64,
    pub reason: SkipReason,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    Blank,
    /// 合计, 小计, Total … followed by nothing but numbers.
    Total,
    /// The header again, as printed lists have on every page.
    RepeatedHeader,
    /// 制表人：…, 注：…, Source: …
    Footnote,
}

impl SkipReason {
    pub fn code(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::Total => "total",
            Self::RepeatedHeader => "repeated_header",
            Self::Footnote => "footnote",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowFault {
    #[error("a quotation mark is opened and never closed; close it or delete it")]
    QuoteLeftOpen,
    #[error("text follows the closing quotation mark in column {column}; double the marks that belong to the text")]
    TextAfterQuote { column: usize },
    #[error("some characters are not {encoding}; retype them or save the file as UTF-8")]
    NotInEncoding { encoding: &'static str },
    #[error("the row is written in UTF-8 while the file is {encoding}; save the whole file as UTF-8")]
    MixedEncoding { encoding: &'static str },
    #[error(
        "{found} cells where the header has {expected}; a cell holding the delimiter must stand in quotation marks"
    )]
    TooManyCells { expected: usize, found: usize },
    #[error("{found} cells where the header has {expected}; a line break inside the row may have cut it")]
    TooFewCells { expected: usize, found: usize },
    #[error("the row is longer than {limit} bytes; shorten it")]
    RowTooLong { limit: usize },
}

impl RowFault {
    pub fn code(&self) -> &'static str {
        match self {
            Self::QuoteLeftOpen => "quote_left_open",
            Self::TextAfterQuote { .. } => "text_after_quote",
            Self::NotInEncoding { .. } => "not_in_encoding",
            Self::MixedEncoding { .. } => "mixed_encoding",
            Self::TooManyCells { .. } => "too_many_cells",
            Self::TooFewCells { .. } => "too_few_cells",
            Self::RowTooLong { .. } => "row_too_long",
        }
    }

    pub fn params(&self) -> Params {
        match self {
            Self::QuoteLeftOpen => vec![],
            Self::TextAfterQuote { column } => vec![("column", column.to_string())],
            Self::NotInEncoding { encoding } | Self::MixedEncoding { encoding } => {
                vec![("encoding", (*encoding).to_owned())]
            }
            Self::TooManyCells { expected, found } | Self::TooFewCells { expected, found } => {
                vec![("expected", expected.to_string()), ("found", found.to_string())]
            }
            Self::RowTooLong { limit } => vec![("limit", limit.to_string())],
        }
    }
}

impl Entry {
    pub fn number(&self) -> u64 {
        match self {
            Self::Row(row) => row.number,
            Self::Problem(problem) => problem.number,
            Self::Skipped(skipped) => skipped.number,
        }
    }
}

/// Cuts what a problem shows to a bearable length, at a character.
pub(crate) fn shorten(raw: &str) -> String {
    match raw.char_indices().nth(MAX_RAW_CHARS) {
        Some((end, _)) => format!("{}…", &raw[..end]),
        None => raw.to_owned(),
    }
}
