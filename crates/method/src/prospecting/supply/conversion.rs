//! How many of the prospects screened are won (PRO-8): only those are counted that had time enough to buy.

use serde::{Deserialize, Serialize};
use statrs::distribution::{Beta, ContinuousCDF};

use super::SupplySettings;
use crate::coded::coded;
use crate::prospecting::results::percentile;
use crate::verdict::Measured;

coded! {
    /// Whose rate a need is computed with.
    pub enum RateOf in "rate_of" {
        Own = "own", "本单位的转化率", "own conversion rate";
        Company = "company", "全公司的转化率", "the company's conversion rate";
    }
}

/// Prospects screened on a day, counted backwards from the present.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScreenedDay {
    /// Whole days ago.
    pub days_ago: u32,
    /// Prospects.
    pub count: u64,
}

/// A prospect that was screened and won.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Win {
    /// Whole days since the screening.
    pub days_ago: u32,
    /// Days from the screening to the first order.
    pub days_to_win: f64,
}

/// The prospects that had time enough to buy, and those of them who did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cohort {
    /// The time given to each in days (h): four in five of the wins need no more.
    pub horizon_days: u32,
    /// Screened long enough ago.
    pub screened: u64,
    /// Of these, won within that time.
    pub won: u64,
}

/// Puts the cohort together: screened between the beginning of the window and h days ago.
pub fn cohort(screened: &[ScreenedDay], wins: &[Win], settings: &SupplySettings) -> Cohort {
    let window = settings.screened_weeks * 7;
    let days: Vec<f64> = wins.iter().filter(|win| win.days_ago < window).map(|win| win.days_to_win.max(0.0)).collect();
    if days.is_empty() {
        return Cohort::default();
    }
    let usual = percentile(&days, settings.horizon_percentile).ceil() as u32;
    let horizon_days = usual.clamp(settings.horizon_min_days, settings.horizon_max_days);
    let old_enough = |days_ago: u32| (horizon_days..window).contains(&days_ago);
    let in_time = |win: &&Win| old_enough(win.days_ago) && win.days_to_win <= f64::from(horizon_days);
    Cohort {
        horizon_days,
        screened: screened.iter().filter(|day| old_enough(day.days_ago)).map(|day| day.count).sum(),
        won: wins.iter().filter(in_time).count() as u64,
    }
}

/// The rate with its 90% Jeffreys interval; too few where there are not wins enough.
pub fn conversion(cohort: &Cohort, settings: &SupplySettings) -> Measured {
    let Cohort { screened, won, .. } = *cohort;
    let needed = settings.min_wins.max(1);
    if won < needed || won > screened {
        return Measured::TooFew { n: won, needed };
    }
    let (yes, no) = (won as f64, (screened - won) as f64);
    let rate = yes / screened as f64;
    // half a case on either side: the prior of Jeffreys; both shapes are above zero, so there is such a distribution
    let Ok(beta) = Beta::new(yes + 0.5, no + 0.5) else { return Measured::TooFew { n: won, needed } };
    let (low, high) = (beta.inverse_cdf(0.05), beta.inverse_cdf(0.95));
    Measured::Estimate { value: rate, low: low.min(rate), high: high.max(rate), n: screened }
}

/// The own rate, or the company's where the own wins are too few.
pub fn rate_for(own: &Cohort, company: &Cohort, settings: &SupplySettings) -> (Measured, RateOf) {
    match conversion(own, settings) {
        rate @ Measured::Estimate { .. } => (rate, RateOf::Own),
        Measured::TooFew { .. } => (conversion(company, settings), RateOf::Company),
    }
}
