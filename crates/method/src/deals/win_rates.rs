//! Win rates (OPP-6): from how many cases a number is shown, and how far a small group is drawn to the larger one it belongs
//! to. The rates themselves are fitted to all closed deals and live in the crate of figures.

use serde::{Deserialize, Serialize};

use crate::coded::coded;

coded! {
    /// The group of closed deals that a win rate rests on.
    pub enum WinRateLevel in "win_rate_level" {
        Cell = "cell", "本团队的同类商机", "deals of this kind in the team";
        Team = "team", "本团队", "the team";
        Company = "company", "全公司", "the company";
    }
}

/// How win rates are fitted and from when they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WinRateSettings {
    /// Closed deals of a cell or a team from which a number is shown.
    pub min_cell: u64,
    /// Closed deals of the company from which anything is forecast.
    pub min_company: u64,
    /// Least strength of the pull towards the larger group, in deals.
    pub least_strength: f64,
    /// Greatest strength of that pull.
    pub greatest_strength: f64,
}

impl Default for WinRateSettings {
    fn default() -> Self {
        Self { min_cell: 10, min_company: 30, least_strength: 5.0, greatest_strength: 50.0 }
    }
}
