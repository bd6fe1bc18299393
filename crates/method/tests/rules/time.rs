//! Moments, zones and working days.

use std::collections::BTreeSet;

use jiff::civil::date;
use method::calendar::WorkCalendar;
use method::{Timestamp, Zone};
use proptest::prelude::*;
use rstest::rstest;

use crate::{at, monday, shanghai};

#[test]
fn a_moment_is_written_as_rfc_3339_and_read_back() {
    let written = serde_json::to_string(&monday()).expect("a moment is always writable");
    assert_eq!(written, "\"2026-03-02T02:00:00Z\"");
    let read: Timestamp = serde_json::from_str("\"2026-03-02T10:00:00+08:00\"").expect("an offset is allowed");
    assert_eq!(read, monday());
}

#[rstest]
#[case("")]
#[case("2026-03-02")]
#[case("yesterday")]
fn a_text_without_time_and_offset_is_refused(#[case] text: &str) {
    assert!(text.parse::<Timestamp>().is_err());
}

#[test]
fn local_days_depend_on_the_zone() {
    let late = at("2026-03-02T20:00:00Z");
    assert_eq!(late.local_date(&Zone::UTC), date(2026, 3, 2));
    assert_eq!(late.local_date(&shanghai()), date(2026, 3, 3));
}

#[test]
fn an_unknown_zone_is_named_in_the_error() {
    let error = Zone::named("Asia/Nowhere").expect_err("no such zone");
    assert_eq!(error.to_string(), "unknown time zone: Asia/Nowhere");
    assert!(serde_json::from_str::<Zone>("\"Mars/Base\"").is_err());
}

#[rstest]
#[case::over_a_weekend("2026-03-06T16:00:00+08:00", 3, "2026-03-11T16:00:00+08:00")]
#[case::within_a_week("2026-03-02T10:00:00+08:00", 3, "2026-03-05T10:00:00+08:00")]
#[case::from_a_saturday("2026-03-07T10:00:00+08:00", 1, "2026-03-09T10:00:00+08:00")]
fn working_days_leave_out_the_weekend(#[case] from: &str, #[case] count: u32, #[case] expected: &str) {
    let found = WorkCalendar::default().plus_working_days(at(from), count, &shanghai());
    assert_eq!(found, at(expected));
}

#[test]
fn a_holiday_is_off_and_a_moved_weekend_day_is_worked() {
    let calendar = WorkCalendar {
        holidays: BTreeSet::from([date(2026, 10, 1), date(2026, 10, 2)]),
        extra_working_days: BTreeSet::from([date(2026, 10, 10)]),
        ..WorkCalendar::default()
    };
    assert!(!calendar.is_working_day(date(2026, 10, 1)));
    assert!(calendar.is_working_day(date(2026, 10, 10)), "a Saturday worked instead of the holiday");
    assert_eq!(calendar.working_day_from(date(2026, 10, 1)), date(2026, 10, 5));
}

#[test]
fn a_calendar_without_any_working_day_does_not_search_forever() {
    let holidays: BTreeSet<_> = date(2026, 1, 1).series(jiff::Span::new().days(1)).take(100).collect();
    let calendar = WorkCalendar { holidays, ..WorkCalendar::default() };
    assert_eq!(calendar.working_day_from(date(2026, 1, 5)), date(2026, 1, 5));
}

proptest! {
    #[test]
    fn every_moment_survives_being_written(ms in any::<i64>()) {
        let moment = Timestamp::from_millis(ms);
        let written = moment.to_string();
        prop_assert_eq!(written.parse::<Timestamp>(), Ok(moment));
    }

    #[test]
    fn days_added_are_days_since(ms in -4_000_000_000_000_i64..4_000_000_000_000, days in -3000_i32..3000) {
        let start = Timestamp::from_millis(ms);
        prop_assert_eq!(start.plus_days(f64::from(days)).days_since(start), f64::from(days));
    }
}
