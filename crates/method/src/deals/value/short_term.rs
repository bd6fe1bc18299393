//! The short-term return (OPP-2): the size of the order against the team's own history, and its weight in what the period's
//! target still lacks.

use serde::{Deserialize, Serialize};

use super::{BEST, FactorScore, ValueFactor};
use crate::coded::coded;
use crate::deals::lines::score;
use crate::time::Timestamp;
use crate::verdict::Source;

/// Days of a month in the period of the reference.
const DAYS_OF_MONTH: f64 = 365.25 / 12.0;

coded! {
    /// With what the size of an order is compared.
    pub enum SizeBase in "size_base" {
        TeamLine = "team_line", "本团队同一产品线的商机", "the team's deals in this product line";
        Team = "team", "本团队的全部商机", "all deals of the team";
        Company = "company", "全公司的商机", "the company's deals";
        Ordinary = "ordinary", "设置中的平常订单", "the ordinary order of the settings";
    }
}

/// Weights and thresholds of the short-term return.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShortTermSettings {
    /// Weight of the size of the order.
    pub size: f64,
    /// Weight of the part in the target.
    pub target_gap: f64,
    /// Percentiles of the team's history that are worth 0, 3, 5, 7 and 10.
    pub percentiles: [f64; 5],
    /// Multiples of the ordinary order that are worth 0, 3, 5, 7 and 10.
    pub ratios: [f64; 5],
    /// Parts of the gap to the target that are worth 0, 3, 5, 7 and 10.
    pub gap_parts: [f64; 5],
    /// Earlier deals from which a percentile means something.
    pub min_deals: u32,
    /// Months that the history reaches back.
    pub months: u32,
    /// The least a deal is worth for the target at a critical moment.
    pub critical_least: f64,
}

impl Default for ShortTermSettings {
    fn default() -> Self {
        Self {
            size: 60.0,
            target_gap: 40.0,
            percentiles: [0.0, 25.0, 50.0, 75.0, 95.0],
            ratios: [0.1, 0.5, 1.0, 2.0, 5.0],
            gap_parts: [0.0, 0.10, 0.25, 0.50, 1.00],
            min_deals: 20,
            months: 24,
            critical_least: 7.0,
        }
    }
}

/// What is known of a deal's amount, in minor units of its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DealAmount {
    /// Nothing.
    #[default]
    Unknown,
    /// The customer or the contract says so.
    Known {
        /// The amount.
        minor: i64,
    },
    /// Worked out from scale, intention and market price.
    Estimated {
        /// At the least.
        low_minor: i64,
        /// Most likely.
        likely_minor: i64,
        /// At the most.
        high_minor: i64,
    },
}

/// How many units the customer may want.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitsWanted {
    /// At the least.
    pub low: f64,
    /// Most likely.
    pub likely: f64,
    /// At the most.
    pub high: f64,
}

impl DealAmount {
    /// Works an amount out from the units wanted and the market price of one (OPP-1); none unless the three stand in order.
    pub fn estimate(units: UnitsWanted, price_minor: i64) -> Option<Self> {
        let UnitsWanted { low, likely, high } = units;
        let ordered = 0.0 <= low && low <= likely && likely <= high && high.is_finite() && price_minor >= 0;
        // the cast saturates
        let amount = |units: f64| (units * price_minor as f64).round() as i64;
        ordered.then(|| Self::Estimated {
            low_minor: amount(low),
            likely_minor: amount(likely),
            high_minor: amount(high),
        })
    }

    /// The amount to count with.
    pub const fn likely_minor(self) -> Option<i64> {
        match self {
            Self::Unknown => None,
            Self::Known { minor } => Some(minor),
            Self::Estimated { likely_minor, .. } => Some(likely_minor),
        }
    }

    /// The least and the most it may be.
    pub const fn range_minor(self) -> Option<(i64, i64)> {
        match self {
            Self::Unknown => None,
            Self::Known { minor } => Some((minor, minor)),
            Self::Estimated { low_minor, high_minor, .. } => Some((low_minor, high_minor)),
        }
    }

    const fn source(self) -> Source {
        match self {
            Self::Estimated { .. } => Source::Derived,
            Self::Known { .. } | Self::Unknown => Source::Stated,
        }
    }
}

/// An earlier deal in the currency of the one at hand, with the amount that was recorded first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EarlierDeal<Team, Line> {
    /// Whose it was.
    pub team: Team,
    /// What it was about.
    pub line: Line,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// The first amount recorded.
    pub first_amount_minor: i64,
}

/// The amounts that an order is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "base", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SizeReference {
    /// Amounts of earlier deals.
    Deals {
        /// Of whom.
        of: SizeBase,
        /// The amounts, smallest first.
        amounts_minor: Vec<i64>,
    },
    /// The ordinary order of the product line.
    Ordinary {
        /// The amount.
        minor: i64,
    },
    /// There is nothing to compare with.
    Nothing,
}

impl SizeReference {
    /// Chooses what to compare with (OPP-2): the team's deals of the line, else all of the team, else the company's, else the
    /// ordinary order. `earlier` are all deals in this currency but the one at hand.
    pub fn choose<Team: PartialEq, Line: PartialEq>(
        team: &Team,
        line: &Line,
        earlier: &[EarlierDeal<Team, Line>],
        ordinary_minor: Option<i64>,
        settings: &ShortTermSettings,
        as_of: Timestamp,
    ) -> Self {
        let since = as_of.plus_days(-f64::from(settings.months) * DAYS_OF_MONTH);
        let counts = |deal: &&EarlierDeal<Team, Line>| (since..as_of).contains(&deal.opened_at);
        let amounts = |within: &dyn Fn(&EarlierDeal<Team, Line>) -> bool| {
            let mut found: Vec<i64> =
                earlier.iter().filter(counts).filter(|deal| within(deal)).map(|deal| deal.first_amount_minor).collect();
            found.sort_unstable();
            found
        };
        let bases: [(SizeBase, Vec<i64>); 3] = [
            (SizeBase::TeamLine, amounts(&|deal| deal.team == *team && deal.line == *line)),
            (SizeBase::Team, amounts(&|deal| deal.team == *team)),
            (SizeBase::Company, amounts(&|_| true)),
        ];
        let enough =
            |(_, amounts): &(SizeBase, Vec<i64>)| !amounts.is_empty() && amounts.len() >= settings.min_deals as usize;
        match (bases.into_iter().find(enough), ordinary_minor.filter(|minor| *minor > 0)) {
            (Some((of, amounts_minor)), _) => Self::Deals { of, amounts_minor },
            (None, Some(minor)) => Self::Ordinary { minor },
            (None, None) => Self::Nothing,
        }
    }

    /// What it compares with; none where there is nothing.
    pub const fn base(&self) -> Option<SizeBase> {
        match self {
            Self::Deals { of, .. } => Some(*of),
            Self::Ordinary { .. } => Some(SizeBase::Ordinary),
            Self::Nothing => None,
        }
    }

    /// The score of an amount.
    fn score(&self, minor: i64, settings: &ShortTermSettings) -> Option<f64> {
        match self {
            Self::Deals { amounts_minor, .. } => {
                percentile_of(amounts_minor, minor).map(|percentile| score(&settings.percentiles, percentile))
            }
            Self::Ordinary { minor: ordinary } => Some(score(&settings.ratios, minor as f64 / *ordinary as f64)),
            Self::Nothing => None,
        }
    }
}

/// Where an amount stands among others, 0 to 100: those that are smaller, and half of its equals. None among none.
pub fn percentile_of(sorted_minor: &[i64], minor: i64) -> Option<f64> {
    let smaller = sorted_minor.partition_point(|other| *other < minor);
    let equal = sorted_minor.partition_point(|other| *other <= minor) - smaller;
    (!sorted_minor.is_empty()).then(|| 100.0 * (smaller as f64 + equal as f64 / 2.0) / sorted_minor.len() as f64)
}

/// What the period's target says about the deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum TargetFacts {
    /// No target is kept: the factor is not scored, and the size carries the axis alone.
    #[default]
    NotKept,
    /// The owner's target, or the team's where the owner has none.
    Kept {
        /// The target less what is won already, in minor units.
        gap_minor: i64,
        /// Whether the expected date lies inside the period; none where no date is expected.
        in_period: Option<bool>,
    },
}

/// The facts of the short-term return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortTerm {
    /// The amount of the deal.
    pub amount: DealAmount,
    /// What it is compared with.
    pub reference: SizeReference,
    /// The target of the period.
    pub target: TargetFacts,
    /// Whether a manager confirmed, with a reason, that this is a critical moment for the seller.
    pub critical_moment: bool,
}

impl ShortTerm {
    pub(super) fn scores(&self, settings: &ShortTermSettings) -> Vec<FactorScore> {
        let mut scores = vec![self.size(settings)];
        scores.extend(self.target_gap(settings));
        scores
    }

    fn size(&self, settings: &ShortTermSettings) -> FactorScore {
        let of = |minor: i64| self.reference.score(minor, settings);
        let ends = self.amount.range_minor().and_then(|(low, high)| of(low).zip(of(high)));
        match (self.amount.likely_minor().and_then(of), ends) {
            (Some(score), Some((low, high))) => FactorScore {
                factor: ValueFactor::Size,
                weight: settings.size,
                score: Some(score),
                low,
                high,
                source: self.amount.source(),
            },
            _ => FactorScore::unknown(ValueFactor::Size, settings.size, 0.0, BEST),
        }
    }

    fn target_gap(&self, settings: &ShortTermSettings) -> Option<FactorScore> {
        let (factor, weight) = (ValueFactor::TargetGap, settings.target_gap);
        let least = if self.critical_moment { settings.critical_least } else { 0.0 };
        let TargetFacts::Kept { gap_minor, in_period } = self.target else {
            return self.critical_moment.then(|| FactorScore::exact(factor, weight, least, Source::Stated));
        };
        if gap_minor <= 0 || in_period == Some(false) {
            return Some(FactorScore::exact(factor, weight, least, Source::Derived));
        }
        let of = |minor: i64| score(&settings.gap_parts, minor as f64 / gap_minor as f64).max(least);
        Some(match (self.amount.likely_minor(), self.amount.range_minor()) {
            (Some(likely), Some((low, high))) => {
                let dated = in_period.is_some();
                FactorScore {
                    factor,
                    weight,
                    score: dated.then(|| of(likely)),
                    low: if dated { of(low) } else { least },
                    high: of(high),
                    source: Source::Derived,
                }
            }
            _ => FactorScore::unknown(factor, weight, least, BEST),
        })
    }
}
