//! PRO-1: the five steps.

use method::Timestamp;
use method::prospecting::steps::{Step, StepFacts, StepSettings, step_of};
use rstest::rstest;

#[rstest]
#[case(false, false, 0.0, false, Step::Gather)]
#[case(true, false, 0.0, false, Step::Screen)]
#[case(true, true, 39.9, false, Step::Record)]
#[case(true, true, 40.0, false, Step::Choose)]
#[case(true, true, 40.0, true, Step::KeepCurrent)]
#[case::contacted_but_not_graded(true, false, 80.0, true, Step::Screen)]
#[case::graded_without_any_way_to_reach(false, true, 80.0, false, Step::Gather)]
fn a_name_stands_at_its_first_unfinished_step(
    #[case] reachable: bool,
    #[case] graded: bool,
    #[case] completeness: f64,
    #[case] contacted: bool,
    #[case] expected: Step,
) {
    let facts = StepFacts { reachable, graded, completeness, contacted };
    let verdict = step_of(&facts, &StepSettings::default(), Timestamp::default());
    assert_eq!(verdict.value, expected);
    assert_eq!(verdict.reasons.len(), 4);
}
