//! OPP-3, cell C: how long to look for a break.

use method::coded::Coded;
use method::deals::opening::causes::{OpeningCause, OpeningCauses};
use method::deals::opening::chase::{Chase, ChaseSettings, ChaseState, chase};
use method::{Answer, Timestamp};
use rstest::rstest;

use crate::monday;

/// The search in a deal that came into the cell on Monday and is decided twenty days later.
fn after(days: f64, causes: &OpeningCauses, set_until: Option<Timestamp>) -> Chase {
    let decision = Some(monday().plus_days(20.0));
    chase(causes, monday(), decision, set_until, &ChaseSettings::default(), monday().plus_days(days))
}

fn none_found() -> OpeningCauses {
    OpeningCause::ALL
        .iter()
        .filter(|cause| cause.is_break())
        .fold(OpeningCauses::default(), |all, cause| all.with(*cause, Answer::No))
}

#[rstest]
#[case::first_day(0.0, None, ChaseState::Looking)]
#[case::just_before_half(9.9, None, ChaseState::Looking)]
#[case::half_the_time(10.0, None, ChaseState::Makeweight)]
#[case::day_set_by_a_person(10.0, Some(15.0), ChaseState::Looking)]
#[case::that_day_reached(15.0, Some(15.0), ChaseState::Makeweight)]
fn opp_3_a_break_is_looked_for_during_half_the_time_left(
    #[case] days: f64,
    #[case] set: Option<f64>,
    #[case] state: ChaseState,
) {
    let found = after(days, &OpeningCauses::default(), set.map(|days| monday().plus_days(days)));
    assert_eq!(found.state, state);
    assert_eq!(found.ask.len(), 3);
    let given_up = state == ChaseState::Makeweight;
    assert_eq!((found.effort_cap_days, found.next_contact_needed), (given_up.then_some(2.0), given_up));
}

#[test]
fn opp_3_a_break_found_ends_the_search_and_three_no_end_it_too() {
    let causes = OpeningCauses::default().with(OpeningCause::NewNeed, Answer::Yes);
    let found = after(19.0, &causes, None);
    assert_eq!((found.state, found.breaks), (ChaseState::BreakFound, vec![OpeningCause::NewNeed]));
    assert_eq!(after(1.0, &none_found(), None).state, ChaseState::Makeweight);
}

#[test]
fn opp_3_without_a_dated_decision_the_search_goes_on() {
    let found =
        chase(&OpeningCauses::default(), monday(), None, None, &ChaseSettings::default(), monday().plus_days(400.0));
    assert_eq!((found.state, found.until), (ChaseState::Looking, None));
}
