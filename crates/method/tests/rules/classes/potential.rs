//! CLA-3: PI to PIV, plays, and what raises intent.

use method::Answer;
use method::appointments::intent::{EvidenceKind, IntentEvidence, IntentSettings, intent};
use method::classes::expected::{ExpectedSettings, ExpectedSheet, Indicator, Rating, expected};
use method::classes::plays::Move;
use method::classes::potential::{
    LowIntentCause, LowIntentCauses, PlanRow, ProspectClass, ProspectClassing, ProspectPlay, cultivation,
    prospect_class,
};
use method::coded::Coded;
use method::prospecting::card::PartyKind;
use method::verdict::Source;
use rstest::rstest;

use crate::monday;

fn class(rating: u8, evidence: &[EvidenceKind], rated: usize) -> ProspectClassing {
    let ratings = Indicator::of(PartyKind::Organisation)
        .iter()
        .take(rated)
        .map(|indicator| (*indicator, Rating { score: rating, source: Source::Stated }))
        .collect();
    let sheet = ExpectedSheet { kind: PartyKind::Organisation, ratings, adjustment: None };
    let evidence: Vec<IntentEvidence> =
        evidence.iter().map(|kind| IntentEvidence { kind: *kind, at: monday(), source: Source::Stated }).collect();
    prospect_class(
        &expected(&sheet, &ExpectedSettings::default(), monday()),
        &intent(&evidence, None, monday(), &IntentSettings::default()),
    )
    .value
}

const STRONG: &[EvidenceKind] = &[EvidenceKind::AskedTerms, EvidenceKind::AskedPrice];
const MEDIUM: &[EvidenceKind] = &[EvidenceKind::AskedTerms];

#[rstest]
#[case::pi(7, STRONG, ProspectClass::Pi, ProspectPlay::CloseFirst)]
#[case::pii(7, MEDIUM, ProspectClass::Pii, ProspectPlay::Cultivate)]
#[case::piii(3, STRONG, ProspectClass::Piii, ProspectPlay::ServeBriefly)]
#[case::piv(3, &[], ProspectClass::Piv, ProspectPlay::LeaveInPool)]
fn expectation_and_the_one_scale_of_intent_make_the_class(
    #[case] rating: u8,
    #[case] evidence: &[EvidenceKind],
    #[case] expected: ProspectClass,
    #[case] play: ProspectPlay,
) {
    let found = class(rating, evidence, 7);
    assert_eq!(found, ProspectClassing { class: Some(expected), firm: true });
    assert_eq!(expected.play(), play);
    assert!(!play.moves().is_empty());
}

#[test]
fn too_few_ratings_make_no_class() {
    assert_eq!(class(7, STRONG, 3), ProspectClassing { class: None, firm: false });
}

#[test]
fn plays_the_method_leaves_open_are_marked_as_ours() {
    let own: Vec<ProspectPlay> = ProspectPlay::ALL.iter().copied().filter(|play| play.is_tuokes_own()).collect();
    assert_eq!(own, [ProspectPlay::ServeBriefly, ProspectPlay::LeaveInPool]);
}

#[test]
fn the_price_comes_last_and_only_with_a_lower_cost() {
    let causes = LowIntentCauses::default()
        .with(LowIntentCause::FearsSwitching, Answer::Yes)
        .with(LowIntentCause::RivalStronger, Answer::Yes);
    let dear = cultivation(&causes, Answer::Unknown);
    assert_eq!(
        dear.moves,
        [Move::TrialPeriod, Move::AnswerRisks, Move::GainInCost, Move::ServiceAndTrust],
        "the trial answers both and stands once"
    );
    assert_eq!(dear.ask, [LowIntentCause::DoesNotKnowUs]);
    assert_eq!(cultivation(&causes, Answer::Yes).moves.last(), Some(&Move::PriceLast));
    let unknown_to_them = LowIntentCauses::default().with(LowIntentCause::DoesNotKnowUs, Answer::Yes);
    assert!(!cultivation(&unknown_to_them, Answer::Yes).moves.contains(&Move::PriceLast));
}

#[test]
fn the_plan_for_a_pii_prospect_has_six_rows() {
    assert_eq!(PlanRow::ALL.len(), 6);
}
