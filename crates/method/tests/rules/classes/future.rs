//! CLA-4: future customers.

use method::Answer;
use method::classes::future::{
    FutureCondition, FutureConditions, FutureStep, FutureSteps, StandingQuestion, future_standing,
};
use method::coded::Coded;
use rstest::rstest;

use crate::monday;

#[rstest]
#[case::nothing_known(Answer::Unknown, Answer::Unknown, false, Some(FutureCondition::Need))]
#[case::need_only(Answer::Yes, Answer::Unknown, false, Some(FutureCondition::WayIn))]
#[case::no_need(Answer::No, Answer::Yes, false, None)]
#[case::both(Answer::Yes, Answer::Yes, true, None)]
fn a_need_and_a_way_in_make_a_prospect(
    #[case] need: Answer,
    #[case] way_in: Answer,
    #[case] prospect: bool,
    #[case] ask: Option<FutureCondition>,
) {
    let conditions = FutureConditions::default().with(FutureCondition::Need, need).with(FutureCondition::WayIn, way_in);
    let found = future_standing(&conditions, &FutureSteps::default(), monday()).value;
    assert_eq!((found.prospect, found.ask), (prospect, ask));
    assert_eq!(found.next_step, prospect.then_some(FutureStep::BasicFacts));
}

#[test]
fn the_steps_are_taken_in_order() {
    let conditions =
        FutureConditions::default().with(FutureCondition::Need, Answer::Yes).with(FutureCondition::WayIn, Answer::Yes);
    let mut steps = FutureSteps::default();
    for step in FutureStep::ALL.iter().copied() {
        assert_eq!(future_standing(&conditions, &steps, monday()).value.next_step, Some(step));
        steps = steps.with(step, Answer::Yes);
    }
    assert_eq!(future_standing(&conditions, &steps, monday()).value.next_step, None);
    assert_eq!(StandingQuestion::ALL.len(), 4);
}
