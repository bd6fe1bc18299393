//! Why a file cannot be read at all. Problems of single rows are not errors: see `read::RowFault`.

use std::path::{Path, PathBuf};

/// Parameters of a message, by name, for the page to word in the reader's language.
pub type Params = Vec<(&'static str, String)>;

/// Each variant says what is wrong, where, and what the person can do.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("cannot read {}: {source}; check that the file exists and may be read", path.display())]
    Io { path: PathBuf, source: std::io::Error },
    #[error("{} is empty; export the list again", path.display())]
    Empty { path: PathBuf },
    #[error("{} is not a table but {found}; save the list as CSV or XLSX", path.display())]
    NotATable { path: PathBuf, found: Content },
    #[error("{} is protected by a password; save it without one", path.display())]
    Encrypted { path: PathBuf },
    #[error("{} is damaged or not an Excel file: {detail}; open it in Excel and save it again", path.display())]
    BrokenWorkbook { path: PathBuf, detail: String },
    #[error("{}: {part} unpacks to {bytes} bytes, more than the {limit} allowed; save the list as CSV", path.display())]
    WorkbookTooLarge { path: PathBuf, part: String, bytes: u64, limit: u64 },
    #[error("{} has no sheet `{sheet}`; it has {}", path.display(), available.join(", "))]
    NoSuchSheet { path: PathBuf, sheet: String, available: Vec<String> },
    #[error("{} has {found} columns, more than the {limit} allowed; delete those not needed", path.display())]
    TooManyColumns { path: PathBuf, found: usize, limit: usize },
    #[error("{} has no row {row} near its beginning to take the header from; choose an earlier row", path.display())]
    NoHeaderRow { path: PathBuf, row: u64 },
    #[error("{} is no longer the kind of file it was; detect its format again", path.display())]
    FormatChanged { path: PathBuf },
}

/// What a file turned out to be when it is not a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    Binary,
    Pdf,
    Image,
    Archive,
    /// A web page saved with the ending .xls, as many older systems export.
    WebPage,
    /// Excel 2003 XML.
    SpreadsheetXml,
    OpenDocument,
    WordOrPowerPoint,
    Folder,
    /// More on one line than a row can hold.
    OneLine,
}

impl Content {
    pub fn code(self) -> &'static str {
        match self {
            Self::Binary => "binary",
            Self::Pdf => "pdf",
            Self::Image => "image",
            Self::Archive => "archive",
            Self::WebPage => "web_page",
            Self::SpreadsheetXml => "spreadsheet_xml",
            Self::OpenDocument => "open_document",
            Self::WordOrPowerPoint => "word_or_powerpoint",
            Self::Folder => "folder",
            Self::OneLine => "one_line",
        }
    }
}

impl std::fmt::Display for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Binary => "binary content",
            Self::Pdf => "a PDF document",
            Self::Image => "an image",
            Self::Archive => "an archive",
            Self::WebPage => "a web page",
            Self::SpreadsheetXml => "an XML spreadsheet of Excel 2003",
            Self::OpenDocument => "an OpenDocument file",
            Self::WordOrPowerPoint => "a Word or PowerPoint document",
            Self::Folder => "a folder",
            Self::OneLine => "one line that does not end",
        })
    }
}

impl ReadError {
    pub fn code(&self) -> &'static str {
        match self {
            Self::Io { .. } => "file_unreadable",
            Self::Empty { .. } => "file_empty",
            Self::NotATable { .. } => "file_not_a_table",
            Self::Encrypted { .. } => "file_encrypted",
            Self::BrokenWorkbook { .. } => "workbook_broken",
            Self::WorkbookTooLarge { .. } => "workbook_too_large",
            Self::NoSuchSheet { .. } => "sheet_missing",
            Self::TooManyColumns { .. } => "too_many_columns",
            Self::NoHeaderRow { .. } => "header_row_missing",
            Self::FormatChanged { .. } => "format_changed",
        }
    }

    pub fn params(&self) -> Params {
        let mut params = vec![("file", file_name(self.path()))];
        match self {
            Self::Io { source, .. } => params.push(("detail", source.to_string())),
            Self::NotATable { found, .. } => params.push(("found", found.code().to_owned())),
            Self::BrokenWorkbook { detail, .. } => params.push(("detail", detail.clone())),
            Self::WorkbookTooLarge { part, bytes, limit, .. } => {
                params.extend([("part", part.clone()), ("bytes", bytes.to_string()), ("limit", limit.to_string())])
            }
            Self::NoSuchSheet { sheet, available, .. } => {
                params.extend([("sheet", sheet.clone()), ("available", available.join(", "))]);
            }
            Self::TooManyColumns { found, limit, .. } => {
                params.extend([("found", found.to_string()), ("limit", limit.to_string())]);
            }
            Self::NoHeaderRow { row, .. } => params.push(("row", row.to_string())),
            Self::Empty { .. } | Self::Encrypted { .. } | Self::FormatChanged { .. } => {}
        }
        params
    }

    fn path(&self) -> &Path {
        match self {
            Self::Io { path, .. }
            | Self::Empty { path }
            | Self::NotATable { path, .. }
            | Self::Encrypted { path }
            | Self::BrokenWorkbook { path, .. }
            | Self::WorkbookTooLarge { path, .. }
            | Self::NoSuchSheet { path, .. }
            | Self::TooManyColumns { path, .. }
            | Self::NoHeaderRow { path, .. }
            | Self::FormatChanged { path } => path,
        }
    }

    pub(crate) fn io(path: &Path, source: std::io::Error) -> Self {
        Self::Io { path: path.to_owned(), source }
    }
}

/// The name alone: a message for a browser must not show the server's folders.
fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
