//! PI to PIV (CLA-3): prospects by expected contribution and intent, with the play, and why intent is low.

use serde::{Deserialize, Serialize};

use super::expected::Expected;
use super::plays::Move;
use crate::answer::Answer;
use crate::answer_sheet::AnswerSheet;
use crate::appointments::intent::{Intent, IntentLevel};
use crate::coded::{Coded, coded};
use crate::verdict::{Observed, Reason, RuleVersion, Source, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "prospect_class";
/// Its version.
pub const VERSION: u32 = 1;

coded! {
    /// The class of a prospect.
    pub enum ProspectClass in "prospect_class" {
        Pi = "pi", "PI 类：预期贡献高、意向强", "PI: high expectation, strong intent";
        Pii = "pii", "PII 类：预期贡献高、意向不强", "PII: high expectation, little intent";
        Piii = "piii", "PIII 类：预期贡献低、意向强", "PIII: low expectation, strong intent";
        Piv = "piv", "PIV 类：预期贡献低、意向不强", "PIV: low expectation, little intent";
    }
}

coded! {
    /// What to do with prospects of a class.
    pub enum ProspectPlay in "prospect_play" {
        CloseFirst = "close_first", "优先促成签约", "close first";
        Cultivate = "cultivate", "按月培养", "cultivate over months";
        ServeBriefly = "serve_briefly", "简短服务", "serve briefly";
        LeaveInPool = "leave_in_pool", "留在公海", "leave in the pool";
    }
}

coded! {
    /// Why the intent of a promising prospect is low.
    pub enum LowIntentCause in "low_intent_cause" {
        DoesNotKnowUs = "does_not_know_us", "不了解我们", "does not know us";
        FearsSwitching = "fears_switching", "顾虑更换的成本或风险", "fears the cost or risk of switching";
        RivalStronger = "rival_stronger", "对手更强", "a rival is stronger";
    }
}

coded! {
    /// What such prospects weigh: the rows of the plan for them.
    pub enum PlanRow in "pii_plan" {
        Service = "service", "服务", "service";
        Quality = "quality", "质量", "quality";
        Advantage = "advantage", "相对优势", "comparative advantage";
        FutureGain = "future_gain", "未来收益", "future gain";
        Cost = "cost", "合作成本", "cost of cooperation";
        Patience = "patience", "我方的耐心", "our patience";
    }
}

coded! {
    /// What decides the class.
    pub enum ProspectFactor in "prospect_factor" {
        Expected = "expected", "预期贡献度（10 分制）", "expected contribution (of 10)";
        Intent = "intent", "意向度", "intent";
    }
}

impl ProspectClass {
    /// The play of the class.
    pub const fn play(self) -> ProspectPlay {
        match self {
            Self::Pi => ProspectPlay::CloseFirst,
            Self::Pii => ProspectPlay::Cultivate,
            Self::Piii => ProspectPlay::ServeBriefly,
            Self::Piv => ProspectPlay::LeaveInPool,
        }
    }
}

impl ProspectPlay {
    /// The moves of the play, in order.
    pub const fn moves(self) -> &'static [Move] {
        match self {
            Self::CloseFirst => &[Move::ListBlocks, Move::RemoveBlocks, Move::KeyPeople, Move::CostOfWaiting],
            Self::Cultivate => &[Move::PlanEarly, Move::GiveTime, Move::KeyPeople],
            Self::ServeBriefly => &[Move::ServeBriefly, Move::ConvertIfProfitable],
            Self::LeaveInPool => &[Move::LeaveInPool],
        }
    }

    /// Whether the play is Tuoke's own: the method itself leaves these two classes open.
    pub const fn is_tuokes_own(self) -> bool {
        matches!(self, Self::ServeBriefly | Self::LeaveInPool)
    }
}

/// The answers to the questions about low intent.
pub type LowIntentCauses = AnswerSheet<LowIntentCause>;

/// How to raise the intent of a promising prospect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cultivation {
    /// The moves that answer the causes found, each once.
    pub moves: Vec<Move>,
    /// Causes nobody has answered yet.
    pub ask: Vec<LowIntentCause>,
}

/// The moves by cause (CLA-3). The price is a move only where our cost is known to be lower, and the last one.
pub fn cultivation(causes: &LowIntentCauses, our_cost_is_lower: Answer) -> Cultivation {
    let of = |wanted: Answer| LowIntentCause::ALL.iter().copied().filter(move |cause| causes.answer(*cause) == wanted);
    let mut moves: Vec<Move> = Vec::new();
    let answers = |cause: LowIntentCause| -> &'static [Move] {
        match cause {
            LowIntentCause::DoesNotKnowUs => &[Move::PersonalRelation, Move::StrengthAndBenefits],
            LowIntentCause::FearsSwitching => &[Move::TrialPeriod, Move::AnswerRisks, Move::GainInCost],
            LowIntentCause::RivalStronger => &[Move::ServiceAndTrust, Move::TrialPeriod],
        }
    };
    for step in of(Answer::Yes).flat_map(answers) {
        if !moves.contains(step) {
            moves.push(*step);
        }
    }
    if causes.answer(LowIntentCause::RivalStronger) == Answer::Yes && our_cost_is_lower == Answer::Yes {
        moves.push(Move::PriceLast);
    }
    Cultivation { moves, ask: of(Answer::Unknown).collect() }
}

/// A prospect's class with how sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProspectClassing {
    /// The class; none while too little is rated.
    pub class: Option<ProspectClass>,
    /// Whether no missing rating can change it.
    pub firm: bool,
}

/// Classes a prospect (CLA-3). High intent is the level *strong* of the one scale of intent (APP-9).
pub fn prospect_class(expected: &Verdict<Expected>, intent: &Verdict<Intent>) -> Verdict<ProspectClassing> {
    let strong = intent.value.level == IntentLevel::Strong;
    let class = expected.value.high.map(|high| match (high, strong) {
        (true, true) => ProspectClass::Pi,
        (true, false) => ProspectClass::Pii,
        (false, true) => ProspectClass::Piii,
        (false, false) => ProspectClass::Piv,
    });
    let mut reasons = vec![
        Reason::of(ProspectFactor::Expected, Observed::Number(expected.value.score.value), Source::Derived),
        Reason::of(ProspectFactor::Intent, Observed::word(intent.value.level), Source::Derived),
    ];
    reasons.extend(expected.reasons.iter().chain(&intent.reasons).cloned());
    let found = ProspectClassing { class, firm: expected.value.firm };
    Verdict::new(found, reasons, RuleVersion::new(RULE, VERSION), expected.as_of.max(intent.as_of))
}
