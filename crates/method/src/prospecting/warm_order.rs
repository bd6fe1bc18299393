//! The order in which warm names are approached (PRO-2): ease, nearness, awareness, steadiness.

use serde::{Deserialize, Serialize};

use crate::coded::coded;
use crate::verdict::Range;

/// Weights of the warm order, in the order of importance; only their proportion matters.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WarmWeights {
    /// Ease of approach.
    pub ease: f64,
    /// Nearness.
    pub nearness: f64,
    /// Awareness of the product's use.
    pub awareness: f64,
    /// Steadiness of income.
    pub steadiness: f64,
}

impl Default for WarmWeights {
    fn default() -> Self {
        Self { ease: 40.0, nearness: 25.0, awareness: 20.0, steadiness: 15.0 }
    }
}

coded! {
    /// How near a warm prospect works or lives.
    pub enum Nearness in "nearness" {
        SamePlace = "same_place", "同单位或同楼", "same place of work or building";
        SameTown = "same_town", "同城", "same town";
        SameProvince = "same_province", "同省", "same province";
        Farther = "farther", "更远", "farther away";
    }
}

impl Nearness {
    /// 3 for the same place down to 0.
    pub const fn rating(self) -> u8 {
        match self {
            Self::SamePlace => 3,
            Self::SameTown => 2,
            Self::SameProvince => 1,
            Self::Farther => 0,
        }
    }
}

/// The four factors of the warm order, each 0 to 3; none is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WarmFactors {
    /// Ease of approach, 0 to 3.
    pub ease: Option<u8>,
    /// Nearness.
    pub nearness: Option<Nearness>,
    /// Awareness of the product's use, 0 to 3.
    pub awareness: Option<u8>,
    /// Steadiness of income, 0 to 3.
    pub steadiness: Option<u8>,
}

/// The highest rating of a warm factor; larger input counts as this.
const TOP_RATING: u8 = 3;

/// The warm order (PRO-2): 0 to 100, larger is approached earlier. An unknown factor counts half and widens the range.
pub fn warm_order(factors: &WarmFactors, weights: &WarmWeights) -> Range {
    let rated = [
        (factors.ease, weights.ease),
        (factors.nearness.map(Nearness::rating), weights.nearness),
        (factors.awareness, weights.awareness),
        (factors.steadiness, weights.steadiness),
    ];
    let total: f64 = rated.iter().map(|(_, weight)| weight).sum();
    if total <= 0.0 {
        return Range::exact(0.0);
    }
    let with_unknown_as = |unknown: f64| {
        let sum: f64 = rated
            .iter()
            .map(|(rating, weight)| {
                let share = rating.map_or(unknown, |rating| f64::from(rating.min(TOP_RATING)) / f64::from(TOP_RATING));
                weight * share
            })
            .sum();
        100.0 * sum / total
    };
    Range { low: with_unknown_as(0.0), value: with_unknown_as(0.5), high: with_unknown_as(1.0) }
}
