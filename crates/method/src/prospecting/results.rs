//! What a prospecting method has brought (PRO-1): names found, reached, met, won, days to win, cost of a win.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;
use crate::verdict::Measured;

/// Two-sided 90% of the normal distribution.
const Z90: f64 = 1.644_853_626_951_472_2;

/// Fewest cases for a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResultSettings {
    /// Names needed for a rate, wins needed for days and cost.
    pub min_cases: u64,
}

impl Default for ResultSettings {
    fn default() -> Self {
        Self { min_cases: 10 }
    }
}

/// One name that a method found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FoundName {
    /// When it was found.
    pub found_at: Timestamp,
    /// Whether a two-way contact took place.
    pub reached: bool,
    /// Whether a meeting took place.
    pub met: bool,
    /// When the first order was won.
    pub won_at: Option<Timestamp>,
}

/// Counts of a method, as a database can sum them up.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MethodCounts {
    /// Names found.
    pub found: u64,
    /// Of these, with a two-way contact.
    pub reached: u64,
    /// Of these, met.
    pub met: u64,
    /// Of these, won.
    pub won: u64,
    /// Days from finding to the first order, one for each win that has both dates.
    pub days_to_win: Vec<f64>,
    /// What the method has cost in minor units; none when nobody records it.
    pub cost_minor: Option<i64>,
}

/// The result of a method. Rates are shares of the names found, with 90% Wilson intervals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MethodResult {
    /// Names found.
    pub found: u64,
    /// Names reached.
    pub reached: u64,
    /// Names met.
    pub met: u64,
    /// Names won.
    pub won: u64,
    /// Reached of found, 0 to 1.
    pub reach_rate: Measured,
    /// Met of found, 0 to 1.
    pub meeting_rate: Measured,
    /// Won of found, 0 to 1.
    pub win_rate: Measured,
    /// Median days from finding to the first order.
    pub days_to_win: Measured,
    /// Cost of one win in minor units; none when costs are not recorded.
    pub cost_per_win_minor: Option<Measured>,
}

/// Counts names one by one.
pub fn count<'a>(names: impl IntoIterator<Item = &'a FoundName>, cost_minor: Option<i64>) -> MethodCounts {
    let mut counts = MethodCounts { cost_minor, ..MethodCounts::default() };
    for name in names {
        counts.found += 1;
        counts.reached += u64::from(name.reached);
        counts.met += u64::from(name.met);
        if let Some(won_at) = name.won_at {
            counts.won += 1;
            counts.days_to_win.push(won_at.days_since(name.found_at).max(0.0));
        }
    }
    counts
}

/// Measures a method from its counts.
pub fn measure(counts: &MethodCounts, settings: &ResultSettings) -> MethodResult {
    let rate = |part: u64| share(part, counts.found, settings.min_cases);
    MethodResult {
        found: counts.found,
        reached: counts.reached,
        met: counts.met,
        won: counts.won,
        reach_rate: rate(counts.reached),
        meeting_rate: rate(counts.met),
        win_rate: rate(counts.won),
        days_to_win: median(&counts.days_to_win, settings.min_cases),
        cost_per_win_minor: counts.cost_minor.map(|cost| cost_per_win(cost, counts, settings)),
    }
}

/// A share with its 90% Wilson interval.
pub fn share(part: u64, whole: u64, needed: u64) -> Measured {
    if whole < needed || whole == 0 {
        return Measured::TooFew { n: whole, needed };
    }
    let n = whole as f64;
    let p = (part.min(whole)) as f64 / n;
    let z2 = Z90 * Z90;
    let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z90 * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt() / (1.0 + z2 / n);
    // rounding must not push the interval off the estimate at 0 and 1
    Measured::Estimate { value: p, low: (centre - half).clamp(0.0, p), high: (centre + half).clamp(p, 1.0), n: whole }
}

/// A median with the 90% interval of its order statistics.
pub fn median(values: &[f64], needed: u64) -> Measured {
    let n = values.len();
    if (n as u64) < needed || n == 0 {
        return Measured::TooFew { n: n as u64, needed };
    }
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let value = if n % 2 == 1 { sorted[n / 2] } else { f64::midpoint(sorted[n / 2 - 1], sorted[n / 2]) };
    let reach = Z90 * (n as f64).sqrt() / 2.0;
    let middle = n as f64 / 2.0;
    let low_rank = (middle - reach).floor().max(0.0) as usize;
    let high_rank = ((middle + reach).ceil() as usize).min(n - 1);
    Measured::Estimate { value, low: sorted[low_rank].min(value), high: sorted[high_rank].max(value), n: n as u64 }
}

/// The value that this share of the values does not exceed, 0 to 1, with straight lines between neighbours; zero where
/// there is none.
pub fn percentile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = share.clamp(0.0, 1.0) * sorted.len().saturating_sub(1) as f64;
    let (below, above) = (sorted.get(place.floor() as usize), sorted.get(place.ceil() as usize));
    match (below, above) {
        (Some(below), Some(above)) => below + (above - below) * place.fract(),
        _ => 0.0,
    }
}

/// The interval follows from that of the win rate: the same money over more or fewer wins.
fn cost_per_win(cost: i64, counts: &MethodCounts, settings: &ResultSettings) -> Measured {
    let (won, found, spent) = (counts.won, counts.found as f64, cost as f64);
    match share(won, counts.found, 1) {
        Measured::Estimate { value, low, high, .. } if won >= settings.min_cases.max(1) => Measured::Estimate {
            value: spent / (value * found),
            low: spent / (high * found),
            high: spent / (low * found),
            n: won,
        },
        _ => Measured::TooFew { n: won, needed: settings.min_cases.max(1) },
    }
}
