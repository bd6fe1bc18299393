//! CLA-6: who is still buying.

use method::Timestamp;
use method::prospecting::buying::{BuyingSettings, line_interval, still_buying};
use proptest::prelude::*;
use rstest::rstest;

use crate::monday;

fn orders(days_ago: &[f64]) -> Vec<Timestamp> {
    days_ago.iter().map(|days| monday().plus_days(-days)).collect()
}

#[rstest]
#[case::one_order_within_the_long_interval(&[80.0], true)]
#[case::one_order_on_the_border(&[90.0], true)]
#[case::one_order_beyond_it(&[90.1], false)]
#[case::two_orders_have_no_interval_of_their_own(&[500.0, 100.0], false)]
#[case::a_slow_rhythm_of_ones_own(&[700.0, 500.0, 300.0], true)]
#[case::twice_the_own_interval_is_over(&[900.0, 700.0, 500.0, 401.0], false)]
#[case::no_order(&[], false)]
fn both_rhythms_must_have_run_out(#[case] days_ago: &[f64], #[case] still: bool) {
    let found = still_buying(&orders(days_ago), None, None, 90.0, &BuyingSettings::default(), monday());
    assert_eq!(found.value.still, still);
}

#[test]
fn whoever_said_no_is_lost_until_the_next_order() {
    let settings = BuyingSettings::default();
    let said_no = Some(monday().plus_days(-10.0));
    let gone = still_buying(&orders(&[20.0]), said_no, None, 90.0, &settings, monday()).value;
    assert_eq!((gone.still, gone.until), (false, None));
    let back = still_buying(&orders(&[20.0, 5.0]), said_no, None, 90.0, &settings, monday()).value;
    assert_eq!((back.still, back.until), (true, Some(monday().plus_days(85.0))));
}

#[test]
fn a_contract_keeps_its_customer_until_thirty_days_after_its_end() {
    let settings = BuyingSettings::default();
    let until = |contract: f64, said_no: Option<f64>| {
        let said_no = said_no.map(|days| monday().plus_days(-days));
        let contract = Some(monday().plus_days(contract));
        still_buying(&orders(&[400.0]), said_no, contract, 90.0, &settings, monday()).value
    };
    assert_eq!((until(-20.0, None).still, until(-20.0, None).until), (true, Some(monday().plus_days(10.0))));
    assert!(!until(-31.0, None).still);
    // one that ended earlier than the rhythm leaves the rhythm, and a no is a no
    assert_eq!(until(-390.0, None).until, Some(monday().plus_days(-310.0)));
    assert!(!until(200.0, Some(10.0)).still);
}

#[test]
fn the_long_interval_is_measured_once_there_are_enough() {
    let settings = BuyingSettings::default();
    assert_eq!(line_interval(&[30.0; 9], &settings), 365.0);
    let eleven: Vec<f64> = (0..=10).map(|i| f64::from(i) * 10.0).collect();
    assert_eq!(line_interval(&eleven, &settings), 90.0);
}

proptest! {
    #[test]
    fn whoever_is_still_buying_stays_so_until_the_day_named(
        days in prop::collection::vec(1.0_f64..2_000.0, 1..6),
        line in 1.0_f64..800.0,
        later in 0.0_f64..900.0,
        contract in prop::option::of(-900.0_f64..900.0),
    ) {
        let mut days = days;
        let contract = contract.map(|days| monday().plus_days(days));
        days.sort_by(|a, b| b.total_cmp(a));
        let (orders, settings) = (orders(&days), BuyingSettings::default());
        let at = monday().plus_days(later);
        let found = still_buying(&orders, None, contract, line, &settings, at).value;
        prop_assert_eq!(found.still, found.until.is_some_and(|until| at <= until));
    }
}
