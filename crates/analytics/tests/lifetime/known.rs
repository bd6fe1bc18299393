//! Figures that others published, or that can be worked out by hand, for given parameters.

use analytics::lifetime::{Buyer, GammaGamma, Horizon, Spender, lifetime_value};
use proptest::prelude::*;
use rstest::rstest;

use super::{CDNOW, CDNOW_AMOUNTS};

/// A customer of the CDNOW sample: two repeats, the last after 30.43 of 38.86 weeks.
const PUBLISHED: Buyer = Buyer { repeats: 2, last: 30.43, watched: 38.86 };

#[test]
fn the_published_customer_expects_1_226_purchases_in_39_weeks() {
    let expected = CDNOW.expected_purchases(&PUBLISHED, 39.0);
    assert!((expected - 1.226).abs() < 0.0005, "{expected}");
}

#[test]
fn a_probability_to_be_alive_by_hand() {
    // 1 / (1 + .793 / 3.426 · (43.274 / 34.844)^2.243)
    let by_hand = 1.0 / (1.0 + 0.793 / 3.426 * (43.274_f64 / 34.844).powf(2.243));
    let alive = CDNOW.alive(&PUBLISHED).expect("there are repeats");
    assert!((alive - by_hand).abs() < 1e-12, "{alive}");
}

#[test]
fn somebody_who_bought_once_is_not_shown_as_safe() {
    let once = Buyer { repeats: 0, last: 0.0, watched: 30.0 };
    assert_eq!(CDNOW.alive(&once), None);
    assert!(CDNOW.expected_purchases(&once, 39.0) < CDNOW.expected_of_new(39.0));
}

#[test]
fn an_expected_amount_lies_between_ones_own_mean_and_that_of_all() {
    let all = CDNOW_AMOUNTS.p * CDNOW_AMOUNTS.v / (CDNOW_AMOUNTS.q - 1.0);
    let amount = |repeats, mean| CDNOW_AMOUNTS.expected_amount(&Spender { repeats, mean }).expect("q is over 1");
    assert!((amount(0, 0.0) - all).abs() < 1e-12, "without purchases it is the mean of all");
    assert!(all < amount(1, 60.0) && amount(1, 60.0) < amount(5, 60.0) && amount(5, 60.0) < 60.0);
    // the published first customer: two purchases of 22.35, by hand 6.25 · (15.44 + 44.70) / 15.24
    assert!((amount(2, 22.35) - 24.664).abs() < 0.001, "{}", amount(2, 22.35));
    let wild = GammaGamma { q: 0.9, ..CDNOW_AMOUNTS };
    assert_eq!(wild.expected_amount(&Spender { repeats: 0, mean: 0.0 }), None);
}

#[test]
fn a_value_is_purchases_times_amount_and_less_when_it_comes_later() {
    let worth = |yearly_discount| {
        lifetime_value(&CDNOW, &CDNOW_AMOUNTS, &PUBLISHED, 22.35, Horizon { weeks: 39.0, yearly_discount })
    };
    let plain = worth(0.0);
    let (value, amount) = (plain.value.expect("q is over 1"), plain.amount.expect("q is over 1"));
    assert!((value - plain.purchases * amount).abs() < 1e-9);
    assert!((plain.purchases - 1.226).abs() < 0.0005);
    assert!(worth(0.1).value < plain.value);
}

#[rstest]
#[case::below(1.0 - 1e-4)]
#[case::above(1.0 + 1e-4)]
fn nothing_jumps_where_the_formula_has_a_hole(#[case] a: f64) {
    let at = |a| analytics::lifetime::BgNbd { a, ..CDNOW }.expected_purchases(&PUBLISHED, 39.0);
    assert!((at(1.0) - at(a)).abs() < 1e-3, "{} {}", at(1.0), at(a));
}

fn any_buyer() -> impl Strategy<Value = Buyer> {
    (0_u32..60, 0.01_f64..1.0, 1.0_f64..300.0).prop_map(|(repeats, part, watched)| Buyer {
        repeats,
        last: if repeats == 0 { 0.0 } else { part * watched },
        watched,
    })
}

proptest! {
    #[test]
    fn a_longer_horizon_brings_more_purchases(buyer in any_buyer(), weeks in 0.0_f64..200.0, more in 0.1_f64..100.0) {
        let (short, long) = (CDNOW.expected_purchases(&buyer, weeks), CDNOW.expected_purchases(&buyer, weeks + more));
        prop_assert!(short >= 0.0 && long.is_finite() && long > short, "{} {}", short, long);
    }

    #[test]
    fn a_longer_silence_makes_it_less_likely_that_they_are_alive(buyer in any_buyer(), more in 0.1_f64..100.0) {
        let longer = Buyer { watched: buyer.watched + more, ..buyer };
        if let (Some(now), Some(later)) = (CDNOW.alive(&buyer), CDNOW.alive(&longer)) {
            prop_assert!((0.0..=1.0).contains(&now) && later < now);
        }
    }
}
