//! Quarters, the periods of targets and forecasts.

use jiff::{Span, civil::Date};
use method::{Timestamp, Zone};

use crate::orders::day_number;

/// A quarter of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quarter {
    first: Date,
}

impl Quarter {
    /// The quarter a day lies in.
    pub(crate) fn of(day: Date) -> Self {
        let month = (day.month() - 1) / 3 * 3 + 1;
        Self { first: Date::new(day.year(), month, 1).unwrap_or(day) }
    }

    /// Reads `2026-q1`.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        let (year, quarter) = code.split_once("-q")?;
        let (year, quarter): (i16, i8) = (year.parse().ok()?, quarter.parse().ok()?);
        let known = (1..=4).contains(&quarter) && (1_970..=9_000).contains(&year);
        let first = known.then(|| Date::new(year, quarter * 3 - 2, 1).ok())??;
        Some(Self { first })
    }

    pub(crate) fn code(self) -> String {
        format!("{}-q{}", self.first.year(), (self.first.month() + 2) / 3)
    }

    pub(crate) fn from(self) -> Date {
        self.first
    }

    /// The last day, which is in it.
    pub(crate) fn to(self) -> Date {
        self.next().first.yesterday().unwrap_or(self.first)
    }

    /// The quarter after it.
    pub(crate) fn next(self) -> Self {
        Self { first: self.first.saturating_add(Span::new().months(3)) }
    }

    /// The quarter before it.
    pub(crate) fn previous(self) -> Self {
        Self { first: self.first.saturating_sub(Span::new().months(3)) }
    }

    /// Its last day as days are kept.
    pub(crate) fn last_day(self) -> i32 {
        day_number(self.to())
    }

    /// Whether a kept day lies in it.
    pub(crate) fn holds(self, day: i32) -> bool {
        (day_number(self.first)..=self.last_day()).contains(&day)
    }

    /// Its first moment, and the first one after it.
    pub(crate) fn moments(self, zone: &Zone) -> (Timestamp, Timestamp) {
        let begins = |quarter: Self| zone.moment(quarter.first.at(0, 0, 0, 0));
        (begins(self), begins(self.next()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_is_written_and_read_and_holds_its_days() {
        let quarter = Quarter::of(Date::constant(2026, 5, 17));
        assert_eq!(quarter.code(), "2026-q2");
        assert_eq!(Quarter::from_code("2026-q2"), Some(quarter));
        assert_eq!((quarter.from(), quarter.to()), (Date::constant(2026, 4, 1), Date::constant(2026, 6, 30)));
        assert!(quarter.holds(day_number(Date::constant(2026, 6, 30))));
        assert!(!quarter.holds(day_number(Date::constant(2026, 7, 1))));
        assert_eq!(quarter.previous().previous().code(), "2025-q4");
        for wrong in ["2026-q5", "2026-q0", "2026", "26-q1", "2026-qx"] {
            assert_eq!(Quarter::from_code(wrong), None, "{wrong}");
        }
    }
}
