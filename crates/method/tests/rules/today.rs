//! Today: who is on the list, in which order, and why.

use method::Timestamp;
use method::appointments::intent::IntentLevel;
use method::classes::existing::TimeAdvice;
use method::classes::potential::ProspectClass;
use method::coded::Coded;
use method::contact_policy::{ContactFacts, ContactSettings};
use method::prospecting::cadence::{CadenceState, NextContact};
use method::prospecting::screening::Grade;
use method::today::{Action, Candidate, TodayLine, TodayWeights, rank};
use proptest::prelude::*;
use rstest::rstest;

use crate::{at, monday, shanghai};

/// A prospect in time with its cadence: no reason to act.
fn quiet(id: u32) -> Candidate<u32> {
    Candidate {
        id,
        grade: Some(Grade::C),
        intent: IntentLevel::None,
        golden: false,
        next: NextContact {
            at: Some(monday().plus_days(20.0)),
            state: CadenceState::Fine,
            cadence_days: Some(30),
            days_since: Some(10.0),
            overdue_from: None,
            dormant_from: Some(monday().plus_days(35.0)),
            on_named_date: false,
            decision_asked: false,
        },
        assigned_at: monday().plus_days(-60.0),
        last_two_way: Some(monday().plus_days(-10.0)),
        promises: Vec::new(),
        tasks: Vec::new(),
        class: None,
        blocks: Vec::new(),
        cultivation: Vec::new(),
        appointments: Vec::new(),
        retry_at: None,
        has_phone: true,
        time: None,
        given_up: false,
        contact: ContactFacts::default(),
    }
}

fn due(id: u32, days_late: f64, state: CadenceState) -> Candidate<u32> {
    let mut candidate = quiet(id);
    candidate.next.at = Some(monday().plus_days(-days_late));
    candidate.next.state = state;
    candidate
}

fn untouched(id: u32, days_waiting: f64) -> Candidate<u32> {
    let mut candidate = quiet(id);
    candidate.last_two_way = None;
    candidate.assigned_at = monday().plus_days(-days_waiting);
    candidate.next.at = Some(candidate.assigned_at);
    candidate.next.state = CadenceState::Untouched;
    candidate.next.days_since = None;
    candidate
}

fn lines_at(now: Timestamp, candidates: Vec<Candidate<u32>>) -> Vec<TodayLine<u32>> {
    rank(candidates, now, &shanghai(), &TodayWeights::default(), &ContactSettings::default()).lines
}

fn lines(candidates: Vec<Candidate<u32>>) -> Vec<TodayLine<u32>> {
    lines_at(monday(), candidates)
}

fn ids(lines: &[TodayLine<u32>]) -> Vec<u32> {
    lines.iter().map(|line| line.id).collect()
}

#[test]
fn who_is_in_time_is_not_on_the_list() {
    assert!(lines(vec![quiet(1)]).is_empty());
}

#[test]
fn promises_come_first_then_appointments_then_golden_prospects_then_the_rest() {
    let promise = Candidate { promises: vec![monday().plus_hours(6)], grade: Some(Grade::D), ..quiet(1) };
    let appointment = Candidate { appointments: vec![monday().plus_hours(4)], grade: Some(Grade::D), ..quiet(2) };
    let golden = Candidate { golden: true, grade: Some(Grade::D), ..due(3, 0.0, CadenceState::Due) };
    let mut strongest = due(4, 200.0, CadenceState::Dormant);
    strongest.grade = Some(Grade::A);
    strongest.intent = IntentLevel::Strong;
    strongest.tasks = vec![monday().plus_days(-300.0)];
    strongest.next.on_named_date = true;
    let found = lines(vec![strongest, golden, appointment, promise]);
    assert_eq!(ids(&found), [1, 2, 3, 4]);
    let actions: Vec<Action> = found.iter().map(|line| line.action).collect();
    assert_eq!(actions, [Action::KeepPromise, Action::Visit, Action::Call, Action::DoTask]);
}

#[test]
fn grade_and_intent_order_follow_ups_that_are_equally_late() {
    let with = |id, grade, intent| Candidate { grade, intent, ..due(id, 0.0, CadenceState::Due) };
    let found = lines(vec![
        with(1, Some(Grade::C), IntentLevel::None),
        with(2, Some(Grade::A), IntentLevel::None),
        with(3, Some(Grade::B), IntentLevel::Strong),
        with(4, None, IntentLevel::None),
    ]);
    assert_eq!(ids(&found), [3, 2, 1, 4]);
}

#[test]
fn the_longer_a_contact_is_let_go_the_higher_it_stands() {
    let found = lines(vec![
        due(1, 0.0, CadenceState::Due),
        due(2, 8.0, CadenceState::Overdue),
        due(3, 40.0, CadenceState::Dormant),
        due(4, 5.0, CadenceState::Due),
    ]);
    assert_eq!(ids(&found), [3, 2, 4, 1]);
}

#[test]
fn a_score_is_the_sum_of_its_reasons_with_the_largest_in_front() {
    let mut candidate = due(1, 10.0, CadenceState::Overdue);
    candidate.grade = Some(Grade::A);
    candidate.intent = IntentLevel::Medium;
    let found = lines(vec![candidate]);
    // overdue 55, grade A 30, intent medium 20, ten days lost at half a point 5
    assert_eq!(found[0].score, 110.0);
    let factors: Vec<&str> = found[0].reasons.iter().map(|reason| reason.factor.as_ref()).collect();
    assert_eq!(factors, ["today.follow_up_overdue", "today.grade", "today.intent", "today.time_lost"]);
}

#[test]
fn a_contact_due_later_today_is_on_the_list_in_the_morning() {
    let mut tonight = due(1, 0.0, CadenceState::Fine);
    tonight.next.at = Some(monday().plus_hours(8));
    let mut tomorrow = due(2, 0.0, CadenceState::Fine);
    tomorrow.next.at = Some(monday().plus_hours(15));
    assert_eq!(ids(&lines(vec![tonight, tomorrow])), [1]);
}

#[test]
fn a_first_contact_rises_with_each_day_it_waits() {
    let found = lines(vec![untouched(1, 0.0), untouched(2, 6.0)]);
    assert_eq!(ids(&found), [2, 1]);
    assert_eq!(found[0].action, Action::FirstContact);
    assert!((found[0].score - found[1].score - 6.0).abs() < 1e-9);
}

#[test]
fn outside_the_hours_calls_sink_below_everything_else_and_name_the_time() {
    let noon = at("2026-03-02T12:30:00+08:00");
    let call = Candidate { golden: true, ..due(1, 0.0, CadenceState::Due) };
    let task = Candidate { tasks: vec![noon], ..quiet(2) };
    let found = lines_at(noon, vec![call, task]);
    assert_eq!(ids(&found), [2, 1]);
    assert_eq!(found[1].callable_at, Some(at("2026-03-02T13:30:00+08:00")));
    assert!(found[1].reasons.iter().any(|reason| reason.factor == "today.not_callable_now"));
    assert_eq!(found[0].callable_at, None);
}

#[test]
fn after_an_unanswered_attempt_the_call_waits_for_its_retry() {
    let mut candidate = due(1, 0.0, CadenceState::Due);
    candidate.contact.attempts = vec![monday().plus_hours(-1)];
    candidate.retry_at = Some(at("2026-03-02T17:00:00+08:00"));
    let found = lines(vec![candidate.clone()]);
    assert_eq!(found[0].callable_at, candidate.retry_at);
    candidate.retry_at = Some(monday().plus_days(1.0));
    assert!(lines(vec![candidate]).is_empty(), "tomorrow's retry is tomorrow's work");
}

#[rstest]
#[case::future_appointment(|c: &mut Candidate<u32>| c.appointments = vec![monday().plus_days(3.0)])]
#[case::given_up(|c: &mut Candidate<u32>| c.given_up = true)]
#[case::asked_to_be_left_alone(|c: &mut Candidate<u32>| c.contact.do_not_contact_since = Some(monday().plus_days(-1.0)))]
fn no_call_is_asked_for(#[case] change: fn(&mut Candidate<u32>)) {
    let mut candidate = due(1, 10.0, CadenceState::Dormant);
    change(&mut candidate);
    assert!(lines(vec![candidate]).is_empty());
}

#[test]
fn a_promise_to_somebody_given_up_is_still_kept() {
    let candidate = Candidate { given_up: true, promises: vec![monday()], ..quiet(1) };
    assert_eq!(lines(vec![candidate])[0].action, Action::KeepPromise);
}

#[test]
fn without_a_phone_the_contact_must_be_found_first() {
    let known = Candidate { has_phone: false, ..due(1, 0.0, CadenceState::Due) };
    let new = Candidate { has_phone: false, ..untouched(2, 0.0) };
    assert!(lines(vec![known, new]).iter().all(|line| line.action == Action::FindContact));
}

#[test]
fn a_low_prospect_without_intent_is_there_to_be_decided() {
    let mut candidate = quiet(1);
    candidate.grade = Some(Grade::D);
    candidate.next.at = None;
    candidate.next.cadence_days = None;
    candidate.next.decision_asked = true;
    candidate.next.state = CadenceState::Dormant;
    assert_eq!(lines(vec![candidate])[0].action, Action::Decide);
}

#[test]
fn equal_lines_go_by_the_longer_silence_and_then_by_key() {
    let same = |id| due(id, 0.0, CadenceState::Due);
    let silent = Candidate { last_two_way: Some(monday().plus_days(-30.0)), ..same(9) };
    assert_eq!(ids(&lines(vec![same(5), silent, same(3)])), [9, 3, 5]);
}

fn any_candidate() -> impl Strategy<Value = Candidate<u32>> {
    (
        0_u32..50,
        prop::option::of(prop::sample::select(Grade::ALL)),
        prop::sample::select(IntentLevel::ALL),
        any::<bool>(),
        prop::sample::select(CadenceState::ALL),
        -5.0_f64..200.0,
        prop::option::of(-3.0_f64..30.0),
        prop::option::of(-3.0_f64..30.0),
        any::<(bool, bool, bool)>(),
    )
        .prop_map(|(id, grade, intent, golden, state, late, promise, task, (has_phone, named, appointment))| {
            let mut candidate = due(id, late, state);
            candidate.grade = grade;
            candidate.intent = intent;
            candidate.golden = golden;
            candidate.has_phone = has_phone;
            candidate.next.on_named_date = named;
            candidate.appointments = appointment.then_some(monday()).into_iter().collect();
            candidate.promises = promise.map(|days| monday().plus_days(-days)).into_iter().collect();
            candidate.tasks = task.map(|days| monday().plus_days(-days)).into_iter().collect();
            candidate
        })
}

#[rstest]
#[case(None, 0.0)]
#[case(Some(TimeAdvice::AtOnce), 45.0)]
#[case(Some(TimeAdvice::Steady), 25.0)]
#[case(Some(TimeAdvice::Scheduled), 10.0)]
#[case(Some(TimeAdvice::Little), 0.0)]
fn a_customer_gets_the_time_that_the_class_deserves(#[case] time: Option<TimeAdvice>, #[case] more: f64) {
    let score = |time| lines(vec![Candidate { time, ..due(1, 0.0, CadenceState::Due) }])[0].score;
    assert_eq!(score(time) - score(None), more);
}

#[test]
fn whoever_has_no_occasion_is_not_on_the_list_for_the_class_alone() {
    assert!(lines(vec![Candidate { time: Some(TimeAdvice::AtOnce), ..quiet(1) }]).is_empty());
}

proptest! {
    #[test]
    fn every_line_says_why_and_its_points_add_up(candidates in prop::collection::vec(any_candidate(), 0..20)) {
        for line in lines(candidates) {
            let sum: f64 = line.reasons.iter().filter_map(|reason| reason.points).sum();
            prop_assert!((sum - line.score).abs() < 1e-9);
            prop_assert!(line.reasons.iter().any(|reason| reason.points.is_some_and(|points| points > 0.0)));
        }
    }

    #[test]
    fn promise_appointment_golden_and_the_rest_keep_their_order(
        candidates in prop::collection::vec(any_candidate(), 0..20),
    ) {
        let place = |line: &TodayLine<u32>| {
            let has = |factor: &str| line.reasons.iter().any(|reason| reason.factor == factor);
            if has("today.promise_due") {
                0
            } else if has("today.appointment") {
                1
            } else if has("today.golden") {
                2
            } else {
                3
            }
        };
        let places: Vec<i32> = lines(candidates).iter().map(place).collect();
        prop_assert!(places.is_sorted());
    }

    #[test]
    fn the_order_does_not_depend_on_the_order_of_the_input(
        candidates in prop::collection::vec(any_candidate(), 0..20),
    ) {
        let mut seen = std::collections::BTreeSet::new();
        let unique: Vec<_> = candidates.into_iter().filter(|candidate| seen.insert(candidate.id)).collect();
        let mut reversed = unique.clone();
        reversed.reverse();
        prop_assert_eq!(ids(&lines(unique)), ids(&lines(reversed)));
    }
}

/// CLA-3: close first. What is due against a block says so.
#[test]
fn pi_prospects_stand_before_others_with_the_same_occasion() {
    let pi = Candidate { class: Some(ProspectClass::Pi), ..due(2, 0.0, CadenceState::Due) };
    let blocked = Candidate { blocks: vec![monday()], tasks: vec![monday()], ..pi.clone() };
    let found = lines(vec![due(1, 0.0, CadenceState::Due), pi, Candidate { id: 3, ..blocked }]);
    assert_eq!(ids(&found), [3, 2, 1]);
    let factors: Vec<&str> = found[0].reasons.iter().map(|reason| reason.factor.as_ref()).collect();
    assert!(factors.contains(&"today.close_first") && factors.contains(&"today.block"), "{factors:?}");
}

/// CLA-3: the class alone is no occasion, and a step of the cultivation that is due is named.
#[test]
fn a_class_brings_nobody_on_the_list_and_a_cultivation_step_is_named() {
    assert!(lines(vec![Candidate { class: Some(ProspectClass::Pi), ..quiet(1) }]).is_empty());
    let step = Candidate { cultivation: vec![monday()], tasks: vec![monday()], ..quiet(1) };
    let found = lines(vec![Candidate { class: Some(ProspectClass::Pii), ..step }]);
    assert!(found[0].reasons.iter().any(|reason| reason.factor == "today.cultivation"));
}
