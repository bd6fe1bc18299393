//! Expected contribution (CLA-3): what a prospect may bring, from weighed indicators rated 0 to 10.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::coded::{Coded, coded};
use crate::prospecting::card::PartyKind;
use crate::time::Timestamp;
use crate::verdict::{Observed, Range, Reason, RuleVersion, Source, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "expected_contribution";
/// Its version.
pub const VERSION: u32 = 1;

/// The best rating of an indicator.
pub const BEST: u8 = 10;
/// The ratings that have words of their own; a whole number between may be given too.
pub const ANCHORS: [u8; 5] = [0, 3, 5, 7, 10];

coded! {
    /// What is rated: seven indicators of organisations, then five of persons.
    pub enum Indicator in "expected" {
        Strength = "strength", "实力及规模", "strength and size";
        Management = "management", "管理水平", "quality of management";
        OwnBuyers = "own_buyers", "目标购买者的网络分布和购买力", "spread and buying power of their own buyers";
        Marketing = "marketing", "营销水平", "marketing ability";
        Growth = "growth", "未来业务成长能力", "growth";
        OurAdvantage = "our_advantage", "我方相对优势", "our relative advantage";
        Strategic = "strategic", "对我方目标和发展的战略意义", "strategic meaning for us";
        AbilityToPay = "ability_to_pay", "支付能力", "ability to pay";
        SizeOfNeed = "size_of_need", "需求大小", "size of the need";
        IncomeGrowth = "income_growth", "收入增长的可能", "likely growth of income";
        Circle = "circle", "家庭与社交圈", "family and circle";
        AdvantageForPerson = "advantage_for_person", "我方相对优势（个人客户）", "our relative advantage with a person";
    }
}

coded! {
    /// Factors of the verdict that are no indicators.
    pub enum ExpectedFactor in "expected_factor" {
        Answered = "answered", "已评指标的权重（%）", "weight of the rated indicators (%)";
        Adjustment = "adjustment", "个人经验调整", "adjustment by experience";
    }
}

impl Indicator {
    /// The indicators of a kind of party, in the order in which to ask.
    pub const fn of(kind: PartyKind) -> &'static [Self] {
        match kind {
            PartyKind::Organisation => &[
                Self::Strength,
                Self::Management,
                Self::OwnBuyers,
                Self::Marketing,
                Self::Growth,
                Self::OurAdvantage,
                Self::Strategic,
            ],
            PartyKind::Person => {
                &[Self::AbilityToPay, Self::SizeOfNeed, Self::IncomeGrowth, Self::Circle, Self::AdvantageForPerson]
            }
        }
    }

    const fn shipped_weight(self) -> f64 {
        match self {
            Self::AbilityToPay => 30.0,
            Self::SizeOfNeed => 25.0,
            Self::Strength | Self::OwnBuyers => 20.0,
            Self::Growth | Self::OurAdvantage | Self::IncomeGrowth | Self::Circle | Self::AdvantageForPerson => 15.0,
            Self::Management | Self::Marketing | Self::Strategic => 10.0,
        }
    }
}

/// Weights and thresholds of expected contribution.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExpectedSettings {
    /// Weights by indicator; only the proportion within a kind of party counts.
    pub weights: BTreeMap<Indicator, f64>,
    /// The part of the weight that must be rated, in per cent.
    pub min_rated_percent: f64,
    /// High at and above, of 10.
    pub high_from: f64,
    /// The most that experience may add or take.
    pub adjustment_most: f64,
}

impl Default for ExpectedSettings {
    fn default() -> Self {
        Self {
            weights: Indicator::ALL.iter().map(|indicator| (*indicator, indicator.shipped_weight())).collect(),
            min_rated_percent: 60.0,
            high_from: 5.0,
            adjustment_most: 1.0,
        }
    }
}

impl ExpectedSettings {
    /// The weight of an indicator; the shipped one where the settings name none.
    pub fn weight(&self, indicator: Indicator) -> f64 {
        self.weights.get(&indicator).copied().unwrap_or_else(|| indicator.shipped_weight())
    }
}

/// A rating with where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rating {
    /// 0 to 10.
    pub score: u8,
    /// Who or what it was learned from.
    #[serde(default)]
    pub source: Source,
}

/// What a manager's experience adds or takes, with the reason.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Adjustment {
    /// Points of 10; held within the bound of the settings.
    pub by: f64,
    /// Why, in words; an adjustment without a reason does not count.
    pub reason: String,
}

/// The ratings of a prospect.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExpectedSheet {
    /// Which indicators apply.
    pub kind: PartyKind,
    /// Ratings by indicator; what is absent is unknown.
    pub ratings: BTreeMap<Indicator, Rating>,
    /// The adjustment, where somebody made one.
    #[serde(default)]
    pub adjustment: Option<Adjustment>,
}

/// Expected contribution as read from a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Expected {
    /// 0 to 10, adjusted, with what the missing ratings could still make of it.
    pub score: Range,
    /// The adjustment that counts; shown apart, so that it can be measured later.
    pub adjustment: f64,
    /// Rated part of the weight, in per cent.
    pub rated_percent: f64,
    /// Whether it is high; none while too little is rated.
    pub high: Option<bool>,
    /// Whether no missing rating can change that.
    pub firm: bool,
    /// The missing rating that weighs most; none when the reading is firm.
    pub best_question: Option<Indicator>,
}

/// Reads the expected contribution (CLA-3). What is not rated is left out of the score and makes its range.
pub fn expected(sheet: &ExpectedSheet, settings: &ExpectedSettings, as_of: Timestamp) -> Verdict<Expected> {
    let indicators = Indicator::of(sheet.kind);
    let total: f64 = indicators.iter().map(|indicator| settings.weight(*indicator)).sum();
    let rating = |indicator: Indicator| sheet.ratings.get(&indicator).copied();
    let (mut rated, mut sum) = (0.0, 0.0);
    let mut reasons = Vec::new();
    let mut best_question: Option<Indicator> = None;
    for indicator in indicators.iter().copied() {
        let weight = settings.weight(indicator);
        let Some(Rating { score, source }) = rating(indicator) else {
            if best_question.is_none_or(|known| weight > settings.weight(known)) {
                best_question = Some(indicator);
            }
            continue;
        };
        let score = f64::from(score.min(BEST));
        rated += weight;
        sum += weight * score;
        reasons.push(Reason::of(indicator, Observed::Number(score), source).worth(share(weight * score, total)));
    }
    let adjustment = counted(sheet.adjustment.as_ref(), settings);
    if adjustment != 0.0 {
        let by = Reason::of(ExpectedFactor::Adjustment, Observed::Number(adjustment), Source::Stated);
        reasons.push(by.worth(adjustment));
    }
    let best = f64::from(BEST);
    let adjusted = |score: f64| (score + adjustment).clamp(0.0, best);
    let score = Range {
        low: adjusted(share(sum, total)),
        value: adjusted(share(sum, rated)),
        high: adjusted(share(sum + best * (total - rated), total)),
    };
    let rated_percent = share(100.0 * rated, total);
    // the sum of weights may miss a whole number by a hair
    let enough = rated > 0.0 && rated_percent + 1e-9 >= settings.min_rated_percent;
    let is_high = |score: f64| score + 1e-9 >= settings.high_from;
    let firm = enough && is_high(score.low) == is_high(score.high);
    reasons.insert(0, Reason::of(ExpectedFactor::Answered, Observed::Number(rated_percent), Source::Derived));
    let found = Expected {
        score,
        adjustment,
        rated_percent,
        high: enough.then(|| is_high(score.value)),
        firm,
        best_question: best_question.filter(|_| !firm),
    };
    Verdict::new(found, reasons, RuleVersion::new(RULE, VERSION), as_of)
}

/// The adjustment within its bound; 0 without a reason.
fn counted(adjustment: Option<&Adjustment>, settings: &ExpectedSettings) -> f64 {
    let most = settings.adjustment_most.max(0.0);
    adjustment
        .filter(|adjustment| !adjustment.reason.trim().is_empty() && adjustment.by.is_finite())
        .map_or(0.0, |adjustment| adjustment.by.clamp(-most, most))
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}
