//! Tells rows that hold a record from blank lines, totals, repeated headers and footnotes, and checks their width.

use super::entry::{Entry, Row, RowFault, RowProblem, SkipReason, Skipped, shorten};
use crate::format::ShortRows;
use crate::likeness::{is_amount, is_footnote, is_total_label, looks_like_phone};

#[derive(Debug)]
pub(crate) struct Sieve {
    columns: Vec<String>,
    short_rows: ShortRows,
}

impl Sieve {
    pub(crate) fn new(columns: &[String], short_rows: ShortRows) -> Self {
        Self { columns: columns.to_vec(), short_rows }
    }

    pub(crate) fn width(&self) -> usize {
        self.columns.len()
    }

    /// `raw` gives the row as it stands in the file, asked for only when there is a problem.
    pub(crate) fn sort(&self, number: u64, mut cells: Vec<String>, raw: impl FnOnce(&[String]) -> String) -> Entry {
        if let Some(reason) = self.skip_reason(&cells) {
            return Entry::Skipped(Skipped { number, reason });
        }
        let expected = self.width();
        let found = cells.len();
        if found > expected {
            if cells[expected..].iter().all(String::is_empty) {
                cells.truncate(expected);
            } else {
                return problem(number, RowFault::TooManyCells { expected, found }, &raw(&cells));
            }
        } else if found < expected {
            match self.short_rows {
                ShortRows::Pad => cells.resize(expected, String::new()),
                ShortRows::Refuse => {
                    return problem(number, RowFault::TooFewCells { expected, found }, &raw(&cells));
                }
            }
        }
        Entry::Row(Row { number, cells })
    }

    fn skip_reason(&self, cells: &[String]) -> Option<SkipReason> {
        let Some(first) = cells.iter().position(|cell| !cell.is_empty()) else {
            return Some(SkipReason::Blank);
        };
        let filled = || cells[first..].iter().filter(|cell| !cell.is_empty());
        if is_total_label(&cells[first]) && is_total_row(&cells[first], filled().skip(1)) {
            return Some(SkipReason::Total);
        }
        if is_header_again(self.columns.get(first), &cells[first]) && self.repeats_header(cells) {
            return Some(SkipReason::RepeatedHeader);
        }
        let is_note =
            self.width() > 1 && is_footnote(&cells[first]) && filled().skip(1).all(|cell| cell.contains([':', '：']));
        is_note.then_some(SkipReason::Footnote)
    }

    fn repeats_header(&self, cells: &[String]) -> bool {
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        (filled > 1 || self.width() == 1)
            && cells.iter().enumerate().all(|(i, cell)| cell.is_empty() || is_header_again(self.columns.get(i), cell))
    }
}

/// A label of totals followed by amounts only. Latin labels may be names of companies, so they need an amount, and a phone
/// number beside the label shows a record.
fn is_total_row<'a>(label: &str, mut others: impl Iterator<Item = &'a String> + Clone) -> bool {
    let has_others = others.clone().next().is_some();
    (has_others || !label.is_ascii()) && others.all(|cell| is_amount(cell) && !looks_like_phone(cell))
}

/// A header of two rows is named `联系方式 手机`, of which only `手机` is repeated; a second 电话 is named `电话 (2)`.
fn is_header_again(column: Option<&String>, cell: &str) -> bool {
    column.is_some_and(|column| {
        let heading = column.rsplit_once(" (").map_or(column.as_str(), |(heading, _)| heading);
        [column.as_str(), heading].into_iter().any(|name| is_ending(name, cell))
    })
}

fn is_ending(name: &str, cell: &str) -> bool {
    name.strip_suffix(cell).is_some_and(|group| group.is_empty() || (!cell.is_empty() && group.ends_with(' ')))
}

pub(crate) fn problem(number: u64, fault: RowFault, raw: &str) -> Entry {
    Entry::Problem(RowProblem { number, fault, raw: shorten(raw) })
}
