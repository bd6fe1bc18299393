//! Key-customer faces (CLA-5): red brings profit now, black influence, white volume. Proposed from figures, confirmed by a
//! person; rank alone never makes one.

use serde::{Deserialize, Serialize};

use super::expected::ANCHORS;
use super::plays::Move;
use super::ranking::{heads, largest_first, within};
use crate::coded::coded;
use crate::deals::value::ValueFactor;
use crate::deals::value::anchors::{self, ValueAnchor};
use crate::time::Timestamp;
use crate::verdict::{Observed, Reason, RuleVersion, Source, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "face";
/// Its version.
pub const VERSION: u32 = 1;

coded! {
    /// What kind of key customer somebody is.
    pub enum Face in "face" {
        Red = "red", "红脸：眼下带来大利润", "red: large profit now";
        Black = "black", "黑脸：有权威或影响力", "black: authority or influence";
        White = "white", "白脸：走量大、利薄、稳定", "white: large volume at thin margin";
    }
}

coded! {
    /// What a proposal rests on.
    pub enum FaceFactor in "face_factor" {
        SalesRank = "sales_rank", "净销售额名次", "rank by net sales";
        MarginRank = "margin_rank", "毛利名次", "rank by margin";
        MarginRate = "margin_rate", "毛利率（%）", "margin rate (%)";
        LineQuarter = "line_quarter", "产品线毛利率下四分位（%）", "lower quartile of margin rates of the line (%)";
        LineMedian = "line_median", "产品线毛利率中位数（%）", "median of margin rates of the line (%)";
        Influence = "influence", "影响力评分", "influence as rated";
        Stability = "stability", "稳定度", "stability";
    }
}

coded! {
    /// Why a confirmed face is looked at again.
    pub enum FaceReview in "face_review" {
        Unfounded = "unfounded", "数据已不再支持这个判断", "the figures no longer speak for it";
        Another = "another", "数据指向另一种脸谱", "the figures speak for another face";
    }
}

coded! {
    /// How far the judgement of a face has come.
    pub enum FaceState in "face_state" {
        Proposed = "proposed", "待确认", "proposed";
        Asked = "asked", "待上级批准", "waiting for approval";
        Confirmed = "confirmed", "已确认", "confirmed";
        Refused = "refused", "已否定", "refused";
        Review = "review", "需复核", "to be looked at again";
    }
}

impl FaceState {
    /// Whether somebody has to decide.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Proposed | Self::Asked | Self::Review)
    }
}

impl Face {
    /// The moves for such a customer, besides those of its other classes.
    pub const fn moves(self) -> &'static [Move] {
        match self {
            Self::Red => &[Move::ServeFirst, Move::KeyPeople],
            Self::Black => &[Move::StateAim, Move::KeyPeople],
            Self::White => &[Move::KeepVolume],
        }
    }
}

/// Thresholds of the faces.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FaceSettings {
    /// White: among the first heads by sales, in per cent.
    pub white_top_percent: f64,
    /// White: margin rate at or below this percentile of the line.
    pub white_rate_percentile: f64,
    /// Red: among those who make the first so many per cent of margin.
    pub red_to_percent: f64,
    /// Red: margin rate at or above this percentile of the line.
    pub red_rate_percentile: f64,
    /// Red: below this stability they buy by chance and must be tied in.
    pub tie_below: f64,
    /// Black: influence at or above, of 10.
    pub black_influence_from: u8,
    /// Customers with a known margin rate from which percentiles of a line mean something.
    pub min_customers: u32,
}

impl Default for FaceSettings {
    fn default() -> Self {
        Self {
            white_top_percent: 10.0,
            white_rate_percentile: 25.0,
            red_to_percent: 80.0,
            red_rate_percentile: 50.0,
            tie_below: 0.60,
            black_influence_from: 7,
            min_customers: 10,
        }
    }
}

/// The highest rating of influence.
pub const MOST_INFLUENCE: u8 = 10;

/// What a rating of influence means at 0, 3, 5, 7 and 10: the words of brand and reference (OPP-2).
pub const fn influence_anchors() -> [ValueAnchor; ANCHORS.len()] {
    anchors::of(ValueFactor::Brand)
}

/// Whether a rating of influence needs its evidence in words: from where it makes a black face.
pub const fn influence_needs_evidence(score: u8, settings: &FaceSettings) -> bool {
    score >= settings.black_influence_from
}

/// A customer of a line with what is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FaceFacts<Id> {
    /// Who.
    pub id: Id,
    /// Net sales of the period in minor units.
    pub sales_minor: i64,
    /// Margin of the period; none where it is not known.
    pub margin_minor: Option<i64>,
    /// Influence as rated, 0 to 10; none where nobody rated it.
    pub influence: Option<u8>,
    /// Stability; none for a new customer.
    pub stability: Option<f64>,
}

impl<Id> FaceFacts<Id> {
    /// Margin per cent of sales.
    fn rate(&self) -> Option<f64> {
        let margin = self.margin_minor.filter(|_| self.sales_minor > 0)?;
        Some(100.0 * margin as f64 / self.sales_minor as f64)
    }
}

/// A proposed face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProposedFace {
    /// The face; none where the figures speak for none.
    pub face: Option<Face>,
    /// A red face that buys by chance: tie them in.
    pub tie: bool,
}

/// How the customers of a line stand to each other: what a face is proposed by.
#[derive(Debug, Clone)]
pub struct FaceLine {
    low_rate: f64,
    middle_rate: f64,
    judged: bool,
    sales_rank: Vec<usize>,
    margin_rank: Vec<usize>,
    makes_margin: Vec<bool>,
    with_margin: usize,
}

impl FaceLine {
    /// Compares all customers of a line.
    pub fn of<Id: Ord>(customers: &[FaceFacts<Id>], settings: &FaceSettings) -> Self {
        let mut rates: Vec<f64> = customers.iter().filter_map(FaceFacts::rate).collect();
        rates.sort_unstable_by(f64::total_cmp);
        let known = |one: &FaceFacts<Id>| one.margin_minor.unwrap_or(i64::MIN);
        let by_margin = largest_first(customers, |one| (known(one), &one.id));
        let total: i128 = customers.iter().map(|one| i128::from(one.margin_minor.unwrap_or(0).max(0))).sum();
        let mut makes_margin = vec![false; customers.len()];
        let mut before = 0;
        for place in by_margin.iter().copied() {
            let margin = i128::from(customers[place].margin_minor.unwrap_or(0).max(0));
            makes_margin[place] = margin > 0 && within(before, total, settings.red_to_percent);
            before += margin;
        }
        Self {
            low_rate: percentile(&rates, settings.white_rate_percentile),
            middle_rate: percentile(&rates, settings.red_rate_percentile),
            judged: rates.len() >= settings.min_customers.max(1) as usize,
            sales_rank: ranks(&largest_first(customers, |one| (one.sales_minor, &one.id))),
            margin_rank: ranks(&by_margin),
            makes_margin,
            with_margin: customers.iter().filter(|one| one.margin_minor.is_some()).count(),
        }
    }

    /// What the figures of the customer at a place speak for, with their reasons; none for a face that is none.
    pub fn propose<Id>(
        &self,
        place: usize,
        one: &FaceFacts<Id>,
        settings: &FaceSettings,
    ) -> (ProposedFace, Vec<Reason>) {
        let (face, reasons) = self.face_of(place, one, settings);
        let tie = face == Some(Face::Red) && one.stability.is_some_and(|stability| stability < settings.tie_below);
        (ProposedFace { face, tie }, reasons)
    }

    fn face_of<Id>(&self, place: usize, one: &FaceFacts<Id>, settings: &FaceSettings) -> (Option<Face>, Vec<Reason>) {
        let reason = |factor: FaceFactor, seen: Observed| Reason::of(factor, seen, Source::Derived);
        let mut reasons = Vec::new();
        let sales_rank = self.sales_rank[place];
        let margin_rank = self.margin_rank[place];
        if let Some(rate) = one.rate().filter(|_| self.judged) {
            if sales_rank < heads(self.sales_rank.len(), settings.white_top_percent) && rate <= self.low_rate {
                reasons.push(reason(FaceFactor::SalesRank, Observed::Count(sales_rank as u64 + 1)));
                reasons.push(reason(FaceFactor::MarginRate, Observed::Number(rate)));
                reasons.push(reason(FaceFactor::LineQuarter, Observed::Number(self.low_rate)));
                return (Some(Face::White), reasons);
            }
            if self.makes_margin[place] && rate >= self.middle_rate {
                reasons.push(reason(FaceFactor::MarginRank, Observed::Count(margin_rank as u64 + 1)));
                reasons.push(reason(FaceFactor::MarginRate, Observed::Number(rate)));
                reasons.push(reason(FaceFactor::LineMedian, Observed::Number(self.middle_rate)));
                if let Some(stability) = one.stability {
                    reasons.push(reason(FaceFactor::Stability, Observed::Number(stability)));
                }
                return (Some(Face::Red), reasons);
            }
        }
        let influential = one.influence.filter(|influence| *influence >= settings.black_influence_from);
        // an unknown margin is not a missing one
        let invisible = one.margin_minor.is_some_and(|margin| margin <= 0 || 2 * margin_rank >= self.with_margin);
        if let Some(influence) = influential.filter(|_| invisible) {
            reasons.push(Reason::of(FaceFactor::Influence, Observed::Number(f64::from(influence)), Source::Stated));
            reasons.push(reason(FaceFactor::MarginRank, Observed::Count(margin_rank as u64 + 1)));
            return (Some(Face::Black), reasons);
        }
        (None, reasons)
    }
}

fn ranks(order: &[usize]) -> Vec<usize> {
    let mut ranks = vec![0; order.len()];
    for (rank, place) in order.iter().enumerate() {
        ranks[*place] = rank;
    }
    ranks
}

/// The percentile of sorted values, straight between neighbours.
fn percentile(sorted: &[f64], percent: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let at = (percent / 100.0).clamp(0.0, 1.0) * last as f64;
    let below = at.floor() as usize;
    let above = (below + 1).min(last);
    sorted[below] + (at - below as f64) * (sorted[above] - sorted[below])
}

/// Proposes faces for the customers of a line (CLA-5), in the order given. The first that fits of white, red, black.
pub fn propose_faces<Id: Ord>(
    customers: &[FaceFacts<Id>],
    settings: &FaceSettings,
    as_of: Timestamp,
) -> Vec<Verdict<ProposedFace>> {
    let line = FaceLine::of(customers, settings);
    let verdict = |(place, one)| {
        let (proposed, reasons) = line.propose(place, one, settings);
        Verdict::new(proposed, reasons, RuleVersion::new(RULE, VERSION), as_of)
    };
    customers.iter().enumerate().map(verdict).collect()
}

/// A face as a person confirms it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmedFace {
    /// The face.
    pub face: Face,
    /// The long-term aim; required for a black face.
    #[serde(default)]
    pub aim: Option<String>,
    /// Whether somebody above approved it; required for a black face.
    #[serde(default)]
    pub approved: bool,
}

/// What a confirmation lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IncompleteFace {
    /// A black face needs its long-term aim.
    #[error("a black face needs a stated long-term aim")]
    AimMissing,
    /// A black face needs approval from above.
    #[error("a black face needs approval from above")]
    ApprovalMissing,
}

impl ConfirmedFace {
    /// Checks that the confirmation carries what it must (CLA-5).
    pub fn check(&self) -> Result<(), IncompleteFace> {
        let has_aim = self.aim.as_deref().is_some_and(|aim| !aim.trim().is_empty());
        match self.face {
            Face::Black if !has_aim => Err(IncompleteFace::AimMissing),
            Face::Black if !self.approved => Err(IncompleteFace::ApprovalMissing),
            Face::Red | Face::Black | Face::White => Ok(()),
        }
    }
}

/// Whether a confirmed face must be looked at again, now that the figures propose this one.
pub fn review(confirmed: Face, proposed: ProposedFace) -> Option<FaceReview> {
    match proposed.face {
        Some(face) if face == confirmed => None,
        Some(_) => Some(FaceReview::Another),
        None => Some(FaceReview::Unfounded),
    }
}
