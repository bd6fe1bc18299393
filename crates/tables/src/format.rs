//! How a file is to be read: found by `detect`, stored with the import run, shown to the person, corrected and used again
//! when a run resumes.

use encoding_rs::Encoding;
use serde::{Deserialize, Serialize};

/// Everything needed to read the same rows from the same file again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Format {
    pub layout: Layout,
    /// Where the header is; `None` when the first row is already data.
    pub header: Option<HeaderRows>,
    /// Names of the columns, unique and never empty: a column without a heading is `#3`, a second 电话 is `电话 (2)`.
    pub columns: Vec<String>,
    pub short_rows: ShortRows,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Layout {
    Text(TextLayout),
    Workbook { kind: WorkbookKind, sheet: String },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextLayout {
    pub encoding: TextEncoding,
    pub delimiter: char,
    /// `None` reads quotes as ordinary characters.
    pub quote: Option<char>,
    pub line_break: LineBreak,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkbookKind {
    Xlsx,
    /// Excel 97 to 2003.
    Xls,
}

/// What ends a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineBreak {
    /// LF, with or without a CR before it.
    Lf,
    /// CR alone, as old Macintosh programs write.
    Cr,
}

/// The rows of the heading, numbered from 1 as a person sees them. Data begin after `last`; everything before `first` is
/// title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeaderRows {
    pub first: u64,
    pub last: u64,
}

/// What to do with a row that has fewer cells than the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShortRows {
    /// A problem: the row was probably cut by a stray line break.
    Refuse,
    /// The program that wrote the file leaves out empty cells at the end.
    Pad,
}

/// A character encoding by its WHATWG name (`UTF-8`, `GB18030`, `UTF-16LE` …).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TextEncoding(&'static Encoding);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an encoding; use for example UTF-8, GB18030, UTF-16LE or Big5")]
pub struct UnknownEncoding(pub String);

impl TextEncoding {
    pub const UTF_8: Self = Self(encoding_rs::UTF_8);
    pub const UTF_16LE: Self = Self(encoding_rs::UTF_16LE);
    pub const UTF_16BE: Self = Self(encoding_rs::UTF_16BE);
    /// Also reads GBK and GB2312, which are parts of it.
    pub const GB18030: Self = Self(encoding_rs::GB18030);

    /// Reads a name such as `utf-8`, `gbk` or `utf-16le`; GBK and GB2312 become GB18030.
    pub fn from_name(name: &str) -> Result<Self, UnknownEncoding> {
        Encoding::for_label_no_replacement(name.trim().as_bytes())
            .map(Self::from_rs)
            .ok_or_else(|| UnknownEncoding(name.to_owned()))
    }

    pub fn name(self) -> &'static str {
        self.0.name()
    }

    pub(crate) fn from_rs(encoding: &'static Encoding) -> Self {
        if encoding == encoding_rs::GBK { Self::GB18030 } else { Self(encoding) }
    }

    pub(crate) fn rs(self) -> &'static Encoding {
        self.0
    }

    pub(crate) fn is_utf16(self) -> bool {
        self == Self::UTF_16LE || self == Self::UTF_16BE
    }
}

impl TryFrom<String> for TextEncoding {
    type Error = UnknownEncoding;

    fn try_from(name: String) -> Result<Self, UnknownEncoding> {
        Self::from_name(&name)
    }
}

impl From<TextEncoding> for String {
    fn from(encoding: TextEncoding) -> Self {
        encoding.name().to_owned()
    }
}

impl Format {
    /// Number of the first row after the header.
    pub fn first_data_row(&self) -> u64 {
        self.header.map_or(1, |header| header.last + 1)
    }

    /// Position of a column by its name, or by its number written as `#3`.
    pub fn column(&self, name: &str) -> Option<usize> {
        column_position(&self.columns, name)
    }
}

pub(crate) fn column_position(columns: &[String], name: &str) -> Option<usize> {
    let name = name.trim();
    columns.iter().position(|column| column == name).or_else(|| {
        let number: usize = name.strip_prefix('#')?.parse().ok()?;
        (1..=columns.len()).contains(&number).then(|| number - 1)
    })
}
