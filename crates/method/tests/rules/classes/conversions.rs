//! CLA-6: conversions as events, their rates, alarms.

use jiff::civil::Date;
use method::appointments::intent::EvidenceKind;
use method::appointments::outcomes::TaskKind;
use method::classes::abc::AbcClass;
use method::classes::conversions::{
    AlarmFacts, Conversion, ConversionAlarm, ConversionEvent, Heard, LineStatus, PeriodCounts, alarms, circle_to_warn,
    conversions, rates, status,
};
use method::classes::existing::{ExistingClass, UnsteadyCause};
use method::classes::faces::Face;
use method::classes::periods::plus_days;
use method::prospecting::losses::LossReason;
use method::prospecting::results::ResultSettings;
use method::verdict::Measured;
use method::{Answer, Coded};
use proptest::prelude::*;
use rstest::rstest;

use super::days;
use crate::monday;

/// Gone from the 91st day without a purchase.
fn gone_from(bought: &[Date]) -> Date {
    plus_days(*bought.last().expect("there is a purchase"), 91)
}

fn event(kind: Conversion, on: i32) -> ConversionEvent {
    ConversionEvent { kind, on: days(&[on])[0] }
}

fn read(bought: &[i32], said_no: &[i32], as_of: i32) -> Vec<ConversionEvent> {
    conversions(&days(bought), &days(said_no), gone_from, days(&[as_of])[0])
}

#[test]
fn a_long_silence_converts_backward_and_the_next_purchase_wins_back() {
    let events = read(&[0, 60, 300], &[], 310);
    assert_eq!(
        events,
        [event(Conversion::Forward, 0), event(Conversion::Backward, 151), event(Conversion::WonBack, 300)]
    );
    assert_eq!(status(&events), LineStatus::Customer);
}

#[rstest]
#[case::never_bought(&[], &[], 100, LineStatus::Prospect)]
#[case::last_day(&[0], &[], 90, LineStatus::Customer)]
#[case::gone(&[0], &[], 91, LineStatus::Prospect)]
#[case::said_no(&[0], &[10], 10, LineStatus::Prospect)]
#[case::said_no_and_bought_again(&[0, 20], &[10], 30, LineStatus::Customer)]
#[case::a_purchase_to_come_is_not_known(&[0, 200], &[], 150, LineStatus::Prospect)]
fn the_status_of_any_day_follows_from_what_was_known_on_it(
    #[case] bought: &[i32],
    #[case] said_no: &[i32],
    #[case] as_of: i32,
    #[case] expected: LineStatus,
) {
    assert_eq!(status(&read(bought, said_no, as_of)), expected);
}

#[test]
fn rates_stand_on_who_was_there_when_the_period_began() {
    let counts = PeriodCounts { prospects: 200, forward: 10, customers: 50, backward: 5, won_back: 4 };
    let found = rates(&counts, &ResultSettings::default());
    assert_eq!((found.forward.value(), found.backward.value()), (Some(0.05), Some(0.1)));
    assert_eq!(found.won_back.value(), Some(0.4));
    assert_eq!(
        rates(&PeriodCounts::default(), &ResultSettings::default()).forward,
        Measured::TooFew { n: 0, needed: 10 }
    );
}

#[rstest]
#[case::a_lost(AlarmFacts { backward: true, abc: Some(AbcClass::A), ..AlarmFacts::default() }, &[ConversionAlarm::ClassA])]
#[case::b_lost(AlarmFacts { backward: true, abc: Some(AbcClass::B), ..AlarmFacts::default() }, &[])]
#[case::both(AlarmFacts { backward: true, abc: Some(AbcClass::A), existing: Some(ExistingClass::Ei), ..AlarmFacts::default() }, &[ConversionAlarm::ClassA, ConversionAlarm::ClassEi])]
#[case::still_buying(AlarmFacts { abc: Some(AbcClass::A), ..AlarmFacts::default() }, &[])]
#[case::key_to_rival(AlarmFacts { face: Some(Face::Black), turns_to_rival: Answer::Yes, ..AlarmFacts::default() }, &[ConversionAlarm::KeyToRival])]
#[case::ordinary_to_rival(AlarmFacts { turns_to_rival: Answer::Yes, ..AlarmFacts::default() }, &[])]
#[case::key_need_lost(AlarmFacts { existing: Some(ExistingClass::Ei), need_lost: Answer::Yes, ..AlarmFacts::default() }, &[ConversionAlarm::KeyNeedLost])]
fn the_manager_is_told_at_once_of_key_customers(#[case] facts: AlarmFacts, #[case] expected: &[ConversionAlarm]) {
    let verdict = alarms(&facts, monday());
    assert_eq!(verdict.value, expected);
    assert_eq!(verdict.reasons.len(), expected.len());
}

#[rstest]
#[case::rivals_offer(Heard::Loss(LossReason::RivalsOffer), Answer::Unknown, Answer::Yes)]
#[case::content_with_rival(Heard::Evidence(EvidenceKind::ContentWithRival), Answer::Unknown, Answer::Yes)]
#[case::rival_pays_more(Heard::Unsteady(UnsteadyCause::RivalPaysMore, Answer::Yes), Answer::Unknown, Answer::Yes)]
#[case::rival_does_not(Heard::Unsteady(UnsteadyCause::RivalPaysMore, Answer::No), Answer::Unknown, Answer::No)]
#[case::dissatisfied(Heard::Unsteady(UnsteadyCause::Dissatisfied, Answer::Yes), Answer::Unknown, Answer::Unknown)]
#[case::ceased(Heard::Loss(LossReason::Ceased), Answer::Yes, Answer::Unknown)]
#[case::died(Heard::Loss(LossReason::SuddenEvent), Answer::Yes, Answer::Unknown)]
#[case::nobody_knows(Heard::Loss(LossReason::Unknown), Answer::Unknown, Answer::Unknown)]
#[case::budget_withdrawn(Heard::Evidence(EvidenceKind::BudgetWithdrawn), Answer::Yes, Answer::Unknown)]
#[case::no_need(Heard::Need(Answer::No), Answer::Yes, Answer::Unknown)]
#[case::need(Heard::Need(Answer::Yes), Answer::No, Answer::Unknown)]
#[case::price(Heard::Evidence(EvidenceKind::AskedPrice), Answer::Unknown, Answer::Unknown)]
fn cla_6_a_word_tells_of_a_need_that_is_gone_or_of_a_rival(
    #[case] heard: Heard,
    #[case] need_lost: Answer,
    #[case] to_rival: Answer,
) {
    assert_eq!((heard.need_lost(), heard.turns_to_rival()), (need_lost, to_rival));
}

#[test]
fn cla_6_every_alarm_has_moves_and_the_play_against_a_rival_is_that_of_an_unsteady_customer() {
    assert!(ConversionAlarm::ALL.iter().all(|alarm| !alarm.moves().is_empty()));
    assert_eq!(ConversionAlarm::KeyToRival.moves(), UnsteadyCause::RivalPaysMore.moves());
    assert_eq!(ConversionAlarm::ClassA.task(), None, "the cause of the loss is asked already");
    assert_eq!(ConversionAlarm::KeyToRival.task(), Some(TaskKind::KeyToRival));
}

#[test]
fn a_dissatisfied_customer_flags_the_prospects_of_their_circle() {
    let circle =
        [(3, LineStatus::Prospect), (1, LineStatus::Customer), (2, LineStatus::Prospect), (3, LineStatus::Prospect)];
    assert_eq!(circle_to_warn(Answer::Yes, &circle), [3, 2]);
    assert!(circle_to_warn(Answer::Unknown, &circle).is_empty());
}

proptest! {
    #[test]
    fn events_alternate_and_stand_in_order(
        bought in prop::collection::btree_set(0_i32..900, 0..12), said in prop::collection::vec(0_i32..900, 0..3), as_of in 0_i32..1000,
    ) {
        let events = read(&bought.into_iter().collect::<Vec<_>>(), &said, as_of);
        for pair in events.windows(2) {
            prop_assert!(pair[0].on <= pair[1].on);
            prop_assert_ne!(pair[0].kind.leads_to(), pair[1].kind.leads_to());
        }
        prop_assert!(events.first().is_none_or(|first| first.kind == Conversion::Forward));
        prop_assert!(events.iter().skip(1).all(|event| event.kind != Conversion::Forward));
        prop_assert!(events.iter().all(|event| event.on <= days(&[as_of])[0]));
    }
}
