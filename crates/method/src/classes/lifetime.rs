//! Lifetime value (CLA-7): how far one looks ahead. The models themselves are fitted to all customers and live in `analytics`.

use serde::{Deserialize, Serialize};

/// The horizon of lifetime values.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LifetimeSettings {
    /// Weeks from the day of the run.
    pub horizon_weeks: u32,
    /// How much less a year later is worth, in per cent.
    pub yearly_discount_percent: f64,
}

impl Default for LifetimeSettings {
    fn default() -> Self {
        Self { horizon_weeks: 52, yearly_discount_percent: 10.0 }
    }
}
