//! What a customer bought, as the rules see it: orders and returns by day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::coded::coded;

coded! {
    /// What a record of orders is.
    #[derive(Default)]
    pub enum OrderKind in "order_kind" {
        #[default]
        Order = "order", "订单", "order";
        Return = "return", "退货", "return";
    }
}

coded! {
    /// How surely it is known what a customer buys from a rival.
    pub enum RivalSource in "rival_source" {
        Known = "known", "已知", "known";
        Estimated = "estimated", "估计", "estimated";
    }
}

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
