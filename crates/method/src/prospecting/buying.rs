//! Whether a customer is still buying (CLA-6): measured by the customer's own rhythm and by that of all customers.
//!
//! Somebody who stays away for longer than both is no customer any more: a backward conversion, of which the cause is
//! asked. The next order turns it round.

use serde::{Deserialize, Serialize};

use crate::answer::Answer;
use crate::coded::coded;
use crate::prospecting::results::percentile;
use crate::time::{Timestamp, Zone};
use crate::verdict::{Observed, Reason, RuleVersion, Source, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "still_buying";
/// Its version.
pub const VERSION: u32 = 2;

/// Days after the end of a contract on which its customer still counts as one.
pub const AFTER_CONTRACT_DAYS: u32 = 30;

coded! {
    /// What decides whether somebody is still buying.
    pub enum BuyingFactor in "buying" {
        LastOrder = "last_order", "最近一次成交", "last order";
        OwnInterval = "own_interval", "本客户的购买间隔（中位数）", "the customer's own median interval";
        LineInterval = "line_interval", "全体客户的购买间隔上限", "long interval among all customers";
        ContractEnd = "contract_end", "最晚到期的合同", "the end of the last contract";
        SaidNo = "said_no", "客户表示不再购买", "said they will not buy again";
    }
}

/// Thresholds of still buying.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BuyingSettings {
    /// How many times the own median interval a customer may stay away.
    pub own_intervals: f64,
    /// Orders from which a customer has an interval of their own.
    pub min_orders: u32,
    /// The share of all intervals that the long interval is not shorter than, 0 to 1.
    pub line_percentile: f64,
    /// Intervals needed to measure the long interval.
    pub min_intervals: u32,
    /// The long interval in days as long as too few are on record.
    pub usual_interval_days: u32,
}

impl Default for BuyingSettings {
    fn default() -> Self {
        Self { own_intervals: 2.0, min_orders: 3, line_percentile: 0.9, min_intervals: 10, usual_interval_days: 365 }
    }
}

/// How a customer stands.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Buying {
    /// Whether the customer still counts as one.
    pub still: bool,
    /// Until when without another order; none without an order on record, and for those who said no.
    pub until: Option<Timestamp>,
}

/// The orders as they are counted, oldest first: several of a day are one, the last.
pub fn one_a_day(mut orders: Vec<Timestamp>, zone: &Zone) -> Vec<Timestamp> {
    orders.sort_unstable_by(|a, b| b.cmp(a));
    orders.dedup_by_key(|at| at.local_date(zone));
    orders.reverse();
    orders
}

/// The days between one order and the next, the orders oldest first.
pub fn intervals(orders: &[Timestamp]) -> impl Iterator<Item = f64> + '_ {
    orders.windows(2).map(|pair| pair[1].days_since(pair[0]))
}

/// The long interval among all customers in days; the usual one as long as too few intervals are known.
pub fn line_interval(all_intervals: &[f64], settings: &BuyingSettings) -> f64 {
    if all_intervals.len() < settings.min_intervals.max(1) as usize {
        return f64::from(settings.usual_interval_days);
    }
    percentile(all_intervals, settings.line_percentile)
}

/// The customer's own median interval, from enough orders on.
fn own_median(own_intervals: &[f64], settings: &BuyingSettings) -> Option<f64> {
    let enough = own_intervals.len() + 1 >= settings.min_orders.max(2) as usize;
    enough.then(|| percentile(own_intervals, 0.5))
}

/// For how many days after the last order a customer with these intervals between orders may stay away.
pub fn allowed_days(own_intervals: &[f64], line_interval_days: f64, settings: &BuyingSettings) -> f64 {
    let own = own_median(own_intervals, settings).map(|median| median * settings.own_intervals);
    own.map_or(line_interval_days, |own| own.max(line_interval_days))
}

/// Whether somebody with these orders (oldest first) is still buying. `said_no` is when the customer said that they
/// will not buy again; a later order overrules it. `contract_end` is when the last contract ends of a product line that is
/// sold by contract: until some time after it nobody need order to remain a customer.
pub fn still_buying(
    orders: &[Timestamp],
    said_no: Option<Timestamp>,
    contract_end: Option<Timestamp>,
    line_interval_days: f64,
    settings: &BuyingSettings,
    as_of: Timestamp,
) -> Verdict<Buying> {
    let rule = RuleVersion::new(RULE, VERSION);
    let Some(last) = orders.last().copied() else {
        return Verdict::new(Buying { still: false, until: None }, Vec::new(), rule, as_of);
    };
    let mut reasons = vec![Reason::of(BuyingFactor::LastOrder, Observed::Date(last), Source::Stated)];
    if said_no.is_some_and(|at| at >= last) {
        reasons.push(Reason::of(BuyingFactor::SaidNo, Observed::Answer(Answer::Yes), Source::Stated));
        return Verdict::new(Buying { still: false, until: None }, reasons, rule, as_of);
    }
    let days = |factor: BuyingFactor, days: f64| Reason::of(factor, Observed::Days(days), Source::Derived);
    let own: Vec<f64> = intervals(orders).collect();
    reasons.extend(own_median(&own, settings).map(|median| days(BuyingFactor::OwnInterval, median)));
    reasons.push(days(BuyingFactor::LineInterval, line_interval_days));
    let by_rhythm = last.plus_days(allowed_days(&own, line_interval_days, settings));
    let by_contract = contract_end.map(|end| end.plus_days(f64::from(AFTER_CONTRACT_DAYS)));
    let end = |end: Timestamp| Reason::of(BuyingFactor::ContractEnd, Observed::Date(end), Source::Stated);
    reasons.extend(contract_end.map(end));
    let until = by_rhythm.max(by_contract.unwrap_or(by_rhythm));
    Verdict::new(Buying { still: as_of <= until, until: Some(until) }, reasons, rule, as_of)
}
