//! Dates as people write them, whole or in part.
//!
//! `3/4/2020` is a different day in different countries. Guessing would plant wrong birthdays that nobody ever notices,
//! so a day and a month that could change places are refused unless the caller knows the order of the column.

use jiff::civil::Date;
use thiserror::Error;

use super::width::fold_width;

/// Which comes first in dates such as `3/4/2020`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOrder {
    DayFirst,
    MonthFirst,
}

/// What the caller knows about the column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DateReading {
    /// The order of day and month where the year stands last; `None` refuses what could be read both ways.
    pub order: Option<DayOrder>,
    /// Whether bare numbers are days since 1900 as spreadsheets count them (1 to 109,574, the years 1900 to 2199).
    pub excel_serials: bool,
}

/// A date whose month or day may be unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    /// 1850 to 2199.
    pub year: i16,
    pub month: Option<i8>,
    pub day: Option<i8>,
}

impl PartialDate {
    /// The date when nothing of it is unknown.
    pub fn full(self) -> Option<Date> {
        Date::new(self.year, self.month?, self.day?).ok()
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        Self { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
    }
}

/// What is wrong with a cell that should hold a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DateError {
    #[error("the cell is empty")]
    Empty,
    #[error("not written as a date")]
    Unreadable,
    #[error("no such day in the calendar")]
    NoSuchDay,
    #[error("day and month could change places")]
    Ambiguous,
    #[error("the year has two digits")]
    TwoDigitYear,
    #[error("the year is outside 1850 to 2199")]
    YearOutOfRange,
}

impl DateError {
    /// Stable name of the error, for reason columns and translation.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "date_empty",
            Self::Unreadable => "date_unreadable",
            Self::NoSuchDay => "date_no_such_day",
            Self::Ambiguous => "date_ambiguous",
            Self::TwoDigitYear => "date_two_digit_year",
            Self::YearOutOfRange => "date_year_out_of_range",
        }
    }
}

/// Reads `2024-01-02`, `2024/1/2`, `2024.1.2`, `20240102`, `2024年1月2日`, `1990-05`, `1990年`, `2 Jan 2024`,
/// `25/12/2020`, and, when told, spreadsheet serials. A time of day behind the date is ignored.
pub fn parse_date(cell: &str, reading: &DateReading) -> Result<PartialDate, DateError> {
    let folded = fold_width(cell);
    let text = folded.trim().trim_matches(['\'', '"']);
    if text.is_empty() {
        return Err(DateError::Empty);
    }
    if reading.excel_serials
        && let Some(date) = excel_serial(text)
    {
        return Ok(date.into());
    }
    let parts = split(without_time(text))?;
    let number = |at: usize| parts.get(at).map(|part| part.value);
    let width = |at: usize| parts.get(at).map_or(0, |part| part.width);
    match parts.len() {
        1 if width(0) == 8 => {
            let digits = number(0).unwrap_or_default();
            build(digits / 10_000, Some(digits / 100 % 100), Some(digits % 100))
        }
        1 if width(0) == 6 => {
            let digits = number(0).unwrap_or_default();
            // 199005 is a month of a year; 900512 hides its century
            let month = digits % 100;
            if (1..=12).contains(&month) && (1850..=2199).contains(&(digits / 100)) {
                build(digits / 100, Some(month), None)
            } else {
                Err(DateError::TwoDigitYear)
            }
        }
        1 if width(0) == 4 => build(number(0).unwrap_or_default(), None, None),
        2 if width(0) == 4 => build(number(0).unwrap_or_default(), number(1), None),
        2 if width(1) == 4 => build(number(1).unwrap_or_default(), number(0), None),
        3 if width(0) == 4 => build(number(0).unwrap_or_default(), number(1), number(2)),
        3 if width(2) == 4 => year_last(&parts, reading.order),
        2 | 3 => Err(DateError::TwoDigitYear),
        _ => Err(DateError::Unreadable),
    }
}

/// One number of a date, with the digits it was written with; a month may have been a word.
#[derive(Clone, Copy)]
struct Part {
    value: u32,
    width: usize,
    month_word: bool,
}

fn year_last(parts: &[Part], order: Option<DayOrder>) -> Result<PartialDate, DateError> {
    let (first, second, year) = (parts[0], parts[1], parts[2].value);
    let (day, month) = if first.month_word {
        (second, first)
    } else if second.month_word {
        (first, second)
    } else {
        match order {
            Some(DayOrder::DayFirst) => (first, second),
            Some(DayOrder::MonthFirst) => (second, first),
            None if first.value > 12 || first.value == second.value => (first, second),
            None if second.value > 12 => (second, first),
            None => return Err(DateError::Ambiguous),
        }
    };
    build(year, Some(month.value), Some(day.value))
}

fn build(year: u32, month: Option<u32>, day: Option<u32>) -> Result<PartialDate, DateError> {
    if !(1850..=2199).contains(&year) {
        return Err(DateError::YearOutOfRange);
    }
    let small = |value: u32| i8::try_from(value).map_err(|_| DateError::NoSuchDay);
    let year = i16::try_from(year).map_err(|_| DateError::YearOutOfRange)?;
    let month = month.map(small).transpose()?;
    let day = day.map(small).transpose()?;
    Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).map_err(|_| DateError::NoSuchDay)?;
    Ok(PartialDate { year, month, day })
}

/// Cuts `T10:30:00Z`, ` 10:30` and the like.
fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else {
        return text;
    };
    let head = &text[..colon];
    // the hour is the last run of digits before the colon
    let head = head.trim_end_matches(|c: char| c.is_ascii_digit());
    head.trim_end_matches([' ', 'T', 't', '上', '下', '午'])
}

fn split(text: &str) -> Result<Vec<Part>, DateError> {
    let mut parts: Vec<Part> = Vec::with_capacity(3);
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        if first.is_ascii_digit() {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            let value = rest[..end].parse().map_err(|_| DateError::Unreadable)?;
            parts.push(Part { value, width: end, month_word: false });
            rest = &rest[end..];
        } else if first.is_ascii_alphabetic() {
            let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
            let word = &rest[..end];
            match english_month(word) {
                Some(value) => parts.push(Part { value, width: 2, month_word: true }),
                // the ending of 1st, 2nd, 3rd, 4th
                None if matches!(word.to_ascii_lowercase().as_str(), "st" | "nd" | "rd" | "th") => {}
                None => return Err(DateError::Unreadable),
            }
            rest = &rest[end..];
        } else if matches!(first, '-' | '/' | '.' | ' ' | ',' | '年' | '月' | '日' | '号' | '\n') {
            rest = &rest[first.len_utf8()..];
        } else {
            return Err(DateError::Unreadable);
        }
        if parts.len() > 3 {
            return Err(DateError::Unreadable);
        }
    }
    if parts.is_empty() { Err(DateError::Unreadable) } else { Ok(parts) }
}

fn english_month(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(&word))?;
    u32::try_from(at + 1).ok()
}

/// Days since 1899-12-30; the fraction is the time of day. Spreadsheets believe in a 29 February 1900, so serials up to
/// 59 lie one day later than that origin says.
fn excel_serial(text: &str) -> Option<Date> {
    let (days, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if days.is_empty() || days.len() > 6 || !days.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let serial: i64 = days.parse().ok()?;
    if !(1..=109_574).contains(&serial) || serial == 60 {
        return None;
    }
    let shift = if serial < 60 { serial + 1 } else { serial };
    Date::constant(1899, 12, 30).checked_add(jiff::Span::new().days(shift)).ok()
}
