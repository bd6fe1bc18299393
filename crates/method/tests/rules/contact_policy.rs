//! The one policy for contact: hours, attempts, do-not-contact.

use std::collections::BTreeSet;

use jiff::civil::date;
use method::calendar::WorkCalendar;
use method::contact_policy::{ContactFacts, ContactSettings, Permission, PolicyRule, may_call};
use method::{Timestamp, Zone};
use proptest::prelude::*;
use rstest::rstest;

use crate::{at, monday};

fn permission(now: Timestamp, facts: &ContactFacts) -> Permission {
    may_call(now, facts, &ContactSettings::default()).value
}

fn tried(attempts: &[&str]) -> ContactFacts {
    ContactFacts { attempts: attempts.iter().map(|text| at(text)).collect(), ..ContactFacts::default() }
}

#[rstest]
#[case::opening("2026-03-02T09:00:00+08:00")]
#[case::before_noon("2026-03-02T11:59:59+08:00")]
#[case::afternoon("2026-03-02T13:30:00+08:00")]
#[case::evening("2026-03-02T19:59:00+08:00")]
fn calls_are_allowed_inside_the_hours(#[case] now: &str) {
    assert_eq!(permission(at(now), &ContactFacts::default()), Permission::Allowed);
}

#[rstest]
#[case::early("2026-03-02T07:00:00+08:00", "2026-03-02T09:00:00+08:00")]
#[case::noon("2026-03-02T12:00:00+08:00", "2026-03-02T13:30:00+08:00")]
#[case::night("2026-03-02T20:00:00+08:00", "2026-03-03T09:00:00+08:00")]
#[case::friday_night("2026-03-06T21:00:00+08:00", "2026-03-09T09:00:00+08:00")]
#[case::sunday("2026-03-08T10:00:00+08:00", "2026-03-09T09:00:00+08:00")]
fn outside_the_hours_the_next_opening_is_named(#[case] now: &str, #[case] next: &str) {
    assert_eq!(
        permission(at(now), &ContactFacts::default()),
        Permission::NotNow { next: at(next), because: PolicyRule::AllowedHours }
    );
}

#[test]
fn the_hours_are_those_of_the_person_and_not_of_the_team() {
    let facts = ContactFacts {
        zone: Some(Zone::named("Europe/Berlin").expect("a zone of the tables")),
        ..ContactFacts::default()
    };
    // ten in Shanghai is three at night in Berlin
    assert_eq!(
        permission(monday(), &facts),
        Permission::NotNow { next: at("2026-03-02T09:00:00+01:00"), because: PolicyRule::AllowedHours }
    );
}

#[test]
fn holidays_are_left_out_and_moved_working_days_are_used() {
    let settings = ContactSettings {
        calendar: WorkCalendar {
            holidays: BTreeSet::from([date(2026, 3, 3)]),
            extra_working_days: BTreeSet::from([date(2026, 3, 7)]),
            ..WorkCalendar::default()
        },
        ..ContactSettings::default()
    };
    let next = |now: &str| may_call(at(now), &ContactFacts::default(), &settings).value.first_moment(at(now));
    assert_eq!(next("2026-03-02T21:00:00+08:00"), Some(at("2026-03-04T09:00:00+08:00")));
    assert_eq!(next("2026-03-06T21:00:00+08:00"), Some(at("2026-03-07T09:00:00+08:00")));
}

#[test]
fn who_asked_not_to_be_contacted_is_never_called() {
    let facts = ContactFacts { do_not_contact_since: Some(monday().plus_days(-1.0)), ..ContactFacts::default() };
    let verdict = may_call(monday(), &facts, &ContactSettings::default());
    assert_eq!(verdict.value, Permission::Never { because: PolicyRule::DoNotContact });
    assert_eq!(verdict.reasons[0].factor, "contact_policy.do_not_contact");
    assert_eq!(verdict.value.first_moment(monday()), None);
}

#[rstest]
#[case::three_hours_apart(
    &["2026-03-02T09:30:00+08:00"],
    "2026-03-02T10:00:00+08:00",
    "2026-03-02T13:30:00+08:00",
    PolicyRule::AttemptSpacing
)]
#[case::two_a_day(
    &["2026-03-02T09:00:00+08:00", "2026-03-02T13:30:00+08:00"],
    "2026-03-02T18:00:00+08:00",
    "2026-03-03T09:00:00+08:00",
    PolicyRule::AttemptsPerDay
)]
#[case::six_in_30_days(
    &[
        "2026-02-10T10:00:00+08:00",
        "2026-02-11T10:00:00+08:00",
        "2026-02-12T10:00:00+08:00",
        "2026-02-13T10:00:00+08:00",
        "2026-02-16T10:00:00+08:00",
        "2026-02-17T10:00:00+08:00",
    ],
    "2026-03-02T10:00:00+08:00",
    "2026-03-12T10:00:00+08:00",
    PolicyRule::AttemptsInPeriod
)]
fn attempts_are_limited(#[case] attempts: &[&str], #[case] now: &str, #[case] next: &str, #[case] because: PolicyRule) {
    assert_eq!(permission(at(now), &tried(attempts)), Permission::NotNow { next: at(next), because });
}

proptest! {
    #[test]
    fn the_moment_named_is_itself_allowed(
        hours_ahead in 0_i64..2000,
        attempts in prop::collection::vec(0_i64..1000, 0..10),
    ) {
        let now = monday().plus_hours(hours_ahead);
        let facts = ContactFacts {
            attempts: attempts.into_iter().map(|hours| now.plus_hours(-hours)).collect(),
            ..ContactFacts::default()
        };
        let first = permission(now, &facts).first_moment(now);
        prop_assert!(first.is_some_and(|first| first >= now));
        prop_assert_eq!(first.map(|first| permission(first, &facts)), Some(Permission::Allowed));
    }
}
