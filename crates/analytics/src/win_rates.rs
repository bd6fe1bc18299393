//! Win rates (OPP-6): what the company's closed deals say about an open one, with n and an interval.
//!
//! A small group of deals is drawn to the larger one it belongs to: a cell to its team, a team to the company
//! ([`rates`](WinRates)). How strongly is estimated from how much the groups differ. What the model said is scored afterwards,
//! beside what managers said ([`accuracy`]), and tactics are compared with and without ([`Tactic`]). Nothing here says that a
//! tactic was the cause.

mod accuracy;
mod forecast;
mod rates;
mod strength;
mod tactics;

pub use accuracy::{
    Accuracy, BothForecasts, ForecastDeal, PastPeriod, PeriodScores, ReliabilityBin, SideBySide, accuracy, periods,
    side_by_side,
};
pub use forecast::{OpenDeal, forecast, forecast_rated};
pub use rates::{ClosedDeal, Rate, WinRates};
pub use tactics::{Association, Tactic, TacticDeal, tactic};
