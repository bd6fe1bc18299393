//! PRO-1: results of methods, with n and intervals or "too few".

use method::prospecting::results::{FoundName, MethodCounts, ResultSettings, count, measure, median, share};
use method::verdict::Measured;
use proptest::prelude::*;

use crate::monday;

fn names(found: usize, reached: usize, won: usize) -> Vec<FoundName> {
    (0..found)
        .map(|index| FoundName {
            found_at: monday(),
            reached: index < reached,
            met: index < reached / 2,
            won_at: (index < won).then(|| monday().plus_days(10.0 + index as f64)),
        })
        .collect()
}

#[test]
fn names_are_counted_and_rated_over_the_names_found() {
    let counts = count(&names(40, 20, 11), Some(1_100_000));
    let result = measure(&counts, &ResultSettings::default());
    assert_eq!((result.found, result.reached, result.met, result.won), (40, 20, 10, 11));
    assert_eq!(result.reach_rate.value(), Some(0.5));
    assert_eq!(result.win_rate.n(), 40);
    assert_eq!(result.days_to_win.value(), Some(15.0), "the sixth of eleven wins took 15 days");
    let cost = result.cost_per_win_minor.and_then(|cost| cost.value());
    assert!(cost.is_some_and(|cost| (cost - 100_000.0).abs() < 1e-6));
}

#[test]
fn few_cases_give_no_number_but_say_how_many_there_are() {
    let result = measure(&count(&names(9, 5, 1), Some(500)), &ResultSettings::default());
    assert_eq!(result.win_rate, Measured::TooFew { n: 9, needed: 10 });
    assert_eq!(result.days_to_win, Measured::TooFew { n: 1, needed: 10 });
    assert_eq!(result.cost_per_win_minor, Some(Measured::TooFew { n: 1, needed: 10 }));
}

#[test]
fn costs_that_nobody_records_are_not_zero() {
    assert_eq!(measure(&count(&names(50, 40, 20), None), &ResultSettings::default()).cost_per_win_minor, None);
    assert_eq!(measure(&MethodCounts::default(), &ResultSettings::default()).win_rate.n(), 0);
}

#[test]
fn an_even_number_of_wins_takes_the_middle_of_the_two() {
    let days: Vec<f64> = (1..=10).map(f64::from).collect();
    assert_eq!(median(&days, 10).value(), Some(5.5));
}

#[test]
fn a_wilson_interval_of_half_of_a_hundred() {
    let Measured::Estimate { low, high, .. } = share(50, 100, 10) else {
        panic!("a hundred cases are enough");
    };
    // by hand: centre .5, half-width 1.6449 * sqrt(.25/100 + 2.7055/40000) / (1 + 2.7055/100) = .0811
    assert!((low - 0.4189).abs() < 1e-4 && (high - 0.5811).abs() < 1e-4, "{low} {high}");
}

proptest! {
    #[test]
    fn an_interval_holds_its_share_inside_0_to_1(whole in 10_u64..5000, part in 0_u64..5000) {
        if let Measured::Estimate { value, low, high, n } = share(part.min(whole), whole, 10) {
            prop_assert!(0.0 <= low && low <= value && value <= high && high <= 1.0);
            prop_assert_eq!(n, whole);
        } else {
            prop_assert!(false, "enough cases give an estimate");
        }
    }

    #[test]
    fn more_cases_of_the_same_share_narrow_the_interval(part in 1_u64..20) {
        let width = |times: u64| match share(part * times, 20 * times, 10) {
            Measured::Estimate { low, high, .. } => high - low,
            Measured::TooFew { .. } => f64::INFINITY,
        };
        prop_assert!(width(10) < width(1));
    }

    #[test]
    fn a_median_lies_in_its_interval_and_among_the_values(values in prop::collection::vec(0.0_f64..500.0, 10..60)) {
        if let Measured::Estimate { value, low, high, .. } = median(&values, 10) {
            prop_assert!(low <= value && value <= high);
            let smaller = values.iter().filter(|known| **known < value).count();
            let larger = values.iter().filter(|known| **known > value).count();
            prop_assert!(smaller * 2 <= values.len() && larger * 2 <= values.len());
        }
    }
}
