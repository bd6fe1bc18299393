//! Days and hours around the moment of generation, as a working person in China lives them.

use method::Timestamp;

use crate::chance::Chance;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 1_440 * MINUTE_MS;
/// China has one zone and no summer time.
const CHINA_OFFSET_MS: i64 = 8 * 60 * MINUTE_MS;
/// Talks happen between nine and noon and between half past one and half past seven.
const MORNING: (i64, i64) = (9 * 60, 11 * 60 + 50);
const AFTERNOON: (i64, i64) = (13 * 60 + 30, 19 * 60 + 30);

#[derive(Debug, Clone, Copy)]
pub(crate) struct Calendar {
    now: i64,
    /// Midnight in China of the day of `now`.
    midnight: i64,
}

impl Calendar {
    pub(crate) fn around(now: Timestamp) -> Self {
        let now = now.as_millis();
        let midnight = (now + CHINA_OFFSET_MS).div_euclid(DAY_MS) * DAY_MS - CHINA_OFFSET_MS;
        Self { now, midnight }
    }

    /// A moment in working hours of a working day, about `days` ago and always in the past.
    pub(crate) fn worked(&self, days: i64, chance: &mut Chance) -> Timestamp {
        let day = self.working_day(-days);
        let span = if chance.happens(0.45) { MORNING } else { AFTERNOON };
        let moment = self.midnight + day * DAY_MS + chance.between(span) * MINUTE_MS;
        let latest = self.now - chance.between((15, 90)) * MINUTE_MS;
        Timestamp::from_millis(moment.min(latest))
    }

    /// An hour of the day `days` from today, moved off a weekend towards the past or the future it lies in.
    pub(crate) fn at_hour(&self, days: i64, hour: i64) -> Timestamp {
        let day = if days == 0 { 0 } else { self.working_day(days) };
        Timestamp::from_millis(self.midnight + day * DAY_MS + hour * 60 * MINUTE_MS)
    }

    pub(crate) fn year(&self) -> i64 {
        // years are used in names of lists only: the mean length of a year is exact enough
        1970 + (self.now + CHINA_OFFSET_MS) / 31_556_952_000
    }

    /// The nearest working day at or beyond an offset from today, seen from today.
    fn working_day(&self, offset: i64) -> i64 {
        let step = if offset > 0 { 1 } else { -1 };
        let mut day = offset;
        while self.is_weekend(day) {
            day += step;
        }
        day
    }

    fn is_weekend(&self, offset: i64) -> bool {
        // the first day of 1970 was a Thursday
        let day = (self.midnight + CHINA_OFFSET_MS).div_euclid(DAY_MS) + offset;
        matches!((day + 3).rem_euclid(7), 5 | 6)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Monday, 2 March 2026, 10:00 in China.
    fn monday() -> Timestamp {
        Timestamp::from_millis(1_772_416_800_000)
    }

    #[test]
    fn a_weekend_moves_away_from_today() {
        let calendar = Calendar::around(monday());
        assert_eq!(calendar.working_day(-1), -3, "yesterday was a Sunday, so Friday");
        assert_eq!(calendar.working_day(5), 7, "the coming Saturday becomes Monday");
        assert_eq!(calendar.working_day(1), 1);
    }

    #[test]
    fn what_happened_lies_in_the_past() {
        let calendar = Calendar::around(monday());
        let mut chance = Chance::seeded(1);
        for days in 0..40 {
            assert!(calendar.worked(days, &mut chance) < monday());
        }
    }

    #[test]
    fn an_hour_of_today_is_an_hour_on_the_wall_in_china() {
        let calendar = Calendar::around(monday());
        assert_eq!(calendar.at_hour(0, 10), monday());
        assert_eq!(calendar.year(), 2026);
    }
}
