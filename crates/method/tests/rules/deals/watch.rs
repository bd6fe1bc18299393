//! OPP-7: what to be told about an open deal.

use method::Timestamp;
use method::deals::opening::grid::Opening;
use method::deals::watch::{AmountChange, DealAlert, WatchFacts, WatchSettings, long_silence_days, watch};
use rstest::rstest;

use crate::monday;

fn ago(days: f64) -> Timestamp {
    monday().plus_days(-days)
}

/// A deal of which nothing is to be told.
fn quiet() -> WatchFacts {
    WatchFacts {
        opened_at: ago(60.0),
        assessed_at: Some(ago(10.0)),
        cells: Some((Opening::D, Opening::D)),
        rivals_seen: vec![ago(60.0)],
        people_left: Vec::new(),
        last_contact_at: Some(ago(3.0)),
        won_gaps: Vec::new(),
        people_known: 3,
        decision_at: Some(monday().plus_days(40.0)),
        unanswered: 2,
        amounts: Vec::new(),
    }
}

fn changed(days_ago: f64, was_minor: i64, is_minor: i64) -> AmountChange {
    AmountChange { at: ago(days_ago), was_minor, is_minor }
}

#[rstest]
#[case::nothing(quiet(), &[])]
#[case::worse_cell(WatchFacts { cells: Some((Opening::G, Opening::D)), ..quiet() }, &[DealAlert::CellWorsened])]
#[case::better_cell(WatchFacts { cells: Some((Opening::D, Opening::G)), ..quiet() }, &[])]
#[case::new_rival(WatchFacts { rivals_seen: vec![ago(60.0), ago(2.0)], ..quiet() }, &[DealAlert::RivalAppeared])]
#[case::rival_assessed_since(WatchFacts { rivals_seen: vec![ago(12.0)], ..quiet() }, &[])]
#[case::rival_before_any_assessment(WatchFacts { assessed_at: None, rivals_seen: vec![ago(12.0)], ..quiet() }, &[DealAlert::RivalAppeared])]
#[case::person_left(WatchFacts { people_left: vec![ago(1.0)], ..quiet() }, &[DealAlert::KeyPersonLeft])]
#[case::two_weeks_are_not_long(WatchFacts { last_contact_at: Some(ago(14.0)), ..quiet() }, &[])]
#[case::longer_than_two_weeks(WatchFacts { last_contact_at: Some(ago(14.1)), ..quiet() }, &[DealAlert::Silence])]
#[case::never_contacted(WatchFacts { last_contact_at: None, ..quiet() }, &[DealAlert::Silence])]
#[case::one_person(WatchFacts { people_known: 1, ..quiet() }, &[DealAlert::OnePersonKnown])]
#[case::nobody(WatchFacts { people_known: 0, ..quiet() }, &[DealAlert::OnePersonKnown])]
#[case::decision_in_two_weeks(WatchFacts { decision_at: Some(monday().plus_days(14.0)), ..quiet() }, &[DealAlert::DecisionNear])]
#[case::all_answered(WatchFacts { decision_at: Some(monday().plus_days(14.0)), unanswered: 0, ..quiet() }, &[])]
#[case::decision_past(WatchFacts { decision_at: Some(ago(1.0)), ..quiet() }, &[])]
#[case::amount_twice(WatchFacts { amounts: vec![changed(30.0, 100, 89), changed(5.0, 89, 100)], ..quiet() }, &[DealAlert::AmountChanged])]
#[case::amount_once(WatchFacts { amounts: vec![changed(5.0, 100, 50)], ..quiet() }, &[])]
#[case::amount_by_a_tenth_only(WatchFacts { amounts: vec![changed(8.0, 100, 90), changed(5.0, 90, 99)], ..quiet() }, &[])]
#[case::amount_long_ago(WatchFacts { amounts: vec![changed(31.0, 100, 50), changed(5.0, 50, 100)], ..quiet() }, &[])]
fn opp_7_alerts(#[case] facts: WatchFacts, #[case] expected: &[DealAlert]) {
    assert_eq!(watch(&facts, &WatchSettings::default(), monday()).value, expected);
}

#[test]
fn opp_7_every_alert_has_its_reason() {
    let facts = WatchFacts {
        cells: Some((Opening::G, Opening::A)),
        rivals_seen: vec![ago(1.0)],
        people_left: vec![ago(1.0)],
        last_contact_at: Some(ago(50.0)),
        people_known: 1,
        decision_at: Some(monday()),
        amounts: vec![changed(9.0, 100, 200), changed(5.0, 200, 100)],
        ..quiet()
    };
    let verdict = watch(&facts, &WatchSettings::default(), monday());
    assert_eq!(verdict.value, <DealAlert as method::coded::Coded>::ALL);
    assert_eq!(verdict.reasons.len(), verdict.value.len());
}

#[rstest]
#[case::too_few(19, 14.0)]
#[case::own_history(20, 16.2)]
fn opp_7_silence_is_measured_by_the_stage_of_won_deals(#[case] gaps: u32, #[case] expected: f64) {
    let gaps: Vec<f64> = (1..=gaps).map(f64::from).collect();
    assert!((long_silence_days(&gaps, &WatchSettings::default()) - expected).abs() < 1e-9);
}
