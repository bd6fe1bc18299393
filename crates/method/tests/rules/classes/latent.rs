//! PRO-13: latent key customers.

use method::Answer;
use method::classes::latent::{LatentCriterion, LatentFacts, LatentStage, latent_stage};
use rstest::rstest;

use crate::monday;

fn yes(criteria: &[LatentCriterion]) -> LatentFacts {
    criteria.iter().fold(LatentFacts::default(), |facts, criterion| facts.with(*criterion, Answer::Yes))
}

fn through(stages: &[LatentStage]) -> LatentFacts {
    yes(&stages.iter().flat_map(|stage| stage.exit().iter().copied()).collect::<Vec<_>>())
}

#[rstest]
#[case::nothing_known(&[], LatentStage::Search)]
#[case::found(&[LatentStage::Search], LatentStage::Screen)]
#[case::screened(&[LatentStage::Search, LatentStage::Screen], LatentStage::Develop)]
#[case::key(&[LatentStage::Search, LatentStage::Screen, LatentStage::Develop], LatentStage::Keep)]
#[case::a_gap_holds_back(&[LatentStage::Screen, LatentStage::Develop], LatentStage::Search)]
fn a_stage_lasts_until_its_exit_is_reached(#[case] done: &[LatentStage], #[case] stage: LatentStage) {
    let found = latent_stage(&through(done), None, monday()).value;
    assert_eq!(found.stage, stage);
    assert_eq!(found.missing, stage.exit());
}

#[test]
fn who_promises_too_little_is_ordinary_and_an_unknown_is_not_a_no() {
    let found = through(&[LatentStage::Search]);
    assert_eq!(latent_stage(&found, None, monday()).value.stage, LatentStage::Screen);
    let little = found.with(LatentCriterion::HighExpected, Answer::No);
    assert_eq!(latent_stage(&little, None, monday()).value.stage, LatentStage::Ordinary);
}

#[test]
fn the_time_in_a_stage_is_counted() {
    let entered = monday().plus_days(-12.0);
    let found = latent_stage(&through(&[LatentStage::Search]), Some(entered), monday()).value;
    assert_eq!(found.days_in_stage, Some(12.0));
    assert_eq!(found.missing, [LatentCriterion::HighExpected, LatentCriterion::HasNeed]);
}
