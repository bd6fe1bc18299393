//! The kind of a file by its first bytes; its ending is never asked, for lists often carry the wrong one.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use zip::ZipArchive;

use crate::fault::{Content, ReadError};
use crate::format::WorkbookKind;
use crate::limits::MAX_XLS_BYTES;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileKind {
    Text,
    Workbook(WorkbookKind),
}

const LOOK_AT_BYTES: u64 = 4096;

const SIGNATURES: &[(&[u8], Content)] = &[
    (b"%PDF", Content::Pdf),
    (b"\x89PNG", Content::Image),
    (b"\xFF\xD8\xFF", Content::Image),
    (b"GIF8", Content::Image),
    (b"\x1F\x8B", Content::Archive),
    (b"Rar!", Content::Archive),
    (b"7z\xBC\xAF\x27\x1C", Content::Archive),
    (b"BZh", Content::Archive),
    (b"\xFD7zXZ", Content::Archive),
    (b"PK\x05\x06", Content::Archive),
    (b"\x7FELF", Content::Binary),
    (b"SQLite format 3\0", Content::Binary),
];
const ZIP: &[u8] = b"PK\x03\x04";
const OLD_OFFICE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// # Errors
/// When the file cannot be read, is empty, or is something known that holds no table.
pub(crate) fn file_kind(path: &Path) -> Result<FileKind, ReadError> {
    let io = |error| ReadError::io(path, error);
    let not_a_table = |found| ReadError::NotATable { path: path.to_owned(), found };
    let file = File::open(path).map_err(io)?;
    if file.metadata().map_err(io)?.is_dir() {
        return Err(not_a_table(Content::Folder));
    }
    let mut head = Vec::new();
    file.take(LOOK_AT_BYTES).read_to_end(&mut head).map_err(io)?;
    if head.is_empty() {
        return Err(ReadError::Empty { path: path.to_owned() });
    }
    if head.starts_with(ZIP) {
        return zip_kind(path);
    }
    if head.starts_with(OLD_OFFICE) {
        return old_office_kind(path);
    }
    if let Some((_, found)) = SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature)) {
        return Err(not_a_table(*found));
    }
    match markup(&head) {
        Some(found) => Err(not_a_table(found)),
        None => Ok(FileKind::Text),
    }
}

fn zip_kind(path: &Path) -> Result<FileKind, ReadError> {
    let file = File::open(path).map_err(|error| ReadError::io(path, error))?;
    let archive = ZipArchive::new(BufReader::new(file))
        .map_err(|error| ReadError::BrokenWorkbook { path: path.to_owned(), detail: error.to_string() })?;
    let names: Vec<String> = archive.file_names().flatten().map(|name| name.to_ascii_lowercase()).collect();
    let holds = |start: &str| names.iter().any(|name| name.starts_with(start));
    let found = if holds("xl/workbook.xml") || (holds("[content_types].xml") && holds("xl/")) {
        return Ok(FileKind::Workbook(WorkbookKind::Xlsx));
    } else if holds("word/") || holds("ppt/") {
        Content::WordOrPowerPoint
    } else if holds("mimetype") && holds("content.xml") {
        Content::OpenDocument
    } else {
        Content::Archive
    };
    Err(ReadError::NotATable { path: path.to_owned(), found })
}

/// An old Excel file, or the wrapper that Excel puts around a new one with a password.
fn old_office_kind(path: &Path) -> Result<FileKind, ReadError> {
    let io = |error| ReadError::io(path, error);
    let mut bytes = Vec::new();
    File::open(path).map_err(io)?.take(MAX_XLS_BYTES).read_to_end(&mut bytes).map_err(io)?;
    let holds = |stream: &str| {
        let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(&bytes, &name).is_some()
    };
    if holds("EncryptedPackage") {
        return Err(ReadError::Encrypted { path: path.to_owned() });
    }
    if holds("WordDocument") || holds("PowerPoint Document") {
        return Err(ReadError::NotATable { path: path.to_owned(), found: Content::WordOrPowerPoint });
    }
    Ok(FileKind::Workbook(WorkbookKind::Xls))
}

fn markup(head: &[u8]) -> Option<Content> {
    let text = String::from_utf8_lossy(head).trim_start_matches('\u{FEFF}').trim_start().to_ascii_lowercase();
    if ["<html", "<!doctype html", "<table", "<meta", "<head", "<style"].iter().any(|start| text.starts_with(start)) {
        return Some(Content::WebPage);
    }
    if text.starts_with("<?xml") {
        let is_page = text.contains("<html");
        return Some(if is_page { Content::WebPage } else { Content::SpreadsheetXml });
    }
    None
}
