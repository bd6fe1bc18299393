//! What a customer bought, as the rules see it: orders and returns by day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One order, or one return with a negative amount that belongs to the day on which it was booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Purchase {
    /// The day of the order.
    #[cfg_attr(feature = "openapi", schema(value_type = String, examples("2026-03-02")))]
    pub on: Date,
    /// Net amount in minor units of the run's currency.
    pub amount_minor: i64,
}

/// The days on which somebody bought, up to and with `until`, earliest first, each once. Several orders of a day are one
/// purchase, and a return is none: neither is a new decision to buy.
pub fn purchase_days(purchases: &[Purchase], until: Date) -> Vec<Date> {
    let bought = |purchase: &&Purchase| purchase.amount_minor > 0 && purchase.on <= until;
    let mut days: Vec<Date> = purchases.iter().filter(bought).map(|purchase| purchase.on).collect();
    days.sort_unstable();
    days.dedup();
    days
}
