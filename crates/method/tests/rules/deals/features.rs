//! OPP-6: features as they were known at a moment.

use method::Timestamp;
use method::deals::features::{DealFact, Features, History, RecordedFact};
use method::deals::opening::grid::Opening;
use method::deals::opening::plays::Play;
use method::deals::value::ValueClass;
use proptest::prelude::*;

use crate::monday;

fn at(day: f64) -> Timestamp {
    monday().plus_days(day)
}

fn recorded(day: f64, fact: DealFact<u32>) -> RecordedFact<u32> {
    RecordedFact { recorded_at: at(day), fact }
}

fn stage(code: &str) -> DealFact<u32> {
    DealFact::Stage { code: code.into() }
}

fn opened(cell: Opening) -> DealFact<u32> {
    DealFact::Opened { cell: Some(cell) }
}

/// A deal that went through two stages and turned at its end.
fn history() -> Vec<RecordedFact<u32>> {
    vec![
        recorded(0.0, DealFact::Owner { seller: 7, team: 1 }),
        recorded(0.0, stage("found")),
        recorded(0.0, DealFact::Amount { minor: 5_000 }),
        recorded(4.0, opened(Opening::E)),
        recorded(5.0, DealFact::Valued { class: Some(ValueClass::One) }),
        recorded(9.0, DealFact::PlayUsed { play: Play::GoToday }),
        recorded(20.0, stage("offer")),
        recorded(21.0, DealFact::RivalSeen { rival: 3 }),
        recorded(30.0, opened(Opening::B)),
        recorded(40.0, DealFact::Amount { minor: 3_000 }),
        recorded(41.0, DealFact::Owner { seller: 8, team: 2 }),
    ]
}

fn features(day: f64) -> Features<u32> {
    History::of(history()).known_at(at(day)).features()
}

#[test]
fn opp_6_features_are_what_was_known_at_the_moment() {
    let found = features(10.0);
    assert_eq!((found.seller, found.team, found.stage.as_deref()), (Some(7), Some(1), Some("found")));
    assert_eq!((found.cell, found.class), (Some(Opening::E), Some(ValueClass::One)));
    assert_eq!((found.amount_minor, found.plays.len(), found.rivals.len()), (Some(5_000), 1, 0));
    assert_eq!(found.as_known_at(), at(10.0));
    let late = features(50.0);
    assert_eq!((late.seller, late.cell, late.amount_minor), (Some(8), Some(Opening::B), Some(3_000)));
}

#[test]
fn opp_6_before_anything_was_recorded_everything_is_unknown() {
    let found = features(-1.0);
    assert_eq!((found.seller, found.stage, found.cell, found.class), (None, None, None, None));
}

#[test]
fn opp_6_what_was_recorded_later_about_an_earlier_time_does_not_count() {
    // a rival who had been there from the start, noticed on day 21
    assert!(features(20.9).rivals.is_empty());
    assert_eq!(features(21.0).rivals.len(), 1);
}

#[test]
fn opp_6_each_stage_is_seen_when_it_was_entered_or_first_assessed() {
    let found = History::of(history()).by_stage();
    let seen: Vec<_> = found.iter().map(|one| (one.stage.as_deref(), one.cell, one.class, one.as_known_at())).collect();
    assert_eq!(
        seen,
        [
            (Some("found"), Some(Opening::E), None, at(4.0)),
            (Some("offer"), Some(Opening::B), Some(ValueClass::One), at(30.0)),
        ],
        "the class came a day after the first look"
    );
    assert_eq!(found[1].amount_minor, Some(5_000), "the amount fell later");
}

#[test]
fn opp_6_an_assessment_of_the_next_stage_does_not_reach_back() {
    let facts = vec![recorded(0.0, stage("found")), recorded(10.0, stage("offer")), recorded(10.0, opened(Opening::G))];
    let found = History::of(facts).by_stage();
    assert_eq!((found[0].cell, found[1].cell), (None, Some(Opening::G)));
}

fn any_fact() -> impl Strategy<Value = DealFact<u32>> {
    prop_oneof![
        (0_u32..5, 0_u32..3).prop_map(|(seller, team)| DealFact::Owner { seller, team }),
        prop::sample::select(vec!["found", "offer", "award"]).prop_map(stage),
        prop::sample::select(vec![Opening::A, Opening::E, Opening::G]).prop_map(opened),
        Just(DealFact::Valued { class: Some(ValueClass::Two) }),
        (0_i64..9_000).prop_map(|minor| DealFact::Amount { minor }),
        Just(DealFact::PlayUsed { play: Play::DigNeeds }),
        (0_u32..5).prop_map(|rival| DealFact::RivalSeen { rival }),
    ]
}

fn any_facts() -> impl Strategy<Value = Vec<RecordedFact<u32>>> {
    prop::collection::vec((0_u32..50, any_fact()).prop_map(|(day, fact)| recorded(f64::from(day), fact)), 0..30)
}

proptest! {
    #[test]
    fn opp_6_nothing_learned_later_changes_the_features(before in any_facts(), later in any_facts(), day in 0_u32..50) {
        let moment = f64::from(day);
        let known = History::of(before.clone()).known_at(at(moment)).features();
        let mut all = before;
        all.extend(later.into_iter().map(|one| RecordedFact { recorded_at: one.recorded_at.plus_days(moment + 0.001), ..one }));
        prop_assert_eq!(History::of(all).known_at(at(moment)).features(), known);
    }

    #[test]
    fn opp_6_a_stage_once_left_keeps_its_features(facts in any_facts(), later in any_facts()) {
        let before = History::of(facts.clone()).by_stage();
        let mut all = facts;
        all.extend(later.into_iter().map(|one| RecordedFact { recorded_at: one.recorded_at.plus_days(51.0), ..one }));
        let after = History::of(all).by_stage();
        // the last stage was still open, so that its first assessment may have come since
        let left = before.len().saturating_sub(1);
        prop_assert_eq!(&after[..left], &before[..left]);
    }
}
