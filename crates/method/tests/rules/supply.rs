//! PRO-8: counts, conversion, weekly need, the fifth renewed in three years.

use method::prospecting::supply::{
    Cohort, RateOf, RenewalState, ScreenedDay, SupplyCounts, SupplyLevel, SupplySettings, Win, cohort, conversion,
    floor_per_rep, in_hand_until, rep_level, supply, unit_level,
};
use method::verdict::Measured;
use proptest::prelude::*;
use rstest::rstest;

use crate::monday;

fn settings() -> SupplySettings {
    SupplySettings::default()
}

/// The handbook's example: 240 customers at the start, half a customer lost a week, 8 of 100 screened are won.
fn example() -> SupplyCounts {
    SupplyCounts {
        reps: 4,
        months: 36,
        first_orders: 60,
        opening: 240,
        lost: 26,
        cohort: Cohort { horizon_days: 90, screened: 1_000, won: 80 },
        newly_screened: vec![7, 6, 5, 6, 7, 8, 7, 7],
    }
}

fn estimate(measured: &Measured) -> (f64, f64, f64) {
    match *measured {
        Measured::Estimate { value, low, high, .. } => (value, low, high),
        Measured::TooFew { n, needed } => panic!("only {n} of {needed}"),
    }
}

#[test]
fn the_worked_example_needs_six_and_a_quarter_a_week() {
    let found = supply(&example(), &SupplyCounts::default(), &settings(), monday()).value;
    assert_eq!((found.loss_per_week, found.rate_of), (0.5, RateOf::Own));
    let (need, low, high) = estimate(&found.weekly_need);
    assert!((need - 6.25).abs() < 1e-9, "{need}");
    let (rate, rate_low, rate_high) = estimate(&found.conversion);
    assert!((rate - 0.08).abs() < 1e-12);
    assert!((low - 0.5 / rate_high).abs() < 1e-9 && (high - 0.5 / rate_low).abs() < 1e-9, "the interval turned round");
}

#[test]
fn where_little_is_lost_the_renewal_sets_the_need() {
    let counts = SupplyCounts { lost: 0, ..example() };
    let found = supply(&counts, &SupplyCounts::default(), &settings(), monday()).value;
    let (need, ..) = estimate(&found.weekly_need);
    assert!((need - 0.2 * 240.0 / 156.0 / 0.08).abs() < 1e-9, "{need}");
}

#[test]
fn planned_growth_counts_for_each_person() {
    let growing = SupplySettings { growth_per_week: 0.1, ..settings() };
    let found = supply(&example(), &SupplyCounts::default(), &growing, monday()).value;
    let (need, ..) = estimate(&found.weekly_need);
    assert!((need - (0.5 + 0.4) / 0.08).abs() < 1e-9, "{need}");
}

#[test]
fn the_interval_of_the_rate_is_that_of_jeffreys() {
    // Beta(80.5, 920.5): published quantiles of such a share lie at about a standard error of 0.0086 from it
    let rate = conversion(&example().cohort, &settings());
    let (_, low, high) = estimate(&rate);
    assert!((low - 0.066_8).abs() < 5e-4, "{low}");
    assert!((high - 0.095_0).abs() < 5e-4, "{high}");
}

#[test]
fn too_few_wins_take_the_rate_of_the_company_and_else_none() {
    let few = SupplyCounts { cohort: Cohort { horizon_days: 60, screened: 100, won: 19 }, ..example() };
    let with_company = supply(&few, &example(), &settings(), monday()).value;
    assert_eq!((with_company.rate_of, with_company.horizon_days), (RateOf::Company, 90));
    assert_eq!(with_company.conversion.value(), Some(0.08));
    let without = supply(&few, &few, &settings(), monday()).value;
    assert_eq!(without.conversion, Measured::TooFew { n: 19, needed: 20 });
    assert_eq!(without.weekly_need, Measured::TooFew { n: 19, needed: 20 });
    assert!(!without.short, "nothing is short of what nobody knows");
}

#[rstest]
#[case::short_for_two_weeks(&[5, 5, 5, 5, 5], true)]
#[case::enough_this_week(&[9, 6, 6, 6, 1], false)]
#[case::enough_a_week_ago(&[1, 6, 6, 6, 9], false)]
fn a_shortage_must_last_two_weeks(#[case] weeks: &[u64], #[case] short: bool) {
    let counts = SupplyCounts { newly_screened: weeks.to_vec(), ..example() };
    assert_eq!(supply(&counts, &counts, &settings(), monday()).value.short, short);
}

#[test]
fn only_prospects_with_time_enough_are_in_the_cohort() {
    // nine won after 40 days, one after 300: four in five need no more than 40
    let win = |days_ago, days_to_win| Win { days_ago, days_to_win };
    let mut wins: Vec<Win> = (0..9).map(|i| win(100 + i, 40.0)).collect();
    wins.push(win(400, 300.0));
    let day = |days_ago, count| ScreenedDay { days_ago, count };
    let screened = [day(39, 50), day(40, 7), day(100, 20), day(727, 3), day(728, 90)];
    assert_eq!(cohort(&screened, &wins, &settings()), Cohort { horizon_days: 40, screened: 30, won: 9 });
}

#[rstest]
#[case(3.0, 30)]
#[case(39.2, 40)]
#[case(900.0, 365)]
fn the_time_given_keeps_within_a_month_and_a_year(#[case] days_to_win: f64, #[case] horizon: u32) {
    let wins = [Win { days_ago: 500, days_to_win }];
    assert_eq!(cohort(&[], &wins, &settings()).horizon_days, horizon);
}

#[rstest]
#[case(24, SupplyLevel::Warning)]
#[case(25, SupplyLevel::Notice)]
#[case(29, SupplyLevel::Notice)]
#[case(30, SupplyLevel::Fine)]
fn a_unit_needs_thirty_organisations(#[case] organisations: u64, #[case] level: SupplyLevel) {
    assert_eq!(unit_level(organisations, &settings(), monday()).value, level);
}

#[test]
fn the_floor_is_four_weeks_of_need_unless_it_is_set() {
    let need = Measured::Estimate { value: 6.25, low: 5.0, high: 8.0, n: 100 };
    assert_eq!(floor_per_rep(&need, &settings()), Some(25));
    let set = SupplySettings { floor_per_rep: Some(40), ..settings() };
    assert_eq!(floor_per_rep(&need, &set), Some(40));
    let unknown = Measured::TooFew { n: 0, needed: 20 };
    assert_eq!(floor_per_rep(&unknown, &settings()), None);
    assert_eq!(rep_level(24, Some(25), monday()).value, Some(SupplyLevel::Warning));
    assert_eq!(rep_level(25, Some(25), monday()).value, Some(SupplyLevel::Fine));
    assert_eq!(rep_level(3, None, monday()).value, None);
}

#[rstest]
#[case::a_fifth(36, 48, 240, RenewalState::Met)]
#[case::not_quite(36, 47, 240, RenewalState::Below)]
#[case::half_the_time_half_the_target(18, 24, 240, RenewalState::Met)]
#[case::young(11, 24, 240, RenewalState::NotEnoughData)]
#[case::nobody_at_the_start(36, 5, 0, RenewalState::NoOpening)]
fn a_fifth_of_the_opening_is_renewed_in_three_years(
    #[case] months: u32,
    #[case] first_orders: u64,
    #[case] opening: u64,
    #[case] expected: RenewalState,
) {
    let counts = SupplyCounts { months, first_orders, opening, ..example() };
    assert_eq!(supply(&counts, &counts, &settings(), monday()).value.renewal.state, expected);
}

#[test]
fn in_hand_for_ninety_days_after_the_last_talk() {
    let talked = Some(monday());
    assert_eq!(in_hand_until(true, talked, &settings()), Some(monday().plus_days(90.0)));
    assert_eq!(in_hand_until(false, talked, &settings()), None);
    assert_eq!(in_hand_until(true, None, &settings()), None);
}

proptest! {
    #[test]
    fn an_interval_holds_its_rate(won in 20_u64..400, lost in 0_u64..4_000) {
        let rate = conversion(&Cohort { horizon_days: 90, screened: won + lost, won }, &settings());
        let (value, low, high) = estimate(&rate);
        prop_assert!(0.0 < low && low <= value && value <= high && high <= 1.0);
    }
}
