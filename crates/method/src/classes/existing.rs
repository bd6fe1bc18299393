//! EI to EIV (CLA-2): existing customers by contribution and stability, with the play, the time to give, and the cause to find.

use serde::{Deserialize, Serialize};

use super::contribution::Contribution;
use super::plays::Move;
use super::stability::{StabilityReading, StabilitySettings};
use crate::answer::Answer;
use crate::answer_sheet::AnswerSheet;
use crate::coded::{Coded, coded};
use crate::verdict::{Observed, Reason, RuleVersion, Source, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "existing_class";
/// Its version.
pub const VERSION: u32 = 1;

coded! {
    /// The class of an existing customer.
    pub enum ExistingClass in "existing_class" {
        Ei = "ei", "EI 类：贡献高、稳定", "EI: high contribution, stable";
        Eii = "eii", "EII 类：贡献高、不稳定", "EII: high contribution, unstable";
        Eiii = "eiii", "EIII 类：贡献低、稳定", "EIII: low contribution, stable";
        Eiv = "eiv", "EIV 类：贡献低、不稳定", "EIV: low contribution, unstable";
        New = "new", "未定：往来时间还短", "not classed: too little history";
    }
}

coded! {
    /// What to do with customers of a class.
    pub enum ExistingPlay in "existing_play" {
        Consolidate = "consolidate", "巩固", "consolidate";
        TurnRound = "turn_round", "扭转", "turn round";
        Lift = "lift", "提升", "lift";
        Settle = "settle", "清算", "settle";
    }
}

coded! {
    /// How much of the seller's time a class deserves, and when.
    pub enum TimeAdvice in "time_advice" {
        Steady = "steady", "重要不紧急：按计划稳定投入", "steady and planned: important, not urgent";
        AtOnce = "at_once", "重要又紧急：马上、大量投入", "much, and at once";
        Scheduled = "scheduled", "排入日程", "scheduled";
        Little = "little", "少花时间", "little";
    }
}

coded! {
    /// Why a customer of high contribution is unsteady.
    pub enum UnsteadyCause in "unsteady_cause" {
        LikesNovelty = "likes_novelty", "喜欢尝新", "likes novelty";
        RivalPaysMore = "rival_pays_more", "对手给的利益更多", "a rival pays more";
        Dissatisfied = "dissatisfied", "对我们不满意", "dissatisfied with us";
    }
}

coded! {
    /// What decides the class.
    pub enum ExistingFactor in "existing_factor" {
        Contribution = "contribution", "贡献度", "contribution";
        CumulativeContribution = "cumulative_contribution", "累计贡献占比（%）", "cumulative contribution (%)";
        Stability = "stability", "稳定度", "stability";
    }
}

impl ExistingClass {
    /// The class by its two axes (CLA-2).
    pub const fn of(high_contribution: bool, stability: &StabilityReading) -> Self {
        match stability {
            StabilityReading::New { .. } => Self::New,
            StabilityReading::Known(found) => match (high_contribution, found.high) {
                (true, true) => Self::Ei,
                (true, false) => Self::Eii,
                (false, true) => Self::Eiii,
                (false, false) => Self::Eiv,
            },
        }
    }

    /// The play of the class; none for a customer that has no letter yet.
    pub const fn play(self) -> Option<ExistingPlay> {
        match self {
            Self::Ei => Some(ExistingPlay::Consolidate),
            Self::Eii => Some(ExistingPlay::TurnRound),
            Self::Eiii => Some(ExistingPlay::Lift),
            Self::Eiv => Some(ExistingPlay::Settle),
            Self::New => None,
        }
    }

    /// The time the class deserves.
    pub const fn time(self) -> Option<TimeAdvice> {
        match self {
            Self::Ei => Some(TimeAdvice::Steady),
            Self::Eii => Some(TimeAdvice::AtOnce),
            Self::Eiii => Some(TimeAdvice::Scheduled),
            Self::Eiv => Some(TimeAdvice::Little),
            Self::New => None,
        }
    }

    /// Whether the class stands on the stable side; none without a letter.
    const fn stable(self) -> Option<bool> {
        match self {
            Self::Ei | Self::Eiii => Some(true),
            Self::Eii | Self::Eiv => Some(false),
            Self::New => None,
        }
    }

    /// Whether the class stands on the side of high contribution; none without a letter.
    const fn high(self) -> Option<bool> {
        match self {
            Self::Ei | Self::Eii => Some(true),
            Self::Eiii | Self::Eiv => Some(false),
            Self::New => None,
        }
    }
}

impl ExistingPlay {
    /// The moves of the play, in order. Those of turning round follow from the cause: [`turn_round`].
    pub const fn moves(self) -> &'static [Move] {
        match self {
            Self::Consolidate => &[
                Move::ServeFirst,
                Move::SolveComplaints,
                Move::AdviseBusiness,
                Move::ShareInterests,
                Move::GiveResources,
                Move::NewProducts,
            ],
            Self::TurnRound => &[Move::FindCause],
            Self::Lift => &[
                Move::VisitRegularly,
                Move::AnalyseBusiness,
                Move::HelpPromotion,
                Move::HelpDisplay,
                Move::HelpExpansion,
            ],
            Self::Settle => &[Move::WeighUp, Move::GiveUpOrLift],
        }
    }
}

impl UnsteadyCause {
    /// The moves that answer the cause, in order.
    pub const fn moves(self) -> &'static [Move] {
        match self {
            Self::LikesNovelty => &[Move::CostOfSwitching, Move::LoyaltyPlan],
            Self::RivalPaysMore => &[Move::ShowAdvantage, Move::BenefitTheirCustomers, Move::LoyaltyPlan],
            Self::Dissatisfied => &[Move::TalkInDepth, Move::FeedBack, Move::BestFitting],
        }
    }
}

/// The answers to the questions about the cause.
pub type UnsteadyCauses = AnswerSheet<UnsteadyCause>;

/// How to turn a customer round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TurnRound {
    /// The moves that answer the causes found, each once; without a cause the first is to find it.
    pub moves: Vec<Move>,
    /// Causes nobody has answered yet, in the order in which to ask.
    pub ask: Vec<UnsteadyCause>,
}

/// The moves for an unsteady customer of high contribution (CLA-2), by the causes answered yes.
pub fn turn_round(causes: &UnsteadyCauses) -> TurnRound {
    let of = |wanted: Answer| UnsteadyCause::ALL.iter().copied().filter(move |cause| causes.answer(*cause) == wanted);
    let mut moves: Vec<Move> = Vec::new();
    for step in of(Answer::Yes).flat_map(UnsteadyCause::moves) {
        if !moves.contains(step) {
            moves.push(*step);
        }
    }
    if moves.is_empty() {
        moves.push(Move::FindCause);
    }
    TurnRound { moves, ask: of(Answer::Unknown).collect() }
}

/// Classes an existing customer (CLA-2) from its two axes.
pub fn existing_class(contribution: &Contribution, stability: &Verdict<StabilityReading>) -> Verdict<ExistingClass> {
    let reason = |factor: ExistingFactor, seen: Observed| Reason::of(factor, seen, Source::Derived);
    let mut reasons = vec![
        reason(ExistingFactor::Contribution, Observed::word(contribution.measure)),
        reason(ExistingFactor::CumulativeContribution, Observed::Number(100.0 * contribution.cumulative)),
    ];
    if let StabilityReading::Known(found) = &stability.value {
        reasons.push(reason(ExistingFactor::Stability, Observed::Number(found.value)));
    }
    let class = ExistingClass::of(contribution.high, &stability.value);
    reasons.extend(stability.reasons.iter().cloned());
    Verdict::new(class, reasons, RuleVersion::new(RULE, VERSION), stability.as_of)
}

/// Whether a class that differs from the one last told of is told now (CLA-2). A class that only swings over the border of
/// stability is not, as long as it stays near; a change of contribution always is. The class itself is never smoothed.
pub fn worth_telling(
    last_told: Option<ExistingClass>,
    now: ExistingClass,
    stability: &StabilityReading,
    settings: &StabilitySettings,
) -> bool {
    let Some(before) = last_told else { return true };
    if before == now {
        return false;
    }
    let swings = before.high() == now.high() && before.stable().is_some() && now.stable().is_some();
    let near = match stability {
        // a hair's breadth for the rounding of the difference
        StabilityReading::Known(found) => (found.value - settings.high_from).abs() <= settings.border + 1e-9,
        StabilityReading::New { .. } => false,
    };
    !(swings && near)
}
