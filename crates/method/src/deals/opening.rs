//! The opening (OPP-3): whose territory the deal lies in, who is ahead on it, the cell of the nine-grid that follows, and what
//! to do there.

pub mod causes;
pub mod chase;
pub mod deal;
pub mod grid;
pub mod playbook;
pub mod plays;
pub mod standing;
pub mod team;
pub mod territory;
pub mod trail;

use serde::{Deserialize, Serialize};

/// Thresholds of the opening.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpeningSettings {
    /// Whose territory it is.
    pub territory: territory::TerritorySettings,
    /// Who is ahead.
    pub standing: standing::StandingSettings,
    /// Looking for a break in cell C.
    pub chase: chase::ChaseSettings,
    /// Readings of a team by cells.
    pub team: team::TeamSettings,
}
