//! APP-4: outcomes, their consequences, and retries.

use std::collections::BTreeSet;

use method::appointments::intent::EvidenceKind;
use method::appointments::outcomes::{
    Consequence, LeadsTo, Logged, OutcomeNeeds, OutcomeSettings, TaskKind, consequence,
};
use method::appointments::retry::{DayPart, RetrySettings, next_attempt};
use method::contact_policy::{ContactFacts, ContactSettings, may_call};
use method::prospecting::disposition::VisitDecision;
use method::{Timestamp, Verdict};
use proptest::prelude::*;
use rstest::rstest;

use crate::{at, monday, shanghai};

fn log_with(code: &str, logged: &Logged, facts: &ContactFacts, unanswered_before: u32) -> Verdict<Consequence> {
    let settings = OutcomeSettings::default();
    let outcome = settings.find(code).expect("an outcome of the default list");
    consequence(outcome, logged, facts, unanswered_before, monday(), &settings, &ContactSettings::default())
}

fn log(code: &str) -> Consequence {
    log_with(code, &Logged::default(), &ContactFacts::default(), 0).value
}

#[test]
fn every_default_outcome_has_its_own_code_key_and_both_wordings() {
    let settings = OutcomeSettings::default();
    let codes: BTreeSet<&str> = settings.outcomes.iter().map(|outcome| outcome.code.as_str()).collect();
    let keys: BTreeSet<Option<u8>> = settings.outcomes.iter().map(|outcome| outcome.digit).collect();
    assert_eq!(codes.len(), settings.outcomes.len());
    assert_eq!(keys.len(), settings.outcomes.len());
    assert!(settings.outcomes.iter().all(|outcome| !outcome.zh.is_empty() && !outcome.en.is_empty()));
}

#[test]
fn a_meeting_goes_to_the_calendar_and_stops_the_cadence_until_then() {
    let time = monday().plus_days(2.0);
    let logged = Logged { agreed_at: Some(time), reason: None };
    let found = log_with("meeting_set", &logged, &ContactFacts::default(), 0).value;
    assert_eq!((found.meeting_at, found.named_date, found.needs), (Some(time), Some(time), None));
    assert!(found.two_way);
}

#[rstest]
#[case("meeting_set", OutcomeNeeds::Time)]
#[case("call_back", OutcomeNeeds::Time)]
#[case("disqualified", OutcomeNeeds::Reason)]
fn what_is_missing_is_asked_for(#[case] code: &str, #[case] needs: OutcomeNeeds) {
    assert_eq!(log(code).needs, Some(needs));
}

#[test]
fn a_call_back_becomes_a_task_at_the_time_they_named() {
    let time = monday().plus_hours(5);
    let logged = Logged { agreed_at: Some(time), reason: None };
    let found = log_with("call_back", &logged, &ContactFacts::default(), 0).value;
    assert_eq!(found.task.map(|task| (task.kind, task.due)), Some((TaskKind::CallBack, time)));
    assert_eq!(found.named_date, Some(time));
}

#[test]
fn not_reached_is_tried_again_in_another_part_of_the_day() {
    let found = log("not_reached");
    assert!(!found.two_way);
    assert_eq!(found.retry_at, Some(at("2026-03-02T13:30:00+08:00")), "three hours later, in the afternoon");
    assert!(found.evidence.is_empty());
}

#[rstest]
#[case(1, false)]
#[case(2, true)]
#[case(3, false)]
fn the_third_attempt_without_answer_is_evidence_once(#[case] unanswered_before: u32, #[case] expected: bool) {
    let found = log_with("not_reached", &Logged::default(), &ContactFacts::default(), unanswered_before).value;
    assert_eq!(found.evidence.contains(&EvidenceKind::Unanswered), expected);
}

#[test]
fn a_wrong_number_is_marked_and_put_right() {
    let found = log("wrong_number");
    assert!(found.number_wrong && !found.two_way);
    assert_eq!(found.task.map(|task| task.kind), Some(TaskKind::FindContact));
    assert_eq!(found.retry_at, None);
}

#[test]
fn a_refusal_is_counted_and_asks_for_a_decision() {
    let found = log("not_interested");
    assert!(found.refusal && found.two_way);
    assert_eq!(found.task.map(|task| task.kind), Some(TaskKind::DecideVisit));
    assert_eq!(found.evidence, [EvidenceKind::NotNow]);
}

#[test]
fn do_not_call_suppresses_and_ends_intent() {
    let found = log("do_not_call");
    assert!(found.suppress);
    assert_eq!(found.evidence, [EvidenceKind::AskedToStop]);
    assert_eq!(found.decision, Some(VisitDecision::GiveUp));
}

#[test]
fn disqualified_gives_up_with_the_reason() {
    let logged = Logged { agreed_at: None, reason: Some("三项皆无".to_owned()) };
    let found = log_with("disqualified", &logged, &ContactFacts::default(), 0).value;
    assert_eq!((found.decision, found.needs), (Some(VisitDecision::GiveUp), None));
}

#[test]
fn no_outcome_is_a_dead_end() {
    let logged = Logged { agreed_at: Some(monday().plus_days(1.0)), reason: Some("原因".to_owned()) };
    for outcome in OutcomeSettings::default().outcomes {
        let found = log_with(&outcome.code, &logged, &ContactFacts::default(), 0).value;
        let leads_on = found.meeting_at.is_some()
            || found.task.is_some()
            || found.retry_at.is_some()
            || found.suppress
            || found.decision.is_some()
            || found.leads_to == LeadsTo::Cadence;
        assert!(leads_on, "{} leads nowhere", outcome.code);
        assert_eq!(found.needs, None, "{}", outcome.code);
    }
}

fn attempts(texts: &[&str]) -> ContactFacts {
    ContactFacts { attempts: texts.iter().map(|text| at(text)).collect(), ..ContactFacts::default() }
}

fn retry(now: &str, facts: &ContactFacts) -> Option<Timestamp> {
    next_attempt(at(now), facts, &RetrySettings::default(), &ContactSettings::default()).value
}

#[rstest]
#[case::afternoon_after_morning(&["2026-03-02T10:00:00+08:00"], "2026-03-02T10:00:00+08:00", "2026-03-02T13:30:00+08:00")]
#[case::evening_after_both(
    &["2026-03-02T10:00:00+08:00", "2026-03-02T14:00:00+08:00"],
    "2026-03-02T14:00:00+08:00",
    "2026-03-03T17:00:00+08:00"
)]
#[case::morning_after_the_rest(
    &["2026-03-02T14:00:00+08:00", "2026-03-02T18:00:00+08:00"],
    "2026-03-02T18:00:00+08:00",
    "2026-03-03T09:00:00+08:00"
)]
#[case::any_part_once_all_were_tried(
    &["2026-03-02T10:00:00+08:00", "2026-03-02T14:00:00+08:00", "2026-03-03T18:00:00+08:00"],
    "2026-03-03T18:00:00+08:00",
    "2026-03-04T09:00:00+08:00"
)]
fn retries_spread_over_the_parts_of_the_day(#[case] earlier: &[&str], #[case] now: &str, #[case] expected: &str) {
    assert_eq!(retry(now, &attempts(earlier)), Some(at(expected)));
}

#[test]
fn hours_without_an_evening_do_not_stop_the_retries() {
    let mut contact = ContactSettings::default();
    contact.windows.truncate(1);
    let facts = attempts(&["2026-03-02T10:00:00+08:00"]);
    let now = at("2026-03-02T10:00:00+08:00");
    let next = next_attempt(now, &facts, &RetrySettings::default(), &contact).value;
    assert_eq!(next, Some(at("2026-03-03T09:00:00+08:00")));
}

#[test]
fn there_is_no_retry_for_who_asked_to_be_left_alone() {
    let facts = ContactFacts { do_not_contact_since: Some(monday()), ..ContactFacts::default() };
    assert_eq!(retry("2026-03-02T10:00:00+08:00", &facts), None);
}

proptest! {
    #[test]
    fn following_the_retries_keeps_every_limit(start_hour in 0_i64..500) {
        let contact = ContactSettings::default();
        let settings = RetrySettings::default();
        let mut facts = ContactFacts::default();
        let mut now = monday().plus_hours(start_hour);
        for _ in 0..6 {
            let next = next_attempt(now, &facts, &settings, &contact).value;
            prop_assert!(next.is_some());
            now = next.unwrap_or(now);
            prop_assert!(may_call(now, &facts, &contact).value.is_allowed());
            facts.attempts.push(now);
        }
        let days: Vec<f64> = facts.attempts.windows(2).map(|pair| pair[1].days_since(pair[0])).collect();
        prop_assert!(days.iter().all(|gap| *gap >= 3.0 / 24.0));
        let parts: BTreeSet<DayPart> =
            facts.attempts.iter().map(|attempt| settings.part_of(*attempt, &shanghai())).collect();
        prop_assert_eq!(parts.len(), 3);
    }
}
