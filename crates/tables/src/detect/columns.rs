//! Names and shape of the columns below a header.

use std::collections::HashSet;

use super::header::SampleRow;
use super::note::Note;
use crate::format::ShortRows;

const MAX_NAME_CHARS: usize = 100;
/// A column of text beyond the header counts when this share of the rows has something in it.
const MIN_UNHEADED_SHARE: f64 = 0.5;
/// The same for a sheet.
const MIN_ALIGNED_SHARE: f64 = 0.1;
/// Rows shorter than the header, as a share, from which on the program that wrote the file is taken to leave out empty
/// cells.
const MIN_SHORT_SHARE: f64 = 0.2;

/// The number of columns: those with a heading, those under an empty heading that any row uses, and those further right
/// that most rows use (a row with a stray delimiter must not make a column).
pub(super) fn used_width(headings: &[String], rows: &[SampleRow]) -> usize {
    let widths = used_widths(rows);
    let most = (rows.len() as f64 * MIN_UNHEADED_SHARE).ceil() as usize;
    let used_by_most = width_used_by(&widths, most.max(2));
    let used_by_any = width_used_by(&widths, 1);
    let beyond = if headings.is_empty() { used_by_any } else { used_by_most };
    let under_headings = used_by_any.min(headings.len());
    width_of(headings).max(under_headings).max(beyond).max(1)
}

/// Gives the rows of a sheet the width that several of them use: there a cell stands in its column beyond doubt, with or
/// without a heading.
pub(super) fn align_rows(rows: &mut [SampleRow]) {
    let several = (rows.len() as f64 * MIN_ALIGNED_SHARE).ceil() as usize;
    let width = width_used_by(&used_widths(rows), several.max(2));
    for row in rows {
        let width = width.max(row.cells.len());
        row.cells.resize(width, String::new());
    }
}

/// Widths of the rows up to their last filled cell, widest first.
fn used_widths(rows: &[SampleRow]) -> Vec<usize> {
    let mut widths: Vec<usize> = rows.iter().map(|row| width_of(&row.cells)).collect();
    widths.sort_unstable_by(|a, b| b.cmp(a));
    widths
}

fn width_used_by(widths: &[usize], rows: usize) -> usize {
    widths.get(rows.max(1) - 1).copied().unwrap_or(0)
}

fn width_of(cells: &[String]) -> usize {
    cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1)
}

/// Two header rows as one: 联系方式 over 手机 is 手机, or 联系方式 手机 where 手机 alone would not be unique.
pub(super) fn join_headings(above: &[String], below: &[String]) -> Vec<String> {
    let cell = |cells: &[String], column: usize| cells.get(column).cloned().unwrap_or_default();
    let mut group = String::new();
    (0..above.len().max(below.len()))
        .map(|column| {
            let (top, bottom) = (cell(above, column), cell(below, column));
            if !top.is_empty() {
                group.clone_from(&top);
            }
            let is_unique = below.iter().filter(|other| **other == bottom).count() == 1;
            match (bottom.is_empty(), is_unique || group.is_empty()) {
                (true, _) => {
                    // A heading over both rows ends the group on its left.
                    group.clear();
                    top
                }
                (false, true) => bottom,
                (false, false) => format!("{group} {bottom}"),
            }
        })
        .collect()
}

/// Makes names unique and not empty: `#3` where there is no heading, `电话 (2)` for the second 电话.
pub(super) fn name_columns(headings: Vec<String>) -> Vec<String> {
    let mut taken = HashSet::new();
    headings
        .into_iter()
        .enumerate()
        .map(|(index, heading)| {
            let words: Vec<&str> = heading.split_whitespace().collect();
            let mut name: String = words.join(" ").chars().take(MAX_NAME_CHARS).collect();
            if name.is_empty() {
                name = format!("#{}", index + 1);
            }
            let mut unique = name.clone();
            let mut count = 1;
            while !taken.insert(unique.clone()) {
                count += 1;
                unique = format!("{name} ({count})");
            }
            unique
        })
        .collect()
}

/// Short rows are padded where many rows are short and do not look like halves of rows cut by a line break.
pub(super) fn judge_short_rows(rows: &[SampleRow], width: usize) -> ShortRows {
    let is_short = |row: &&SampleRow| row.cells.len() < width;
    let short = rows.iter().filter(is_short).count();
    let halves = rows
        .windows(2)
        .filter(|pair| pair.iter().all(|row| row.cells.len() < width))
        .filter(|pair| pair[0].cells.len() + pair[1].cells.len() == width + 1)
        .count();
    let begin_empty = rows.iter().filter(is_short).any(|row| row.cells.first().is_none_or(String::is_empty));
    let many = short > 1 && short as f64 >= rows.len() as f64 * MIN_SHORT_SHARE;
    // One cell at the end of a width of two cannot be told from a cut row's half, so halves must be a minority.
    if many && halves * 4 < short && !begin_empty { ShortRows::Pad } else { ShortRows::Refuse }
}

/// Columns whose long numbers were damaged by a spreadsheet before the file was written.
pub(super) fn note_damaged_numbers(columns: &[String], samples: &[Vec<String>]) -> Vec<Note> {
    let any = |column: usize, damaged: fn(&str) -> bool| {
        samples.iter().filter_map(|row| row.get(column)).any(|cell| damaged(cell))
    };
    let mut notes = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        if any(index, has_lost_digits) {
            notes.push(Note::DigitsLost { column: column.clone() });
        }
        if any(index, is_scientific) {
            notes.push(Note::ScientificNumbers { column: column.clone() });
        }
    }
    notes
}

/// More than 15 digits of which those after the fifteenth are all zero.
fn has_lost_digits(cell: &str) -> bool {
    const DIGITS_KEPT: usize = 15;
    cell.len() >= DIGITS_KEPT + 2
        && cell.bytes().all(|byte| byte.is_ascii_digit())
        && cell.bytes().skip(DIGITS_KEPT).all(|byte| byte == b'0')
}

/// 1.38E+10
fn is_scientific(cell: &str) -> bool {
    let Some((number, power)) = cell.split_once("E+").or_else(|| cell.split_once("e+")) else { return false };
    let is_decimal = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    is_decimal(number) && is_decimal(power)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn strings(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn columns_get_unique_names() {
        let named = name_columns(strings(&["电话", "", "电话", "客户\n姓名", "电话 (2)"]));
        assert_eq!(named, strings(&["电话", "#2", "电话 (2)", "客户 姓名", "电话 (2) (2)"]));
    }

    #[test]
    fn two_header_rows_join_and_keep_the_group_only_where_it_is_needed() {
        let above = strings(&["姓名", "本人", "", "配偶", "", "备注"]);
        let below = strings(&["", "手机", "年龄", "手机", "职业", ""]);
        assert_eq!(join_headings(&above, &below), strings(&["姓名", "本人 手机", "年龄", "配偶 手机", "职业", "备注"]));
    }

    #[rstest]
    #[case("110101199003070000", true)]
    #[case("110101199003071234", false)]
    #[case("13800138000", false)]
    fn lost_digits_show_as_zeros_at_the_end(#[case] cell: &str, #[case] lost: bool) {
        assert_eq!(has_lost_digits(cell), lost);
    }

    #[rstest]
    #[case("1.38E+10", true)]
    #[case("E+1", false)]
    #[case("Anne+Bob", false)]
    fn scientific_numbers_are_told(#[case] cell: &str, #[case] scientific: bool) {
        assert_eq!(is_scientific(cell), scientific);
    }
}
