//! Lines to records: the quoting rules of CSV, strict enough to notice a broken quote and able to go on after it.
//!
//! General CSV parsers forgive a quote left open by taking the rest of the file for one cell. Here the line where the quote
//! was opened becomes the problem, and reading goes on with the line after it, so one slip costs one row.

use std::collections::VecDeque;
use std::io;

use super::entry::RowFault;
use super::lines::{Flaw, Line, LineReader};
use crate::limits::{MAX_LINES_PER_ROW, MAX_OPEN_QUOTE_SEARCHES, MAX_ROW_BYTES};
use crate::write::restore_formula;

/// Lines after which giving up an open quote counts as one of the [`MAX_OPEN_QUOTE_SEARCHES`].
const LONG_SEARCH_LINES: usize = 50;

pub(crate) struct Record {
    pub number: u64,
    pub outcome: Result<Vec<String>, RowFault>,
}

pub(crate) struct RecordReader {
    lines: LineReader,
    splitter: Splitter,
    /// Lines read ahead for a quote that was never closed.
    pending: VecDeque<Line>,
    /// The lines of the record returned last.
    used: Vec<Line>,
    long_searches: u32,
}

impl RecordReader {
    pub(crate) fn new(lines: LineReader, delimiter: char, quote: Option<char>) -> Self {
        Self {
            lines,
            splitter: Splitter::new(delimiter, quote),
            pending: VecDeque::new(),
            used: Vec::new(),
            long_searches: 0,
        }
    }

    /// The record returned last, as it stands in the file.
    pub(crate) fn raw(&self) -> String {
        let lines: Vec<&str> = self.used.iter().map(|line| line.text.as_str()).collect();
        lines.join("\n")
    }

    /// Passes over all records that begin before line `number`.
    pub(crate) fn skip_until(&mut self, number: u64) -> io::Result<()> {
        while let Some(line) = self.take_line()? {
            if line.number >= number {
                self.pending.push_front(line);
                break;
            }
            if self.splitter.may_quote(&line.text) {
                self.pending.push_front(line);
                self.next(0)?;
            } else {
                self.recycle(line);
            }
        }
        Ok(())
    }

    /// The next record, `None` at the end. `width` is the number of cells to make room for.
    pub(crate) fn next(&mut self, width: usize) -> io::Result<Option<Record>> {
        let Some(first) = self.take_line()? else { return Ok(None) };
        let number = first.number;
        let too_long = first.flaw == Some(Flaw::TooLong);
        self.used.push(first);
        let outcome = if too_long { Err(RowFault::RowTooLong { limit: MAX_ROW_BYTES }) } else { self.parse(width)? };
        Ok(Some(Record { number, outcome }))
    }

    /// Parses the record whose first line is in `used`, adding the lines that its quotes span.
    fn parse(&mut self, width: usize) -> io::Result<Result<Vec<String>, RowFault>> {
        let mut cells = Vec::with_capacity(width);
        let mut open = None;
        let mut bytes = 0;
        loop {
            let line = &self.used[self.used.len() - 1];
            bytes += line.text.len() + 1;
            match self.splitter.split(&line.text, &mut open, &mut cells) {
                End::Complete => return Ok(self.flaw().map_or(Ok(cells), Err)),
                End::TextAfterQuote { column } if self.used.len() == 1 => {
                    return Ok(Err(RowFault::TextAfterQuote { column }));
                }
                End::TextAfterQuote { .. } => break,
                End::OpenQuote => {}
            }
            let searched_far = self.used.len() >= MAX_LINES_PER_ROW || bytes > MAX_ROW_BYTES;
            if searched_far || self.long_searches >= MAX_OPEN_QUOTE_SEARCHES {
                break;
            }
            let Some(next) = self.take_next_line()? else { break };
            if next.flaw == Some(Flaw::TooLong) {
                self.pending.push_front(next);
                break;
            }
            self.used.push(next);
        }
        self.give_up_open_quote();
        Ok(Err(RowFault::QuoteLeftOpen))
    }

    /// Blames the first line and gives the others back to be read as records of their own.
    fn give_up_open_quote(&mut self) {
        if self.used.len() >= LONG_SEARCH_LINES {
            self.long_searches += 1;
        }
        for line in self.used.drain(1..).rev() {
            self.pending.push_front(line);
        }
    }

    fn flaw(&self) -> Option<RowFault> {
        let encoding = self.lines.encoding_name();
        self.used.iter().find_map(|line| match line.flaw? {
            Flaw::Undecodable => Some(RowFault::NotInEncoding { encoding }),
            Flaw::Utf8 => Some(RowFault::MixedEncoding { encoding }),
            Flaw::TooLong => Some(RowFault::RowTooLong { limit: MAX_ROW_BYTES }),
        })
    }

    /// The first line of a record.
    fn take_line(&mut self) -> io::Result<Option<Line>> {
        let spare = self.used.pop().unwrap_or_default();
        self.used.clear();
        self.read_into(spare)
    }

    /// A further line of a record.
    fn take_next_line(&mut self) -> io::Result<Option<Line>> {
        self.read_into(Line::default())
    }

    fn read_into(&mut self, mut spare: Line) -> io::Result<Option<Line>> {
        if let Some(line) = self.pending.pop_front() {
            return Ok(Some(line));
        }
        Ok(self.lines.read(&mut spare)?.then_some(spare))
    }

    fn recycle(&mut self, line: Line) {
        self.used.clear();
        self.used.push(line);
    }
}

enum End {
    Complete,
    OpenQuote,
    TextAfterQuote { column: usize },
}

/// Splits one line into cells.
struct Splitter {
    delimiter: String,
    quote: Option<u8>,
}

impl Splitter {
    fn new(delimiter: char, quote: Option<char>) -> Self {
        Self {
            delimiter: delimiter.to_string(),
            quote: quote.and_then(|quote| u8::try_from(quote).ok()).filter(u8::is_ascii),
        }
    }

    fn may_quote(&self, text: &str) -> bool {
        self.quote.is_some_and(|quote| memchr::memchr(quote, text.as_bytes()).is_some())
    }

    /// `open` is the quoted cell that the line before left open, and the one that this line leaves open.
    fn split(&self, text: &str, open: &mut Option<String>, cells: &mut Vec<String>) -> End {
        let mut at = 0;
        if let Some(cell) = open.take() {
            match self.quoted(text, 0, cell) {
                Quoted::Closed { cell, next } => {
                    cells.push(cell);
                    let Some(next) = next else { return End::Complete };
                    at = next;
                }
                Quoted::Open(cell) => {
                    *open = Some(cell);
                    return End::OpenQuote;
                }
                Quoted::TextAfter => return End::TextAfterQuote { column: cells.len() + 1 },
            }
        }
        let quote = self.quote.filter(|_| self.may_quote(text));
        loop {
            if let Some(start) = quote.and_then(|quote| self.quote_at(text, at, quote)) {
                match self.quoted(text, start + 1, String::new()) {
                    Quoted::Closed { cell, next } => {
                        cells.push(cell);
                        let Some(next) = next else { return End::Complete };
                        at = next;
                    }
                    Quoted::Open(cell) => {
                        *open = Some(cell);
                        return End::OpenQuote;
                    }
                    Quoted::TextAfter => return End::TextAfterQuote { column: cells.len() + 1 },
                }
                continue;
            }
            match self.find_delimiter(text, at) {
                Some(end) => {
                    cells.push(clean(&text[at..end]));
                    at = end + self.delimiter.len();
                }
                None => {
                    cells.push(clean(&text[at..]));
                    return End::Complete;
                }
            }
        }
    }

    /// Where the quote stands that opens the cell beginning at `at`; blanks may precede it.
    fn quote_at(&self, text: &str, at: usize, quote: u8) -> Option<usize> {
        let rest = &text.as_bytes()[at..];
        let blanks = rest.iter().take_while(|byte| self.is_blank(**byte)).count();
        (rest.get(blanks) == Some(&quote)).then_some(at + blanks)
    }

    /// Reads a quoted cell from `at`, where `cell` holds what precedes.
    fn quoted(&self, text: &str, mut at: usize, mut cell: String) -> Quoted {
        let bytes = text.as_bytes();
        let quote = self.quote.unwrap_or(b'"');
        loop {
            let Some(found) = memchr::memchr(quote, &bytes[at..]) else {
                cell.push_str(&text[at..]);
                cell.push('\n');
                return Quoted::Open(cell);
            };
            let end = at + found;
            cell.push_str(&text[at..end]);
            at = end + 1;
            if bytes.get(at) == Some(&quote) {
                cell.push(char::from(quote));
                at += 1;
                continue;
            }
            at += bytes[at..].iter().take_while(|byte| self.is_blank(**byte)).count();
            let cell = clean(&cell);
            return if at == bytes.len() {
                Quoted::Closed { cell, next: None }
            } else if text[at..].starts_with(&self.delimiter) {
                Quoted::Closed { cell, next: Some(at + self.delimiter.len()) }
            } else {
                Quoted::TextAfter
            };
        }
    }

    fn find_delimiter(&self, text: &str, at: usize) -> Option<usize> {
        let bytes = &text.as_bytes()[at..];
        let found = match self.delimiter.as_bytes() {
            [byte] => memchr::memchr(*byte, bytes),
            wide => memchr::memmem::find(bytes, wide),
        };
        found.map(|found| at + found)
    }

    fn is_blank(&self, byte: u8) -> bool {
        matches!(byte, b' ' | b'\t') && self.delimiter.as_bytes() != [byte]
    }
}

enum Quoted {
    Closed { cell: String, next: Option<usize> },
    Open(String),
    TextAfter,
}

/// A cell without the blanks around it (ideographic ones and byte-order marks too) and without the apostrophe that our own
/// CSV files put before what a spreadsheet would run as a formula.
pub(crate) fn clean(cell: &str) -> String {
    let trimmed = cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}'));
    restore_formula(trimmed).to_owned()
}
