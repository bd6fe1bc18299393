//! Refuses workbooks that would unpack to more than a machine can bear, before anything of them is held in memory.
//!
//! First by the sizes that the archive declares; then, since those can lie, by unpacking the XML parts once into nothing
//! and counting.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use zip::ZipArchive;

use super::workbook::broken;
use crate::fault::ReadError;
use crate::limits::{
    MAX_HELD_PART_BYTES, MAX_UNPACK_RATIO, MAX_WORKBOOK_BYTES, MAX_WORKBOOK_PARTS, MAX_XML_RUN_BYTES, RATIO_FREE_BYTES,
};

const WHOLE_WORKBOOK: &str = "the workbook";

pub(crate) fn check_workbook_size(path: &Path) -> Result<(), ReadError> {
    let file = File::open(path).map_err(|error| ReadError::io(path, error))?;
    let packed = file.metadata().map_err(|error| ReadError::io(path, error))?.len();
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|error| broken(path, error))?;
    let too_large = |part: &str, bytes: u64, limit: u64| ReadError::WorkbookTooLarge {
        path: path.to_owned(),
        part: part.to_owned(),
        bytes,
        limit,
    };
    if archive.len() > MAX_WORKBOOK_PARTS {
        return Err(broken(path, format!("{} parts inside", archive.len())));
    }

    let whole_limit = MAX_WORKBOOK_BYTES.min(RATIO_FREE_BYTES.max(packed.saturating_mul(MAX_UNPACK_RATIO)));
    let mut declared = 0_u64;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|error| broken(path, error))?;
        declared = declared.saturating_add(part.size());
        let name = part.name().map_err(|error| broken(path, error))?;
        if is_held(&name) && part.size() > MAX_HELD_PART_BYTES {
            return Err(too_large(&name, part.size(), MAX_HELD_PART_BYTES));
        }
    }
    if declared > whole_limit {
        return Err(too_large(WHOLE_WORKBOOK, declared, whole_limit));
    }

    let mut unpacked = 0_u64;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|error| broken(path, error))?;
        let name = part.name().map_err(|error| broken(path, error))?.into_owned();
        if !is_xml(&name) {
            continue;
        }
        let limit = if is_held(&name) { MAX_HELD_PART_BYTES } else { whole_limit };
        let measured = measure(&mut part, limit).map_err(|error| broken(path, error))?;
        unpacked = unpacked.saturating_add(measured.bytes);
        if measured.bytes > limit {
            return Err(too_large(&name, measured.bytes, limit));
        }
        if measured.longest_run > MAX_XML_RUN_BYTES {
            return Err(too_large(&name, measured.longest_run as u64, MAX_XML_RUN_BYTES as u64));
        }
        if unpacked > whole_limit {
            return Err(too_large(WHOLE_WORKBOOK, unpacked, whole_limit));
        }
    }
    Ok(())
}

struct Measured {
    bytes: u64,
    /// Longest stretch without a `<`: the longest text or tag that a parser would hold.
    longest_run: usize,
}

/// Unpacks until the end, or until one of the limits is passed.
fn measure(part: &mut impl Read, limit: u64) -> std::io::Result<Measured> {
    let mut buffer = vec![0; 64 << 10];
    let mut measured = Measured { bytes: 0, longest_run: 0 };
    let mut run = 0;
    while measured.bytes <= limit && measured.longest_run <= MAX_XML_RUN_BYTES {
        let read = part.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        measured.bytes += read as u64;
        let mut start = 0;
        for tag in memchr::memchr_iter(b'<', &buffer[..read]) {
            measured.longest_run = measured.longest_run.max(run + tag - start);
            run = 0;
            start = tag;
        }
        run += read - start;
        measured.longest_run = measured.longest_run.max(run);
    }
    Ok(measured)
}

fn is_xml(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".xml") || name.ends_with(".rels")
}

/// Sheets are streamed; every other XML part is held whole while reading.
fn is_held(name: &str) -> bool {
    is_xml(name) && !name.to_ascii_lowercase().contains("worksheets/")
}
