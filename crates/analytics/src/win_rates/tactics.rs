//! Tactics (OPP-6): deals with and without one. An association, never a cause: a tactic is not drawn by lot.

use std::collections::BTreeMap;

use method::prospecting::results::share;
use method::verdict::Measured;
use serde::{Deserialize, Serialize};

/// Two-sided 90% of the normal distribution.
const Z90: f64 = 1.644_853_626_951_472_2;

/// What a comparison of this kind can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Association {
    /// The two go together. Why is not known.
    Association,
}

/// A closed deal in which a tactic could have been used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TacticDeal<Cell> {
    /// What the deal was like: like is compared with like.
    pub cell: Cell,
    /// Whether the tactic was used.
    pub used: bool,
    /// Whether the deal was won.
    pub won: bool,
}

/// Deals with and without a tactic.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Tactic {
    /// What the comparison shows.
    pub shows: Association,
    /// The part won of the deals with it.
    pub with: Measured,
    /// The part won of the deals without it.
    pub without: Measured,
    /// With less without, within deals alike (Mantel and Haenszel), so that a tactic used in hard deals is not blamed for them.
    pub difference: Measured,
}

#[derive(Debug, Clone, Copy, Default)]
struct Stratum {
    with: f64,
    with_won: f64,
    without: f64,
    without_won: f64,
}

/// Compares deals with and without a tactic (OPP-6). Each side needs so many deals.
pub fn tactic<Cell: Ord>(deals: impl IntoIterator<Item = TacticDeal<Cell>>, needed: u64) -> Tactic {
    let mut strata: BTreeMap<Cell, Stratum> = BTreeMap::new();
    for deal in deals {
        let stratum = strata.entry(deal.cell).or_default();
        let won = f64::from(u8::from(deal.won));
        if deal.used {
            stratum.with += 1.0;
            stratum.with_won += won;
        } else {
            stratum.without += 1.0;
            stratum.without_won += won;
        }
    }
    let sum = |of: fn(&Stratum) -> f64| strata.values().map(of).sum::<f64>() as u64;
    let (with, without) = (sum(|one| one.with), sum(|one| one.without));
    Tactic {
        shows: Association::Association,
        with: share(sum(|one| one.with_won), with, needed),
        without: share(sum(|one| one.without_won), without, needed),
        difference: difference(strata.values(), with.min(without), needed, with + without),
    }
}

/// The difference of rates over strata with the variance of Sato; too few where no stratum has both sides.
fn difference<'a>(strata: impl Iterator<Item = &'a Stratum>, smaller: u64, needed: u64, n: u64) -> Measured {
    let (mut weight, mut sum, mut p, mut q) = (0.0, 0.0, 0.0, 0.0);
    for one in strata {
        let Stratum { with, with_won, without, without_won } = *one;
        let all = with + without;
        weight += with * without / all;
        sum += (with_won * without - without_won * with) / all;
        p += (with * with * without_won - without * without * with_won + with * without * (without - with) / 2.0)
            / (all * all);
        q += (with_won * (without - without_won) + without_won * (with - with_won)) / (2.0 * all);
    }
    if smaller < needed || weight <= 0.0 {
        return Measured::TooFew { n: smaller, needed };
    }
    let value = sum / weight;
    let half = Z90 * ((value * p + q) / (weight * weight)).max(0.0).sqrt();
    Measured::Estimate { value, low: (value - half).max(-1.0), high: (value + half).min(1.0), n }
}
