//! Recognises the encoding of a text file from its beginning, middle and end.
//!
//! Order: byte-order mark, UTF-16 by its zero bytes, UTF-8 by validity, GB18030 by validity and by how many of its
//! characters are common ones, and for what remains the guess of chardetng.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::GB18030;

use super::note::Note;
use crate::fault::{Content, ReadError};
use crate::format::TextEncoding;
use crate::likeness::is_utf8_text;
use crate::limits::SAMPLE_HEAD_BYTES;

/// Share of control characters above which a file is not text.
const MAX_CONTROL_SHARE: f64 = 0.02;
/// Of the two-byte characters of Chinese text, nearly all are common ones (GB 2312 level 1); of other encodings misread as
/// GB18030, less than half.
const SURE_COMMON_SHARE: f64 = 0.8;
const MIN_COMMON_SHARE: f64 = 0.55;
/// Share of the lines outside ASCII that may be broken without changing the judgement of the whole.
const MAX_BROKEN_SHARE: f64 = 0.25;

/// Parts of a file, cut at lines.
pub(super) struct FileSample {
    head: Vec<u8>,
    others: Vec<Vec<u8>>,
    file_bytes: u64,
}

impl FileSample {
    pub(super) fn read(path: &Path) -> Result<Self, ReadError> {
        let io = |error| ReadError::io(path, error);
        let mut file = File::open(path).map_err(io)?;
        let file_bytes = file.metadata().map_err(io)?.len();
        let mut read_at = |start: u64, length: usize| -> std::io::Result<Vec<u8>> {
            file.seek(SeekFrom::Start(start))?;
            let mut bytes = Vec::with_capacity(length);
            file.by_ref().take(length as u64).read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        let mut head = read_at(0, SAMPLE_HEAD_BYTES).map_err(io)?;
        let mut others = Vec::new();
        if file_bytes > SAMPLE_HEAD_BYTES as u64 {
            cut_last_line(&mut head);
            let part = SAMPLE_HEAD_BYTES / 4;
            let rest = file_bytes - SAMPLE_HEAD_BYTES as u64;
            for start in [SAMPLE_HEAD_BYTES as u64 + rest / 2, file_bytes.saturating_sub(part as u64)] {
                let mut bytes = read_at(start.max(SAMPLE_HEAD_BYTES as u64), part).map_err(io)?;
                cut_first_line(&mut bytes);
                cut_last_line(&mut bytes);
                others.push(bytes);
            }
        }
        Ok(Self { head, others, file_bytes })
    }

    pub(super) fn file_bytes(&self) -> u64 {
        self.file_bytes
    }

    pub(super) fn is_whole(&self) -> bool {
        self.others.is_empty()
    }

    pub(super) fn head_text(&self, encoding: TextEncoding) -> String {
        encoding.rs().decode_with_bom_removal(&self.head).0.into_owned()
    }

    /// Lines of all parts that hold anything outside ASCII.
    fn foreign_lines(&self) -> impl Iterator<Item = &[u8]> {
        std::iter::once(&self.head)
            .chain(&self.others)
            .flat_map(|part| part.split(|byte| *byte == b'\n'))
            .filter(|line| !line.is_ascii())
    }
}

/// In UTF-16 a cut may leave half a unit; the zero byte after LF goes with it and the decoder drops the rest.
fn cut_last_line(bytes: &mut Vec<u8>) {
    if let Some(end) = memchr::memrchr(b'\n', bytes) {
        // LF of UTF-16LE is followed by a zero.
        let end = if bytes.get(end + 1) == Some(&0) { end + 2 } else { end + 1 };
        bytes.truncate(end);
    }
}

fn cut_first_line(bytes: &mut Vec<u8>) {
    if let Some(end) = memchr::memchr(b'\n', bytes) {
        bytes.drain(..=end);
    }
}

pub(super) fn find_encoding(
    path: &Path,
    sample: &FileSample,
    hint: Option<TextEncoding>,
    notes: &mut Vec<Note>,
) -> Result<TextEncoding, ReadError> {
    let binary = || ReadError::NotATable { path: path.to_owned(), found: Content::Binary };
    let head = sample.head.as_slice();
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(head) {
        return Ok(hint.unwrap_or(TextEncoding::from_rs(encoding)));
    }
    if memchr::memchr(0, head).is_some() {
        return find_utf16(head).map(|found| hint.unwrap_or(found)).ok_or_else(binary);
    }
    let controls = head.iter().filter(|byte| **byte < 0x20 && !b"\t\n\r\x0B\x0C\x1B".contains(byte)).count();
    if controls as f64 > MAX_CONTROL_SHARE * head.len() as f64 {
        return Err(binary());
    }
    if let Some(encoding) = hint {
        return Ok(encoding);
    }
    let foreign = sample.foreign_lines().count();
    let note_broken = |encoding: TextEncoding, lines: usize, notes: &mut Vec<Note>| {
        if lines > 0 {
            notes.push(Note::LinesNotInEncoding { encoding: encoding.name(), lines });
        }
        Ok(encoding)
    };

    let not_utf8 = sample.foreign_lines().filter(|line| std::str::from_utf8(line).is_err()).count();
    if not_utf8 as f64 <= MAX_BROKEN_SHARE * foreign as f64 {
        return note_broken(TextEncoding::UTF_8, not_utf8, notes);
    }

    let not_gb = sample.foreign_lines().filter(|line| is_utf8_text(line) || !is_gb18030(line)).count();
    let common = share_of_common_characters(sample);
    if not_gb as f64 <= MAX_BROKEN_SHARE * foreign as f64 && common >= MIN_COMMON_SHARE {
        if common < SURE_COMMON_SHARE {
            notes.push(Note::EncodingGuessed { encoding: TextEncoding::GB18030.name() });
        }
        return note_broken(TextEncoding::GB18030, not_gb, notes);
    }

    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    for part in std::iter::once(&sample.head).chain(&sample.others) {
        detector.feed(part, false);
    }
    detector.feed(&[], true);
    let encoding = TextEncoding::from_rs(detector.guess(None, Utf8Detection::Deny));
    notes.push(Note::EncodingGuessed { encoding: encoding.name() });
    Ok(encoding)
}

/// UTF-16 without a mark: the zero bytes of its ASCII characters all stand on one side.
fn find_utf16(head: &[u8]) -> Option<TextEncoding> {
    let zeros_at = |side: usize| head.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let (high_first, low_first) = (zeros_at(0), zeros_at(1));
    let encoding = if low_first > high_first * 10 {
        TextEncoding::UTF_16LE
    } else if high_first > low_first * 10 {
        TextEncoding::UTF_16BE
    } else {
        return None;
    };
    let text = encoding.rs().decode_without_bom_handling(head).0;
    let odd = text.chars().filter(|c| *c == '\u{FFFD}' || (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))).count();
    (odd as f64 <= MAX_CONTROL_SHARE * text.len() as f64).then_some(encoding)
}

fn is_gb18030(line: &[u8]) -> bool {
    GB18030.decode_without_bom_handling_and_without_replacement(line).is_some()
}

/// Of the two-byte characters, the share that are GB 2312 level 1 (lead byte B0 to D7) or its punctuation and full-width
/// forms (A1, A3).
fn share_of_common_characters(sample: &FileSample) -> f64 {
    let (mut common, mut all) = (0_u32, 0_u32);
    for line in sample.foreign_lines().filter(|line| !is_utf8_text(line)) {
        let mut bytes = line.iter();
        while let Some(&lead) = bytes.next() {
            if lead < 0x81 {
                continue;
            }
            let Some(&trail) = bytes.next() else { break };
            all += 1;
            common += u32::from(trail >= 0xA1 && matches!(lead, 0xA1 | 0xA3 | 0xB0..=0xD7));
        }
    }
    if all == 0 { 0.0 } else { f64::from(common) / f64::from(all) }
}
