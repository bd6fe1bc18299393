//! What a customer is worth over a horizon: expected purchases times expected amount, what comes later worth less.

use serde::{Deserialize, Serialize};

use super::{BgNbd, Buyer, GammaGamma, Spender};

/// Purchases are taken to happen in the middle of steps of so many weeks.
const STEP_WEEKS: f64 = 4.0;
const WEEKS_OF_A_YEAR: f64 = 365.25 / 7.0;

/// How far one looks, and how much less a year later is worth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Horizon {
    /// Weeks from now.
    pub weeks: f64,
    /// Discount of a year: with 0.1 an amount of 110 a year from now is worth 100 today.
    pub yearly_discount: f64,
}

/// What is expected of a customer within a horizon.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LifetimeValue {
    /// Probability that they still buy; none for one-time buyers, of whom it is not known.
    pub alive: Option<f64>,
    /// Purchases.
    pub purchases: f64,
    /// Amount of a purchase, in the unit of the amounts; none where no mean exists.
    pub amount: Option<f64>,
    /// Value of the purchases today.
    pub value: Option<f64>,
}

/// The value of a customer within a horizon (CLA-7).
pub fn lifetime_value(
    rhythm: &BgNbd,
    money: &GammaGamma,
    buyer: &Buyer,
    mean_amount: f64,
    horizon: Horizon,
) -> LifetimeValue {
    let amount = money.expected_amount(&Spender { repeats: buyer.repeats, mean: mean_amount });
    let (mut until, mut purchases, mut discounted) = (0.0, 0.0, 0.0);
    while until < horizon.weeks {
        let from = until;
        until = (from + STEP_WEEKS).min(horizon.weeks);
        let expected = rhythm.expected_purchases(buyer, until);
        let years = f64::midpoint(from, until) / WEEKS_OF_A_YEAR;
        discounted += (expected - purchases) / (1.0 + horizon.yearly_discount).powf(years);
        purchases = expected;
    }
    LifetimeValue { alive: rhythm.alive(buyer), purchases, amount, value: amount.map(|amount| amount * discounted) }
}
