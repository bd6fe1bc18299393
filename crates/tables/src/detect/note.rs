//! What a person should look at before trusting a detection.

use serde::Serialize;

use crate::fault::Params;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Note {
    #[error("the encoding is probably {encoding}; look whether the preview is readable")]
    EncodingGuessed { encoding: &'static str },
    #[error("{lines} of the lines looked at are not {encoding}; they will be reported as problems")]
    LinesNotInEncoding { encoding: &'static str, lines: usize },
    #[error("the delimiter is probably `{delimiter}`; look whether the preview has the right columns")]
    DelimiterGuessed { delimiter: char },
    #[error("no delimiter was found: the list has one column")]
    OneColumn,
    #[error("there is no header; columns are numbered")]
    NoHeader,
    #[error("row {row} was taken for the header; look whether it is")]
    HeaderGuessed { row: u64 },
    #[error("{rows} rows above the header were taken for a title")]
    TitleSkipped { rows: usize },
    #[error("rows {first} to {last} were joined into one header")]
    HeaderJoined { first: u64, last: u64 },
    #[error("the list has no rows below its header")]
    NoRows,
    #[error("the workbook has several sheets; `{used}` is read")]
    SeveralSheets { used: String },
    #[error("many rows are shorter than the header; what is missing at their end counts as empty")]
    ShortRowsPadded,
    #[error("column `{column}` has lost digits: Excel keeps 15 of a number; format it as text in the source")]
    DigitsLost { column: String },
    #[error("column `{column}` holds numbers as 1.38E+10: digits are lost; format it as text in the source")]
    ScientificNumbers { column: String },
}

impl Note {
    pub fn code(&self) -> &'static str {
        match self {
            Self::EncodingGuessed { .. } => "encoding_guessed",
            Self::LinesNotInEncoding { .. } => "lines_not_in_encoding",
            Self::DelimiterGuessed { .. } => "delimiter_guessed",
            Self::OneColumn => "one_column",
            Self::NoHeader => "no_header",
            Self::HeaderGuessed { .. } => "header_guessed",
            Self::TitleSkipped { .. } => "title_skipped",
            Self::HeaderJoined { .. } => "header_joined",
            Self::NoRows => "no_rows",
            Self::SeveralSheets { .. } => "several_sheets",
            Self::ShortRowsPadded => "short_rows_padded",
            Self::DigitsLost { .. } => "digits_lost",
            Self::ScientificNumbers { .. } => "scientific_numbers",
        }
    }

    pub fn params(&self) -> Params {
        match self {
            Self::EncodingGuessed { encoding } => vec![("encoding", (*encoding).to_owned())],
            Self::LinesNotInEncoding { encoding, lines } => {
                vec![("encoding", (*encoding).to_owned()), ("lines", lines.to_string())]
            }
            Self::DelimiterGuessed { delimiter } => vec![("delimiter", delimiter.to_string())],
            Self::HeaderGuessed { row } => vec![("row", row.to_string())],
            Self::TitleSkipped { rows } => vec![("rows", rows.to_string())],
            Self::HeaderJoined { first, last } => vec![("first", first.to_string()), ("last", last.to_string())],
            Self::SeveralSheets { used } => vec![("used", used.clone())],
            Self::DigitsLost { column } | Self::ScientificNumbers { column } => vec![("column", column.clone())],
            Self::OneColumn | Self::NoHeader | Self::NoRows | Self::ShortRowsPadded => vec![],
        }
    }
}
