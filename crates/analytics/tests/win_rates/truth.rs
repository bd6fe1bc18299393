//! Companies made from known win rates, the same ones every time.

use analytics::win_rates::ClosedDeal;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Beta, Distribution, Normal};

/// How the rates of teams and cells come about.
#[derive(Debug, Clone, Copy)]
pub enum Nature {
    /// Every cell of a team has a rate of its own around the team's, which lies around the company's; how far apart they lie differs
    /// from company to company, over the whole span that the settings allow.
    Nested,
    /// Team and cell each move the odds by themselves: what naive Bayes takes for granted.
    Additive,
}

/// A company whose true win rates are known.
pub struct World {
    /// The true rate by team and cell.
    pub rates: Vec<Vec<f64>>,
    chance: ChaCha8Rng,
}

pub type Deal = ClosedDeal<usize, usize>;

impl World {
    /// A company of so many teams and cells.
    pub fn new(nature: Nature, teams: usize, cells: usize, seed: u64) -> Self {
        let mut chance = ChaCha8Rng::seed_from_u64(seed);
        let company: f64 = Beta::new(8.0, 16.0).expect("the shapes are positive").sample(&mut chance);
        let around = |mean: f64, strength: f64, chance: &mut ChaCha8Rng| {
            let mean = mean.clamp(0.01, 0.99);
            let beta = Beta::new(mean * strength, (1.0 - mean) * strength).expect("the shapes are positive");
            beta.sample(chance)
        };
        let rates = match nature {
            Nature::Nested => {
                let mut any = || 5.0 * 10.0_f64.powf(chance.random::<f64>());
                let (of_teams, of_cells) = (any(), any());
                let mut team = || {
                    let team = around(company, of_teams, &mut chance);
                    (0..cells).map(|_| around(team, of_cells, &mut chance)).collect()
                };
                (0..teams).map(|_| team()).collect()
            }
            Nature::Additive => {
                let shift = Normal::new(0.0, 0.45).expect("the spread is positive");
                let odds = (company / (1.0 - company)).ln();
                let mut shifts = |count: usize| -> Vec<f64> { (0..count).map(|_| shift.sample(&mut chance)).collect() };
                let (of_team, of_cell) = (shifts(teams), shifts(cells));
                let rate = |team: f64, cell: f64| 1.0 / (1.0 + (-(odds + team + cell)).exp());
                of_team.iter().map(|team| of_cell.iter().map(|cell| rate(*team, *cell)).collect()).collect()
            }
        };
        Self { rates, chance }
    }

    /// So many closed deals; the first cells are the more frequent ones.
    pub fn closed(&mut self, count: usize) -> Vec<Deal> {
        let (teams, cells) = (self.rates.len(), self.rates[0].len());
        let deal = |_| {
            let team = self.chance.random_range(0..teams);
            let cell = self.chance.random_range(0..cells).min(self.chance.random_range(0..cells));
            ClosedDeal { team, cell, won: self.chance.random_bool(self.rates[team][cell].clamp(0.0, 1.0)) }
        };
        (0..count).map(deal).collect()
    }
}
