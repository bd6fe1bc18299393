//! CLA-7: the usual interval, an unusual silence, and the back-test of its alert.

use jiff::civil::Date;
use method::classes::back_test::back_test;
use method::classes::gaps::{GapCounts, LineGaps};
use method::classes::rhythm::{GapBase, Rhythm, RhythmSettings, read_rhythm, rhythm};
use method::prospecting::results::ResultSettings;
use method::verdict::Measured;
use proptest::prelude::*;
use rstest::rstest;

use super::{day, days, on};

/// Days since the first of 2025 on which the silence is read.
fn silent_for(bought: &[i32], silence: i32, line: &LineGaps) -> Rhythm {
    let last = bought.last().copied().unwrap_or(0);
    let as_of = days(&[last + silence])[0];
    read_rhythm(&days(bought), line, &RhythmSettings::default(), &ResultSettings::default(), as_of)
}

/// A line of a hundred gaps from 1 to 100 days, and ten silences that last for 80.
fn line() -> LineGaps {
    let mut counts = GapCounts::default();
    let mut at = 0;
    let mut bought = vec![0];
    for gap in 1..=100 {
        at += gap;
        bought.push(at);
    }
    let long_ago = days(&bought);
    counts.add(&long_ago, *long_ago.last().expect("it has days"));
    for _ in 0..10 {
        counts.add(&days(&[0]), days(&[80])[0]);
    }
    counts.line()
}

/// Six purchases with the gaps 10, 20, 30, 20, 10.
const OWN: [i32; 6] = [0, 10, 30, 60, 80, 90];

#[rstest]
#[case::usual(20, false)]
#[case::as_long_as_the_longest(30, false)]
#[case::longer_than_ever(31, true)]
fn a_silence_longer_than_any_of_ones_own_gaps_is_unusual(#[case] silence: i32, #[case] alert: bool) {
    let found = silent_for(&OWN, silence, &line());
    assert_eq!((found.base, found.usual_days, found.alert_from_days), (GapBase::Own, Some(20.0), Some(31)));
    assert_eq!(found.alert, alert);
}

#[test]
fn of_many_own_gaps_under_a_twentieth_may_be_as_long() {
    // forty gaps of 10 days and one of 90: one of 41 is under 5%
    let mut bought: Vec<i32> = (0..=40).map(|n| n * 10).collect();
    bought.push(490);
    assert_eq!(silent_for(&bought, 11, &line()).alert_from_days, Some(11));
    // with two of 42 it is not
    bought.push(580);
    assert_eq!(silent_for(&bought, 11, &line()).alert_from_days, Some(11));
    bought.push(670);
    assert_eq!(silent_for(&bought, 11, &line()).alert_from_days, Some(91), "three of 43 are 7%");
}

#[rstest]
#[case::inside(96, false)]
#[case::outside(97, true)]
fn few_own_gaps_are_measured_by_the_line(#[case] silence: i32, #[case] alert: bool) {
    let found = silent_for(&[0, 10, 20], silence, &line());
    assert_eq!((found.base, found.alert_from_days, found.alert), (GapBase::Line, Some(97), alert));
}

#[test]
fn one_who_bought_once_is_measured_too_and_not_taken_as_safe() {
    let found = silent_for(&[0], 120, &line());
    assert_eq!((found.usual_days, found.base, found.alert), (None, GapBase::Line, true));
}

#[test]
fn without_gaps_nothing_is_said() {
    let nothing = silent_for(&[0, 10], 500, &LineGaps::default());
    assert_eq!((nothing.base, nothing.alert, nothing.alert_from_days), (GapBase::Nothing, false, None));
    assert_eq!(nothing.as_long, Measured::TooFew { n: 0, needed: 20 });
    assert_eq!(silent_for(&[], 10, &line()).silent_days, None);
}

#[test]
fn a_silence_says_how_often_such_a_one_ended_with_a_purchase() {
    let found = silent_for(&OWN, 71, &line());
    assert_eq!(found.followed.value(), Some(30.0 / 40.0), "thirty gaps of 71 to 100 days, ten silences of 80");
    assert_eq!(found.followed.n(), 40);
}

#[test]
fn a_percentile_of_the_line_is_the_shortest_gap_that_covers_it() {
    let line = line();
    assert_eq!((line.n(), line.percentile(90.0), line.percentile(50.0)), (100, Some(90), Some(50)));
    assert_eq!(LineGaps::default().percentile(90.0), None);
}

#[test]
fn lines_counted_in_parts_are_the_line() {
    let all: Vec<Vec<Date>> = (1..30).map(|n| days(&[0, n, 3 * n, 7 * n])).collect();
    let counted = |customers: &[Vec<Date>]| {
        let mut counts = GapCounts::default();
        customers.iter().for_each(|one| counts.add(one, day("2026-01-01")));
        counts
    };
    let mut parts = counted(&all[..11]);
    parts.merge(&counted(&all[11..]));
    assert_eq!(parts.line(), counted(&all).line());
}

#[test]
fn the_reasons_name_silence_interval_and_measure() {
    let settings = (RhythmSettings::default(), ResultSettings::default());
    let verdict = rhythm(&days(&OWN), &line(), &settings.0, &settings.1, on("2025-05-01"));
    let factors: Vec<&str> = verdict.reasons.iter().map(|reason| reason.factor.as_ref()).collect();
    assert_eq!(
        factors,
        ["rhythm.silence", "rhythm.usual_interval", "rhythm.base", "rhythm.as_long", "rhythm.followed"]
    );
}

#[test]
fn the_back_test_knows_nothing_of_what_it_is_tested_on() {
    // forty who buy every ten days; half of them fall silent forty days before the test, ten of whom come back in it
    let customer = |n: i32| {
        let until = if n < 20 { 160 } else { 200 };
        let mut bought: Vec<i32> = (0..=until / 10).map(|k| k * 10).collect();
        if n < 10 {
            bought.push(230);
        }
        if n >= 20 {
            bought.extend([210, 220, 230]);
        }
        days(&bought)
    };
    let customers: Vec<Vec<Date>> = (0..40).map(customer).collect();
    let (from, to) = (days(&[201])[0], days(&[291])[0]);
    let found = back_test(&customers, from, to, &RhythmSettings::default(), &ResultSettings::default());
    assert_eq!((found.judged, found.left_out), (40, 0));
    assert_eq!((found.stopped, found.alerts, found.right, found.false_alarms), (10, 20, 10, 10));
    assert_eq!((found.precision.value(), found.recall.value()), (Some(0.5), Some(1.0)));
    assert_eq!(found.base_rate.value(), Some(0.25));
    // whatever happens from the first day on changes no alert
    let cut: Vec<Vec<Date>> =
        customers.iter().map(|days| days.iter().copied().filter(|day| *day < from).collect()).collect();
    let silent = back_test(&cut, from, to, &RhythmSettings::default(), &ResultSettings::default());
    assert_eq!((silent.alerts, silent.stopped), (20, 40));
}

#[test]
fn who_left_long_ago_or_buys_seldom_is_left_out_of_the_back_test() {
    let regular: Vec<Vec<Date>> = (0..10).map(|_| days(&[0, 30, 60, 90, 120, 150, 180])).collect();
    let gone = days(&[-900, -870, -840, -810, -780, -750]);
    let seldom = days(&[-900, -700, -500, -300, -100, 100]);
    let customers: Vec<Vec<Date>> = regular.into_iter().chain([gone, seldom]).collect();
    let found =
        back_test(&customers, days(&[190])[0], days(&[280])[0], &RhythmSettings::default(), &ResultSettings::default());
    assert_eq!((found.judged, found.left_out), (10, 2));
}

proptest! {
    #[test]
    fn an_alert_never_ends_by_waiting(gaps in prop::collection::vec(1_i32..120, 0..20), silence in 0_i32..300) {
        let bought: Vec<i32> = std::iter::once(0)
            .chain(gaps.iter().scan(0, |at, gap| { *at += gap; Some(*at) }))
            .collect();
        let line = line();
        let (now, later) = (silent_for(&bought, silence, &line), silent_for(&bought, silence + 1, &line));
        prop_assert!(later.alert || !now.alert);
        prop_assert_eq!(now.alert, now.as_long.value().is_some_and(|share| share * 100.0 < 5.0 - 1e-9));
    }
}
