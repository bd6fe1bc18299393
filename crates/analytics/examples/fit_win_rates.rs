//! Fits win rates to many closed deals and prints how long it took as JSON.
//!
//! `fit_win_rates [COUNT]` makes so many deals (200,000 unless told otherwise) of 40 teams, 9 cells and 600 sellers from known rates
//! and fits the rates by cell of the grid, by seller, and by seller and cell, as a nightly refit does.

use std::time::Instant;

use analytics::win_rates::{ClosedDeal, ForecastDeal, WinRates, accuracy};
use method::deals::win_rates::WinRateSettings;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::json;

const TEAMS: u32 = 40;
const CELLS: u32 = 9;
const SELLERS_OF_A_TEAM: u32 = 15;

struct Made {
    team: u32,
    cell: u32,
    seller: u32,
    won: bool,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let count: usize = std::env::args().nth(1).map_or(Ok(200_000), |count| count.parse())?;
    let mut chance = ChaCha8Rng::seed_from_u64(3);
    let made: Vec<Made> = (0..count).map(|_| make(&mut chance)).collect();
    let settings = WinRateSettings::default();
    let since = Instant::now();
    let by_cell = WinRates::fit(made.iter().map(|one| closed(one, one.cell)), &settings);
    let by_seller = WinRates::fit(made.iter().map(|one| closed(one, one.seller)), &settings);
    let by_both = WinRates::fit(made.iter().map(|one| closed(one, (one.seller, one.cell))), &settings);
    let fit_seconds = since.elapsed().as_secs_f64();
    let said = |one: &Made| {
        let rate = by_cell.expected(&one.team, &one.cell)?;
        Some(ForecastDeal { forecast: rate.mean(), won: one.won })
    };
    let scored: Vec<ForecastDeal> = made.iter().filter_map(said).collect();
    let found = accuracy(&scored, settings.min_company, settings.min_cell);
    let report = json!({
        "deals": count,
        "refit_seconds": fit_seconds,
        "with_accuracy_seconds": since.elapsed().as_secs_f64(),
        "strengths_by_cell": by_cell.strengths(),
        "strengths_by_seller": by_seller.strengths(),
        "strengths_by_seller_and_cell": by_both.strengths(),
        "brier": found.brier,
    });
    println!("{report}");
    Ok(())
}

fn closed<Cell>(one: &Made, cell: Cell) -> ClosedDeal<u32, Cell> {
    ClosedDeal { team: one.team, cell, won: one.won }
}

fn make(chance: &mut ChaCha8Rng) -> Made {
    let team = chance.random_range(0..TEAMS);
    let cell = chance.random_range(0..CELLS);
    let seller = team * SELLERS_OF_A_TEAM + chance.random_range(0..SELLERS_OF_A_TEAM);
    let rate = 0.15 + 0.06 * f64::from(cell) + 0.002 * f64::from(team) + 0.01 * f64::from(seller % SELLERS_OF_A_TEAM);
    Made { team, cell, seller, won: chance.random_bool(rate.min(0.95)) }
}
