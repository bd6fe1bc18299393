//! CLA-2: stability with its parts, and who is too new for it.

use jiff::civil::Date;
use method::classes::periods::{Month, Quarter};
use method::classes::purchases::Purchase;
use method::classes::stability::{
    OrderRhythm, SeasonalIndex, Stability, StabilityReading, StabilitySettings, stability,
};
use proptest::prelude::*;
use rstest::rstest;

use super::{bought, day, on};

/// Orders in the twelve months of 2025: for each month of a quarter the same amount, or one order in its first month.
fn year(quarters: [i64; 4], monthly: bool) -> Vec<Purchase> {
    let january = Month::of(day("2025-01-01"));
    (0..12)
        .filter(|month| monthly || month % 3 == 0)
        .map(|month| bought(january.plus(month).first_day(), quarters[(month / 3) as usize] * 100))
        .filter(|purchase| purchase.amount_minor != 0)
        .collect()
}

fn read(purchases: &[Purchase], rhythm: OrderRhythm, as_of: &str) -> StabilityReading {
    stability(purchases, rhythm, None, &StabilitySettings::default(), on(as_of)).value
}

fn known(reading: StabilityReading) -> Stability {
    match reading {
        StabilityReading::Known(found) => found,
        StabilityReading::New { .. } => panic!("there is history enough"),
    }
}

#[rstest]
#[case::every_month(year([100; 4], true), [1.0, 1.0, 1.0, 1.0], 1.0, true)]
#[case::every_quarter(year([300; 4], false), [0.333, 1.0, 1.0, 1.0], 0.70, true)]
#[case::mild_fall(year([100, 100, 95, 90], true), [1.0, 0.957, 0.957, 0.961], 0.938, true)]
#[case::growing(year([40, 60, 80, 100], true), [1.0, 0.681, 0.681, 1.0], 0.824, true)]
#[case::falling(year([100, 80, 60, 40], true), [1.0, 0.681, 0.681, 0.714], 0.589, false)]
#[case::every_other_quarter(year([300, 0, 300, 0], false), [0.167, 0.0, 1.0, 1.0], 0.225, false)]
#[case::all_in_the_first(year([100, 0, 0, 0], true), [0.25, 0.0, 1.0, 0.0], 0.0, false)]
fn the_examples_of_the_handbook(
    #[case] purchases: Vec<Purchase>,
    #[case] parts: [f64; 4],
    #[case] value: f64,
    #[case] high: bool,
) {
    // the example with two orders looks at one year of a longer history
    let settings = StabilitySettings { min_orders: 2, ..StabilitySettings::default() };
    let found = known(stability(&purchases, OrderRhythm::Month, None, &settings, on("2026-01-15")).value);
    let seen = [found.regularity, found.evenness, found.order_size, found.decline, found.value];
    for (seen, expected) in seen.iter().zip(parts.iter().chain([&value])) {
        assert!((seen - expected).abs() < 0.0006, "{seen} for {expected} in {found:?}");
    }
    assert_eq!(found.high, high);
}

#[rstest]
#[case::nothing_bought(&[], "2026-01-15", (0, 0, 0))]
#[case::two_orders(&["2025-01-01", "2025-02-01"], "2026-01-15", (2, 12, 4))]
#[case::five_months(&["2025-08-03", "2025-09-03", "2025-10-03"], "2026-01-15", (3, 5, 1))]
#[case::one_full_quarter(&["2025-02-03", "2025-03-03", "2025-04-03"], "2025-08-01", (3, 6, 1))]
fn a_short_history_gets_no_letter(#[case] ordered: &[&str], #[case] as_of: &str, #[case] missing: (u32, u32, u32)) {
    let purchases: Vec<Purchase> = ordered.iter().map(|on| bought(day(on), 10_000)).collect();
    let (orders, full_months, full_quarters) = missing;
    assert_eq!(
        read(&purchases, OrderRhythm::Month, as_of),
        StabilityReading::New { orders, full_months, full_quarters }
    );
}

#[test]
fn a_history_of_six_months_and_two_quarters_is_enough() {
    let purchases: Vec<Purchase> =
        ["2025-02-03", "2025-04-03", "2025-07-03"].iter().map(|on| bought(day(on), 10_000)).collect();
    let found = known(read(&purchases, OrderRhythm::Month, "2025-10-01"));
    assert_eq!((found.periods, found.periods_with_orders), (8, 3));
    assert_eq!(found.quarters_minor, [10_000, 10_000], "the quarter of the first order began before it");
}

#[test]
fn the_rhythm_of_a_line_decides_what_is_regular() {
    let purchases = year([300; 4], false);
    let regularity = |rhythm| known(read(&purchases, rhythm, "2026-01-15")).regularity;
    assert!((regularity(OrderRhythm::Month) - 1.0 / 3.0).abs() < 1e-12);
    assert_eq!(regularity(OrderRhythm::Quarter), 1.0);
    assert_eq!(regularity(OrderRhythm::HalfYear), 1.0);
}

#[test]
fn a_return_belongs_to_the_month_in_which_it_was_booked() {
    let mut purchases = year([100; 4], true);
    purchases.push(bought(day("2025-06-20"), -10_000));
    let found = known(read(&purchases, OrderRhythm::Month, "2026-01-15"));
    assert_eq!((found.periods, found.periods_with_orders), (12, 11));
    assert_eq!(found.quarters_minor, [30_000, 20_000, 30_000, 30_000]);
    assert_eq!(found.order_size, 1.0, "a return is no order");
}

#[test]
fn a_season_is_taken_out_before_quarters_are_compared() {
    // toys: the last quarter sells three times an ordinary one
    let team = [200, 200, 200, 600, 200, 200, 200, 600];
    let index = SeasonalIndex::read(&team, Quarter::last_full(day("2026-01-15"))).expect("every quarter sold");
    let purchases = year([100, 100, 100, 300], true);
    let with = |season| {
        let settings = StabilitySettings::default();
        known(stability(&purchases, OrderRhythm::Month, season, &settings, on("2026-01-15")).value).evenness
    };
    assert!((with(Some(&index)) - 1.0).abs() < 1e-12);
    assert!(with(None) < 0.5);
    assert_eq!(SeasonalIndex::read(&[0; 8], Quarter::last_full(day("2026-01-15"))), None);
}

#[test]
fn what_happens_after_the_day_is_not_known_on_it() {
    let mut purchases = year([100; 4], true);
    let before = read(&purchases, OrderRhythm::Month, "2026-01-15");
    purchases.push(bought(day("2026-01-16"), 9_000_000));
    assert_eq!(read(&purchases, OrderRhythm::Month, "2026-01-15"), before);
}

#[test]
fn the_points_of_the_reasons_add_up_to_the_value() {
    let purchases = year([100, 80, 60, 40], true);
    let verdict = stability(&purchases, OrderRhythm::Month, None, &StabilitySettings::default(), on("2026-01-15"));
    let points: f64 = verdict.reasons.iter().filter_map(|reason| reason.points).sum();
    assert!((points - known(verdict.value).value).abs() < 1e-12);
}

fn any_purchases() -> impl Strategy<Value = Vec<Purchase>> {
    let one = (0_i32..900, -2_000_i64..20_000);
    prop::collection::vec(one, 1..60).prop_map(|all| {
        let start: Date = day("2023-08-01");
        all.into_iter()
            .map(|(days, amount)| bought(start.saturating_add(jiff::Span::new().days(days)), amount))
            .collect()
    })
}

proptest! {
    #[test]
    fn stability_and_its_parts_lie_between_0_and_1(purchases in any_purchases()) {
        if let StabilityReading::Known(found) = read(&purchases, OrderRhythm::Month, "2026-01-15") {
            for part in [found.value, found.regularity, found.evenness, found.order_size, found.decline] {
                prop_assert!((0.0..=1.0 + 1e-12).contains(&part), "{:?}", found);
            }
        }
    }

    #[test]
    fn the_order_of_rows_changes_nothing(purchases in any_purchases(), turn in 0_usize..60) {
        let mut turned = purchases.clone();
        turned.rotate_left(turn % purchases.len());
        turned.reverse();
        prop_assert_eq!(
            read(&purchases, OrderRhythm::Quarter, "2026-01-15"),
            read(&turned, OrderRhythm::Quarter, "2026-01-15")
        );
    }

    #[test]
    fn the_currency_unit_does_not_matter(purchases in any_purchases(), factor in 2_i64..1_000) {
        let larger: Vec<Purchase> =
            purchases.iter().map(|one| bought(one.on, one.amount_minor * factor)).collect();
        let (one, other) =
            (read(&purchases, OrderRhythm::Month, "2026-01-15"), read(&larger, OrderRhythm::Month, "2026-01-15"));
        if let (StabilityReading::Known(one), StabilityReading::Known(other)) = (one, other) {
            prop_assert!((one.value - other.value).abs() < 1e-9);
        }
    }
}
