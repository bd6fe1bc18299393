//! When a watched folder is looked at.

use jiff::{ToSpan, civil::Time};
use method::{Timestamp, Zone};
use store::entities::import_folder;

use crate::AppError;

/// A week.
const MOST_MINUTES: i32 = 7 * 24 * 60;
const MINUTE_MS: i64 = 60_000;

fn time_of_day(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    if hour.len() != 2 || minute.len() != 2 {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// Exactly one of the two: every so many minutes, or daily at a time.
pub(super) fn checked_times(
    every_minutes: Option<i32>,
    daily_at: Option<&str>,
) -> Result<(Option<i32>, Option<String>), AppError> {
    match (every_minutes, daily_at) {
        (Some(minutes), None) if (1..=MOST_MINUTES).contains(&minutes) => Ok((Some(minutes), None)),
        (Some(_), None) => Err(AppError::invalid("/every_minutes", "out_of_range", "use 1 to 10080 minutes")),
        (None, Some(at)) if time_of_day(at).is_some() => Ok((None, Some(at.to_owned()))),
        (None, Some(_)) => Err(AppError::invalid("/daily_at", "malformed", "write the time as HH:MM")),
        _ => Err(AppError::invalid("/every_minutes", "required", "say every so many minutes or a time of the day")),
    }
}

/// The next look after this moment.
pub(super) fn next_look(folder: &import_folder::Model, now: Timestamp) -> i64 {
    let every = folder.every_minutes.map(|minutes| now.as_millis() + i64::from(minutes) * MINUTE_MS);
    every.or_else(|| next_time_of_day(folder, now)).unwrap_or(now.as_millis() + 60 * MINUTE_MS)
}

fn next_time_of_day(folder: &import_folder::Model, now: Timestamp) -> Option<i64> {
    let at = time_of_day(folder.daily_at.as_deref()?)?;
    let zone = Zone::named(&folder.time_zone).ok()?;
    let today = now.local_date(&zone);
    let moment = |days: i32| Some(zone.moment(today.checked_add(days.days()).ok()?.to_datetime(at)).as_millis());
    [0, 1].into_iter().filter_map(moment).find(|moment| *moment > now.as_millis())
}

/// A file that may still be growing is looked at again so soon.
pub(super) fn soon(now: i64) -> i64 {
    now + MINUTE_MS
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn folder(every_minutes: Option<i32>, daily_at: Option<&str>) -> import_folder::Model {
        import_folder::Model {
            id: Uuid::nil(),
            path: "a".to_owned(),
            template_id: Uuid::nil(),
            list_id: Uuid::nil(),
            holder_id: None,
            every_minutes,
            daily_at: daily_at.map(str::to_owned),
            time_zone: "Asia/Shanghai".to_owned(),
            active: true,
            next_at: 0,
            looked_at: None,
            error: None,
            created_by: None,
            created_at: 0,
            version: 1,
        }
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_time_of_day_is_today_or_else_tomorrow_in_the_zone() {
        let daily = folder(None, Some("02:30"));
        let next = |now: &str| Timestamp::from_millis(next_look(&daily, at(now)));
        assert_eq!(next("2026-03-02T01:00:00+08:00"), at("2026-03-02T02:30:00+08:00"));
        assert_eq!(next("2026-03-02T02:30:00+08:00"), at("2026-03-03T02:30:00+08:00"));
        assert_eq!(next("2026-03-02T10:00:00+08:00"), at("2026-03-03T02:30:00+08:00"));
    }

    #[test]
    fn minutes_are_counted_from_the_look() {
        let now = at("2026-03-02T10:00:00+08:00");
        assert_eq!(next_look(&folder(Some(15), None), now), now.as_millis() + 15 * MINUTE_MS);
    }

    #[test]
    fn both_neither_and_wrong_times_are_refused() {
        assert!(checked_times(Some(5), Some("02:30")).is_err());
        assert!(checked_times(None, None).is_err());
        for wrong in ["24:00", "2:30", "02:60", "noon", ""] {
            assert!(checked_times(None, Some(wrong)).is_err(), "{wrong}");
        }
        for wrong in [0, -1, 10_081] {
            assert!(checked_times(Some(wrong), None).is_err(), "{wrong}");
        }
    }
}
