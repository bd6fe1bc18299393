//! Retention after trouble (PRO-9): days from a complaint or service failure to the next purchase.
//!
//! Many customers have not bought again yet. Leaving them out would flatter the figure, so the median is the
//! Kaplan-Meier one, which counts them for as long as they were watched.

use serde::{Deserialize, Serialize};

use crate::prospecting::results::ResultSettings;

/// Two-sided 90% of the normal distribution.
const Z90: f64 = 1.644_853_626_951_472_2;

/// One customer after a complaint, or a like customer without one after the same kind of starting point.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Watched {
    /// Days from the start to the next order, or to today when there was none.
    pub days: f64,
    /// Whether the customer has bought again.
    pub bought: bool,
}

/// The median time to the next order.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MedianTime {
    /// Half had bought again after this time.
    Reached {
        /// Median days.
        days: f64,
        /// Lower end of the 90% interval.
        low: f64,
        /// Upper end; none when too few have bought to bound it.
        high: Option<f64>,
        /// Customers watched.
        n: u64,
    },
    /// Fewer than half have bought again so far: the median lies beyond the longest time watched.
    Beyond {
        /// Longest time watched, in days.
        days: f64,
        /// Customers watched.
        n: u64,
    },
    /// Too few customers.
    TooFew {
        /// Customers watched.
        n: u64,
        /// Customers needed.
        needed: u64,
    },
}

/// The Kaplan-Meier median with its 90% interval (Greenwood's variance).
pub fn median_time(watched: &[Watched], settings: &ResultSettings) -> MedianTime {
    let n = watched.len() as u64;
    let needed = settings.min_cases.max(1);
    if n < needed {
        return MedianTime::TooFew { n, needed };
    }
    let mut sorted = watched.to_vec();
    sorted.sort_by(|a, b| a.days.total_cmp(&b.days));
    let (mut median, mut low, mut high) = (None, None, None);
    let (mut surviving, mut variance) = (1.0_f64, 0.0_f64);
    let mut start = 0;
    while start < sorted.len() {
        let days = sorted[start].days;
        let end = start + sorted[start..].iter().take_while(|one| one.days == days).count();
        let at_risk = (sorted.len() - start) as f64;
        let bought = sorted[start..end].iter().filter(|one| one.bought).count() as f64;
        surviving *= 1.0 - bought / at_risk;
        if at_risk > bought {
            variance += bought / (at_risk * (at_risk - bought));
        }
        let half_width = Z90 * surviving * variance.sqrt();
        let reached = |moment: &mut Option<f64>, share: f64| {
            if share <= 0.5 {
                moment.get_or_insert(days);
            }
        };
        reached(&mut low, surviving - half_width);
        reached(&mut median, surviving);
        reached(&mut high, surviving + half_width);
        start = end;
    }
    match median {
        Some(days) => MedianTime::Reached { days, low: low.unwrap_or(days), high, n },
        None => MedianTime::Beyond { days: sorted.last().map_or(0.0, |one| one.days), n },
    }
}
