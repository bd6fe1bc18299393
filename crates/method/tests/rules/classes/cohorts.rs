//! CLA-7: repeat purchases and retention; CLA-9: cost of winning and keeping.

use jiff::civil::Date;
use method::classes::cohorts::{CohortPeriod, cohorts, repeat_rate};
use method::classes::costs::{CostFacts, Saying, costs};
use method::classes::purchases::purchase_days;
use method::prospecting::results::ResultSettings;
use method::verdict::Measured;
use proptest::prelude::*;

use super::{bought, day};

fn few() -> ResultSettings {
    ResultSettings { min_cases: 1 }
}

fn customers(all: &[&[&str]]) -> Vec<Vec<Date>> {
    all.iter().map(|days| days.iter().map(|text| day(text)).collect()).collect()
}

#[test]
fn several_orders_of_a_day_are_one_purchase_and_a_return_is_none() {
    let purchases = [
        bought(day("2025-03-02"), 100),
        bought(day("2025-01-05"), 100),
        bought(day("2025-03-02"), 900),
        bought(day("2025-02-01"), -100),
        bought(day("2025-09-01"), 100),
    ];
    assert_eq!(purchase_days(&purchases, day("2025-08-31")), [day("2025-01-05"), day("2025-03-02")]);
}

#[test]
fn who_came_back_counts_among_all_who_bought() {
    let all = customers(&[&["2025-01-05", "2025-02-05"], &["2025-01-09"], &[]]);
    assert_eq!(repeat_rate(&all, &few()).value(), Some(0.5));
    assert_eq!(repeat_rate(&all, &ResultSettings::default()), Measured::TooFew { n: 2, needed: 10 });
}

#[test]
fn a_cohort_shows_how_many_still_buy_in_each_later_period() {
    let all = customers(&[
        &["2025-01-05", "2025-02-05", "2025-04-30"],
        &["2025-01-31", "2025-04-01"],
        &["2025-02-11"],
        &["2025-05-02"],
    ]);
    let found = cohorts(&all, CohortPeriod::Month, &few(), day("2025-05-20"));
    assert_eq!(
        found.iter().map(|cohort| (cohort.start, cohort.size)).collect::<Vec<_>>(),
        [(day("2025-01-01"), 2), (day("2025-02-01"), 1)]
    );
    let kept: Vec<Option<f64>> = found[0].kept.iter().map(Measured::value).collect();
    assert_eq!(kept, [Some(1.0), Some(0.5), Some(0.0), Some(1.0)], "May is not over and has no column");
    let quarters = cohorts(&all, CohortPeriod::Quarter, &few(), day("2025-07-01"));
    assert_eq!(quarters[0].start, day("2025-01-01"));
    assert_eq!(quarters[0].kept[1].value(), Some(2.0 / 3.0));
}

#[test]
fn the_teams_own_cost_stands_beside_sayings_that_disagree() {
    let facts = CostFacts {
        winning_minor: Some(600_000),
        keeping_minor: Some(300_000),
        won: 20,
        kept: 60,
        sales_kept_minor: 900,
        sales_won_minor: 100,
    };
    let found = costs(&facts, &ResultSettings::default());
    assert_eq!((found.per_won_minor, found.per_kept_minor, found.times), (Some(30_000.0), Some(5_000.0), Some(6.0)));
    assert_eq!(found.sales_share_kept, Some(0.9));
    assert_eq!(found.new_share.value(), Some(0.25));
    assert!(Saying::AFifth.times() < 6.0 && 6.0 < Saying::EightKept.times());
    let few_won = costs(&CostFacts { won: 9, ..facts }, &ResultSettings::default());
    assert_eq!((few_won.per_won_minor, few_won.times), (None, None));
    assert_eq!(costs(&CostFacts { keeping_minor: None, ..facts }, &ResultSettings::default()).per_kept_minor, None);
}

proptest! {
    #[test]
    fn every_cohort_starts_whole_and_no_customer_is_counted_twice(
        all in prop::collection::vec(prop::collection::btree_set(0_i32..700, 0..8), 1..40),
    ) {
        let all: Vec<Vec<Date>> =
            all.iter().map(|one| super::days(&one.iter().copied().collect::<Vec<_>>())).collect();
        let until = day("2026-07-15");
        let found = cohorts(&all, CohortPeriod::Month, &few(), until);
        let begun = all.iter().filter(|days| days.first().is_some_and(|first| *first < day("2026-07-01"))).count();
        prop_assert_eq!(found.iter().map(|cohort| cohort.size).sum::<u64>(), begun as u64);
        for cohort in found {
            prop_assert_eq!(cohort.kept[0].value(), Some(1.0));
            prop_assert!(cohort.kept.iter().all(|kept| kept.value().is_some_and(|share| share <= 1.0)));
        }
    }
}
