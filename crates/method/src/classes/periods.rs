//! Full calendar months and quarters (CLA-1, CLA-2, CLA-7): what lies completely before a day.

use jiff::civil::Date;

use crate::time::{Timestamp, Zone};

/// The moment a class holds for, with the calendar day it falls on where the team works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AsOf {
    /// The moment.
    pub moment: Timestamp,
    /// Its day.
    pub day: Date,
}

impl AsOf {
    /// A moment with its day in a zone.
    pub fn at(moment: Timestamp, zone: &Zone) -> Self {
        Self { moment, day: moment.local_date(zone) }
    }
}

/// A calendar month, counted so that months can be subtracted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month(i32);

impl Month {
    /// The month of a day.
    pub fn of(day: Date) -> Self {
        Self(i32::from(day.year()) * 12 + i32::from(day.month()) - 1)
    }

    /// The last month that is over when `day` begins.
    pub fn last_full(day: Date) -> Self {
        Self::of(day).plus(-1)
    }

    /// The month this many months later, earlier when negative.
    #[must_use]
    pub const fn plus(self, months: i32) -> Self {
        Self(self.0.saturating_add(months))
    }

    /// Months from `earlier` to this one; negative when it lies before.
    pub const fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// The quarter the month belongs to.
    pub const fn quarter(self) -> Quarter {
        Quarter(self.0.div_euclid(3))
    }

    /// The first day of the month; outside the calendar the nearest day that can be written.
    pub fn first_day(self) -> Date {
        let edge = if self.0 < 0 { Date::MIN } else { Date::MAX };
        let month = i8::try_from(self.0.rem_euclid(12) + 1).unwrap_or(1);
        i16::try_from(self.0.div_euclid(12)).ok().and_then(|year| Date::new(year, month, 1).ok()).unwrap_or(edge)
    }
}

/// A calendar quarter, counted so that quarters can be subtracted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Quarter(i32);

impl Quarter {
    /// The last quarter that is over when `day` begins.
    pub fn last_full(day: Date) -> Self {
        Month::of(day).quarter().plus(-1)
    }

    /// The first quarter that begins in this month or later.
    pub const fn starting_from(month: Month) -> Self {
        Self((month.0 + 2).div_euclid(3))
    }

    /// The quarter this many quarters later, earlier when negative.
    #[must_use]
    pub const fn plus(self, quarters: i32) -> Self {
        Self(self.0.saturating_add(quarters))
    }

    /// Quarters from `earlier` to this one; negative when it lies before.
    pub const fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// Which quarter of its year, 0 to 3.
    pub const fn of_year(self) -> usize {
        self.0.rem_euclid(4) as usize
    }

    /// The first month of the quarter.
    pub const fn first_month(self) -> Month {
        Month(self.0 * 3)
    }
}

/// The days of the last so many full months before a day, from the first to the day after the last.
pub fn full_months(months: u32, day: Date) -> std::ops::Range<Date> {
    let last = Month::last_full(day);
    let months = i32::try_from(months.max(1)).unwrap_or(i32::MAX);
    last.plus(1_i32.saturating_sub(months)).first_day()..last.plus(1).first_day()
}

/// Days from `earlier` to `later`; 0 when it lies before.
pub fn days_between(earlier: Date, later: Date) -> u32 {
    let hours = later.duration_since(earlier).as_hours();
    u32::try_from(hours.max(0) / 24).unwrap_or(u32::MAX)
}

/// The day this many days later; the last day that can be written where there is none.
pub fn plus_days(day: Date, days: u32) -> Date {
    jiff::Span::new().try_days(i64::from(days)).and_then(|span| day.checked_add(span)).unwrap_or(Date::MAX)
}
