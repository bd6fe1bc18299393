//! PRO-2: the warm order.

use method::prospecting::warm_order::{Nearness, WarmFactors, WarmWeights, warm_order};
use proptest::prelude::*;
use rstest::rstest;

fn order(factors: WarmFactors) -> f64 {
    warm_order(&factors, &WarmWeights::default()).value
}

#[rstest]
#[case::best(Some(3), Some(Nearness::SamePlace), Some(3), Some(3), 100.0)]
#[case::worst(Some(0), Some(Nearness::Farther), Some(0), Some(0), 0.0)]
#[case::only_ease(Some(3), Some(Nearness::Farther), Some(0), Some(0), 40.0)]
#[case::only_near(Some(0), Some(Nearness::SamePlace), Some(0), Some(0), 25.0)]
#[case::only_aware(Some(0), Some(Nearness::Farther), Some(3), Some(0), 20.0)]
#[case::only_steady(Some(0), Some(Nearness::Farther), Some(0), Some(3), 15.0)]
#[case::nothing_known(None, None, None, None, 50.0)]
fn weights_follow_the_order_of_importance(
    #[case] ease: Option<u8>,
    #[case] nearness: Option<Nearness>,
    #[case] awareness: Option<u8>,
    #[case] steadiness: Option<u8>,
    #[case] expected: f64,
) {
    let factors = WarmFactors { ease, nearness, awareness, steadiness };
    assert!((order(factors) - expected).abs() < 1e-9);
}

#[test]
fn a_rating_above_three_counts_as_three() {
    let factors = WarmFactors { ease: Some(200), ..WarmFactors::default() };
    let top = WarmFactors { ease: Some(3), ..WarmFactors::default() };
    assert_eq!(order(factors), order(top));
}

proptest! {
    #[test]
    fn the_range_holds_the_value(
        ease in prop::option::of(0_u8..=3),
        awareness in prop::option::of(0_u8..=3),
        steadiness in prop::option::of(0_u8..=3),
    ) {
        let factors = WarmFactors { ease, nearness: None, awareness, steadiness };
        let range = warm_order(&factors, &WarmWeights::default());
        prop_assert!(0.0 <= range.low && range.low <= range.value);
        prop_assert!(range.value <= range.high && range.high <= 100.0 + 1e-9);
    }
}
