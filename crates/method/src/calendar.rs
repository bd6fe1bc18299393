//! Working days: weekends, public holidays, and the weekend days that China moves into the working week.

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::time::{Timestamp, Zone};

/// No calendar closes for longer than this; a search for a working day gives up after it.
const LONGEST_CLOSURE_DAYS: u32 = 60;

/// Which days are worked. A day named in `extra_working_days` is worked even on a weekend or holiday.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WorkCalendar {
    /// Days off besides the weekend.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, examples("2026-10-01")))]
    pub holidays: BTreeSet<Date>,
    /// Weekend days that are worked instead of a holiday.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, examples("2026-10-10")))]
    pub extra_working_days: BTreeSet<Date>,
    /// Whether Saturdays are worked.
    pub saturday: bool,
    /// Whether Sundays are worked.
    pub sunday: bool,
}

impl WorkCalendar {
    /// Whether people work on this day.
    pub fn is_working_day(&self, day: Date) -> bool {
        if self.extra_working_days.contains(&day) {
            return true;
        }
        let in_the_week = match day.weekday() {
            Weekday::Saturday => self.saturday,
            Weekday::Sunday => self.sunday,
            _ => true,
        };
        in_the_week && !self.holidays.contains(&day)
    }

    /// The first working day on or after `day`, or `day` itself when the calendar has none within two months.
    pub fn working_day_from(&self, day: Date) -> Date {
        let mut found = day;
        for _ in 0..LONGEST_CLOSURE_DAYS {
            if self.is_working_day(found) {
                return found;
            }
            found = next_day(found);
        }
        day
    }

    /// The moment `count` working days later at the same time of day in the zone.
    pub fn plus_working_days(&self, from: Timestamp, count: u32, zone: &Zone) -> Timestamp {
        let local = from.local(zone);
        let mut day = local.date();
        for _ in 0..count {
            day = self.working_day_from(next_day(day));
        }
        zone.moment(day.to_datetime(local.time()))
    }
}

/// The next day; the last day that can be written has none and stays.
pub(crate) fn next_day(day: Date) -> Date {
    day.tomorrow().unwrap_or(day)
}
