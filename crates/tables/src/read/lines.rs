//! Bytes to lines: decodes a text file line by line, so that a bad byte spoils its own line and nothing else.
//!
//! Line ends are found in the bytes. This is right for every encoding but UTF-16 (no other uses the byte of LF or CR inside
//! a character); UTF-16 is turned into UTF-8 first.

use std::io::{self, BufRead, BufReader, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};

use crate::format::{LineBreak, TextEncoding};
use crate::likeness::is_utf8_text;
use crate::limits::MAX_ROW_BYTES;

const BUFFER_BYTES: usize = 256 << 10;
const UTF8_BOM: &[u8] = b"\xEF\xBB\xBF";

#[derive(Debug, Default, Clone)]
pub(crate) struct Line {
    /// From 1.
    pub number: u64,
    /// Without the line end. Lossy where there is a flaw.
    pub text: String,
    pub flaw: Option<Flaw>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    Undecodable,
    /// UTF-8 in a file of another encoding.
    Utf8,
    /// Longer than [`MAX_ROW_BYTES`]; the text is its beginning.
    TooLong,
}

pub(crate) struct LineReader {
    bytes: BufReader<Box<dyn Read + Send>>,
    encoding: &'static Encoding,
    line_end: u8,
    raw: Vec<u8>,
    number: u64,
}

impl LineReader {
    pub(crate) fn new(bytes: Box<dyn Read + Send>, encoding: TextEncoding, line_break: LineBreak) -> Self {
        let (bytes, encoding): (Box<dyn Read + Send>, _) = if encoding.is_utf16() {
            (Box::new(Utf16AsUtf8::new(bytes, encoding)), UTF_8)
        } else {
            (bytes, encoding.rs())
        };
        Self {
            bytes: BufReader::with_capacity(BUFFER_BYTES, bytes),
            encoding,
            line_end: match line_break {
                LineBreak::Lf => b'\n',
                LineBreak::Cr => b'\r',
            },
            raw: Vec::new(),
            number: 0,
        }
    }

    pub(crate) fn encoding_name(&self) -> &'static str {
        self.encoding.name()
    }

    /// Reads the next line into `line`, reusing its memory; `false` at the end of the file.
    pub(crate) fn read(&mut self, line: &mut Line) -> io::Result<bool> {
        self.raw.clear();
        let mut too_long = false;
        let mut any = false;
        loop {
            let buffer = match self.bytes.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if buffer.is_empty() {
                break;
            }
            any = true;
            let end = memchr::memchr(self.line_end, buffer);
            let part = &buffer[..end.unwrap_or(buffer.len())];
            let room = MAX_ROW_BYTES - self.raw.len();
            too_long |= part.len() > room;
            self.raw.extend_from_slice(&part[..part.len().min(room)]);
            let used = part.len() + usize::from(end.is_some());
            self.bytes.consume(used);
            if end.is_some() {
                break;
            }
        }
        if !any {
            return Ok(false);
        }
        self.number += 1;
        line.number = self.number;
        self.decode(line, too_long);
        Ok(true)
    }

    fn decode(&self, line: &mut Line, too_long: bool) {
        let mut raw = self.raw.as_slice();
        if self.number == 1 {
            raw = raw.strip_prefix(UTF8_BOM).unwrap_or(raw);
        }
        if self.line_end == b'\n' {
            raw = raw.strip_suffix(b"\r").unwrap_or(raw);
        }
        line.text.clear();
        line.flaw = None;
        // A NUL is no text in any encoding, and databases refuse it.
        let has_nul = memchr::memchr(0, raw).is_some();
        if self.encoding == UTF_8 {
            match std::str::from_utf8(raw) {
                Ok(text) if !has_nul => line.text.push_str(text),
                _ => self.decode_lossily(raw, line, Flaw::Undecodable),
            }
        } else if has_nul {
            self.decode_lossily(raw, line, Flaw::Undecodable);
        } else if is_utf8_text(raw) {
            line.text.push_str(&String::from_utf8_lossy(raw));
            line.flaw = Some(Flaw::Utf8);
        } else {
            match self.encoding.decode_without_bom_handling_and_without_replacement(raw) {
                Some(text) => line.text.push_str(&text),
                None => self.decode_lossily(raw, line, Flaw::Undecodable),
            }
        }
        if too_long {
            line.flaw = Some(Flaw::TooLong);
        }
    }

    fn decode_lossily(&self, raw: &[u8], line: &mut Line, flaw: Flaw) {
        let (text, _) = self.encoding.decode_without_bom_handling(raw);
        line.text.extend(text.chars().map(|c| if c == '\0' { '\u{FFFD}' } else { c }));
        line.flaw = Some(flaw);
    }
}

/// UTF-16 read as UTF-8. A broken surrogate becomes a byte that is never valid in UTF-8, so that the line it is in fails to
/// decode like any other.
struct Utf16AsUtf8 {
    source: Box<dyn Read + Send>,
    decoder: Decoder,
    input: Vec<u8>,
    input_range: std::ops::Range<usize>,
    output: Vec<u8>,
    output_range: std::ops::Range<usize>,
    source_ended: bool,
    ended: bool,
}

const INVALID_IN_UTF8: u8 = 0xFF;

impl Utf16AsUtf8 {
    fn new(source: Box<dyn Read + Send>, encoding: TextEncoding) -> Self {
        Self {
            source,
            decoder: encoding.rs().new_decoder_with_bom_removal(),
            input: vec![0; 64 << 10],
            input_range: 0..0,
            // Room for three bytes a unit, and one for the mark of a broken surrogate.
            output: vec![0; 100 << 10],
            output_range: 0..0,
            source_ended: false,
            ended: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        if self.input_range.is_empty() && !self.source_ended {
            let read = self.source.read(&mut self.input)?;
            self.source_ended = read == 0;
            self.input_range = 0..read;
        }
        let room = self.output.len() - 1;
        let (result, read, mut written) = self.decoder.decode_to_utf8_without_replacement(
            &self.input[self.input_range.clone()],
            &mut self.output[..room],
            self.source_ended,
        );
        self.input_range.start += read;
        match result {
            DecoderResult::Malformed(..) => {
                self.output[written] = INVALID_IN_UTF8;
                written += 1;
            }
            DecoderResult::InputEmpty => self.ended = self.source_ended,
            DecoderResult::OutputFull => {}
        }
        self.output_range = 0..written;
        Ok(())
    }
}

impl Read for Utf16AsUtf8 {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.output_range.is_empty() {
            if self.ended {
                return Ok(0);
            }
            self.refill()?;
        }
        let count = self.output_range.len().min(buffer.len());
        let start = self.output_range.start;
        buffer[..count].copy_from_slice(&self.output[start..start + count]);
        self.output_range.start += count;
        Ok(count)
    }
}
