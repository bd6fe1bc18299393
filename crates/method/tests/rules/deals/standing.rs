//! OPP-3: who is ahead on a deal.

use method::deals::opening::grid::Standing;
use method::deals::opening::standing::{
    EvidenceQuestion, Favours, KeyPerson, KnewFirst, Leaning, Power, Shaped, StandingEvidence, StandingReading,
    StandingSettings, standing,
};
use proptest::prelude::*;
use rstest::rstest;

const RIVAL: u8 = 1;

fn person(power: Power, leaning: Option<Leaning>) -> KeyPerson<u8> {
    KeyPerson { power, leaning, rival: None }
}

fn read(evidence: &StandingEvidence, people: &[KeyPerson<u8>]) -> StandingReading {
    standing(evidence, people, &RIVAL, &StandingSettings::default())
}

fn nothing_shaped() -> StandingEvidence {
    StandingEvidence {
        knew_first: Some(KnewFirst::Together),
        shaped: Some(Shaped::Nobody),
        criteria: Some(Favours::Nobody),
        met_decider: Some(Favours::Nobody),
        tried: Some(Favours::Nobody),
    }
}

#[rstest]
#[case::k1_alone(StandingEvidence { knew_first: Some(KnewFirst::WeLongBefore), ..StandingEvidence::default() }, None)]
#[case::without_k2_and_k4(StandingEvidence { shaped: None, ..nothing_shaped() }, None)]
#[case::k2_with_too_little(StandingEvidence { shaped: Some(Shaped::WithUs), knew_first: Some(KnewFirst::WeLongBefore), ..StandingEvidence::default() }, None)]
#[case::six_points_known(StandingEvidence { shaped: Some(Shaped::WithUs), knew_first: Some(KnewFirst::WeLongBefore), tried: Some(Favours::Us), ..StandingEvidence::default() }, Some(Standing::Ahead))]
fn opp_3_too_little_known_is_no_standing(#[case] evidence: StandingEvidence, #[case] expected: Option<Standing>) {
    assert_eq!(read(&evidence, &[]).standing, expected);
}

#[rstest]
#[case::on_the_border(KnewFirst::WeLongBefore, Standing::Ahead)]
#[case::just_below(KnewFirst::WeALittle, Standing::Even)]
#[case::behind_on_the_border(KnewFirst::RivalLongBefore, Standing::Behind)]
#[case::a_little_behind(KnewFirst::RivalALittle, Standing::Even)]
fn opp_3_a_fifth_of_the_known_points_makes_the_difference(#[case] first: KnewFirst, #[case] expected: Standing) {
    // all but K2 is known: ten points
    let evidence = StandingEvidence { knew_first: Some(first), shaped: None, ..nothing_shaped() };
    let found = read(&evidence, &[person(Power::Decider, Some(Leaning::Neutral))]);
    assert_eq!(found.standing, Some(expected), "{found:?}");
}

#[rstest]
#[case::users_alone_do_not_tell(&[person(Power::User, Some(Leaning::ActsForUs))], None)]
#[case::weighed_by_power(&[person(Power::Influencer, Some(Leaning::InclinedToUs)), person(Power::Decider, Some(Leaning::ActsForUs))], Some(3.2))]
#[case::all_for_us(&[person(Power::Decider, Some(Leaning::ActsForUs))], Some(4.0))]
#[case::all_for_the_rival(&[person(Power::Influencer, Some(Leaning::ActsForRival))], Some(-4.0))]
#[case::unknown_left_out(&[person(Power::Influencer, Some(Leaning::InclinedToUs)), person(Power::Decider, None)], Some(2.0))]
fn opp_3_key_people_weigh_by_their_power(#[case] people: &[KeyPerson<u8>], #[case] expected: Option<f64>) {
    let found = read(&StandingEvidence::default(), people);
    let points = found.points.iter().find(|one| one.question == EvidenceQuestion::KeyPeople).expect("it is asked");
    match (points.points, expected) {
        (Some(found), Some(expected)) => assert!((found - expected).abs() < 1e-9, "{found} {expected}"),
        (found, expected) => assert_eq!(found, expected),
    }
}

#[test]
fn opp_3_people_are_counted_with_those_whose_leaning_is_known() {
    let people =
        [person(Power::Decider, None), person(Power::Influencer, Some(Leaning::Neutral)), person(Power::User, None)];
    let found = read(&nothing_shaped(), &people);
    assert_eq!((found.people_known, found.people), (1, 3));
    assert_eq!(found.standing, Some(Standing::Even));
    assert!(!found.is_firm(), "the decider may lean either way");
    assert_eq!(found.best_question, Some(EvidenceQuestion::KeyPeople));
}

#[test]
fn opp_3_who_leans_to_another_rival_does_not_count_for_this_one() {
    let to = |rival| KeyPerson { power: Power::Decider, leaning: Some(Leaning::ActsForRival), rival };
    let points = |rival| read(&StandingEvidence::default(), &[to(rival)]).points[3].points;
    assert_eq!([points(Some(RIVAL)), points(Some(2)), points(None)], [Some(-4.0), Some(0.0), Some(-4.0)]);
}

#[test]
fn opp_3_the_heaviest_missing_evidence_is_asked_for() {
    let evidence = StandingEvidence { shaped: None, knew_first: None, ..nothing_shaped() };
    let people = [person(Power::Decider, Some(Leaning::Neutral))];
    let found = read(&evidence, &people);
    assert_eq!(found.best_question, Some(EvidenceQuestion::Shaped));
    assert!((found.open_percent - 100.0 * 6.0 / 13.0).abs() < 1e-9);
    assert_eq!(found.possible, [Standing::Behind, Standing::Even, Standing::Ahead]);
}

fn any_favours() -> impl Strategy<Value = Option<Favours>> {
    prop::option::of(prop::sample::select(vec![Favours::Us, Favours::Nobody, Favours::Rival]))
}

fn any_evidence() -> impl Strategy<Value = StandingEvidence> {
    let knew = prop::option::of(prop::sample::select(<KnewFirst as method::coded::Coded>::ALL));
    let shaped = prop::option::of(prop::sample::select(<Shaped as method::coded::Coded>::ALL));
    (knew, shaped, any_favours(), any_favours(), any_favours()).prop_map(
        |(knew_first, shaped, criteria, met_decider, tried)| StandingEvidence {
            knew_first,
            shaped,
            criteria,
            met_decider,
            tried,
        },
    )
}

fn any_people() -> impl Strategy<Value = Vec<KeyPerson<u8>>> {
    let power = prop::sample::select(<Power as method::coded::Coded>::ALL);
    let leaning = prop::option::of(prop::sample::select(<Leaning as method::coded::Coded>::ALL));
    prop::collection::vec((power, leaning).prop_map(|(power, leaning)| person(power, leaning)), 0..5)
}

proptest! {
    #[test]
    fn opp_3_the_score_lies_within_its_range_and_the_standing_is_possible(
        evidence in any_evidence(), people in any_people(),
    ) {
        let found = read(&evidence, &people);
        prop_assert!(found.low_percent <= found.high_percent + 1e-9);
        if let Some(percent) = found.percent {
            prop_assert!(found.low_percent - 1e-9 <= percent && percent <= found.high_percent + 1e-9, "{found:?}");
        }
        if let Some(standing) = found.standing {
            prop_assert!(found.possible.contains(&standing));
        }
    }

    #[test]
    fn opp_3_a_known_answer_never_widens_what_is_possible(
        evidence in any_evidence(), people in any_people(), shaped in prop::sample::select(<Shaped as method::coded::Coded>::ALL),
    ) {
        let before = read(&StandingEvidence { shaped: None, ..evidence }, &people);
        let after = read(&StandingEvidence { shaped: Some(shaped), ..evidence }, &people);
        prop_assert!(after.possible.iter().all(|standing| before.possible.contains(standing)));
    }
}
