//! CLA-2: contribution, in margin or in sales, and who makes the first 80% of it.

use method::classes::contribution::{Brought, Contribution, ContributionMeasure, ContributionSettings, contributions};
use proptest::prelude::*;
use rstest::rstest;

/// Sales, the part of them with a known margin, and that margin.
fn brought(figures: &[(i64, i64, i64)]) -> Vec<Brought<u32>> {
    let one = |(id, (sales_minor, sales_with_margin_minor, margin_minor)): (usize, &(i64, i64, i64))| Brought {
        id: id as u32,
        sales_minor: *sales_minor,
        sales_with_margin_minor: *sales_with_margin_minor,
        margin_minor: *margin_minor,
    };
    figures.iter().enumerate().map(one).collect()
}

fn read(figures: &[(i64, i64, i64)]) -> Vec<Contribution> {
    contributions(&brought(figures), &ContributionSettings::default())
}

#[rstest]
#[case::crosses(&[500, 250, 100, 100, 50], &[true, true, true, false, false])]
#[case::ends_on_the_cut(&[500, 300, 100, 100], &[true, true, false, false])]
#[case::alone(&[1], &[true])]
#[case::nothing(&[0, -5], &[false, false])]
fn those_who_make_the_first_part_are_high(#[case] sales: &[i64], #[case] high: &[bool]) {
    let figures: Vec<(i64, i64, i64)> = sales.iter().map(|sales| (*sales, 0, 0)).collect();
    let found = read(&figures);
    assert!(found.iter().all(|one| one.measure == ContributionMeasure::Sales));
    assert_eq!(found.iter().map(|one| one.high).collect::<Vec<_>>(), high);
}

#[test]
fn margin_is_the_measure_when_nine_tenths_of_sales_carry_it() {
    let found = read(&[(1_000, 1_000, 50), (400, 400, 200), (100, 50, 20)]);
    assert!(found.iter().all(|one| one.measure == ContributionMeasure::Margin));
    assert_eq!((found[0].amount_minor, found[1].amount_minor), (50, 200));
    assert_eq!((found[0].high, found[1].high), (true, true), "200 of 269 are under 80%");
    assert!(found[2].estimated, "half of these sales carry no margin");
    assert_eq!(found[2].amount_minor, 19, "the rate of all, 270/1450, of 100");
    let less = read(&[(1_000, 1_000, 50), (400, 200, 200)]);
    assert!(less.iter().all(|one| one.measure == ContributionMeasure::Sales && !one.estimated));
}

proptest! {
    #[test]
    fn the_high_make_the_part_and_would_not_without_the_last(sales in prop::collection::vec(-100_i64..1_000, 1..50)) {
        let figures: Vec<(i64, i64, i64)> = sales.iter().map(|sales| (*sales, 0, 0)).collect();
        let found = read(&figures);
        let total: i64 = sales.iter().map(|sales| (*sales).max(0)).sum();
        let high: Vec<i64> = found.iter().filter(|one| one.high).map(|one| one.amount_minor).collect();
        if total > 0 {
            let sum: i64 = high.iter().sum();
            let last = high.iter().min().copied().unwrap_or(0);
            prop_assert!(sum * 100 >= 80 * total);
            prop_assert!((sum - last) * 100 < 80 * total);
        } else {
            prop_assert!(high.is_empty());
        }
    }
}
