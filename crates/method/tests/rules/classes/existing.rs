//! CLA-2: EI to EIV with play, time and cause, and when a change is told.

use method::classes::contribution::{Contribution, ContributionMeasure};
use method::classes::existing::{
    ExistingClass, ExistingPlay, TimeAdvice, UnsteadyCause, UnsteadyCauses, existing_class, turn_round, worth_telling,
};
use method::classes::plays::Move;
use method::classes::purchases::Purchase;
use method::classes::stability::{OrderRhythm, Stability, StabilityReading, StabilitySettings, stability};
use method::{Answer, Verdict};
use rstest::rstest;

use super::{bought, on};

fn contribution(high: bool) -> Contribution {
    Contribution {
        high,
        measure: ContributionMeasure::Margin,
        amount_minor: 100,
        estimated: false,
        share: 0.1,
        cumulative: if high { 0.4 } else { 0.9 },
    }
}

fn monthly(amounts: [i64; 12]) -> Verdict<StabilityReading> {
    let purchases: Vec<Purchase> = (1..=12_i8)
        .zip(amounts)
        .filter(|(_, amount)| *amount != 0)
        .map(|(month, amount)| bought(jiff::civil::date(2025, month, 5), amount))
        .collect();
    stability(&purchases, OrderRhythm::Month, None, &StabilitySettings::default(), on("2026-01-15"))
}

#[rstest]
#[case::ei(true, [100; 12], ExistingClass::Ei, Some(ExistingPlay::Consolidate), Some(TimeAdvice::Steady))]
#[case::eii(true, [90, 90, 90, 0, 0, 0, 0, 0, 0, 0, 0, 9], ExistingClass::Eii, Some(ExistingPlay::TurnRound), Some(TimeAdvice::AtOnce))]
#[case::eiii(false, [100; 12], ExistingClass::Eiii, Some(ExistingPlay::Lift), Some(TimeAdvice::Scheduled))]
#[case::eiv(false, [90, 90, 90, 0, 0, 0, 0, 0, 0, 0, 0, 9], ExistingClass::Eiv, Some(ExistingPlay::Settle), Some(TimeAdvice::Little))]
#[case::new(true, [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1], ExistingClass::New, None, None)]
fn two_axes_make_a_class_with_its_play_and_time(
    #[case] high: bool,
    #[case] amounts: [i64; 12],
    #[case] class: ExistingClass,
    #[case] play: Option<ExistingPlay>,
    #[case] time: Option<TimeAdvice>,
) {
    let found = existing_class(&contribution(high), &monthly(amounts)).value;
    assert_eq!((found, found.play(), found.time()), (class, play, time));
}

#[test]
fn the_reasons_name_both_axes_and_the_parts_of_stability() {
    let verdict = existing_class(&contribution(true), &monthly([100; 12]));
    let factors: Vec<&str> = verdict.reasons.iter().map(|reason| reason.factor.as_ref()).collect();
    assert_eq!(
        factors,
        [
            "existing_factor.contribution",
            "existing_factor.cumulative_contribution",
            "existing_factor.stability",
            "stability.decline",
            "stability.regularity",
            "stability.evenness",
            "stability.order_size",
        ]
    );
}

#[test]
fn the_cause_decides_how_to_turn_round() {
    let unknown = turn_round(&UnsteadyCauses::default());
    assert_eq!(unknown.moves, [Move::FindCause]);
    assert_eq!(unknown.ask.len(), 3);
    let causes = UnsteadyCauses::default()
        .with(UnsteadyCause::LikesNovelty, Answer::Yes)
        .with(UnsteadyCause::RivalPaysMore, Answer::Yes)
        .with(UnsteadyCause::Dissatisfied, Answer::No);
    let found = turn_round(&causes);
    assert_eq!(
        found.moves,
        [Move::CostOfSwitching, Move::LoyaltyPlan, Move::ShowAdvantage, Move::BenefitTheirCustomers],
        "the loyalty plan answers both and stands once"
    );
    assert!(found.ask.is_empty());
}

fn reading(value: f64) -> StabilityReading {
    StabilityReading::Known(Stability {
        value,
        high: value >= 0.60,
        regularity: 1.0,
        evenness: 1.0,
        order_size: 1.0,
        decline: 1.0,
        periods: 12,
        periods_with_orders: 12,
        quarters_minor: vec![1; 4],
        orders: 12,
    })
}

#[rstest]
#[case::first_time(None, ExistingClass::Ei, 0.61, true)]
#[case::same(Some(ExistingClass::Ei), ExistingClass::Ei, 0.90, false)]
#[case::swings_near_the_border(Some(ExistingClass::Ei), ExistingClass::Eii, 0.56, false)]
#[case::on_the_edge_of_the_border(Some(ExistingClass::Eii), ExistingClass::Ei, 0.65, false)]
#[case::clearly_over(Some(ExistingClass::Ei), ExistingClass::Eii, 0.54, true)]
#[case::contribution_changed(Some(ExistingClass::Ei), ExistingClass::Eiii, 0.61, true)]
#[case::letter_at_last(Some(ExistingClass::New), ExistingClass::Ei, 0.61, true)]
fn a_swing_near_the_border_is_not_told(
    #[case] told: Option<ExistingClass>,
    #[case] now: ExistingClass,
    #[case] stability: f64,
    #[case] tells: bool,
) {
    assert_eq!(worth_telling(told, now, &reading(stability), &StabilitySettings::default()), tells);
}

#[test]
fn every_play_has_moves() {
    for class in [ExistingClass::Ei, ExistingClass::Eii, ExistingClass::Eiii, ExistingClass::Eiv] {
        assert!(class.play().is_some_and(|play| !play.moves().is_empty()));
    }
}
