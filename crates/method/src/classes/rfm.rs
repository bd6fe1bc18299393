//! RFM scores (CLA-7): how recently, how often and for how much somebody bought, each in five bands among all of a run.

use serde::{Deserialize, Serialize};

/// Bands of a score: fifths of the customers.
const BANDS: u8 = 5;

/// What a customer is scored by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RfmFacts {
    /// Days since the last purchase.
    pub days_since: u32,
    /// Purchases in the period.
    pub purchases: u32,
    /// Net sales of the period in minor units.
    pub net_minor: i64,
}

/// Three scores from 1 to 5; 5 is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rfm {
    /// Recency.
    pub recency: u8,
    /// Frequency.
    pub frequency: u8,
    /// Money.
    pub money: u8,
}

/// Scores all customers of a run (CLA-7), in the order given. Equal figures get equal scores: the band follows from how many
/// are worse and half of those who are equal.
pub fn rfm(customers: &[RfmFacts]) -> Vec<Rfm> {
    let recency = scores(customers, |one| -i64::from(one.days_since));
    let frequency = scores(customers, |one| i64::from(one.purchases));
    let money = scores(customers, |one| one.net_minor);
    let together = recency.into_iter().zip(frequency).zip(money);
    together.map(|((recency, frequency), money)| Rfm { recency, frequency, money }).collect()
}

fn scores(customers: &[RfmFacts], value: impl Fn(&RfmFacts) -> i64) -> Vec<u8> {
    let mut sorted: Vec<i64> = customers.iter().map(&value).collect();
    sorted.sort_unstable();
    let score = |one: &RfmFacts| {
        let own = value(one);
        let worse = sorted.partition_point(|other| *other < own);
        let equal = sorted.partition_point(|other| *other <= own) - worse;
        // twice the middle rank, so that halves stay whole numbers
        let place = (2 * worse + equal) * usize::from(BANDS) / (2 * sorted.len());
        (place as u8).min(BANDS - 1) + 1
    };
    customers.iter().map(score).collect()
}
