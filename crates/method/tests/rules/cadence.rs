//! PRO-9: the next contact and its state.

use method::Verdict;
use method::appointments::intent::IntentLevel;
use method::calendar::WorkCalendar;
use method::coded::Coded;
use method::prospecting::cadence::{CadenceSettings, CadenceState, ContactHistory, NextContact, next_contact};
use method::prospecting::disposition::VisitDecision;
use method::prospecting::screening::Grade;
use proptest::prelude::*;
use rstest::rstest;

use crate::{monday, shanghai};

/// A prospect well under way: five talks, the last one on that Monday.
fn talked() -> ContactHistory {
    ContactHistory {
        known_since: monday().plus_days(-100.0),
        last_two_way: Some(monday()),
        two_way_contacts: 5,
        named_date: None,
        decision: None,
    }
}

fn verdict(
    grade: Option<Grade>,
    intent: IntentLevel,
    history: &ContactHistory,
    days_later: f64,
) -> Verdict<NextContact> {
    next_contact(
        grade,
        intent,
        history,
        &shanghai(),
        &WorkCalendar::default(),
        &CadenceSettings::default(),
        monday().plus_days(days_later),
    )
}

fn next(grade: Option<Grade>, intent: IntentLevel, history: &ContactHistory, days_later: f64) -> NextContact {
    verdict(grade, intent, history, days_later).value
}

#[rstest]
#[case(Some(Grade::A), [Some(3), Some(7), Some(14), Some(30)])]
#[case(Some(Grade::B), [Some(7), Some(14), Some(30), Some(45)])]
#[case(Some(Grade::C), [Some(14), Some(30), Some(60), Some(90)])]
#[case(Some(Grade::D), [Some(30), Some(60), Some(90), None])]
#[case(None, [Some(7), Some(14), Some(14), Some(14)])]
fn the_table_gives_the_days(#[case] grade: Option<Grade>, #[case] days: [Option<u32>; 4]) {
    for (intent, expected) in IntentLevel::ALL.iter().zip(days) {
        let found = next(grade, *intent, &talked(), 0.0);
        assert_eq!(found.cadence_days, expected);
        assert_eq!(found.at, expected.map(|days| monday().plus_days(f64::from(days))));
        assert_eq!(found.decision_asked, expected.is_none());
    }
}

#[rstest]
#[case::before(13.9, CadenceState::Fine)]
#[case::on_the_day(14.0, CadenceState::Due)]
#[case::before_overdue(17.4, CadenceState::Due)]
#[case::overdue(17.5, CadenceState::Overdue)]
#[case::before_dormant(20.9, CadenceState::Overdue)]
#[case::dormant(21.0, CadenceState::Dormant)]
#[case::long_dormant(400.0, CadenceState::Dormant)]
fn a_cadence_of_14_days_runs_through_its_states(#[case] days: f64, #[case] expected: CadenceState) {
    assert_eq!(next(Some(Grade::B), IntentLevel::Medium, &talked(), days).state, expected);
}

#[rstest]
#[case(112.4, CadenceState::Due)]
#[case(112.5, CadenceState::Overdue)]
#[case(119.9, CadenceState::Overdue)]
#[case(120.0, CadenceState::Dormant)]
fn nobody_waits_longer_than_120_days(#[case] days: f64, #[case] expected: CadenceState) {
    assert_eq!(next(Some(Grade::C), IntentLevel::None, &talked(), days).state, expected);
}

#[test]
fn after_a_first_contact_the_second_is_due_in_three_working_days() {
    let first = ContactHistory { two_way_contacts: 1, ..talked() };
    let found = verdict(Some(Grade::C), IntentLevel::Weak, &first, 0.0);
    assert_eq!(found.value.at, Some(monday().plus_days(3.0)), "Monday to Thursday");
    assert!(found.reasons.iter().any(|reason| reason.factor == "cadence.first_follow_up"));
    let hot = next(Some(Grade::A), IntentLevel::Strong, &first, 0.0);
    assert_eq!(hot.at, Some(monday().plus_days(3.0)), "the table is no later");
}

#[test]
fn a_first_contact_on_thursday_is_followed_up_by_tuesday() {
    let thursday = monday().plus_days(3.0);
    let first = ContactHistory { two_way_contacts: 1, last_two_way: Some(thursday), ..talked() };
    assert_eq!(next(Some(Grade::C), IntentLevel::None, &first, 3.0).at, Some(monday().plus_days(8.0)));
}

#[test]
fn a_date_the_person_named_overrides_the_table_either_way() {
    let later = ContactHistory { named_date: Some(monday().plus_days(200.0)), ..talked() };
    let waiting = next(Some(Grade::A), IntentLevel::Strong, &later, 150.0);
    assert_eq!((waiting.state, waiting.on_named_date), (CadenceState::Fine, true));
    let come = next(Some(Grade::A), IntentLevel::Strong, &later, 200.0);
    assert_eq!(come.state, CadenceState::Due);
    let sooner = ContactHistory { named_date: Some(monday().plus_days(1.0)), ..talked() };
    assert_eq!(next(Some(Grade::C), IntentLevel::None, &sooner, 1.0).state, CadenceState::Due);
}

#[test]
fn a_named_date_before_the_last_talk_is_spent() {
    let spent = ContactHistory { named_date: Some(monday().plus_days(-1.0)), ..talked() };
    let found = next(Some(Grade::B), IntentLevel::Medium, &spent, 0.0);
    assert_eq!((found.at, found.on_named_date), (Some(monday().plus_days(14.0)), false));
}

#[test]
fn a_prospect_never_contacted_is_due_at_once_and_never_dormant() {
    let new = ContactHistory { last_two_way: None, two_way_contacts: 0, ..talked() };
    let found = next(None, IntentLevel::None, &new, 300.0);
    assert_eq!(found.state, CadenceState::Untouched);
    assert_eq!(found.at, Some(new.known_since));
    assert_eq!(found.dormant_from, None);
}

#[test]
fn a_low_prospect_without_intent_asks_for_a_decision_and_then_follows_it() {
    let open = next(Some(Grade::D), IntentLevel::None, &talked(), 10.0);
    assert!(open.decision_asked && open.at.is_none());
    let kept = ContactHistory { decision: Some(VisitDecision::DoNotGiveUp), ..talked() };
    let touched = next(Some(Grade::D), IntentLevel::None, &kept, 10.0);
    assert_eq!((touched.cadence_days, touched.decision_asked), (Some(60), false));
    let dropped = ContactHistory { decision: Some(VisitDecision::GiveUp), ..talked() };
    let silent = next(Some(Grade::A), IntentLevel::Strong, &dropped, 300.0);
    assert_eq!((silent.at, silent.state, silent.decision_asked), (None, CadenceState::Fine, false));
}

#[test]
fn who_is_not_given_up_gets_a_light_touch_whatever_the_table_says() {
    let kept = ContactHistory { decision: Some(VisitDecision::DoNotGiveUp), two_way_contacts: 2, ..talked() };
    assert_eq!(next(Some(Grade::C), IntentLevel::Weak, &kept, 10.0).cadence_days, Some(60));
    let visited = ContactHistory { decision: Some(VisitDecision::KeepVisiting), two_way_contacts: 2, ..talked() };
    assert_eq!(next(Some(Grade::B), IntentLevel::Medium, &visited, 10.0).cadence_days, Some(14));
}

fn rank(state: CadenceState) -> usize {
    CadenceState::ALL.iter().position(|known| *known == state).unwrap_or_default()
}

proptest! {
    #[test]
    fn states_only_move_forward_as_time_passes(
        grade in prop::option::of(prop::sample::select(Grade::ALL)),
        intent in prop::sample::select(IntentLevel::ALL),
        contacts in 1_u32..4,
        named in prop::option::of(1.0_f64..300.0),
        earlier in 0.0_f64..400.0,
        passing in 0.0_f64..100.0,
    ) {
        let history = ContactHistory {
            two_way_contacts: contacts,
            named_date: named.map(|days| monday().plus_days(days)),
            ..talked()
        };
        let before = next(grade, intent, &history, earlier);
        let after = next(grade, intent, &history, earlier + passing);
        prop_assert!(rank(before.state) <= rank(after.state));
        prop_assert_eq!(before.at, after.at);
    }

    #[test]
    fn due_comes_before_overdue_and_overdue_before_dormant(
        grade in prop::option::of(prop::sample::select(Grade::ALL)),
        intent in prop::sample::select(IntentLevel::ALL),
        contacts in 1_u32..4,
    ) {
        let history = ContactHistory { two_way_contacts: contacts, ..talked() };
        let found = next(grade, intent, &history, 0.0);
        if let (Some(due), Some(dormant)) = (found.at, found.dormant_from) {
            prop_assert!(due >= history.last_two_way.unwrap_or_default());
            prop_assert!(found.overdue_from.is_some_and(|overdue| due <= overdue));
            prop_assert!(due <= dormant);
        }
    }
}
