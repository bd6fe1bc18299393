//! How good forecasts of quarters were (OPP-6): the model is asked again as of the first moment of each past quarter, with the deals
//! that were open and what was known of them then; beside it what managers had said by then.

use analytics::win_rates::{PastPeriod, periods};
use method::{Timestamp, verdict::Measured};
use serde::Serialize;
use store::deals::DealFilter;
use utoipa::ToSchema;

use super::{OPEN_DEALS, Quarter, Valued, forecast_of, said_of};
use crate::{
    Actor, App, AppError,
    deals::{
        history::Told,
        learned::Learned,
        rates::{Alike, RateBook},
        whose::Whose,
    },
};

/// Quarters looked back on.
const QUARTERS: usize = 8;
/// Closed deals that are looked back on at most: the last ones.
const CLOSED_DEALS: u64 = 20_000;
/// Quarters from which a score means something.
const NEEDED: u64 = 4;
/// A forecast said within so many days of its period's beginning counts as said at the beginning.
const GRACE_DAYS: f64 = 14.0;

/// A past quarter: what was forecast at its beginning, and what it brought.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PastQuarter {
    pub period: String,
    /// what the model would have said; too few closed deals by then gave nothing
    pub forecast: Measured,
    /// what a manager said by then
    pub manager_minor: Option<i64>,
    /// what was won
    pub actual_minor: i64,
}

/// How good the forecasts of quarters were.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PastScores {
    /// the last quarters, oldest first
    pub quarters: Vec<PastQuarter>,
    /// the part of them that ended within the range; nine in ten would be right
    pub within_range: Measured,
    /// mean error of the model without its sign, in minor units
    pub model_error_minor: Measured,
    /// the same of the managers
    pub manager_error_minor: Measured,
}

impl App {
    /// Looks back on the quarters before the present one.
    pub(super) async fn past_scores(
        &self,
        actor: &Actor,
        whose: &Whose,
        currency: &str,
        learned: &Learned,
    ) -> Result<PastScores, AppError> {
        let settings = self.settings().await?;
        let zone = &settings.method.contact.zone;
        let rules = settings.method.deals.win_rates;
        let reach = actor.own_reach();
        let filter = DealFilter { currency: Some(currency.to_owned()), ..whose.filter() };
        let mut quarter = Quarter::of(self.now().local_date(zone));
        let first = (1..QUARTERS).fold(quarter.previous(), |quarter, _| quarter.previous());
        let since = first.moments(zone).0.as_millis();
        let mut rows = store::deals::closed_since(&self.store, &reach, &filter, since, CLOSED_DEALS).await?;
        // where there are more, what is said begins with the deals that were read
        let whole_from = rows.last().filter(|_| rows.len() as u64 == CLOSED_DEALS).and_then(|row| row.ended_at);
        rows.extend(store::deals::open(&self.store, &reach, &filter, OPEN_DEALS).await?);
        let deals = self.told(rows).await?;
        let mut quarters = Vec::new();
        for _ in 0..QUARTERS {
            quarter = quarter.previous();
            let (from, until) = quarter.moments(zone);
            if whole_from.is_some_and(|whole| from.as_millis() <= whole) {
                break;
            }
            let open: Vec<Valued> = deals.iter().filter_map(|told| as_of(told, from, &quarter)).collect();
            let won = |told: &&Told| told.won() && told.ended_at().is_some_and(|ended| ended >= from && ended < until);
            let actual_minor = deals.iter().filter(won).map(|told| told.row.likely_minor).sum();
            let mut book = RateBook::as_of(learned, from, &rules);
            let said = store::deals::forecasts_of(&self.store, &quarter.code(), currency).await?;
            let by_then = from.plus_days(GRACE_DAYS).as_millis();
            let said: Vec<_> =
                said.into_iter().rev().filter(|one| one.at < by_then && one.forecast_minor.is_some()).collect();
            quarters.push(PastQuarter {
                period: quarter.code(),
                forecast: forecast_of(&mut book, &open, 0),
                manager_minor: said_of(whose, &said).and_then(|one| one.forecast_minor),
                actual_minor,
            });
        }
        quarters.reverse();
        let past: Vec<PastPeriod> = quarters.iter().filter_map(period_of).collect();
        let scores = periods(&past, NEEDED);
        Ok(PastScores {
            quarters,
            within_range: scores.within_range,
            model_error_minor: scores.model_error_minor,
            manager_error_minor: scores.manager_error_minor,
        })
    }
}

/// A deal that was open at the beginning of a quarter and expected by its end, with its amount as known then.
fn as_of(told: &Told, at: Timestamp, quarter: &Quarter) -> Option<Valued> {
    let expected = told.open_at(at).then(|| told.expected_at(at))??;
    let features = told.at(at);
    let minor = features.amount_minor?;
    (expected <= quarter.last_day()).then(|| (Alike::then(features), [minor; 3]))
}

fn period_of(quarter: &PastQuarter) -> Option<PastPeriod> {
    let Measured::Estimate { value, low, high, .. } = quarter.forecast else { return None };
    Some(PastPeriod {
        expected_minor: value,
        low_minor: low,
        high_minor: high,
        manager_minor: quarter.manager_minor.map(|minor| minor as f64),
        actual_minor: quarter.actual_minor as f64,
    })
}
