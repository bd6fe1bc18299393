//! The long-term effect (OPP-2): later business, brand and morale, each chosen by a person from worded anchors.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{BEST, FactorScore, ValueFactor};
use crate::verdict::Source;

/// Weights of the long-term effect; only their proportion counts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LongTermSettings {
    /// Weight of later business.
    pub later_business: f64,
    /// Weight of brand and reference.
    pub brand: f64,
    /// Weight of the team's morale.
    pub morale: f64,
    /// From this score on a line of evidence is asked for.
    pub evidence_from: u8,
}

impl Default for LongTermSettings {
    fn default() -> Self {
        Self { later_business: 50.0, brand: 30.0, morale: 20.0, evidence_from: 7 }
    }
}

/// The score a person gave a factor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LongTermRating {
    /// 0 to 10: an anchor, or a whole number between.
    pub score: u8,
    /// What speaks for it, in one line.
    #[serde(default)]
    pub evidence: String,
    /// Who or what it was learned from.
    #[serde(default)]
    pub source: Source,
}

/// What a rating lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IncompleteRating {
    /// Above ten.
    #[error("a score lies between 0 and 10")]
    OutOfRange,
    /// A high score without its evidence.
    #[error("a score of {from} or more needs a line of evidence")]
    EvidenceMissing {
        /// From which score.
        from: u8,
    },
}

impl LongTermRating {
    /// Whether the rating may be kept: a high one with its evidence only.
    pub fn check(&self, settings: &LongTermSettings) -> Result<(), IncompleteRating> {
        if f64::from(self.score) > BEST {
            Err(IncompleteRating::OutOfRange)
        } else if self.score >= settings.evidence_from && self.evidence.trim().is_empty() {
            Err(IncompleteRating::EvidenceMissing { from: settings.evidence_from })
        } else {
            Ok(())
        }
    }
}

/// The ratings of a deal by factor; what is absent is unknown. Factors of the short-term return are not rated and are passed over.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LongTerm(pub BTreeMap<ValueFactor, LongTermRating>);

impl LongTerm {
    /// The factors that are rated, in the order in which to ask.
    pub const FACTORS: [ValueFactor; 3] = [ValueFactor::LaterBusiness, ValueFactor::Brand, ValueFactor::Morale];

    /// The same ratings with one more.
    #[must_use]
    pub fn with(mut self, factor: ValueFactor, rating: LongTermRating) -> Self {
        self.0.insert(factor, rating);
        self
    }

    /// The scores. A rating that may not be kept does not count.
    pub(super) fn scores(&self, settings: &LongTermSettings) -> Vec<FactorScore> {
        let weights = [settings.later_business, settings.brand, settings.morale];
        let score = |(factor, weight): (ValueFactor, f64)| {
            let kept = self.0.get(&factor).filter(|rating| rating.check(settings).is_ok());
            kept.map_or(FactorScore::unknown(factor, weight, 0.0, BEST), |rating| {
                FactorScore::exact(factor, weight, f64::from(rating.score), rating.source)
            })
        };
        Self::FACTORS.into_iter().zip(weights).map(score).collect()
    }
}
