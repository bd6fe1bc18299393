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
    fn within(parent: Parent, strength: &Strength, counts: Counts) -> Self {
        let mean_at = |strength: f64| (strength * parent.mean + counts.won as f64) / (strength + counts.closed as f64);
        let mean = mean_at(strength.likely);
        let variance_at = |(strength, share): &(f64, f64)| {
            let (weight, there) = (strength + counts.closed as f64, mean_at(*strength));
            let own = there * (1.0 - there) / (weight + 1.0);
            let inherited = (strength / weight).powi(2) * parent.variance;
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

/// A larger group as its smaller ones see it: the rate around which theirs lie.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Parent {
    mean: f64,
    variance: f64,
}

impl Parent {
    /// The company, from its teams.
    fn company(rate: Rate, teams: f64) -> Self {
        let mean = rate.mean();
        Self { mean, variance: mean * (1.0 - mean) / (teams + 2.0) }
    }

    /// A team, from its cells.
    fn team(mean: f64, cells: f64, company: Self, strength: f64) -> Self {
        let weight = strength + cells;
        let own = mean * (1.0 - mean) / (weight + 1.0);
        Self { mean, variance: own + (strength / weight).powi(2) * company.variance }
    }
}

/// How many deals' worth the groups tell about the rate around which they lie: many deals of one group tell of that group.
fn telling<'a>(groups: impl Iterator<Item = &'a Counts>, strength: f64) -> f64 {
    groups.map(|one| one.closed as f64 * (strength + 1.0) / (strength + one.closed as f64)).sum()
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Group {
    counts: Counts,
    rate: Rate,
}

#[derive(Debug, Clone, PartialEq)]
struct Team<Cell> {
    all: Group,
    parent: Parent,
    cells: BTreeMap<Cell, Group>,
}

/// The win rates of a company.
#[derive(Debug, Clone, PartialEq)]
pub struct WinRates<Name, Cell> {
    settings: WinRateSettings,
    company: Group,
    parent: Parent,
    teams: BTreeMap<Name, Team<Cell>>,
    team_strength: Strength,
    cell_strength: Strength,
}

impl<Name: Ord, Cell: Ord> WinRates<Name, Cell> {
    /// Fits the rates to closed deals (OPP-6).
    pub fn fit(deals: impl IntoIterator<Item = ClosedDeal<Name, Cell>>, settings: &WinRateSettings) -> Self {
        let mut counted: BTreeMap<Name, BTreeMap<Cell, Counts>> = BTreeMap::new();
        for deal in deals {
            counted.entry(deal.team).or_default().entry(deal.cell).or_default().count(deal.won);
        }
        let of_team: Vec<Counts> = counted.values().map(|cells| sum(cells.values())).collect();
        let all = sum(of_team.iter());
        let company = Group { counts: all, rate: Rate::of_all(all) };
        let fitted = |groups: &[Pulled]| strength(groups, settings.least_strength, settings.greatest_strength);
        let pulled = |counts: &Counts, mean: f64| Pulled { won: counts.won, closed: counts.closed, mean };
        let groups: Vec<Pulled> = of_team.iter().map(|counts| pulled(counts, company.rate.mean())).collect();
        let team_strength = fitted(&groups);
        let parent = Parent::company(company.rate, telling(of_team.iter(), team_strength.likely));
        let rates: Vec<Rate> = of_team.iter().map(|counts| Rate::within(parent, &team_strength, *counts)).collect();
        let groups: Vec<Pulled> = counted
            .values()
            .zip(&rates)
            .flat_map(|(cells, team)| cells.values().map(|counts| pulled(counts, team.mean())))
            .collect();
        let cell_strength = fitted(&groups);
        let team = |(cells, (counts, rate)): (BTreeMap<Cell, Counts>, (Counts, Rate))| {
            let told = telling(cells.values(), cell_strength.likely);
            let own = Parent::team(rate.mean(), told, parent, team_strength.likely);
            let cell = |counts: Counts| Group { counts, rate: Rate::within(own, &cell_strength, counts) };
            let cells = cells.into_iter().map(|(name, counts)| (name, cell(counts))).collect();
            Team { all: Group { counts, rate }, parent: own, cells }
        };
        let teams = counted
            .into_iter()
            .zip(of_team.into_iter().zip(rates))
            .map(|((name, cells), of_team)| (name, team((cells, of_team))))
            .collect();
        Self { settings: *settings, company, parent, teams, team_strength, cell_strength }
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
    pub fn team(&self, team: &Name) -> Measured {
        let needed = self.settings.min_cell;
        self.teams
            .get(team)
            .map_or(Measured::TooFew { n: 0, needed }, |team| team.all.rate.measured(team.all.counts.closed, needed))
    }

    /// The win rate of a team's deals of a kind.
    pub fn cell(&self, team: &Name, cell: &Cell) -> Measured {
        let needed = self.settings.min_cell;
        let found = self.teams.get(team).and_then(|team| team.cells.get(cell));
        found.map_or(Measured::TooFew { n: 0, needed }, |group| group.rate.measured(group.counts.closed, needed))
    }

    /// How many of the company's closed deals were won, and of how many.
    pub const fn won_of_company(&self) -> (u64, u64) {
        (self.company.counts.won, self.company.counts.closed)
    }

    /// The same of a team.
    pub fn won_of_team(&self, team: &Name) -> (u64, u64) {
        self.teams.get(team).map_or((0, 0), |team| (team.all.counts.won, team.all.counts.closed))
    }

    /// The same of a team's deals of a kind.
    pub fn won_of_cell(&self, team: &Name, cell: &Cell) -> (u64, u64) {
        let found = self.teams.get(team).and_then(|team| team.cells.get(cell));
        found.map_or((0, 0), |group| (group.counts.won, group.counts.closed))
    }

    /// The win rate to show for a deal: of its cell, else of its team, else of the company, with the level it is of.
    pub fn nearest(&self, team: &Name, cell: &Cell) -> (WinRateLevel, Measured) {
        let levels = [(WinRateLevel::Cell, self.cell(team, cell)), (WinRateLevel::Team, self.team(team))];
        let enough = levels.into_iter().find(|(_, rate)| rate.value().is_some());
        enough.unwrap_or_else(|| (WinRateLevel::Company, self.company()))
    }

    /// What to expect of a deal, however few of its kind there are; none while the company has too few deals to forecast.
    pub fn expected(&self, team: &Name, cell: &Cell) -> Option<Rate> {
        if self.company.counts.closed < self.settings.min_company {
            return None;
        }
        let team = self.teams.get(team);
        let like = team.and_then(|team| team.cells.get(cell)).map(|group| group.rate);
        // of a team never seen only the company is known
        let of_team = || {
            let unseen = || Parent::team(self.parent.mean, 0.0, self.parent, self.team_strength.likely);
            let parent = team.map_or_else(unseen, |team| team.parent);
            Rate::within(parent, &self.cell_strength, Counts::default())
        };
        Some(like.unwrap_or_else(of_team))
    }
}

fn sum<'a>(counts: impl Iterator<Item = &'a Counts>) -> Counts {
    counts.fold(Counts::default(), |sum, one| Counts { won: sum.won + one.won, closed: sum.closed + one.closed })
}
