//! Beta-binomial win rates: a cell's prior is its team, a team's the company.

use std::collections::BTreeMap;

use method::deals::win_rates::{WinRateLevel, WinRateSettings};
use method::verdict::Measured;
use serde::{Deserialize, Serialize};
use statrs::distribution::{Beta, ContinuousCDF};

use super::strength::{Pulled, Strength, strength};

/// A rate of which nearly nothing is known rests on so many deals.
const LEAST_DEALS: f64 = 0.1;

/// A deal that was won or lost, with the features as they were known while it was open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClosedDeal<Team, Cell> {
    /// Whose it was.
    pub team: Team,
    /// What it was like: a cell of the grid, a class, a stage, a seller, or several of them together.
    pub cell: Cell,
    /// Whether it was won.
    pub won: bool,
}

/// A win rate as far as it is known: a beta distribution.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Rate {
    won: f64,
    lost: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Counts {
    won: u64,
    closed: u64,
}

impl Counts {
    const fn count(&mut self, won: bool) {
        self.closed += 1;
        self.won += won as u64;
    }

    const fn lost(self) -> u64 {
        self.closed - self.won
    }
}

impl Rate {
    /// The company: its deals and half a case on either side (the prior of Jeffreys).
    fn of_all(counts: Counts) -> Self {
        Self { won: counts.won as f64 + 0.5, lost: counts.lost() as f64 + 0.5 }
    }

    /// A group of a larger one: as if `strength` deals of the larger group's rate had been seen before. That neither the larger
    /// group's rate nor the strength is exactly known widens it, the more the fewer deals the group has.
    fn within(parent: Self, strength: &Strength, counts: Counts) -> Self {
        let mean_at =
            |strength: f64| (strength * parent.mean() + counts.won as f64) / (strength + counts.closed as f64);
        let mean = mean_at(strength.likely);
        let variance_at = |(strength, share): &(f64, f64)| {
            let (weight, there) = (strength + counts.closed as f64, mean_at(*strength));
            let own = there * (1.0 - there) / (weight + 1.0);
            let inherited = (strength / weight).powi(2) * parent.variance();
            share * (own + inherited + (there - mean).powi(2))
        };
        let variance: f64 = strength.weighed.iter().map(variance_at).sum();
        // the beta distribution of this mean and variance; a variance that no such distribution has is brought near the greatest
        let deals = (mean * (1.0 - mean) / variance - 1.0).max(LEAST_DEALS);
        Self { won: mean * deals, lost: (1.0 - mean) * deals }
    }

    /// The expected rate, 0 to 1.
    pub fn mean(&self) -> f64 {
        self.won / (self.won + self.lost)
    }

    fn variance(&self) -> f64 {
        self.mean() * (1.0 - self.mean()) / (self.won + self.lost + 1.0)
    }

    /// The shapes of the distribution.
    pub(super) const fn shapes(&self) -> (f64, f64) {
        (self.won, self.lost)
    }

    /// The rate with its 90% interval, where there are cases enough.
    fn measured(&self, n: u64, needed: u64) -> Measured {
        match Beta::new(self.won, self.lost) {
            Ok(beta) if n >= needed => {
                let value = self.mean();
                let (low, high) = (beta.inverse_cdf(0.05), beta.inverse_cdf(0.95));
                Measured::Estimate { value, low: low.min(value), high: high.max(value), n }
            }
            _ => Measured::TooFew { n, needed },
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Group {
    counts: Counts,
    rate: Rate,
}

/// The win rates of a company.
#[derive(Debug, Clone, PartialEq)]
pub struct WinRates<Team, Cell> {
    settings: WinRateSettings,
    company: Group,
    teams: BTreeMap<Team, Group>,
    cells: BTreeMap<Team, BTreeMap<Cell, Group>>,
    team_strength: Strength,
    cell_strength: Strength,
}

impl<Team: Ord + Clone, Cell: Ord> WinRates<Team, Cell> {
    /// Fits the rates to closed deals (OPP-6).
    pub fn fit(deals: impl IntoIterator<Item = ClosedDeal<Team, Cell>>, settings: &WinRateSettings) -> Self {
        let mut counts: BTreeMap<Team, BTreeMap<Cell, Counts>> = BTreeMap::new();
        for deal in deals {
            counts.entry(deal.team).or_default().entry(deal.cell).or_default().count(deal.won);
        }
        let sum = |of: &mut dyn Iterator<Item = Counts>| {
            of.fold(Counts::default(), |sum, one| Counts { won: sum.won + one.won, closed: sum.closed + one.closed })
        };
        let of_team: Vec<Counts> = counts.values().map(|cells| sum(&mut cells.values().copied())).collect();
        let all = sum(&mut of_team.iter().copied());
        let company = Group { counts: all, rate: Rate::of_all(all) };
        let (least, greatest) = (settings.least_strength, settings.greatest_strength);
        let pulled = |counts: &Counts, mean: f64| Pulled { won: counts.won, closed: counts.closed, mean };
        let groups: Vec<Pulled> = of_team.iter().map(|counts| pulled(counts, company.rate.mean())).collect();
        let team_strength = strength(&groups, least, greatest);
        let team =
            |counts: &Counts| Group { counts: *counts, rate: Rate::within(company.rate, &team_strength, *counts) };
        let teams: BTreeMap<Team, Group> = counts.keys().cloned().zip(of_team.iter().map(team)).collect();
        let groups: Vec<Pulled> = counts
            .values()
            .zip(teams.values())
            .flat_map(|(cells, team)| cells.values().map(|counts| pulled(counts, team.rate.mean())))
            .collect();
        let cell_strength = strength(&groups, least, greatest);
        let cells = counts
            .into_iter()
            .zip(teams.values())
            .map(|((name, cells), team)| {
                let cell = |counts: Counts| Group { counts, rate: Rate::within(team.rate, &cell_strength, counts) };
                (name, cells.into_iter().map(|(name, counts)| (name, cell(counts))).collect())
            })
            .collect();
        Self { settings: *settings, company, teams, cells, team_strength, cell_strength }
    }

    /// Closed deals it rests on.
    pub const fn closed(&self) -> u64 {
        self.company.counts.closed
    }

    /// The strengths of the pull, of cells to teams and of teams to the company.
    pub const fn strengths(&self) -> (f64, f64) {
        (self.cell_strength.likely, self.team_strength.likely)
    }

    /// The company's win rate.
    pub fn company(&self) -> Measured {
        self.company.rate.measured(self.company.counts.closed, self.settings.min_company)
    }

    /// A team's win rate.
    pub fn team(&self, team: &Team) -> Measured {
        let n = self.teams.get(team).map_or(0, |group| group.counts.closed);
        self.team_rate(team).measured(n, self.settings.min_cell)
    }

    /// The win rate of a team's deals of a kind.
    pub fn cell(&self, team: &Team, cell: &Cell) -> Measured {
        let n = self.group(team, cell).map_or(0, |group| group.counts.closed);
        self.cell_rate(team, cell).measured(n, self.settings.min_cell)
    }

    /// The win rate to show for a deal: of its cell, else of its team, else of the company, with the level it is of.
    pub fn nearest(&self, team: &Team, cell: &Cell) -> (WinRateLevel, Measured) {
        let levels = [(WinRateLevel::Cell, self.cell(team, cell)), (WinRateLevel::Team, self.team(team))];
        let enough = levels.into_iter().find(|(_, rate)| rate.value().is_some());
        enough.unwrap_or_else(|| (WinRateLevel::Company, self.company()))
    }

    /// What to expect of a deal, however few of its kind there are; none while the company has too few deals to forecast.
    pub fn expected(&self, team: &Team, cell: &Cell) -> Option<Rate> {
        self.company().value().map(|_| self.cell_rate(team, cell))
    }

    fn group(&self, team: &Team, cell: &Cell) -> Option<&Group> {
        self.cells.get(team).and_then(|cells| cells.get(cell))
    }

    fn team_rate(&self, team: &Team) -> Rate {
        let new = || Rate::within(self.company.rate, &self.team_strength, Counts::default());
        self.teams.get(team).map_or_else(new, |group| group.rate)
    }

    fn cell_rate(&self, team: &Team, cell: &Cell) -> Rate {
        let new = || Rate::within(self.team_rate(team), &self.cell_strength, Counts::default());
        self.group(team, cell).map_or_else(new, |group| group.rate)
    }
}
