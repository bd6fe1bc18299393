//! Intent (APP-9): dated pieces of evidence that fade, added up to a score and a level.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::coded::coded;
use crate::time::Timestamp;
use crate::verdict::{Observed, Reason, RuleVersion, Source, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "intent";
/// Its version.
pub const VERSION: u32 = 1;

coded! {
    /// How strongly somebody leans towards buying.
    #[derive(Default)]
    pub enum IntentLevel in "intent_level" {
        Strong = "strong", "强", "strong";
        Medium = "medium", "中", "medium";
        Weak = "weak", "弱", "weak";
        #[default]
        None = "none", "无", "none";
    }
}

coded! {
    /// What kind of knowledge a piece of evidence is.
    pub enum EvidenceType in "evidence_type" {
        Said = "said", "客户说的", "said";
        Did = "did", "客户做的", "did";
        Felt = "felt", "业务员的感觉", "felt by the seller";
    }
}

coded! {
    /// A piece of evidence for or against intent.
    pub enum EvidenceKind in "intent" {
        AskedTerms = "asked_terms", "询问合同、交货或付款条件", "asked about contract, delivery or payment terms";
        NamedPurchaseDate = "named_purchase_date", "说出三个月内的购买日期", "named a date of purchase within 3 months";
        Trial = "trial", "要求试用或样品，或正在试用", "asked for a trial or sample, or runs one";
        AskedPrice = "asked_price", "询价或要求报价", "asked for a price or a quotation";
        BroughtInDecider = "brought_in_decider", "请来决定人或其他部门", "brought in the decider or another department";
        NamedBudget = "named_budget", "说出预算", "named a budget";
        HandedRequirements = "handed_requirements", "提供需求或标准清单", "handed over requirements or a list of criteria";
        KeptMeeting = "kept_meeting", "如约见面，或来访展位、公司", "kept a meeting, visited our stand or house";
        FilledForm = "filled_form", "使用计算器或填写意向表", "filled in a calculator or intent form";
        Replied = "replied", "回复了我们的消息", "replied to a message of ours";
        VouchedReferral = "vouched_referral", "由愿意担保的介绍人引荐", "came through a referrer who vouches";
        PageAgain = "page_again", "再次浏览产品页", "looked at the product page again";
        MailClick = "mail_click", "本人点击邮件", "human click in a mail";
        FeltWarm = "felt_warm", "业务员觉得热情", "the seller feels warmth";
        FeltCool = "felt_cool", "业务员觉得冷淡", "the seller feels coolness";
        NotNow = "not_now", "说“现在不考虑”，没有日期", "\"not now\", without a date";
        PutOffAgain = "put_off_again", "第二次推迟见面", "put off a meeting for the second time";
        Unanswered = "unanswered", "三次联系无回应", "three attempts unanswered";
        ContentWithRival = "content_with_rival", "表示满意现有供应商", "says content with the rival";
        BudgetWithdrawn = "budget_withdrawn", "预算取消或项目停止", "budget withdrawn or project stopped";
        AskedToStop = "asked_to_stop", "要求停止联系", "asked us to stop";
    }
}

coded! {
    /// Factors of the verdict that are not evidence themselves.
    pub enum IntentFactor in "intent_factor" {
        HandSet = "hand_set", "人工设定的意向", "level set by hand";
        HandSetLapsed = "hand_set_lapsed", "人工设定已失效", "level set by hand has lapsed";
        Cap = "cap", "同类证据的上限", "cap on evidence of one kind";
    }
}

/// Points, type and cap of one kind of evidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EvidenceWeight {
    /// The kind.
    pub kind: EvidenceKind,
    /// Points while fresh.
    pub points: f64,
    /// Said, did or felt.
    pub evidence_type: EvidenceType,
    /// The most that all pieces of this kind give together.
    pub cap: Option<f64>,
}

const fn weight(kind: EvidenceKind, points: f64, evidence_type: EvidenceType) -> EvidenceWeight {
    EvidenceWeight { kind, points, evidence_type, cap: None }
}

const fn capped(kind: EvidenceKind, points: f64, evidence_type: EvidenceType, cap: f64) -> EvidenceWeight {
    EvidenceWeight { kind, points, evidence_type, cap: Some(cap) }
}

/// The evidence list of APP-9. "Asked us to stop" has no points: it ends intent outright.
pub const EVIDENCE: [EvidenceWeight; 21] = [
    weight(EvidenceKind::AskedTerms, 25.0, EvidenceType::Said),
    weight(EvidenceKind::NamedPurchaseDate, 20.0, EvidenceType::Said),
    weight(EvidenceKind::Trial, 20.0, EvidenceType::Did),
    weight(EvidenceKind::AskedPrice, 15.0, EvidenceType::Said),
    weight(EvidenceKind::BroughtInDecider, 15.0, EvidenceType::Did),
    weight(EvidenceKind::NamedBudget, 15.0, EvidenceType::Said),
    weight(EvidenceKind::HandedRequirements, 10.0, EvidenceType::Did),
    weight(EvidenceKind::KeptMeeting, 10.0, EvidenceType::Did),
    weight(EvidenceKind::FilledForm, 10.0, EvidenceType::Did),
    weight(EvidenceKind::Replied, 8.0, EvidenceType::Did),
    weight(EvidenceKind::VouchedReferral, 5.0, EvidenceType::Said),
    capped(EvidenceKind::PageAgain, 5.0, EvidenceType::Did, 10.0),
    capped(EvidenceKind::MailClick, 2.0, EvidenceType::Did, 6.0),
    weight(EvidenceKind::FeltWarm, 5.0, EvidenceType::Felt),
    weight(EvidenceKind::FeltCool, -5.0, EvidenceType::Felt),
    weight(EvidenceKind::NotNow, -10.0, EvidenceType::Said),
    weight(EvidenceKind::PutOffAgain, -10.0, EvidenceType::Did),
    weight(EvidenceKind::Unanswered, -15.0, EvidenceType::Did),
    weight(EvidenceKind::ContentWithRival, -15.0, EvidenceType::Said),
    weight(EvidenceKind::BudgetWithdrawn, -30.0, EvidenceType::Said),
    weight(EvidenceKind::AskedToStop, 0.0, EvidenceType::Said),
];

impl EvidenceKind {
    /// The default weight of this kind.
    pub fn weight(self) -> EvidenceWeight {
        EVIDENCE.iter().copied().find(|entry| entry.kind == self).unwrap_or(weight(self, 0.0, EvidenceType::Felt))
    }
}

/// Thresholds of intent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IntentSettings {
    /// Points by kind while fresh.
    pub points: BTreeMap<EvidenceKind, f64>,
    /// Days in which a piece loses half its points.
    pub half_life_days: f64,
    /// Pieces older than this many days are dropped.
    pub dropped_after_days: f64,
    /// The most that felt pieces give or take together.
    pub felt_cap: f64,
    /// At and above: strong.
    pub strong_from: f64,
    /// At and above: medium.
    pub medium_from: f64,
    /// At and above: weak; below: none.
    pub weak_from: f64,
    /// Days after which a level set by hand lapses.
    pub hand_set_days: f64,
}

impl Default for IntentSettings {
    fn default() -> Self {
        Self {
            points: EVIDENCE.iter().map(|entry| (entry.kind, entry.points)).collect(),
            half_life_days: 45.0,
            dropped_after_days: 180.0,
            felt_cap: 10.0,
            strong_from: 40.0,
            medium_from: 20.0,
            weak_from: 5.0,
            hand_set_days: 30.0,
        }
    }
}

impl IntentSettings {
    fn points_of(&self, kind: EvidenceKind) -> f64 {
        self.points.get(&kind).copied().unwrap_or_else(|| kind.weight().points)
    }

    fn level(&self, score: f64) -> IntentLevel {
        if score >= self.strong_from {
            IntentLevel::Strong
        } else if score >= self.medium_from {
            IntentLevel::Medium
        } else if score >= self.weak_from {
            IntentLevel::Weak
        } else {
            IntentLevel::None
        }
    }
}

/// One dated piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IntentEvidence {
    /// What it is.
    pub kind: EvidenceKind,
    /// When it happened.
    pub at: Timestamp,
    /// Where it was learned.
    #[serde(default)]
    pub source: Source,
}

/// A level that a person set, with the words it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandSetLevel {
    /// The level.
    pub level: IntentLevel,
    /// When it was set.
    pub at: Timestamp,
    /// The evidence in words; a level without any does not count.
    pub evidence: String,
}

/// The reading of intent.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Intent {
    /// 0 to 100.
    pub score: f64,
    /// The level, by score or by hand.
    pub level: IntentLevel,
    /// Whether a person's setting decides the level at present.
    pub set_by_hand: bool,
    /// Whether the person asked us to stop: contact must be suppressed.
    pub suppress: bool,
}

/// Reads intent from evidence (APP-9). Pieces dated after `as_of` are not known yet and do not count.
pub fn intent(
    evidence: &[IntentEvidence],
    hand_set: Option<&HandSetLevel>,
    as_of: Timestamp,
    settings: &IntentSettings,
) -> Verdict<Intent> {
    let rule = RuleVersion::new(RULE, VERSION);
    if let Some(stop) = evidence.iter().find(|piece| piece.kind == EvidenceKind::AskedToStop && piece.at <= as_of) {
        let reason = Reason::of(stop.kind, Observed::Date(stop.at), stop.source);
        let value = Intent { score: 0.0, level: IntentLevel::None, set_by_hand: false, suppress: true };
        return Verdict::new(value, vec![reason], rule, as_of);
    }
    let (sum, mut reasons) = add_up(evidence, as_of, settings);
    let score = sum.clamp(0.0, 100.0);
    let mut value = Intent { score, level: settings.level(score), set_by_hand: false, suppress: false };
    if let Some(set) = hand_set.filter(|set| set.at <= as_of && !set.evidence.trim().is_empty()) {
        let fresh = as_of.days_since(set.at) < settings.hand_set_days;
        let factor = if fresh { IntentFactor::HandSet } else { IntentFactor::HandSetLapsed };
        reasons.insert(0, Reason::of(factor, Observed::word(set.level), Source::Stated));
        if fresh {
            value.level = set.level;
            value.set_by_hand = true;
        }
    }
    Verdict::new(value, reasons, rule, as_of)
}

/// The faded sum with a reason for each piece, strongest first, and one for what the caps take away.
fn add_up(evidence: &[IntentEvidence], as_of: Timestamp, settings: &IntentSettings) -> (f64, Vec<Reason>) {
    let mut by_kind: BTreeMap<EvidenceKind, f64> = BTreeMap::new();
    let mut reasons = Vec::new();
    for piece in evidence {
        let age = as_of.days_since(piece.at);
        if !(0.0..=settings.dropped_after_days).contains(&age) {
            continue;
        }
        let points = settings.points_of(piece.kind) * faded(age, settings.half_life_days);
        *by_kind.entry(piece.kind).or_default() += points;
        reasons.push(Reason::of(piece.kind, Observed::Days(age), piece.source).worth(points));
    }
    let uncapped: f64 = by_kind.values().sum();
    let (mut felt, mut known) = (0.0, 0.0);
    for (kind, points) in by_kind {
        let entry = kind.weight();
        let points = entry.cap.map_or(points, |cap| points.clamp(-cap, cap));
        match entry.evidence_type {
            EvidenceType::Felt => felt += points,
            EvidenceType::Said | EvidenceType::Did => known += points,
        }
    }
    let sum = known + felt.clamp(-settings.felt_cap, settings.felt_cap);
    reasons.sort_by(|a, b| magnitude(b).total_cmp(&magnitude(a)));
    if (uncapped - sum).abs() > 1e-9 {
        reasons.push(Reason::of(IntentFactor::Cap, Observed::Number(sum), Source::Rule).worth(sum - uncapped));
    }
    (sum, reasons)
}

fn magnitude(reason: &Reason) -> f64 {
    reason.points.unwrap_or_default().abs()
}

/// The part of its points that a piece keeps after `age` days.
fn faded(age: f64, half_life: f64) -> f64 {
    if half_life > 0.0 { 0.5_f64.powf(age / half_life) } else { 1.0 }
}
