//! What a period will bring (OPP-6): what is won already, and what the open deals may add, with a range.

use std::collections::BTreeMap;

use method::verdict::Measured;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Beta, Distribution, Triangular};

use super::{Rate, WinRates};

/// An open deal that is expected to be decided within the period. Amounts in minor units of one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenDeal<Team, Cell> {
    /// Whose it is.
    pub team: Team,
    /// What it is like.
    pub cell: Cell,
    /// The least it may be worth.
    pub low_minor: i64,
    /// What it is most likely worth.
    pub likely_minor: i64,
    /// The most it may be worth.
    pub high_minor: i64,
}

/// Deals alike share one win rate, which is not exactly known: so they are won and lost together more often than by chance.
struct Alike {
    rate: Rate,
    amounts: Vec<Amount>,
}

/// What a deal may be worth.
enum Amount {
    Known(f64),
    Between(Triangular<f64>),
}

impl Amount {
    /// The amount of a deal; ends out of order are put in order.
    fn of<Team, Cell>(deal: &OpenDeal<Team, Cell>) -> Self {
        let likely = deal.likely_minor as f64;
        let (low, high) = ((deal.low_minor as f64).min(likely), (deal.high_minor as f64).max(likely));
        Triangular::new(low, high, likely).ok().filter(|_| low < high).map_or(Self::Known(likely), Self::Between)
    }

    fn draw(&self, chance: &mut ChaCha8Rng) -> f64 {
        match self {
            Self::Known(amount) => *amount,
            Self::Between(amount) => amount.sample(chance),
        }
    }
}

/// Forecasts a period (OPP-6) from so many seeded draws: the same seed gives the same range. The expected value needs no draw.
/// Too few closed deals give no forecast.
pub fn forecast<Team: Ord, Cell: Ord>(
    rates: &WinRates<Team, Cell>,
    open: &[OpenDeal<Team, Cell>],
    won_minor: i64,
    draws: u32,
    seed: u64,
) -> Measured {
    if rates.company().value().is_none() {
        return rates.company();
    }
    let rated = open.iter().map(|deal| Some((rates.expected(&deal.team, &deal.cell)?, deal)));
    let Some(rated) = rated.collect::<Option<Vec<_>>>() else { return rates.company() };
    forecast_rated(&rated, won_minor, rates.closed(), draws, seed)
}

/// The same from deals each of which has its rate already, where they come from several fits. Deals of one team and one cell share
/// the rate of the first of them. `closed` is how many closed deals the rates rest on.
pub fn forecast_rated<Team: Ord, Cell: Ord>(
    rated: &[(Rate, &OpenDeal<Team, Cell>)],
    won_minor: i64,
    closed: u64,
    draws: u32,
    seed: u64,
) -> Measured {
    let mut groups: BTreeMap<(&Team, &Cell), Alike> = BTreeMap::new();
    let mut value = won_minor as f64;
    for (rate, deal) in rated {
        let alike =
            groups.entry((&deal.team, &deal.cell)).or_insert_with(|| Alike { rate: *rate, amounts: Vec::new() });
        value += alike.rate.mean() * expected_amount(deal);
        alike.amounts.push(Amount::of(deal));
    }
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let mut sums: Vec<f64> = (0..draws.max(1)).map(|_| won_minor as f64 + draw(groups.values(), &mut chance)).collect();
    sums.sort_by(f64::total_cmp);
    let at = |share: f64| sums[((sums.len() - 1) as f64 * share).round() as usize];
    Measured::Estimate { value, low: at(0.05).min(value), high: at(0.95).max(value), n: closed }
}

/// The mean of a triangle with its ends and its peak.
fn expected_amount<Team, Cell>(deal: &OpenDeal<Team, Cell>) -> f64 {
    let likely = deal.likely_minor as f64;
    ((deal.low_minor as f64).min(likely) + likely + (deal.high_minor as f64).max(likely)) / 3.0
}

fn draw<'a>(groups: impl Iterator<Item = &'a Alike>, chance: &mut ChaCha8Rng) -> f64 {
    let mut sum = 0.0;
    for alike in groups {
        let (won, lost) = alike.rate.shapes();
        let rate = Beta::new(won, lost).map_or_else(|_| alike.rate.mean(), |beta| beta.sample(chance));
        for amount in &alike.amounts {
            if chance.random_bool(rate.clamp(0.0, 1.0)) {
                sum += amount.draw(chance);
            }
        }
    }
    sum
}
