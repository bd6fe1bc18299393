//! Stages of a deal (OPP-1): how long one has lasted against the team's own history, the next step that every open deal needs,
//! and how a deal ends: the buyer's own reason apart from the seller's view.

use serde::{Deserialize, Serialize};

use crate::coded::coded;
use crate::prospecting::results::percentile;
use crate::time::Timestamp;
use crate::verdict::{Observed, Reason, RuleVersion, Source, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "stage_age";
/// Its version.
pub const VERSION: u32 = 1;

coded! {
    /// How far the customer is with buying; their concerns are kept by this.
    pub enum BuyingStage in "buying_stage" {
        Recognise = "recognise", "发现需要", "sees the need";
        Approve = "approve", "立项", "gets it approved";
        Specify = "specify", "定标准", "sets the criteria";
        Compare = "compare", "比较方案", "compares offers";
        Decide = "decide", "定标签约", "decides and signs";
        Use = "use", "交付使用", "takes into use";
    }
}

coded! {
    /// How a deal ended.
    pub enum DealEnd in "deal_end" {
        Won = "won", "赢单", "won";
        Lost = "lost", "输单", "lost";
        NoDecision = "no_decision", "客户没买或取消了", "the customer bought from nobody";
        Dropped = "dropped", "我们主动放弃", "given up by us";
    }
}

coded! {
    /// Why a deal ended as it did, as the buyer or the seller sees it.
    pub enum EndReason in "deal_end_reason" {
        Price = "price", "价格", "price";
        Terms = "terms", "付款或交货条件", "terms of payment or delivery";
        Fit = "fit", "产品是否合用", "fit of the product";
        Quality = "quality", "质量与可靠", "quality and reliability";
        Service = "service", "服务", "service";
        Relations = "relations", "人的关系与信任", "relations and trust";
        Timing = "timing", "时机与快慢", "timing and speed";
        Brand = "brand", "品牌与案例", "brand and references";
        Criteria = "criteria", "采购标准怎样写的", "how the criteria were written";
        PastExperience = "past_experience", "过去合作的经历", "experience in the past";
        Budget = "budget", "预算落实与否", "whether the money was there";
        Policy = "policy", "客户内部的规定", "a rule inside the customer";
        Other = "other", "其他（写明）", "something else, in words";
        Unknown = "unknown", "没有说", "not said";
    }
}

coded! {
    /// What keeps a deal from being closed.
    pub enum IncompleteEnd in "incomplete_end" {
        ReasonMissing = "reason_missing", "赢单和输单都要写明原因", "a deal is won or lost for a reason: enter it";
        WordsMissing = "words_missing", "选“其他”要写明是什么", "say in words what the other reason is";
        BuyerNotAsked = "buyer_not_asked", "问过买方再填：他怎么说，或他没有说", "ask the buyer: enter what they say, or that they did not say";
    }
}

coded! {
    /// Whether the next step is set.
    pub enum NextStepState in "next_step_state" {
        Missing = "missing", "缺下一步", "the next step is missing";
        Overdue = "overdue", "下一步已过期", "the next step is overdue";
        Set = "set", "下一步已定", "the next step is set";
    }
}

coded! {
    /// What the age of a stage is read from.
    pub enum StageFactor in "stage_factor" {
        DaysInStage = "days_in_stage", "停留天数", "days in the stage";
        UsualDays = "usual_days", "赢单在此阶段的中位天数", "median days of won deals in it";
        OldFromDays = "old_from_days", "超过即为久留（天）", "long from this many days";
        WonDeals = "won_deals", "参照的赢单数", "won deals compared with";
    }
}

/// A stage of the board. Its wording is a setting, so it carries its own texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Stage {
    /// Stable code.
    pub code: String,
    /// Chinese wording.
    pub zh: String,
    /// English wording.
    pub en: String,
    /// Whether deals may still enter it.
    pub active: bool,
}

/// The stages in their order, and when one has lasted long.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StageSettings {
    /// The columns of the board.
    pub stages: Vec<Stage>,
    /// Won deals from which a stage's history means something.
    pub min_won: u32,
    /// A stage has lasted long beyond this part of the won deals, in per cent.
    pub old_percentile: f64,
    /// A stage without history has lasted long from so many days.
    pub old_from_days: u32,
}

impl Default for StageSettings {
    fn default() -> Self {
        let stage = |code: &str, zh: &str, en: &str| Stage {
            code: code.to_owned(),
            zh: zh.to_owned(),
            en: en.to_owned(),
            active: true,
        };
        Self {
            stages: vec![
                stage("found", "发现商机", "Found"),
                stage("need", "确认需求", "Need confirmed"),
                stage("offer", "方案报价", "Offer made"),
                stage("tender", "招标谈判", "Tender and talks"),
                stage("award", "定标签约", "Award"),
            ],
            min_won: 20,
            old_percentile: 80.0,
            old_from_days: 30,
        }
    }
}

/// How long a stage has lasted.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StageAge {
    /// Days in the stage.
    pub days: f64,
    /// Median days of the won deals; none where they are too few.
    pub usual_days: Option<f64>,
    /// From how many days it has lasted long.
    pub old_from_days: f64,
    /// Won deals compared with.
    pub n: u64,
    /// Whether it has lasted long.
    pub old: bool,
}

/// How long won deals stayed in a stage.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StageUsual {
    /// Median days of the won deals; none where they are too few.
    pub usual_days: Option<f64>,
    /// From how many days a stage has lasted long.
    pub old_from_days: f64,
    /// Won deals compared with.
    pub n: u64,
}

/// Reads how long a stage usually lasts (OPP-1) from the days that won deals spent in it.
pub fn stage_usual(won_days: &[f64], settings: &StageSettings) -> StageUsual {
    let enough = !won_days.is_empty() && won_days.len() >= settings.min_won as usize;
    let own = |share: f64| enough.then(|| percentile(won_days, share));
    let old_from_days = own(settings.old_percentile / 100.0).unwrap_or_else(|| f64::from(settings.old_from_days));
    StageUsual { usual_days: own(0.5), old_from_days, n: won_days.len() as u64 }
}

/// Reads the age of a stage (OPP-1) against the days that won deals spent in it.
pub fn stage_age(
    entered_at: Timestamp,
    won_days: &[f64],
    settings: &StageSettings,
    as_of: Timestamp,
) -> Verdict<StageAge> {
    let days = as_of.days_since(entered_at).max(0.0);
    let StageUsual { usual_days, old_from_days, n } = stage_usual(won_days, settings);
    let reason = |factor: StageFactor, seen: Observed| Reason::of(factor, seen, Source::Derived);
    let mut reasons = vec![reason(StageFactor::DaysInStage, Observed::Days(days))];
    reasons.extend(usual_days.map(|days| reason(StageFactor::UsualDays, Observed::Days(days))));
    reasons.push(reason(StageFactor::OldFromDays, Observed::Days(old_from_days)));
    reasons.push(reason(StageFactor::WonDeals, Observed::Count(n)));
    let found = StageAge { days, usual_days, old_from_days, n, old: days > old_from_days };
    Verdict::new(found, reasons, RuleVersion::new(RULE, VERSION), as_of)
}

/// Reads the next step of an open deal (OPP-1) from the moments of its steps that are not done.
pub fn next_step(due: &[Timestamp], as_of: Timestamp) -> NextStepState {
    match due.iter().max() {
        None => NextStepState::Missing,
        Some(last) if *last < as_of => NextStepState::Overdue,
        Some(_) => NextStepState::Set,
    }
}

/// A reason with words where they say more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatedReason {
    /// The reason.
    pub reason: EndReason,
    /// In words.
    #[serde(default)]
    pub words: String,
}

/// How a deal is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DealClosing {
    /// How it ended.
    pub end: DealEnd,
    /// What the buyer says, in their words where possible; that they did not say is an answer.
    pub buyer_says: Option<StatedReason>,
    /// How the seller sees it, kept apart.
    pub seller_sees: Option<StatedReason>,
}

impl DealClosing {
    /// What is still missing (OPP-1); empty where the deal may be closed.
    pub fn missing(&self) -> Vec<IncompleteEnd> {
        let mut missing = Vec::new();
        if self.buyer_says.is_none() {
            missing.push(IncompleteEnd::BuyerNotAsked);
        }
        // the buyer may keep silent, the seller has a view
        if self.seller_sees.as_ref().is_none_or(|stated| stated.reason == EndReason::Unknown) {
            missing.push(IncompleteEnd::ReasonMissing);
        }
        let without_words = |stated: &StatedReason| stated.reason == EndReason::Other && stated.words.trim().is_empty();
        if [&self.buyer_says, &self.seller_sees].into_iter().flatten().any(without_words) {
            missing.push(IncompleteEnd::WordsMissing);
        }
        missing
    }

    /// Whether buyer and seller name different reasons: the cases to learn most from. None while the buyer has not said.
    pub fn views_differ(&self) -> Option<bool> {
        let (buyer, seller) = (self.buyer_says.as_ref()?, self.seller_sees.as_ref()?);
        (buyer.reason != EndReason::Unknown).then_some(buyer.reason != seller.reason)
    }
}
