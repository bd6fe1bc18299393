//! Classes of customers (CLA): what each is worth, how steady it is, how likely to leave, and the play that follows.
//!
//! Rules on one customer take its purchases; rules that compare customers take all of one run and answer in the order in
//! which they were given. What a class depends on is only what was bought up to the day asked about, so that "as of any
//! day" has one answer.

pub mod abc;
pub mod anchors;
pub mod back_test;
pub mod changes;
pub mod cohorts;
pub mod concentration;
pub mod contribution;
pub mod conversions;
pub mod costs;
pub mod existing;
pub mod expected;
pub mod faces;
pub mod future;
pub mod gaps;
pub mod latent;
pub mod lifetime;
pub mod periods;
pub mod plays;
pub mod potential;
pub mod purchases;
mod ranking;
pub mod rfm;
pub mod rhythm;
pub mod settlement;
pub mod stability;

use serde::{Deserialize, Serialize};

/// Thresholds of the classes of customers.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClassSettings {
    /// ABC and concentration (CLA-1).
    pub abc: abc::AbcSettings,
    /// Who contributes much (CLA-2).
    pub contribution: contribution::ContributionSettings,
    /// Who is steady (CLA-2).
    pub stability: stability::StabilitySettings,
    /// What may be expected of a prospect (CLA-3).
    pub expected: expected::ExpectedSettings,
    /// Faces of key customers (CLA-5).
    pub faces: faces::FaceSettings,
    /// Unusual silence (CLA-7).
    pub rhythm: rhythm::RhythmSettings,
    /// Lifetime value (CLA-7).
    pub lifetime: lifetime::LifetimeSettings,
}
