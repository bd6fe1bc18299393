//! ABC (CLA-1): customers by their cumulative share of sales, largest first.

use serde::{Deserialize, Serialize};

use super::ranking::{largest_first, part, within};
use crate::coded::{Coded, coded};
use crate::time::Timestamp;
use crate::verdict::{Observed, Reason, RuleVersion, Source, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "abc";
/// Its version.
pub const VERSION: u32 = 1;

coded! {
    /// Whether a customer is among those who make most of the sales.
    pub enum AbcClass in "abc" {
        A = "a", "A 类客户", "A";
        B = "b", "B 类客户", "B";
        C = "c", "C 类客户", "C";
    }
}

coded! {
    /// What decides the class.
    pub enum AbcFactor in "abc_factor" {
        Rank = "rank", "销售额名次", "rank by sales";
        Share = "share", "占销售额的比例（%）", "share of sales (%)";
        Cumulative = "cumulative", "累计占比（%）", "cumulative share (%)";
        NotPositive = "not_positive", "期内净销售额为零或负数", "no positive net sales in the period";
    }
}

/// Cuts of the classes and of the warnings beside them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AbcSettings {
    /// Full months that count.
    pub months: u32,
    /// A: who makes the first so many per cent of sales.
    pub a_to_percent: f64,
    /// B: who makes the next, up to so many per cent together.
    pub b_to_percent: f64,
    /// Heads in A by the rule of thumb, in per cent; only for comparison.
    pub a_heads_percent: f64,
    /// Heads in B by the rule of thumb, in per cent.
    pub b_heads_percent: f64,
    /// Heads in C by the rule of thumb, in per cent.
    pub c_heads_percent: f64,
    /// A customer with this share of a region's sales, in per cent, is a danger to it.
    pub danger_percent: f64,
    /// The top of the heads whose share of profit is shown, in per cent.
    pub top_heads_percent: f64,
}

impl Default for AbcSettings {
    fn default() -> Self {
        Self {
            months: 12,
            a_to_percent: 80.0,
            b_to_percent: 95.0,
            a_heads_percent: 20.0,
            b_heads_percent: 30.0,
            c_heads_percent: 50.0,
            danger_percent: 25.0,
            top_heads_percent: 10.0,
        }
    }
}

/// One customer's net sales of the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CustomerTotal<Id> {
    /// Who.
    pub id: Id,
    /// Net of returns, in minor units of the run's currency.
    pub net_minor: i64,
}

/// Where a customer stands among all of a run.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AbcPlace {
    /// The class.
    pub class: AbcClass,
    /// Place by sales, from 1; equal sales are told apart by id.
    pub rank: u64,
    /// Net sales in minor units.
    pub net_minor: i64,
    /// Share of the sum of positive totals, 0 to 1.
    pub share: f64,
    /// The same with everybody before, 0 to 1.
    pub cumulative: f64,
    /// Whether the total is zero or negative.
    pub not_positive: bool,
}

/// Classes all customers of a run (CLA-1); places in the order of the customers given. The customer who crosses a cut still
/// belongs above it. Zero and negative totals are C, and flagged.
pub fn abc<Id: Ord>(customers: &[CustomerTotal<Id>], settings: &AbcSettings) -> Vec<AbcPlace> {
    let total: i128 = customers.iter().map(|customer| i128::from(customer.net_minor.max(0))).sum();
    let mut before = 0_i128;
    let mut places = vec![None; customers.len()];
    let order = largest_first(customers, |customer| (customer.net_minor, &customer.id));
    for (rank, place) in order.into_iter().enumerate() {
        let net_minor = customers[place].net_minor;
        let class = match net_minor {
            ..=0 => AbcClass::C,
            _ if within(before, total, settings.a_to_percent) => AbcClass::A,
            _ if within(before, total, settings.b_to_percent) => AbcClass::B,
            _ => AbcClass::C,
        };
        let counted = i128::from(net_minor.max(0));
        before += counted;
        places[place] = Some(AbcPlace {
            class,
            rank: rank as u64 + 1,
            net_minor,
            share: part(counted, total),
            cumulative: part(before, total),
            not_positive: net_minor <= 0,
        });
    }
    places.into_iter().flatten().collect()
}

impl AbcPlace {
    /// The class with its reasons.
    pub fn verdict(&self, as_of: Timestamp) -> Verdict<AbcClass> {
        let reason = |factor: AbcFactor, seen: Observed| Reason::of(factor, seen, Source::Derived);
        let mut reasons = vec![
            reason(AbcFactor::Cumulative, Observed::Number(100.0 * self.cumulative)),
            reason(AbcFactor::Share, Observed::Number(100.0 * self.share)),
            reason(AbcFactor::Rank, Observed::Count(self.rank)),
        ];
        if self.not_positive {
            reasons.insert(0, reason(AbcFactor::NotPositive, Observed::Number(self.net_minor as f64 / 100.0)));
        }
        Verdict::new(self.class, reasons, RuleVersion::new(RULE, VERSION), as_of)
    }
}

/// One class in the two percentages of the method.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AbcGroup {
    /// The class.
    pub class: AbcClass,
    /// Customers in it.
    pub heads: u64,
    /// Share of all customers, 0 to 1.
    pub head_share: f64,
    /// Share of the sum of positive totals, 0 to 1.
    pub sales_share: f64,
    /// Share of heads by the rule of thumb, 0 to 1.
    pub usual_head_share: f64,
}

/// The classes side by side (CLA-1): share of heads and of sales, and the rule of thumb to compare with.
pub fn groups(places: &[AbcPlace], settings: &AbcSettings) -> Vec<AbcGroup> {
    let total: i128 = places.iter().map(|place| i128::from(place.net_minor.max(0))).sum();
    let usual = |class: AbcClass| match class {
        AbcClass::A => settings.a_heads_percent,
        AbcClass::B => settings.b_heads_percent,
        AbcClass::C => settings.c_heads_percent,
    };
    let group = |class: &AbcClass| {
        let of_class = || places.iter().filter(move |place| place.class == *class);
        let heads = of_class().count();
        let sales: i128 = of_class().map(|place| i128::from(place.net_minor.max(0))).sum();
        AbcGroup {
            class: *class,
            heads: heads as u64,
            head_share: part(heads as i128, places.len() as i128),
            sales_share: part(sales, total),
            usual_head_share: usual(*class) / 100.0,
        }
    };
    AbcClass::ALL.iter().map(group).collect()
}
