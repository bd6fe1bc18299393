//! OPP-6: deals with and without a tactic.

use analytics::win_rates::{Association, TacticDeal, tactic};
use method::verdict::Measured;

fn deals(cell: u8, used: bool, won: usize, lost: usize) -> Vec<TacticDeal<u8>> {
    let deal = |won| TacticDeal { cell, used, won };
    [vec![deal(true); won], vec![deal(false); lost]].concat()
}

#[test]
fn opp_6_with_and_without_and_the_difference() {
    let found = tactic([deals(1, true, 30, 20), deals(1, false, 20, 30)].concat(), 10);
    assert_eq!(found.shows, Association::Association);
    assert_eq!((found.with.value(), found.without.value()), (Some(0.6), Some(0.4)));
    let Measured::Estimate { value, low, high, n } = found.difference else { panic!("there are deals enough") };
    assert!((value - 0.2).abs() < 1e-12 && low > 0.0 && high < 0.4, "{low} {high}");
    assert_eq!(n, 100);
}

#[test]
fn opp_6_a_tactic_used_in_hard_deals_is_not_blamed_for_them() {
    // in hard deals (2) it is used nine times in ten; within each kind of deal it makes no difference
    let all = [deals(1, true, 8, 2), deals(1, false, 72, 18), deals(2, true, 18, 72), deals(2, false, 2, 8)].concat();
    let found = tactic(all, 10);
    assert!(found.with.value() < found.without.value());
    let difference = found.difference.value().expect("there are deals enough");
    assert!(difference.abs() < 1e-12, "{difference}");
}

#[test]
fn opp_6_few_deals_on_either_side_are_too_few() {
    let found = tactic([deals(1, true, 5, 4), deals(1, false, 20, 20)].concat(), 10);
    assert_eq!(found.with, Measured::TooFew { n: 9, needed: 10 });
    assert_eq!(found.difference, Measured::TooFew { n: 9, needed: 10 });
    assert!(found.without.value().is_some());
    let apart = tactic([deals(1, true, 10, 10), deals(2, false, 10, 10)].concat(), 10);
    assert!(apart.difference.value().is_none(), "no deals alike to compare");
}
