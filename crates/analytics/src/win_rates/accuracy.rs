//! How good forecasts were (OPP-6): Brier score and reliability curve, of the model and of managers on the same deals.

use method::prospecting::results::share;
use method::verdict::Measured;
use serde::{Deserialize, Serialize};

/// Bins of the reliability curve.
const BINS: usize = 10;
/// Two-sided 90% of the normal distribution.
const Z90: f64 = 1.644_853_626_951_472_2;

/// What was forecast of a deal while it was open, and how it ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ForecastDeal {
    /// The probability given, 0 to 1.
    pub forecast: f64,
    /// Whether it was won.
    pub won: bool,
}

impl ForecastDeal {
    fn outcome(&self) -> f64 {
        f64::from(u8::from(self.won))
    }

    fn squared_error(&self) -> f64 {
        (self.forecast - self.outcome()).powi(2)
    }
}

/// Deals whose forecasts lay close together, with what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ReliabilityBin {
    /// Lowest forecast of the bin.
    pub from: f64,
    /// Highest forecast of the bin.
    pub to: f64,
    /// The mean of the forecasts.
    pub forecast: f64,
    /// The part that was won.
    pub won: Measured,
}

/// How good forecasts were.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Accuracy {
    /// Mean squared error of the probabilities, 0 to 1; less is better.
    pub brier: Measured,
    /// The same of somebody who always names the part that was won: a forecast worth having is below it.
    pub of_base_rate: f64,
    /// Forecast against outcome, lowest forecasts first; bins without a deal are left out.
    pub curve: Vec<ReliabilityBin>,
}

/// Scores forecasts of closed deals (OPP-6). Below `needed` deals there is no score, and below `needed_bin` no point of the curve.
pub fn accuracy(deals: &[ForecastDeal], needed: u64, needed_bin: u64) -> Accuracy {
    let won = mean(deals.iter().map(ForecastDeal::outcome));
    Accuracy {
        brier: measured(&deals.iter().map(ForecastDeal::squared_error).collect::<Vec<f64>>(), needed),
        of_base_rate: won * (1.0 - won),
        curve: (0..BINS).filter_map(|bin| reliability(deals, bin, needed_bin)).collect(),
    }
}

fn reliability(deals: &[ForecastDeal], bin: usize, needed: u64) -> Option<ReliabilityBin> {
    // the cast saturates, so that no forecast falls outside
    let of = |forecast: f64| ((forecast * BINS as f64) as usize).min(BINS - 1);
    let within: Vec<&ForecastDeal> = deals.iter().filter(|deal| of(deal.forecast) == bin).collect();
    let won = within.iter().filter(|deal| deal.won).count() as u64;
    (!within.is_empty()).then(|| ReliabilityBin {
        from: bin as f64 / BINS as f64,
        to: (bin + 1) as f64 / BINS as f64,
        forecast: mean(within.iter().map(|deal| deal.forecast)),
        won: share(won, within.len() as u64, needed),
    })
}

/// A deal that the model and perhaps a manager had forecast.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BothForecasts {
    /// The model's probability.
    pub model: f64,
    /// The manager's; none where they gave none.
    pub manager: Option<f64>,
    /// Whether it was won.
    pub won: bool,
}

/// Model and manager on the same deals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SideBySide {
    /// The model.
    pub model: Accuracy,
    /// The manager.
    pub manager: Accuracy,
    /// Brier score of the manager less that of the model, deal by deal: above zero the model was nearer.
    pub difference: Measured,
}

/// Scores a manager's own forecasts beside the model's (OPP-6), on the deals that both had forecast.
pub fn side_by_side(deals: &[BothForecasts], needed: u64, needed_bin: u64) -> SideBySide {
    let both = || deals.iter().filter_map(|deal| deal.manager.map(|manager| (deal, manager)));
    let model: Vec<ForecastDeal> =
        both().map(|(deal, _)| ForecastDeal { forecast: deal.model, won: deal.won }).collect();
    let manager: Vec<ForecastDeal> = both().map(|(deal, forecast)| ForecastDeal { forecast, won: deal.won }).collect();
    let apart: Vec<f64> =
        manager.iter().zip(&model).map(|(manager, model)| manager.squared_error() - model.squared_error()).collect();
    SideBySide {
        model: accuracy(&model, needed, needed_bin),
        manager: accuracy(&manager, needed, needed_bin),
        difference: measured(&apart, needed),
    }
}

/// A past period: what was forecast at its beginning, and what it brought. Amounts in minor units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PastPeriod {
    /// The model's forecast.
    pub expected_minor: f64,
    /// Lower end of its range.
    pub low_minor: f64,
    /// Upper end of its range.
    pub high_minor: f64,
    /// The manager's own forecast; none where they gave none.
    pub manager_minor: Option<f64>,
    /// What was won.
    pub actual_minor: f64,
}

/// How good the forecasts of periods were.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PeriodScores {
    /// The part of the periods that ended within the range; nine in ten would be right.
    pub within_range: Measured,
    /// Mean error of the model without its sign, in minor units.
    pub model_error_minor: Measured,
    /// The same of the managers, over the periods they forecast.
    pub manager_error_minor: Measured,
}

/// Scores forecasts of past periods (OPP-6).
pub fn periods(past: &[PastPeriod], needed: u64) -> PeriodScores {
    let within = past.iter().filter(|one| (one.low_minor..=one.high_minor).contains(&one.actual_minor)).count() as u64;
    let model: Vec<f64> = past.iter().map(|one| (one.expected_minor - one.actual_minor).abs()).collect();
    let manager: Vec<f64> =
        past.iter().filter_map(|one| one.manager_minor.map(|said| (said - one.actual_minor).abs())).collect();
    PeriodScores {
        within_range: share(within, past.len() as u64, needed),
        model_error_minor: measured(&model, needed),
        manager_error_minor: measured(&manager, needed),
    }
}

/// A mean with the 90% interval of its standard error.
fn measured(values: &[f64], needed: u64) -> Measured {
    let n = values.len() as u64;
    if n < needed.max(2) {
        return Measured::TooFew { n, needed: needed.max(2) };
    }
    let value = mean(values.iter().copied());
    let spread = values.iter().map(|one| (one - value).powi(2)).sum::<f64>() / (n - 1) as f64;
    let half = Z90 * (spread / n as f64).sqrt();
    Measured::Estimate { value, low: value - half, high: value + half, n }
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (n, sum) = values.fold((0_u64, 0.0), |(n, sum), value| (n + 1, sum + value));
    if n > 0 { sum / n as f64 } else { 0.0 }
}
