//! Go or no-go (OPP-5): a ranked queue of deals with a proposed investment, and a decision that somebody takes with a reason.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::opening::grid::Opening;
use super::value::{BEST, ValueClass};
use crate::coded::coded;
use crate::time::Timestamp;
use crate::verdict::{Measured, Observed, Reason, RuleVersion, Source, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "deal_queue";
/// Its version.
pub const VERSION: u32 = 1;

coded! {
    /// Whom to put on a deal.
    pub enum PeopleProposed in "people_proposed" {
        Best = "best", "最强的人，必要时组队", "the best people, a team if need be";
        Experienced = "experienced", "有经验的业务员", "an experienced seller";
        Owner = "owner", "现在的负责人", "the present owner";
        New = "new", "交给新人练手，老手带着", "a new seller for practice, with a guide";
    }
}

coded! {
    /// How much of the manager's time.
    pub enum ManagerTimeProposed in "manager_time_proposed" {
        EveryWeek = "every_week", "每周过一次", "a talk every week";
        AtEachStage = "at_each_stage", "每进一个阶段过一次", "a talk at each stage";
        OnAsking = "on_asking", "需要时才介入", "when asked";
        None = "none", "不占经理时间", "none";
    }
}

coded! {
    /// Which terms may be offered.
    pub enum TermsProposed in "terms_proposed" {
        ForTheWall = "for_the_wall", "可以为长期合作让步（须审批）", "concessions that tie for long, with approval";
        SpecialShortTerm = "special_short_term", "可以给短期特殊条件（须审批）", "special short-term terms, with approval";
        NoneWithoutReturn = "none_without_return", "让一步换一步", "no concession without a return";
        Standard = "standard", "标准条件", "standard terms";
    }
}

coded! {
    /// What is decided about a deal.
    pub enum DealDecision in "deal_decision" {
        Pursue = "pursue", "跟进", "pursue";
        Hold = "hold", "搁置", "hold";
        Drop = "drop", "放弃", "drop";
    }
}

coded! {
    /// What a place in the queue rests on.
    pub enum QueueFactor in "queue_factor" {
        Class = "class", "客户价值类", "value class";
        Opening = "opening", "开局", "opening";
        WinRateLow = "win_rate_low", "赢单率（区间下端）", "win rate (lower end)";
        Worth = "worth", "短期加长期得分", "short-term plus long-term score";
        EffortLeft = "effort_left", "还需投入（人天）", "effort left (person-days)";
        Index = "index", "排序指数", "index";
    }
}

/// Limits of the queue.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueueSettings {
    /// The least effort counted with, in person-days: a deal that is nearly done is not infinitely good.
    pub least_effort_days: f64,
    /// Person-days to spend on a deal in cell C until a break is found.
    pub chase_cap_days: f64,
    /// Person-days to spend on a deal of class 4.
    pub practice_cap_days: f64,
}

impl Default for QueueSettings {
    fn default() -> Self {
        Self { least_effort_days: 0.5, chase_cap_days: 2.0, practice_cap_days: 3.0 }
    }
}

/// A deal that waits for its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct QueuedDeal<Id> {
    /// Which.
    pub id: Id,
    /// Its class, where it has one.
    pub class: Option<ValueClass>,
    /// The score of the short-term return.
    pub short: Option<f64>,
    /// The score of the long-term effect.
    pub long: Option<f64>,
    /// The cell, where it has one.
    pub cell: Option<Opening>,
    /// The win rate with its interval.
    pub win_rate: Measured,
    /// Person-days still needed.
    pub effort_left_days: Option<f64>,
}

/// What to put into a deal.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Investment {
    /// The people.
    pub people: PeopleProposed,
    /// The manager's time.
    pub manager: ManagerTimeProposed,
    /// The terms.
    pub terms: TermsProposed,
    /// The most to spend, in person-days; none where nothing limits it.
    pub cap_days: Option<f64>,
}

/// A deal's place in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueuePlace<Id> {
    /// Which.
    pub id: Id,
    /// Win rate (lower end) × (S + L) / 20 / effort left; none where something is not known.
    pub index: Option<f64>,
    /// What to put into it; none without a class.
    pub investment: Option<Investment>,
}

/// The index of a deal (OPP-5); none where something it is made of is not known.
pub fn index<Id>(deal: &QueuedDeal<Id>, settings: &QueueSettings) -> Option<f64> {
    let Measured::Estimate { low, .. } = deal.win_rate else { return None };
    let (short, long) = deal.short.zip(deal.long)?;
    let effort = deal.effort_left_days?.max(settings.least_effort_days);
    Some(low * (short + long) / (2.0 * BEST) / effort)
}

/// What to put into a deal (OPP-5), by class and opening.
pub const fn investment(class: ValueClass, cell: Option<Opening>, settings: &QueueSettings) -> Investment {
    use ManagerTimeProposed as Manager;
    use PeopleProposed as People;
    use TermsProposed as Terms;
    let (people, manager, terms, cap_days) = match class {
        ValueClass::One => (People::Best, Manager::EveryWeek, Terms::ForTheWall, None),
        ValueClass::Two => (People::Experienced, Manager::AtEachStage, Terms::SpecialShortTerm, None),
        ValueClass::Three => (People::Owner, Manager::OnAsking, Terms::NoneWithoutReturn, None),
        ValueClass::Four => (People::New, Manager::None, Terms::Standard, Some(settings.practice_cap_days)),
    };
    // no special terms and little time where the rival has set the board, until a break is found
    match (cell, class) {
        (Some(Opening::C), ValueClass::One | ValueClass::Two | ValueClass::Three) => Investment {
            people: People::Owner,
            manager: Manager::OnAsking,
            terms: Terms::Standard,
            cap_days: Some(settings.chase_cap_days),
        },
        _ => Investment { people, manager, terms, cap_days },
    }
}

/// Ranks deals (OPP-5): classes 1 to 3 by index, then those whose index is not known, class 4 always last. Equals keep the order in
/// which they were given.
pub fn queue<Id: Copy>(
    deals: &[QueuedDeal<Id>],
    settings: &QueueSettings,
    as_of: Timestamp,
) -> Vec<Verdict<QueuePlace<Id>>> {
    let mut ranked: Vec<(&QueuedDeal<Id>, Option<f64>)> =
        deals.iter().map(|deal| (deal, index(deal, settings))).collect();
    let last = |deal: &QueuedDeal<Id>| deal.class == Some(ValueClass::Four);
    ranked.sort_by(|(one, one_index), (other, other_index)| {
        let by_index = match (one_index, other_index) {
            (Some(one), Some(other)) => other.total_cmp(one),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        last(one).cmp(&last(other)).then(by_index)
    });
    ranked.into_iter().map(|(deal, index)| place(deal, index, settings, as_of)).collect()
}

fn place<Id: Copy>(
    deal: &QueuedDeal<Id>,
    index: Option<f64>,
    settings: &QueueSettings,
    as_of: Timestamp,
) -> Verdict<QueuePlace<Id>> {
    let reason = |factor: QueueFactor, seen: Observed| Reason::of(factor, seen, Source::Derived);
    let number = |factor: QueueFactor, value: Option<f64>| value.map(|value| reason(factor, Observed::Number(value)));
    let low = match deal.win_rate {
        Measured::Estimate { low, .. } => Some(low),
        Measured::TooFew { .. } => None,
    };
    let reasons = [
        number(QueueFactor::Index, index),
        deal.class.map(|class| reason(QueueFactor::Class, Observed::word(class))),
        deal.cell.map(|cell| reason(QueueFactor::Opening, Observed::word(cell))),
        number(QueueFactor::WinRateLow, low),
        number(QueueFactor::Worth, deal.short.zip(deal.long).map(|(short, long)| short + long)),
        number(QueueFactor::EffortLeft, deal.effort_left_days),
    ];
    let found =
        QueuePlace { id: deal.id, index, investment: deal.class.map(|class| investment(class, deal.cell, settings)) };
    Verdict::new(found, reasons.into_iter().flatten().collect(), RuleVersion::new(RULE, VERSION), as_of)
}

/// A decision lacks its reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a decision about a deal needs its reason")]
pub struct ReasonMissing;

/// Whether a decision may be kept: with its reason only, since who decides and why is what is learned from later.
pub fn check_decision(reason: &str) -> Result<(), ReasonMissing> {
    if reason.trim().is_empty() { Err(ReasonMissing) } else { Ok(()) }
}
