//! Finds what separates the cells: the delimiter that cuts the most rows into the same number of cells, quotes respected.

use std::collections::HashMap;
use std::io::Cursor;

use super::header::SampleRow;
use super::note::Note;
use crate::format::{LineBreak, TextEncoding};
use crate::limits::SAMPLE_ROWS;
use crate::read::{LineReader, RecordReader};

/// In the order of preference where two cut equally well: the rarer in ordinary text first.
const DELIMITERS: [char; 4] = ['\t', ';', '|', ','];
/// Ideographic and full-width commas stand in ordinary text too, so they must cut nearly every row alike.
const LAST_RESORT: [char; 2] = ['、', '，'];
const LAST_RESORT_SHARE: f64 = 0.8;
const MIN_SHARE: f64 = 0.3;
/// Below this share the choice is noted as a guess.
const SURE_SHARE: f64 = 0.6;
/// Differences smaller than this do not outweigh the order of preference.
const SHARE_STEP: f64 = 0.05;

/// The delimiter and the quotation mark. `,` when there seems to be one column only.
pub(super) fn find_delimiter(
    head: &str,
    line_break: LineBreak,
    hint: Option<char>,
    notes: &mut Vec<Note>,
) -> (char, Option<char>) {
    let quote = Some(find_quote(head));
    if let Some(delimiter) = hint.or_else(|| declared_delimiter(head)) {
        return (delimiter, quote);
    }
    let share = |delimiter: char| even_share(head, delimiter, quote, line_break);
    let mut best: Option<(char, f64)> = None;
    for delimiter in DELIMITERS {
        let share = share(delimiter);
        if share >= MIN_SHARE && best.is_none_or(|(_, best)| share > best + SHARE_STEP) {
            best = Some((delimiter, share));
        }
    }
    if let Some((delimiter, share)) = best {
        if share < SURE_SHARE {
            notes.push(Note::DelimiterGuessed { delimiter });
        }
        return (delimiter, quote);
    }
    if let Some(delimiter) = LAST_RESORT.into_iter().find(|delimiter| share(*delimiter) >= LAST_RESORT_SHARE) {
        notes.push(Note::DelimiterGuessed { delimiter });
        return (delimiter, quote);
    }
    notes.push(Note::OneColumn);
    (',', quote)
}

/// Excel's own first line `sep=;`.
fn declared_delimiter(head: &str) -> Option<char> {
    let mut declared = head.lines().next()?.strip_prefix("sep=")?.chars();
    let delimiter = declared.next()?;
    declared.next().is_none().then_some(delimiter)
}

/// Single quotes only where cells are wrapped in them and double ones are nowhere to be seen.
fn find_quote(head: &str) -> char {
    let wrapped = |line: &str| line.len() > 4 && line.starts_with('\'') && line.ends_with('\'') && line.contains("','");
    let lines = head.lines().filter(|line| !line.trim().is_empty()).take(SAMPLE_ROWS);
    let (all, single) = lines.fold((0, 0), |(all, single), line| (all + 1, single + usize::from(wrapped(line))));
    if !head.contains('"') && single * 2 > all { '\'' } else { '"' }
}

/// The share of rows that are cut into the commonest number of cells, where that is at least two.
fn even_share(head: &str, delimiter: char, quote: Option<char>, line_break: LineBreak) -> f64 {
    let mut rows_by_width: HashMap<usize, usize> = HashMap::new();
    let mut rows = 0_usize;
    for row in records(head, delimiter, quote, line_break) {
        rows += 1;
        if let Some(cells) = row.cells {
            *rows_by_width.entry(cells.len()).or_default() += 1;
        }
    }
    // A short list may have as many title lines as rows, so one column never competes.
    let commonest = rows_by_width.into_iter().filter(|(width, _)| *width > 1).map(|(_, rows)| rows).max();
    commonest.map_or(0.0, |commonest| commonest as f64 / rows as f64)
}

/// The first filled rows that can be taken apart.
pub(super) fn sample_rows(head: &str, delimiter: char, quote: Option<char>, line_break: LineBreak) -> Vec<SampleRow> {
    records(head, delimiter, quote, line_break)
        .filter_map(|record| Some(SampleRow { number: record.number, cells: record.cells? }))
        .collect()
}

struct SampleRecord {
    number: u64,
    /// `None` when the row is broken.
    cells: Option<Vec<String>>,
}

fn records(
    head: &str,
    delimiter: char,
    quote: Option<char>,
    line_break: LineBreak,
) -> impl Iterator<Item = SampleRecord> {
    let bytes = Cursor::new(head.as_bytes().to_vec());
    let lines = LineReader::new(Box::new(bytes), TextEncoding::UTF_8, line_break);
    let mut reader = RecordReader::new(lines, delimiter, quote);
    // Reading from memory does not fail; if it did, the sample would end there.
    std::iter::from_fn(move || reader.next(0).ok().flatten())
        .map(|record| SampleRecord { number: record.number, cells: record.outcome.ok() })
        .filter(|record| record.cells.as_ref().is_none_or(|cells| cells.iter().any(|cell| !cell.is_empty())))
        .take(SAMPLE_ROWS)
}
