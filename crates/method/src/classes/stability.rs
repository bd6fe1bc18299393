//! Stability (CLA-2): how regular, even and alike in size a customer's orders are, and whether they decline. 0 to 1.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::periods::{AsOf, Month, Quarter};
use super::purchases::Purchase;
use crate::coded::coded;
use crate::time::Timestamp;
use crate::verdict::{Observed, Reason, RuleVersion, Source, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "stability";
/// Its version.
pub const VERSION: u32 = 1;

coded! {
    /// How often a product line is usually bought: regularity asks about these periods.
    #[derive(Default)]
    pub enum OrderRhythm in "order_rhythm" {
        #[default]
        Month = "month", "按月采购", "bought by the month";
        Quarter = "quarter", "按季采购", "bought by the quarter";
        HalfYear = "half_year", "按半年采购", "bought by the half-year";
    }
}

impl OrderRhythm {
    const fn months(self) -> usize {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::HalfYear => 6,
        }
    }
}

coded! {
    /// The parts of stability.
    pub enum StabilityFactor in "stability" {
        Regularity = "regularity", "交易规律（有单期数占比）", "regularity: share of periods with an order";
        Evenness = "evenness", "季度均匀度", "evenness of the quarters";
        OrderSize = "order_size", "单次交易量的一致度", "likeness of order sizes";
        Decline = "decline", "趋势（1 为没有下滑）", "trend (1: no decline)";
        Orders = "orders", "订单数", "orders";
        FullMonths = "full_months", "首单以来的整月数", "full months since the first order";
        FullQuarters = "full_quarters", "首单以来的整季数", "full quarters since the first order";
    }
}

/// Weights, periods and threshold of stability.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StabilitySettings {
    /// Weight of regularity; only the proportion of the three counts.
    pub regularity: f64,
    /// Weight of evenness.
    pub evenness: f64,
    /// Weight of order size.
    pub order_size: f64,
    /// High at and above.
    pub high_from: f64,
    /// Alerts are held back this near to the border.
    pub border: f64,
    /// Orders needed for a class.
    pub min_orders: u32,
    /// Full months needed since the first order.
    pub min_months: u32,
    /// Full quarters needed since the first order.
    pub min_quarters: u32,
    /// Months that count at most.
    pub months: u32,
    /// Quarters that count at most.
    pub quarters: u32,
}

impl Default for StabilitySettings {
    fn default() -> Self {
        Self {
            regularity: 0.45,
            evenness: 0.40,
            order_size: 0.15,
            high_from: 0.60,
            border: 0.05,
            min_orders: 3,
            min_months: 6,
            min_quarters: 2,
            months: 12,
            quarters: 8,
        }
    }
}

/// How the four quarters of a year usually differ; 1 is an ordinary quarter.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeasonalIndex([f64; 4]);

impl SeasonalIndex {
    /// Reads the index off the team's net sales of a line in the last eight full quarters, oldest first, `last` being the
    /// newest. None where a quarter of the year brought nothing: it cannot be divided by.
    pub fn read(team_minor: &[i64; 8], last: Quarter) -> Option<Self> {
        let mean = team_minor.iter().map(|net| *net as f64).sum::<f64>() / 8.0;
        let mut index = [0.0; 4];
        for (ago, net) in team_minor.iter().rev().enumerate() {
            index[last.plus(-(ago as i32)).of_year()] += *net as f64 / 2.0 / mean;
        }
        index.iter().all(|part| part.is_finite() && *part > 0.0).then_some(Self(index))
    }

    fn of(&self, quarter: Quarter) -> f64 {
        self.0[quarter.of_year()]
    }
}

/// Stability with the figures behind it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Stability {
    /// 0 to 1.
    pub value: f64,
    /// Whether it is at or above the border.
    pub high: bool,
    /// R: periods with a positive net / periods.
    pub regularity: f64,
    /// V: 1 less the variation of the quarters.
    pub evenness: f64,
    /// O: 1 less the variation of the orders.
    pub order_size: f64,
    /// D: 1 without a decline.
    pub decline: f64,
    /// Periods of the line's rhythm that count.
    pub periods: u32,
    /// Of these, with a positive net.
    pub periods_with_orders: u32,
    /// Net of the quarters that count, oldest first.
    pub quarters_minor: Vec<i64>,
    /// Orders in the months that count.
    pub orders: u32,
}

/// Stability, or what is still missing for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum StabilityReading {
    /// Enough history.
    Known(Stability),
    /// Too little: the customer is new and gets no letter.
    New {
        /// Orders so far.
        orders: u32,
        /// Full months since the first order.
        full_months: u32,
        /// Full quarters since the first order.
        full_quarters: u32,
    },
}

/// Reads stability from the purchases of one customer (CLA-2). Only full calendar periods before the day count, from the
/// month of the first order on; a quarter counts when all of it does. Purchases after the day are not known yet.
pub fn stability(
    purchases: &[Purchase],
    rhythm: OrderRhythm,
    season: Option<&SeasonalIndex>,
    settings: &StabilitySettings,
    as_of: AsOf,
) -> Verdict<StabilityReading> {
    let read = read_stability(purchases, rhythm, settings, as_of.day).in_season(season, settings, as_of.day);
    explained(read, settings, as_of.moment)
}

/// The reasons of a reading that was kept, by the settings it was read with.
pub fn explained(
    reading: StabilityReading,
    settings: &StabilitySettings,
    as_of: Timestamp,
) -> Verdict<StabilityReading> {
    let reasons = reasons(&reading, settings);
    Verdict::new(reading, reasons, RuleVersion::new(RULE, VERSION), as_of)
}

/// Reads stability without its reasons and as if every quarter were an ordinary one, for runs over all customers: the season
/// is known only when all are read, and [`StabilityReading::in_season`] brings it in.
pub fn read_stability(
    purchases: &[Purchase],
    rhythm: OrderRhythm,
    settings: &StabilitySettings,
    as_of: Date,
) -> StabilityReading {
    let known = || purchases.iter().filter(|purchase| purchase.on <= as_of);
    let ordered = || known().filter(|purchase| purchase.amount_minor > 0);
    let orders = ordered().count() as u32;
    let Some(first) = ordered().map(|purchase| purchase.on).min() else {
        return StabilityReading::New { orders: 0, full_months: 0, full_quarters: 0 };
    };
    let (last_month, last_quarter) = (Month::last_full(as_of), Quarter::last_full(as_of));
    let first_month = Month::of(first);
    let full = |periods: i32| (periods + 1).max(0) as u32;
    let full_months = full(last_month.since(first_month));
    let full_quarters = full(last_quarter.since(Quarter::starting_from(first_month)));
    if orders < settings.min_orders || full_months < settings.min_months || full_quarters < settings.min_quarters {
        return StabilityReading::New { orders, full_months, full_quarters };
    }
    let months = full_months.min(settings.months.max(1)) as usize;
    let quarters = full_quarters.min(settings.quarters.max(1)) as usize;
    let mut by_month = vec![0_i64; months];
    let mut by_quarter = vec![0_i64; quarters];
    let mut sizes = Vec::new();
    let slot = |ago: i32, slots: usize| usize::try_from(ago).ok().filter(|ago| *ago < slots).map(|ago| slots - 1 - ago);
    for purchase in known() {
        let month = Month::of(purchase.on);
        if let Some(slot) = slot(last_month.since(month), months) {
            by_month[slot] = by_month[slot].saturating_add(purchase.amount_minor);
            if purchase.amount_minor > 0 {
                sizes.push(purchase.amount_minor as f64);
            }
        }
        if let Some(slot) = slot(last_quarter.since(month.quarter()), quarters) {
            by_quarter[slot] = by_quarter[slot].saturating_add(purchase.amount_minor);
        }
    }
    // a sum of many numbers depends on their order in the last digit; a class must not
    sizes.sort_unstable_by(f64::total_cmp);
    let (periods, periods_with_orders) = regular(&by_month, rhythm);
    let mut found = Stability {
        value: 0.0,
        high: false,
        regularity: f64::from(periods_with_orders) / f64::from(periods.max(1)),
        evenness: even(&by_quarter, None, last_quarter),
        order_size: alike(&sizes),
        decline: decline(&by_quarter),
        periods,
        periods_with_orders,
        quarters_minor: by_quarter,
        orders: sizes.len() as u32,
    };
    found.weigh(settings);
    StabilityReading::Known(found)
}

impl StabilityReading {
    /// The reading with its quarters measured by the season of the line; the day must be that of the reading.
    #[must_use]
    pub fn in_season(mut self, season: Option<&SeasonalIndex>, settings: &StabilitySettings, as_of: Date) -> Self {
        if let (Self::Known(found), Some(season)) = (&mut self, season) {
            found.evenness = even(&found.quarters_minor, Some(season), Quarter::last_full(as_of));
            found.weigh(settings);
        }
        self
    }
}

impl Stability {
    fn weigh(&mut self, settings: &StabilitySettings) {
        self.value = points(self, settings).iter().sum();
        self.high = self.value >= settings.high_from;
    }
}

/// V of quarters, oldest first, each divided by what its season usually brings.
fn even(by_quarter: &[i64], season: Option<&SeasonalIndex>, last: Quarter) -> f64 {
    let oldest = last.plus(1 - by_quarter.len() as i32);
    let usual = |at: usize| season.map_or(1.0, |season| season.of(oldest.plus(at as i32)));
    let in_season: Vec<f64> = by_quarter.iter().enumerate().map(|(at, net)| *net as f64 / usual(at)).collect();
    alike(&in_season)
}

/// What regularity, evenness and order size add to the value, in this order.
fn points(found: &Stability, settings: &StabilitySettings) -> [f64; 3] {
    let total = settings.regularity + settings.evenness + settings.order_size;
    let worth = |weight: f64, part: f64| if total > 0.0 { found.decline * weight * part / total } else { 0.0 };
    [
        worth(settings.regularity, found.regularity),
        worth(settings.evenness, found.evenness),
        worth(settings.order_size, found.order_size),
    ]
}

/// Periods of the rhythm among the months, and those with a positive net. Longer periods are counted back from the newest
/// month; older months that fill none are left out.
fn regular(by_month: &[i64], rhythm: OrderRhythm) -> (u32, u32) {
    let periods = by_month.rchunks_exact(rhythm.months());
    let count = periods.len() as u32;
    let positive = periods.filter(|months| months.iter().map(|net| i128::from(*net)).sum::<i128>() > 0);
    (count, positive.count() as u32)
}

/// 1 less the coefficient of variation (population standard deviation / mean), not below 0; 0 without a positive mean.
fn alike(amounts: &[f64]) -> f64 {
    let n = amounts.len() as f64;
    let mean = amounts.iter().sum::<f64>() / n;
    if amounts.is_empty() || mean <= 0.0 {
        return 0.0;
    }
    let variance = amounts.iter().map(|amount| (amount - mean).powi(2)).sum::<f64>() / n;
    (1.0 - variance.sqrt() / mean).max(0.0)
}

/// The last two quarters against the two before; with fewer than four, the last half against the first.
fn decline(by_quarter: &[i64]) -> f64 {
    let quarters = by_quarter.len();
    let (half, window) = if quarters >= 4 { (2, 4) } else { (quarters / 2, quarters) };
    let recent = &by_quarter[quarters - window..];
    let sum = |part: &[i64]| part.iter().map(|net| *net as f64).sum::<f64>();
    let (before, after) = (sum(&recent[..half]), sum(&recent[window - half..]));
    if before + after <= 0.0 {
        return 0.0;
    }
    (1.0 + (after - before) / (after + before)).clamp(0.0, 1.0)
}

fn reasons(reading: &StabilityReading, settings: &StabilitySettings) -> Vec<Reason> {
    let reason = |factor: StabilityFactor, seen: Observed| Reason::of(factor, seen, Source::Derived);
    match reading {
        StabilityReading::New { orders, full_months, full_quarters } => vec![
            reason(StabilityFactor::Orders, Observed::Count(u64::from(*orders))),
            reason(StabilityFactor::FullMonths, Observed::Count(u64::from(*full_months))),
            reason(StabilityFactor::FullQuarters, Observed::Count(u64::from(*full_quarters))),
        ],
        StabilityReading::Known(found) => {
            let [regularity, evenness, order_size] = points(found, settings);
            vec![
                reason(StabilityFactor::Decline, Observed::Number(found.decline)),
                reason(StabilityFactor::Regularity, Observed::Number(found.regularity)).worth(regularity),
                reason(StabilityFactor::Evenness, Observed::Number(found.evenness)).worth(evenness),
                reason(StabilityFactor::OrderSize, Observed::Number(found.order_size)).worth(order_size),
            ]
        }
    }
}
