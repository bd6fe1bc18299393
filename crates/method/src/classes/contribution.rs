//! Contribution (CLA-2): who makes the first part of what all customers bring in a year, in margin where it is known.

use serde::{Deserialize, Serialize};

use super::ranking::{largest_first, part, within};
use crate::coded::coded;

coded! {
    /// What contribution is measured in; one measure for all customers of a run.
    pub enum ContributionMeasure in "contribution_measure" {
        Margin = "margin", "毛利", "margin";
        Sales = "sales", "净销售额", "net sales";
    }
}

/// Thresholds of contribution.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContributionSettings {
    /// Full months that count.
    pub months: u32,
    /// Margin is the measure when at least this part of sales carries it, in per cent.
    pub margin_known_percent: f64,
    /// High: who makes the first so many per cent.
    pub high_to_percent: f64,
}

impl Default for ContributionSettings {
    fn default() -> Self {
        Self { months: 12, margin_known_percent: 90.0, high_to_percent: 80.0 }
    }
}

/// What a customer brought in the period, in minor units of the run's currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Brought<Id> {
    /// Who.
    pub id: Id,
    /// Net sales.
    pub sales_minor: i64,
    /// The part of the net sales whose margin is known.
    pub sales_with_margin_minor: i64,
    /// The margin of that part.
    pub margin_minor: i64,
}

/// A customer's contribution among all of a run.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contribution {
    /// Whether the customer is among those who make the first part.
    pub high: bool,
    /// What it is measured in.
    pub measure: ContributionMeasure,
    /// The amount in minor units, also where it is negative.
    pub amount_minor: i64,
    /// Whether the customer's own margin is known for too little of its sales, and the margin rate of all stands in for it.
    pub estimated: bool,
    /// Share of the total, negatives counted as 0.
    pub share: f64,
    /// The same with everybody before.
    pub cumulative: f64,
}

/// Measures the contribution of all customers of a run (CLA-2), in the order given. The customer who crosses the cut is
/// inside; ties go by id; negative amounts count as 0 and are never high.
pub fn contributions<Id: Ord>(customers: &[Brought<Id>], settings: &ContributionSettings) -> Vec<Contribution> {
    let sum = |value: fn(&Brought<Id>) -> i64| customers.iter().map(|one| i128::from(value(one).max(0))).sum::<i128>();
    let (sales, with_margin) = (sum(|one| one.sales_minor), sum(|one| one.sales_with_margin_minor));
    let margin: i128 = customers.iter().map(|one| i128::from(one.margin_minor)).sum();
    let known = |with: i128, of: i128| of > 0 && with as f64 * 100.0 >= settings.margin_known_percent * of as f64;
    let measure = if known(with_margin, sales) { ContributionMeasure::Margin } else { ContributionMeasure::Sales };
    let rate = margin as f64 / (with_margin.max(1) as f64);
    let amount = |one: &Brought<Id>| match measure {
        ContributionMeasure::Sales => (one.sales_minor, false),
        ContributionMeasure::Margin => {
            let own = known(i128::from(one.sales_with_margin_minor), i128::from(one.sales_minor));
            if own || one.sales_minor <= 0 {
                (one.margin_minor, false)
            } else {
                ((rate * one.sales_minor as f64).round() as i64, true)
            }
        }
    };
    let amounts: Vec<(i64, bool)> = customers.iter().map(amount).collect();
    let total: i128 = amounts.iter().map(|(amount, _)| i128::from((*amount).max(0))).sum();
    let ranked: Vec<(i64, &Id)> = amounts.iter().zip(customers).map(|((amount, _), one)| (*amount, &one.id)).collect();
    let mut before = 0_i128;
    let mut found = vec![None; customers.len()];
    for place in largest_first(&ranked, |(amount, id)| (*amount, *id)) {
        let (amount_minor, estimated) = amounts[place];
        let counted = i128::from(amount_minor.max(0));
        let high = counted > 0 && within(before, total, settings.high_to_percent);
        before += counted;
        found[place] = Some(Contribution {
            high,
            measure,
            amount_minor,
            estimated,
            share: part(counted, total),
            cumulative: part(before, total),
        });
    }
    found.into_iter().flatten().collect()
}
