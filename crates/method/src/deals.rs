//! Deals with key accounts (OPP): what a deal is worth, which opening it has, and whether to spend time on it.
//!
//! Two questions are answered first with what little is known, and asked again whenever the situation changes: is it worth it
//! ([`value`]) and what is our opening ([`opening`]). What nobody knows is left out of a score and makes its range, and the one
//! missing answer that would move most is named.

pub mod features;
pub mod lines;
pub mod opening;
pub mod people;
pub mod portfolio;
pub mod questions;
pub mod queue;
pub mod stages;
pub mod value;
pub mod watch;
pub mod win_rates;

use serde::{Deserialize, Serialize};

/// Thresholds of deals.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DealSettings {
    /// Stages and their ageing (OPP-1).
    pub stages: stages::StageSettings,
    /// Value of the customer (OPP-2).
    pub value: value::ValueSettings,
    /// Readings of the deals in hand (OPP-2).
    pub portfolio: portfolio::PortfolioSettings,
    /// The opening (OPP-3).
    pub opening: opening::OpeningSettings,
    /// The twenty questions (OPP-4).
    pub questions: questions::QuestionSettings,
    /// The queue (OPP-5).
    pub queue: queue::QueueSettings,
    /// Win rates (OPP-6).
    pub win_rates: win_rates::WinRateSettings,
    /// Alerts (OPP-7).
    pub watch: watch::WatchSettings,
}
