//! OPP-6: Brier score, reliability curve, managers beside the model.

use analytics::win_rates::{BothForecasts, ForecastDeal, PastPeriod, accuracy, periods, side_by_side};
use method::verdict::Measured;

fn deals(of: &[(f64, usize, usize)]) -> Vec<ForecastDeal> {
    let all = of.iter().flat_map(|(forecast, won, lost)| {
        let deal = |won| ForecastDeal { forecast: *forecast, won };
        [vec![deal(true); *won], vec![deal(false); *lost]].concat()
    });
    all.collect()
}

#[test]
fn opp_6_the_brier_score_by_hand() {
    // 30 deals: (0.8 − 1)² eight times, 0.8² twice, 0.1² nineteen times and 0.9² once
    let found = accuracy(&deals(&[(0.8, 8, 2), (0.1, 1, 19)]), 30, 10);
    let expected = (8.0 * 0.04 + 2.0 * 0.64 + 19.0 * 0.01 + 0.81) / 30.0;
    let value = found.brier.value().expect("there are deals enough");
    assert!((value - expected).abs() < 1e-12);
    assert!((found.of_base_rate - 0.3 * 0.7).abs() < 1e-12);
    assert!(value < found.of_base_rate);
    assert_eq!(accuracy(&deals(&[(0.8, 8, 2)]), 30, 10).brier, Measured::TooFew { n: 10, needed: 30 });
}

#[test]
fn opp_6_the_curve_shows_forecast_against_outcome_with_n() {
    let found = accuracy(&deals(&[(0.82, 8, 2), (0.88, 7, 3), (0.1, 1, 4), (1.0, 1, 0)]), 10, 10);
    let bins: Vec<(f64, f64, u64, bool)> = found
        .curve
        .iter()
        .map(|bin| (bin.from, (bin.forecast * 100.0).round() / 100.0, bin.won.n(), bin.won.value().is_some()))
        .collect();
    assert_eq!(bins, [(0.1, 0.1, 5, false), (0.8, 0.85, 20, true), (0.9, 1.0, 1, false)]);
    assert_eq!(found.curve[1].won.value(), Some(0.75));
}

#[test]
fn opp_6_manager_and_model_are_scored_on_the_same_deals() {
    let said = |model, manager, won| BothForecasts { model, manager, won };
    let mut both = vec![said(0.3, Some(0.9), false); 20];
    both.extend(vec![said(0.3, Some(0.9), true); 10]);
    both.extend(vec![said(0.3, None, true); 50]);
    let found = side_by_side(&both, 30, 10);
    assert_eq!((found.model.brier.n(), found.manager.brier.n()), (30, 30));
    let apart = found.difference.value().expect("there are deals enough");
    let expected = found.manager.brier.value().unwrap_or_default() - found.model.brier.value().unwrap_or_default();
    assert!((apart - expected).abs() < 1e-12 && apart > 0.0, "the manager hoped too much");
    assert_eq!(side_by_side(&both[30..], 30, 10).difference, Measured::TooFew { n: 0, needed: 30 });
}

#[test]
fn opp_6_past_periods_show_how_good_their_ranges_were() {
    let period = |actual_minor, manager_minor| PastPeriod {
        expected_minor: 100.0,
        low_minor: 80.0,
        high_minor: 120.0,
        manager_minor,
        actual_minor,
    };
    let past = [period(110.0, Some(150.0)), period(70.0, Some(90.0)), period(80.0, None)];
    let found = periods(&past, 2);
    assert_eq!((found.within_range.value(), found.within_range.n()), (Some(2.0 / 3.0), 3));
    assert_eq!(found.model_error_minor.value(), Some(20.0));
    assert_eq!((found.manager_error_minor.value(), found.manager_error_minor.n()), (Some(30.0), 2));
}
