//! Finds the header among the first rows: below a title, over one row or two, or not there at all.

use super::columns::{join_headings, name_columns, used_width};
use super::note::Note;
use crate::format::HeaderRows;
use crate::likeness::{is_value, looks_like_person};
use crate::mapping::knows;

/// Filled rows among which the header is looked for.
const LOOK_AT_ROWS: usize = 30;
/// Headings of a header that may look like values (years as columns).
const MAX_VALUE_SHARE: f64 = 0.3;
const MAX_HEADING_CHARS: usize = 60;

/// A filled row near the beginning of a file.
#[derive(Debug, Clone)]
pub(super) struct SampleRow {
    pub number: u64,
    pub cells: Vec<String>,
}

#[derive(Debug, Clone)]
pub(super) struct Heading {
    pub header: Option<HeaderRows>,
    pub columns: Vec<String>,
    /// Index of the first sample row that is data.
    pub data_from: usize,
    pub notes: Vec<Note>,
}

impl Heading {
    pub(super) fn absent(rows: &[SampleRow]) -> Self {
        let columns = name_columns(vec![String::new(); used_width(&[], rows)]);
        Self { header: None, columns, data_from: 0, notes: vec![Note::NoHeader] }
    }

    pub(super) fn row_count(&self, rows: &[SampleRow]) -> usize {
        rows.len() - self.data_from
    }

    fn of(rows: &[SampleRow], first: usize, last: usize) -> Self {
        let data_from = last + 1;
        let headings =
            if first == last { rows[last].cells.clone() } else { join_headings(&rows[first].cells, &rows[last].cells) };
        let width = used_width(&headings, &rows[data_from..]);
        let mut headings = headings;
        headings.resize(width, String::new());
        let mut notes = Vec::new();
        if first > 0 {
            notes.push(Note::TitleSkipped { rows: first });
        }
        if first < last {
            notes.push(Note::HeaderJoined { first: rows[first].number, last: rows[last].number });
        }
        let header = HeaderRows { first: rows[first].number, last: rows[last].number };
        Self { header: Some(header), columns: name_columns(headings), data_from, notes }
    }
}

/// How many cells are headings of the dictionary.
pub(super) fn known_headings(cells: &[String]) -> usize {
    cells.iter().filter(|cell| !cell.is_empty() && knows(cell)).count()
}

/// The header that a person pointed to.
pub(super) fn heading_at(rows: &[SampleRow], number: u64) -> Option<Heading> {
    let last = rows.iter().position(|row| row.number == number)?;
    let first = if last > 0 && is_group_row(&rows[last - 1], &rows[last]) { last - 1 } else { last };
    Some(Heading::of(rows, first, last))
}

pub(super) fn find_heading(rows: &[SampleRow]) -> Heading {
    if let Some(found) = find_known(rows) {
        let (first, last) = widen(rows, found);
        return Heading::of(rows, first, last);
    }
    find_by_form(rows)
}

/// The row with the most headings of the dictionary that has nothing but titles above it.
fn find_known(rows: &[SampleRow]) -> Option<usize> {
    let typical = typical_filled(rows);
    let needed = if typical <= 2 { 1 } else { 2 };
    let mut best: Option<(usize, usize)> = None;
    for (index, row) in rows.iter().take(LOOK_AT_ROWS).enumerate() {
        let known = known_headings(&row.cells);
        let more = best.is_none_or(|(_, most)| known > most);
        if known >= needed && more && value_share(row) <= MAX_VALUE_SHARE && stands_below_titles(rows, index) {
            best = Some((index, known));
        }
    }
    best.map(|(index, _)| index)
}

/// Whether taking this row for the header loses no data: what is above must be too empty for records. In a list of one
/// column nothing tells a title from a record, so the header can only be the first row.
fn stands_below_titles(rows: &[SampleRow], header: usize) -> bool {
    let (row, above) = (&rows[header], &rows[..header]);
    above.iter().all(|title| {
        filled(title) * 2 <= filled(row)
            || title.cells.iter().all(|cell| cell.is_empty() || cell.contains([':', '：']))
            || is_group_row(title, row)
    })
}

/// Adds the row above that groups the headings, or the row below that divides them.
fn widen(rows: &[SampleRow], found: usize) -> (usize, usize) {
    if found > 0 && is_group_row(&rows[found - 1], &rows[found]) {
        return (found - 1, found);
    }
    match rows.get(found + 1) {
        Some(below) if divides(&rows[found], below) => (found, found + 1),
        _ => (found, found),
    }
}

/// 基本信息, , 联系方式, , over 姓名, 性别, 手机, 邮箱. A title fills one cell only, a line of particulars has colons.
fn is_group_row(above: &SampleRow, header: &SampleRow) -> bool {
    let groups = filled(above);
    (2..=filled(header)).contains(&groups)
        && above.number + 1 == header.number
        && above.cells != header.cells
        && value_share(above) == 0.0
        && above.cells.iter().all(|cell| !cell.contains([':', '：']) && is_heading_long(cell))
        && above.cells.iter().enumerate().any(|(column, cell)| cell.is_empty() && has(header, column))
}

/// 姓名, 联系方式, , 地址 over  , 手机, 邮箱, : the row below fills gaps and holds known headings only.
fn divides(header: &SampleRow, below: &SampleRow) -> bool {
    let parts = filled(below);
    parts < typical_filled(std::slice::from_ref(header)).max(2) + parts / 2
        && known_headings(&below.cells) * 5 >= parts * 4
        && below.number == header.number + 1
        && below.cells.iter().enumerate().any(|(column, cell)| !cell.is_empty() && !has(header, column))
        && header.cells.iter().enumerate().any(|(column, cell)| !cell.is_empty() && !has(below, column))
}

/// Without known headings: the first full row, if it reads like headings and the rows below do not read like it.
fn find_by_form(rows: &[SampleRow]) -> Heading {
    let typical = typical_filled(rows);
    let full = rows.iter().take(LOOK_AT_ROWS).position(|row| filled(row) * 5 >= typical * 3);
    let Some(index) = full else { return Heading::absent(rows) };
    let (row, below) = (&rows[index], &rows[index + 1..]);
    let reads_like_headings = value_share(row) == 0.0 && row.cells.iter().all(|cell| is_heading_long(cell));
    if !reads_like_headings {
        return Heading::absent(rows);
    }
    let columns = row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
    let mut values_below = false;
    for (column, heading) in columns {
        values_below |= mostly(below, column, is_value);
        if looks_like_person(heading) && mostly(below, column, looks_like_person) {
            return Heading::absent(rows);
        }
    }
    let mut heading = Heading::of(rows, index, index);
    if !values_below {
        heading.notes.push(Note::HeaderGuessed { row: row.number });
    }
    heading
}

fn mostly(rows: &[SampleRow], column: usize, looks: impl Fn(&str) -> bool) -> bool {
    let cells: Vec<&String> =
        rows.iter().filter_map(|row| row.cells.get(column)).filter(|cell| !cell.is_empty()).collect();
    !cells.is_empty() && cells.iter().filter(|cell| looks(cell)).count() * 5 >= cells.len() * 3
}

/// The middle of the numbers of filled cells.
fn typical_filled(rows: &[SampleRow]) -> usize {
    let mut counts: Vec<usize> = rows.iter().map(filled).collect();
    counts.sort_unstable();
    counts.get(counts.len() / 2).copied().unwrap_or(0)
}

fn filled(row: &SampleRow) -> usize {
    row.cells.iter().filter(|cell| !cell.is_empty()).count()
}

fn has(row: &SampleRow, column: usize) -> bool {
    row.cells.get(column).is_some_and(|cell| !cell.is_empty())
}

fn is_heading_long(cell: &str) -> bool {
    cell.chars().count() <= MAX_HEADING_CHARS
}

fn value_share(row: &SampleRow) -> f64 {
    let values = row.cells.iter().filter(|cell| is_value(cell)).count();
    values as f64 / filled(row).max(1) as f64
}
