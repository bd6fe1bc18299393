//! OPP-6: rates by hand, too few cases, and what the pull does.

use analytics::win_rates::{ClosedDeal, WinRates};
use method::deals::win_rates::{WinRateLevel, WinRateSettings};
use method::verdict::Measured;
use proptest::prelude::*;
use rstest::rstest;

type Rates = WinRates<&'static str, u8>;

fn deals(team: &'static str, cell: u8, won: usize, lost: usize) -> Vec<ClosedDeal<&'static str, u8>> {
    let deal = |won| ClosedDeal { team, cell, won };
    let mut all = vec![deal(true); won];
    all.extend(vec![deal(false); lost]);
    all
}

fn fit(closed: Vec<ClosedDeal<&'static str, u8>>) -> Rates {
    WinRates::fit(closed, &WinRateSettings::default())
}

/// Settings whose pull is so many deals, so that a rate can be worked out by hand.
fn pulled(strength: f64) -> WinRateSettings {
    WinRateSettings { least_strength: strength, greatest_strength: strength, ..WinRateSettings::default() }
}

#[test]
fn opp_6_a_cell_is_drawn_to_its_team_and_the_team_to_the_company() {
    let closed = [deals("east", 1, 12, 4), deals("east", 2, 4, 4), deals("west", 1, 8, 16)].concat();
    let rates = WinRates::fit(closed, &pulled(8.0));
    // company: 24 of 48, half a case on either side
    let company = 24.5 / 49.0;
    let east = (8.0 * company + 16.0) / (8.0 + 24.0);
    let cell = (8.0 * east + 12.0) / (8.0 + 16.0);
    let value = |measured: Measured| measured.value().expect("there are deals enough");
    assert!((value(rates.company()) - company).abs() < 1e-12);
    assert!((value(rates.team(&"east")) - east).abs() < 1e-12);
    assert!((value(rates.cell(&"east", &1)) - cell).abs() < 1e-12);
    assert!(value(rates.cell(&"east", &1)) < 12.0 / 16.0, "drawn towards the team");
    assert_eq!(rates.closed(), 48);
}

#[rstest]
#[case::nine(9, 0, None)]
#[case::ten(9, 1, Some(10))]
fn opp_6_ten_deals_of_a_cell_make_a_number(#[case] lost: usize, #[case] won: usize, #[case] n: Option<u64>) {
    let rates = fit([deals("east", 1, won, lost), deals("west", 1, 20, 20)].concat());
    match (rates.cell(&"east", &1), n) {
        (Measured::Estimate { n: found, value, low, high }, Some(n)) => {
            assert_eq!(found, n);
            assert!(low < value && value < high);
        }
        (found, None) => assert_eq!(found, Measured::TooFew { n: 9, needed: 10 }),
        (found, _) => panic!("{found:?}"),
    }
}

#[rstest]
#[case::twenty_nine(29, false)]
#[case::thirty(30, true)]
fn opp_6_thirty_deals_of_the_company_make_a_forecast(#[case] closed: usize, #[case] expected: bool) {
    let rates = fit(deals("east", 1, closed / 2, closed - closed / 2));
    assert_eq!(rates.expected(&"east", &1).is_some(), expected);
    assert_eq!(rates.company().value().is_some(), expected);
}

#[test]
fn opp_6_the_number_shown_is_of_the_nearest_level_that_has_deals_enough() {
    let rates = fit([deals("east", 1, 6, 6), deals("east", 2, 2, 2), deals("west", 2, 12, 12)].concat());
    let level = |team, cell| rates.nearest(&team, &cell).0;
    assert_eq!(level("east", 1), WinRateLevel::Cell);
    assert_eq!(level("east", 2), WinRateLevel::Team);
    assert_eq!(level("north", 2), WinRateLevel::Company);
    let none = fit(deals("east", 1, 1, 1)).nearest(&"north", &1);
    assert_eq!(none, (WinRateLevel::Company, Measured::TooFew { n: 2, needed: 30 }));
}

#[test]
fn opp_6_a_team_or_cell_never_seen_is_expected_to_be_like_the_larger_group() {
    let rates = fit([deals("east", 1, 30, 10), deals("west", 1, 10, 30)].concat());
    let mean = |team, cell| rates.expected(&team, &cell).expect("there are deals enough").mean();
    assert!((mean("north", 5) - 0.5).abs() < 1e-9);
    let east = rates.team(&"east").value().expect("there are deals enough");
    assert!((mean("east", 5) - east).abs() < 1e-9);
}

#[test]
fn opp_6_nothing_closed_is_too_few() {
    let rates = fit(Vec::new());
    assert_eq!(rates.company(), Measured::TooFew { n: 0, needed: 30 });
    assert_eq!(rates.team(&"east"), Measured::TooFew { n: 0, needed: 10 });
}

#[test]
fn opp_6_more_deals_narrow_the_interval() {
    let width = |times: usize| {
        let closed = [deals("east", 1, 4 * times, 6 * times), deals("west", 1, 40, 60)].concat();
        match fit(closed).cell(&"east", &1) {
            Measured::Estimate { low, high, .. } => high - low,
            found => panic!("{found:?}"),
        }
    };
    assert!(width(1) > width(4) && width(4) > width(40));
}

proptest! {
    #[test]
    fn opp_6_rates_are_probabilities_inside_their_intervals(
        counts in prop::collection::vec((0_usize..4, 0_u8..4, 0_usize..40, 0_usize..40), 1..20),
    ) {
        let teams = ["east", "west", "north", "south"];
        let closed = counts.iter().flat_map(|(team, cell, won, lost)| deals(teams[*team], *cell, *won, *lost)).collect();
        let rates = fit(closed);
        let (cell, team) = rates.strengths();
        prop_assert!((5.0..=50.0).contains(&cell) && (5.0..=50.0).contains(&team));
        for name in teams {
            for cell in 0_u8..5 {
                if let Measured::Estimate { value, low, high, .. } = rates.cell(&name, &cell) {
                    prop_assert!(0.0 <= low && low <= value && value <= high && high <= 1.0);
                }
            }
        }
    }

    #[test]
    fn opp_6_the_order_of_deals_changes_nothing(
        counts in prop::collection::vec((0_usize..3, 0_u8..3, any::<bool>()), 30..120), turn in 0_usize..120,
    ) {
        let teams = ["east", "west", "north"];
        let mut closed: Vec<ClosedDeal<&str, u8>> =
            counts.iter().map(|(team, cell, won)| ClosedDeal { team: teams[*team], cell: *cell, won: *won }).collect();
        let before = fit(closed.clone());
        let by = turn % closed.len();
        closed.rotate_left(by);
        prop_assert_eq!(before, fit(closed));
    }
}
