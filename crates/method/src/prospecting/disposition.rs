//! The visit decision (PRO-8): keep visiting, do not give up, give up. Explicit for each prospect,
//! proposed by the rule, taken by a person, and undone at any time.

use serde::{Deserialize, Serialize};

use crate::appointments::intent::IntentLevel;
use crate::coded::coded;
use crate::prospecting::losses::LossReason;
use crate::prospecting::man::ManAdvice;
use crate::prospecting::screening::Grade;
use crate::time::Timestamp;
use crate::verdict::{Observed, Reason, RuleVersion, Source, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "visit_decision";
/// Its version.
pub const VERSION: u32 = 1;

coded! {
    /// Whether and how to go on with a prospect.
    pub enum VisitDecision in "visit_decision" {
        KeepVisiting = "keep_visiting", "继续拜访", "keep visiting";
        DoNotGiveUp = "do_not_give_up", "不放弃", "do not give up";
        GiveUp = "give_up", "放弃", "give up";
    }
}

coded! {
    /// What a proposal rests on.
    pub enum DecisionFactor in "decision" {
        Grade = "grade", "客户等级", "grade";
        Intent = "intent", "意向度", "intent";
        Man = "man", "MAN 判断", "MAN reading";
        Refusals = "refusals", "当面拒绝次数", "refusals in person";
        Ineligible = "ineligible", "不符合购买条件", "not eligible";
    }
}

/// Thresholds of the visit decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecisionSettings {
    /// Refusals in person from which giving up is proposed.
    pub refusals: u32,
    /// Days between visits for those not given up.
    pub visit_days: u32,
}

impl Default for DecisionSettings {
    fn default() -> Self {
        Self { refusals: 2, visit_days: 180 }
    }
}

/// What is known when the decision is proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecisionFacts {
    /// None: not graded.
    pub grade: Option<Grade>,
    /// Level of intent.
    pub intent: IntentLevel,
    /// Advice of the MAN matrix.
    pub man: ManAdvice,
    /// Refusals face to face.
    pub refusals_in_person: u32,
    /// Whether the product's conditions are known not to be met.
    pub ineligible: bool,
}

/// The decision that the facts speak for; none where a person must decide without a proposal.
pub fn propose(facts: &DecisionFacts, settings: &DecisionSettings, as_of: Timestamp) -> Verdict<Option<VisitDecision>> {
    let refused = facts.refusals_in_person >= settings.refusals;
    let reason = |factor: DecisionFactor, seen: Observed| Reason::of(factor, seen, Source::Derived);
    let mut against = Vec::new();
    if facts.ineligible {
        against.push(reason(DecisionFactor::Ineligible, Observed::Answer(crate::Answer::Yes)));
    }
    if facts.man == ManAdvice::Stop {
        against.push(reason(DecisionFactor::Man, Observed::word(facts.man)));
    }
    if refused {
        against.push(reason(DecisionFactor::Refusals, Observed::Count(u64::from(facts.refusals_in_person))));
    }
    let rule = RuleVersion::new(RULE, VERSION);
    if !against.is_empty() {
        return Verdict::new(Some(VisitDecision::GiveUp), against, rule, as_of);
    }
    let promising = matches!(facts.grade, Some(Grade::A | Grade::B))
        || matches!(facts.intent, IntentLevel::Strong | IntentLevel::Medium);
    let worth_waiting = matches!(facts.grade, Some(Grade::C) | None) || facts.man == ManAdvice::Cultivate;
    let decision = if promising {
        Some(VisitDecision::KeepVisiting)
    } else if worth_waiting {
        Some(VisitDecision::DoNotGiveUp)
    } else {
        None
    };
    let mut reasons = Vec::new();
    if let Some(grade) = facts.grade {
        reasons.push(reason(DecisionFactor::Grade, Observed::word(grade)));
    }
    reasons.push(reason(DecisionFactor::Intent, Observed::word(facts.intent)));
    reasons.push(reason(DecisionFactor::Man, Observed::word(facts.man)));
    Verdict::new(decision, reasons, rule, as_of)
}

coded! {
    /// Where a prospect goes that is given up.
    #[derive(Default)]
    pub enum GivenUpTo in "given_up_to" {
        #[default]
        StopList = "stop_list", "停止名单", "stop list";
        Pool = "pool", "公海", "public pool";
    }
}

/// A decision as a person takes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TakenDecision {
    /// What was decided.
    pub decision: VisitDecision,
    /// Why; required for giving up.
    #[serde(default)]
    pub reason: Option<String>,
    /// The reason as a word of the list, for the statistics.
    #[serde(default)]
    pub cause: LossReason,
    /// The next visit; required for keeping on.
    #[serde(default)]
    pub next_visit: Option<Timestamp>,
    /// Where a given-up prospect goes.
    #[serde(default)]
    pub to: GivenUpTo,
    /// When to look at a given-up prospect again.
    #[serde(default)]
    pub reopen_on: Option<Timestamp>,
}

/// What a decision lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IncompleteDecision {
    /// Giving up needs a reason.
    #[error("giving up needs a reason")]
    ReasonMissing,
    /// Keeping on needs the date of the next visit.
    #[error("keeping on needs the date of the next visit")]
    NextVisitMissing,
    /// A date that is set must lie ahead.
    #[error("the date of the next visit lies in the past")]
    NextVisitPast,
    /// The same of the day to look again.
    #[error("the day to look at it again lies in the past")]
    ReopenPast,
}

impl TakenDecision {
    /// Checks that the decision carries what it must.
    pub fn check(&self, as_of: Timestamp) -> Result<(), IncompleteDecision> {
        let has_reason = self.reason.as_deref().is_some_and(|reason| !reason.trim().is_empty());
        let past = |date: Option<Timestamp>| date.is_some_and(|date| date < as_of);
        match self.decision {
            VisitDecision::GiveUp if !has_reason => Err(IncompleteDecision::ReasonMissing),
            VisitDecision::GiveUp if past(self.reopen_on) => Err(IncompleteDecision::ReopenPast),
            VisitDecision::KeepVisiting if self.next_visit.is_none() => Err(IncompleteDecision::NextVisitMissing),
            VisitDecision::KeepVisiting if past(self.next_visit) => Err(IncompleteDecision::NextVisitPast),
            _ => Ok(()),
        }
    }

    /// When the next visit falls due: as planned, or for a prospect not given up so many days after the last meeting,
    /// and not before the decision.
    pub fn visit_due(
        &self,
        last_met: Option<Timestamp>,
        settings: &DecisionSettings,
        as_of: Timestamp,
    ) -> Option<Timestamp> {
        match self.decision {
            VisitDecision::KeepVisiting => self.next_visit,
            VisitDecision::DoNotGiveUp => Some(visit_after(last_met.unwrap_or(as_of), settings).max(as_of)),
            VisitDecision::GiveUp => None,
        }
    }
}

/// The visit after a meeting, for a prospect not given up.
pub fn visit_after(met: Timestamp, settings: &DecisionSettings) -> Timestamp {
    met.plus_days(f64::from(settings.visit_days))
}
