//! Retention (CLA-7): the repeat-purchase rate, and what stays of the customers who began in the same period.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::periods::{Month, Quarter};
use crate::coded::coded;
use crate::prospecting::results::{ResultSettings, share};
use crate::verdict::Measured;

coded! {
    /// The length of a cohort's periods.
    #[derive(Default)]
    pub enum CohortPeriod in "cohort_period" {
        #[default]
        Month = "month", "按月", "by month";
        Quarter = "quarter", "按季", "by quarter";
    }
}

impl CohortPeriod {
    const fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
        }
    }
}

/// The customers who bought first in the same period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cohort {
    /// First day of the period.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub start: Date,
    /// Customers who began in it.
    pub size: u64,
    /// Share of them who bought in the same period (always all), the next, and so on.
    pub kept: Vec<Measured>,
}

/// The share of customers who came back for a second purchase (CLA-7).
pub fn repeat_rate(customers: &[impl AsRef<[Date]>], results: &ResultSettings) -> Measured {
    let bought = customers.iter().filter(|days| !days.as_ref().is_empty()).count() as u64;
    let again = customers.iter().filter(|days| days.as_ref().len() > 1).count() as u64;
    share(again, bought, results.min_cases)
}

/// The retention of every cohort (CLA-7), earliest first. Each customer's days as `purchase_days` gives them.
pub fn cohorts(
    customers: &[impl AsRef<[Date]>],
    period: CohortPeriod,
    results: &ResultSettings,
    as_of: Date,
) -> Vec<Cohort> {
    let mut counts = CohortCounts::new(period, as_of);
    for days in customers {
        counts.add(days.as_ref());
    }
    counts.cohorts(results)
}

/// Cohorts as they are counted, customer by customer. Only full periods before the day count, so that the last is not low
/// merely because it is not over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CohortCounts {
    period: CohortPeriod,
    /// First month of the last full period.
    last: Month,
    /// By first month of a cohort: customers who bought in its first period, the next, and so on.
    bought: BTreeMap<Month, Vec<u64>>,
}

impl CohortCounts {
    /// Nobody counted yet.
    pub fn new(period: CohortPeriod, as_of: Date) -> Self {
        let last = match period {
            CohortPeriod::Month => Month::last_full(as_of),
            CohortPeriod::Quarter => Quarter::last_full(as_of).first_month(),
        };
        Self { period, last, bought: BTreeMap::new() }
    }

    /// Counts a customer; days as `purchase_days` gives them.
    pub fn add(&mut self, days: &[Date]) {
        let (period, last) = (self.period, self.last);
        let begin = |day: &Date| match period {
            CohortPeriod::Month => Month::of(*day),
            CohortPeriod::Quarter => Month::of(*day).quarter().first_month(),
        };
        let periods = |from: Month, to: Month| (to.since(from) / period.months()) as usize;
        let Some(first) = days.first().map(begin).filter(|first| *first <= last) else { return };
        let row = self.bought.entry(first).or_insert_with(|| vec![0; periods(first, last) + 1]);
        let mut before = None;
        for now in days.iter().map(begin).filter(|now| *now <= last) {
            if before != Some(now) {
                row[periods(first, now)] += 1;
                before = Some(now);
            }
        }
    }

    /// The retention of every cohort, earliest first.
    pub fn cohorts(&self, results: &ResultSettings) -> Vec<Cohort> {
        let cohort = |(first, row): (&Month, &Vec<u64>)| {
            let size = row[0];
            let kept = row.iter().map(|count| share(*count, size, results.min_cases)).collect();
            Cohort { start: first.first_day(), size, kept }
        };
        self.bought.iter().map(cohort).collect()
    }
}
