//! The one policy for contact: hours, attempts, do-not-contact.

use std::collections::BTreeSet;

use jiff::civil::date;
use method::calendar::WorkCalendar;
use method::contact_policy::{
    Ask, Channel, Consent, ContactFacts, ContactSettings, Deed, Holding, Permission, PolicyRule, Remedy, may, may_call,
};
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
    assert_eq!(verdict.value, Permission::No { because: PolicyRule::DoNotContact, remedy: Remedy::TheyAsk });
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

fn asked(ask: Ask, facts: &ContactFacts) -> Permission {
    may(&ask, monday(), facts, &ContactSettings::default()).value
}

fn word(channel: Option<Channel>, given: bool, days_ago: f64) -> Consent {
    Consent { channel, given, at: monday().plus_days(-days_ago) }
}

#[rstest]
#[case::pool(Holding::Pool, Remedy::Claim)]
#[case::others(Holding::Others, Remedy::AskHolder)]
fn who_does_not_hold_the_record_neither_contacts_nor_sees_the_number(
    #[case] holding: Holding,
    #[case] remedy: Remedy,
    #[values(Deed::Contact, Deed::Sell, Deed::SeeNumber, Deed::CheckNumber)] deed: Deed,
) {
    let answer = asked(Ask { deed, holding, ..Ask::CALL }, &ContactFacts::default());
    assert_eq!(answer, Permission::No { because: PolicyRule::Holder, remedy });
}

#[test]
fn a_number_is_seen_only_with_the_right_to_see_numbers() {
    let without = |deed| asked(Ask { deed, sees_numbers: false, ..Ask::CALL }, &ContactFacts::default());
    let refused = Permission::No { because: PolicyRule::RightToSee, remedy: Remedy::AskRight };
    assert_eq!([without(Deed::SeeNumber), without(Deed::CheckNumber)], [refused, refused]);
    assert_eq!(without(Deed::Contact), Permission::Allowed, "a dialler calls without showing the number");
}

#[test]
fn a_number_may_be_checked_though_its_person_must_not_be_contacted() {
    let facts = ContactFacts { do_not_contact_since: Some(monday().plus_days(-1.0)), ..ContactFacts::default() };
    assert!(!asked(Ask { deed: Deed::SeeNumber, ..Ask::CALL }, &facts).is_allowed());
    assert_eq!(asked(Ask { deed: Deed::CheckNumber, ..Ask::CALL }, &facts), Permission::Allowed);
}

#[test]
fn a_number_may_be_seen_at_night_and_called_in_the_morning() {
    let night = at("2026-03-02T22:00:00+08:00");
    let see = Ask { deed: Deed::SeeNumber, ..Ask::CALL };
    let settings = ContactSettings::default();
    assert_eq!(may(&see, night, &ContactFacts::default(), &settings).value, Permission::Allowed);
    assert!(!may(&Ask::CALL, night, &ContactFacts::default(), &settings).value.is_allowed());
}

#[test]
fn selling_by_text_and_mail_needs_a_consent_on_record_and_calling_does_not() {
    let sell = |channel, facts: &ContactFacts| asked(Ask { deed: Deed::Sell, channel, ..Ask::CALL }, facts);
    let none = ContactFacts::default();
    let missing = Permission::No { because: PolicyRule::ConsentMissing, remedy: Remedy::RecordConsent };
    assert_eq!(sell(Channel::Email, &none), missing);
    assert_eq!(sell(Channel::Sms, &none), missing);
    assert_eq!(sell(Channel::Call, &none), Permission::Allowed);
    let given = ContactFacts { consents: vec![word(Some(Channel::Email), true, 3.0)], ..none };
    assert_eq!(sell(Channel::Email, &given), Permission::Allowed);
    assert_eq!(sell(Channel::Sms, &given), missing, "a consent is for its channel");
}

#[test]
fn the_last_word_about_a_channel_counts() {
    let email = Ask { channel: Channel::Email, ..Ask::CALL };
    let withdrawn = Permission::No { because: PolicyRule::ConsentWithdrawn, remedy: Remedy::RecordConsent };
    let heard = |consents: Vec<Consent>| asked(email, &ContactFacts { consents, ..ContactFacts::default() });
    let (given, taken_back) = (word(Some(Channel::Email), true, 9.0), word(Some(Channel::Email), false, 5.0));
    assert_eq!(heard(vec![given, taken_back]), withdrawn);
    assert_eq!(heard(vec![taken_back, given]), withdrawn, "in whatever order they are read");
    assert_eq!(heard(vec![taken_back, word(None, true, 1.0)]), Permission::Allowed, "a later word about all channels");
    assert_eq!(heard(vec![word(None, false, 9.0), word(Some(Channel::Email), true, 1.0)]), Permission::Allowed);
}

#[test]
fn a_number_that_asked_to_be_left_alone_is_not_used_and_another_way_may_be() {
    let refused = asked(Ask { point_refused: true, ..Ask::CALL }, &ContactFacts::default());
    assert_eq!(refused, Permission::No { because: PolicyRule::PointRefused, remedy: Remedy::AnotherWay });
}

#[test]
fn who_was_given_up_is_left_alone_until_the_cooling_off_ends() {
    let facts = ContactFacts { given_up_at: Some(monday().plus_days(-10.0)), ..ContactFacts::default() };
    let answer = asked(Ask { channel: Channel::Letter, ..Ask::CALL }, &facts);
    let next = monday().plus_days(20.0);
    assert_eq!(answer, Permission::NotNow { next, because: PolicyRule::CoolingOff });
    assert_eq!(asked(Ask { deed: Deed::SeeNumber, ..Ask::CALL }, &facts), Permission::Allowed);
}

#[test]
fn letters_and_mail_wait_for_no_hour_and_count_no_attempts() {
    let night = at("2026-03-02T22:00:00+08:00");
    let letter = Ask { channel: Channel::Letter, ..Ask::CALL };
    let facts = tried(&["2026-03-02T09:30:00+08:00", "2026-03-02T21:30:00+08:00"]);
    assert_eq!(may(&letter, night, &facts, &ContactSettings::default()).value, Permission::Allowed);
}

#[test]
fn everything_that_stands_in_the_way_is_said_at_once() {
    let facts = ContactFacts {
        do_not_contact_since: Some(monday().plus_days(-1.0)),
        consents: vec![word(Some(Channel::Call), false, 2.0)],
        ..ContactFacts::default()
    };
    let verdict = may(&Ask { holding: Holding::Pool, ..Ask::CALL }, monday(), &facts, &ContactSettings::default());
    let factors: Vec<&str> = verdict.reasons.iter().map(|reason| reason.factor.as_ref()).collect();
    assert_eq!(factors, ["contact_policy.holder", "contact_policy.do_not_contact", "contact_policy.consent_withdrawn"]);
}

proptest! {
    #[test]
    fn nothing_that_speaks_against_it_makes_it_allowed(
        withdrawn in any::<bool>(), refused in any::<bool>(), pool in any::<bool>(), blind in any::<bool>(),
        deed in prop::sample::select(<Deed as method::Coded>::ALL),
        channel in prop::sample::select(<Channel as method::Coded>::ALL),
    ) {
        let consents = withdrawn.then(|| word(None, false, 1.0)).into_iter().collect();
        let against = ContactFacts { consents, ..ContactFacts::default() };
        let ask = Ask { deed, channel, ..Ask::CALL };
        let holding = if pool { Holding::Pool } else { Holding::Own };
        let harder = Ask { holding, sees_numbers: !blind, point_refused: refused, ..ask };
        if asked(harder, &against).is_allowed() {
            prop_assert!(asked(ask, &ContactFacts::default()).is_allowed());
        }
        prop_assert!(!pool || !asked(harder, &against).is_allowed(), "the pool is claimed first");
    }

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
