//! CLA-1: ABC, the Lorenz curve, profit at the top, dependence on one customer.

use method::classes::abc::{AbcClass, AbcPlace, AbcSettings, CustomerTotal, abc, groups};
use method::classes::concentration::{dependences, lorenz, profit_at_the_top};
use method::coded::Coded;
use proptest::prelude::*;
use rstest::rstest;

fn totals(net_minor: &[i64]) -> Vec<CustomerTotal<u32>> {
    net_minor.iter().enumerate().map(|(id, net)| CustomerTotal { id: id as u32, net_minor: *net }).collect()
}

fn classes(net_minor: &[i64]) -> Vec<AbcClass> {
    abc(&totals(net_minor), &AbcSettings::default()).into_iter().map(|place| place.class).collect()
}

#[rstest]
#[case::handbook(&[500, 300, 100, 60, 40], &[AbcClass::A, AbcClass::A, AbcClass::B, AbcClass::B, AbcClass::C])]
#[case::who_crosses_a_cut_is_above_it(&[700, 200, 100], &[AbcClass::A, AbcClass::A, AbcClass::B])]
#[case::one_customer(&[10], &[AbcClass::A])]
#[case::nobody_bought(&[0, 0], &[AbcClass::C, AbcClass::C])]
#[case::returns_only(&[900, -50, 100], &[AbcClass::A, AbcClass::C, AbcClass::B])]
fn customers_are_classed_by_cumulative_share(#[case] net: &[i64], #[case] expected: &[AbcClass]) {
    assert_eq!(classes(net), expected);
}

#[test]
fn equal_sales_are_told_apart_by_id_and_not_by_row() {
    let settings = AbcSettings::default();
    let mut rows = totals(&[100; 5]);
    let class_of = |rows: &[CustomerTotal<u32>], id: u32| {
        let at = rows.iter().position(|row| row.id == id).expect("the row is there");
        abc(rows, &settings)[at].class
    };
    let before: Vec<AbcClass> = (0..5).map(|id| class_of(&rows, id)).collect();
    rows.reverse();
    let after: Vec<AbcClass> = (0..5).map(|id| class_of(&rows, id)).collect();
    assert_eq!(before, [AbcClass::A, AbcClass::A, AbcClass::A, AbcClass::A, AbcClass::B]);
    assert_eq!(after, before);
}

#[test]
fn zero_and_negative_totals_are_flagged_and_say_so() {
    let places = abc(&totals(&[100, 0, -20]), &AbcSettings::default());
    assert_eq!(places.iter().map(|place| place.not_positive).collect::<Vec<_>>(), [false, true, true]);
    let verdict = places[2].verdict(crate::monday());
    assert_eq!(verdict.reasons[0].factor, "abc_factor.not_positive");
    assert_eq!(verdict.value, AbcClass::C);
}

#[test]
fn both_percentages_stand_beside_the_rule_of_thumb() {
    let settings = AbcSettings::default();
    let places = abc(&totals(&[500, 300, 100, 60, 40]), &settings);
    let shares: Vec<(f64, f64, f64)> = groups(&places, &settings)
        .iter()
        .map(|group| (group.head_share, group.sales_share, group.usual_head_share))
        .collect();
    assert_eq!(shares, [(0.4, 0.8, 0.2), (0.4, 0.16, 0.3), (0.2, 0.04, 0.5)]);
}

#[rstest]
#[case::all_alike(&[10, 10, 10, 10], 0.0)]
#[case::one_has_everything(&[0, 0, 0, 100], 0.75)]
#[case::handbook(&[100, 200, 300, 400], 0.25)]
#[case::negatives_are_left_out(&[-500, 100, 200, 300, 400], 0.25)]
fn the_gini_coefficient_measures_inequality(#[case] totals: &[i64], #[case] gini: f64) {
    let curve = lorenz(totals).expect("somebody bought");
    assert!((curve.gini - gini).abs() < 1e-12, "{}", curve.gini);
}

#[test]
fn a_long_curve_is_drawn_with_a_hundred_steps() {
    let totals: Vec<i64> = (1..=12_345).collect();
    let curve = lorenz(&totals).expect("somebody bought");
    assert_eq!(curve.points.len(), 101);
    assert_eq!(curve.n, 12_345);
    let last = curve.points[100];
    assert_eq!((last.heads, last.sales), (1.0, 1.0));
    assert_eq!(lorenz(&[0, 0]), None);
}

#[test]
fn the_profit_of_the_top_tenth_is_a_share_of_all_profit() {
    let mut margins = vec![10; 18];
    margins.extend([900, 720]);
    let top = profit_at_the_top(&margins, &AbcSettings::default()).expect("there is profit");
    assert_eq!((top.heads, top.share, top.n), (2, 0.9, 20));
    assert_eq!(profit_at_the_top(&[-5, 0], &AbcSettings::default()), None);
}

#[test]
fn a_quarter_of_a_regions_sales_from_one_customer_is_a_danger() {
    let found = dependences(&totals(&[240, 510, 250]), &AbcSettings::default());
    assert_eq!(found.iter().map(|one| one.place).collect::<Vec<_>>(), [1, 2], "24% is none, 25% is one");
    assert_eq!(found[0].share, 0.51);
    assert!(dependences(&totals(&[1; 10]), &AbcSettings::default()).is_empty());
}

fn class_rank(class: AbcClass) -> usize {
    AbcClass::ALL.iter().position(|known| *known == class).unwrap_or(usize::MAX)
}

proptest! {
    #[test]
    fn every_customer_has_one_class_and_shares_add_up(net in prop::collection::vec(-500_i64..5_000, 1..60)) {
        let places = abc(&totals(&net), &AbcSettings::default());
        prop_assert_eq!(places.len(), net.len());
        let mut ranks: Vec<u64> = places.iter().map(|place| place.rank).collect();
        ranks.sort_unstable();
        prop_assert_eq!(ranks, (1..=net.len() as u64).collect::<Vec<_>>());
        let heads: u64 = groups(&places, &AbcSettings::default()).iter().map(|group| group.heads).sum();
        prop_assert_eq!(heads, net.len() as u64);
        if net.iter().any(|net| *net > 0) {
            let share: f64 = places.iter().map(|place| place.share).sum();
            prop_assert!((share - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn the_order_of_rows_changes_nothing(net in prop::collection::vec(-50_i64..500, 1..40), turn in 0_usize..40) {
        let rows = totals(&net);
        let mut turned = rows.clone();
        turned.rotate_left(turn % rows.len());
        turned.reverse();
        let settings = AbcSettings::default();
        let by_id = |rows: &[CustomerTotal<u32>]| {
            let mut places: Vec<(u32, AbcPlace)> = rows.iter().map(|row| row.id).zip(abc(rows, &settings)).collect();
            places.sort_by_key(|(id, _)| *id);
            places
        };
        prop_assert_eq!(by_id(&rows), by_id(&turned));
    }

    #[test]
    fn who_buys_more_never_has_the_worse_class(net in prop::collection::vec(-50_i64..500, 2..40)) {
        let places = abc(&totals(&net), &AbcSettings::default());
        for one in &places {
            for other in &places {
                if one.net_minor > other.net_minor {
                    prop_assert!(class_rank(one.class) <= class_rank(other.class));
                }
            }
        }
    }

    #[test]
    fn a_lorenz_curve_rises_from_0_to_1_under_the_diagonal(net in prop::collection::vec(0_i64..5_000, 1..300)) {
        if let Some(curve) = lorenz(&net) {
            prop_assert!((0.0..=1.0).contains(&curve.gini));
            for pair in curve.points.windows(2) {
                prop_assert!(pair[0].heads < pair[1].heads && pair[0].sales <= pair[1].sales);
            }
            prop_assert!(curve.points.iter().all(|point| point.sales <= point.heads + 1e-12));
        }
    }
}
