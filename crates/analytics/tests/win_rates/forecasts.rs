//! OPP-6: what a period will bring.

use analytics::win_rates::{ClosedDeal, OpenDeal, WinRates, forecast};
use method::deals::win_rates::WinRateSettings;
use method::verdict::Measured;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::truth::{Nature, World};

fn rates(won: usize, lost: usize) -> WinRates<u8, u8> {
    let deal = |won| ClosedDeal { team: 1_u8, cell: 1_u8, won };
    WinRates::fit([vec![deal(true); won], vec![deal(false); lost]].concat(), &WinRateSettings::default())
}

fn open(low_minor: i64, likely_minor: i64, high_minor: i64) -> OpenDeal<u8, u8> {
    OpenDeal { team: 1, cell: 1, low_minor, likely_minor, high_minor }
}

fn ends(measured: Measured) -> (f64, f64, f64) {
    match measured {
        Measured::Estimate { value, low, high, .. } => (low, value, high),
        found => panic!("{found:?}"),
    }
}

#[test]
fn opp_6_the_expected_value_is_what_is_won_and_each_amount_by_its_rate() {
    let rates = rates(30, 30);
    let deals = [open(1_000, 1_000, 1_000), open(1_000, 2_000, 6_000)];
    let (low, value, high) = ends(forecast(&rates, &deals, 500, 2_000, 1));
    assert!((value - (500.0 + 0.5 * 1_000.0 + 0.5 * 3_000.0)).abs() < 1e-6, "{value}");
    assert!((500.0..value).contains(&low) && high > value && high <= 500.0 + 7_000.0);
}

#[test]
fn opp_6_the_same_seed_gives_the_same_range() {
    let (rates, deals) = (rates(20, 40), vec![open(900, 1_000, 1_300); 12]);
    assert_eq!(forecast(&rates, &deals, 0, 1_000, 7), forecast(&rates, &deals, 0, 1_000, 7));
    assert_ne!(forecast(&rates, &deals, 0, 1_000, 7), forecast(&rates, &deals, 0, 1_000, 8));
}

#[test]
fn opp_6_without_open_deals_what_is_won_is_all() {
    assert_eq!(ends(forecast(&rates(20, 40), &[], 700, 100, 7)), (700.0, 700.0, 700.0));
}

#[test]
fn opp_6_too_few_closed_deals_forecast_nothing() {
    let found = forecast(&rates(10, 10), &[open(1, 2, 3)], 700, 100, 7);
    assert_eq!(found, Measured::TooFew { n: 20, needed: 30 });
    assert_eq!(forecast(&rates(10, 10), &[], 700, 100, 7), Measured::TooFew { n: 20, needed: 30 });
}

#[test]
fn opp_6_nine_in_ten_ranges_hold_what_the_period_brings() {
    let (mut within, worlds) = (0_u32, 300_u32);
    for seed in 0..worlds {
        let mut world = World::new(Nature::Nested, 4, 9, 20_000 + u64::from(seed));
        let rates = WinRates::fit(world.closed(250), &WinRateSettings::default());
        let mut chance = ChaCha8Rng::seed_from_u64(u64::from(seed));
        let period = world.closed(40);
        let mut actual = 0.0;
        let deals: Vec<OpenDeal<usize, usize>> = period
            .iter()
            .map(|deal| {
                let amount: i64 = chance.random_range(1_000..9_000);
                actual += if deal.won { amount as f64 } else { 0.0 };
                OpenDeal {
                    team: deal.team,
                    cell: deal.cell,
                    low_minor: amount,
                    likely_minor: amount,
                    high_minor: amount,
                }
            })
            .collect();
        let (low, _, high) = ends(forecast(&rates, &deals, 0, 500, u64::from(seed)));
        within += u32::from((low..=high).contains(&actual));
    }
    let covered = f64::from(within) / f64::from(worlds);
    println!("{covered:.3} of {worlds}");
    assert!((0.84..=0.96).contains(&covered), "{covered}");
}
