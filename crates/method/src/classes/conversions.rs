//! Prospect, customer and back (CLA-6): conversions of a customer and product line as events, their rates, and who is told.
//!
//! Until when somebody counts as a customer without another purchase is a rule of its own, handed in by the caller.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::abc::AbcClass;
use super::existing::{ExistingClass, UnsteadyCause};
use super::faces::Face;
use super::gaps::gaps;
use super::periods::plus_days;
use super::plays::Move;
use crate::answer::Answer;
use crate::appointments::intent::EvidenceKind;
use crate::appointments::outcomes::TaskKind;
use crate::coded::coded;
use crate::prospecting::buying::{AFTER_CONTRACT_DAYS, BuyingSettings, allowed_days};
use crate::prospecting::losses::LossReason;
use crate::prospecting::results::{ResultSettings, share};
use crate::time::Timestamp;
use crate::verdict::{Measured, Observed, Reason, RuleVersion, Source, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "conversion_alarm";
/// Its version.
pub const VERSION: u32 = 1;

coded! {
    /// What somebody is in one product line. A rival's customer is our prospect.
    pub enum LineStatus in "line_status" {
        Prospect = "prospect", "准客户", "prospect";
        Customer = "customer", "现实客户", "customer";
    }
}

coded! {
    /// How the status changed.
    pub enum Conversion in "conversion" {
        Forward = "forward", "正向转化：首次采购", "forward: first purchase";
        Backward = "backward", "逆向转化：不再采购", "backward: no longer buying";
        WonBack = "won_back", "正向转化：赢回", "forward: won back";
    }
}

coded! {
    /// Why somebody began to buy, or came back.
    #[derive(Default)]
    pub enum WinCause in "win_cause" {
        NewNeed = "new_need", "产生了新的需求", "a new need";
        Recommended = "recommended", "他人推荐", "somebody recommended us";
        Persuaded = "persuaded", "业务员跟进说服", "our salesperson's work";
        BetterOffer = "better_offer", "我们的条件更好", "our offer was better";
        BetterProduct = "better_product", "我们的产品更合适", "our product fits better";
        BetterService = "better_service", "我们的服务更好", "our service is better";
        RivalFailed = "rival_failed", "竞争对手出了问题", "the rival failed them";
        CauseRemoved = "cause_removed", "当初离开的原因已消除", "what made them leave is gone";
        #[default]
        Unknown = "unknown", "尚不清楚", "not known yet";
    }
}

coded! {
    /// Why a manager is told at once.
    pub enum ConversionAlarm in "conversion_alarm" {
        ClassA = "class_a", "A 类客户流失", "a customer of class A was lost";
        ClassEi = "class_ei", "EI 类客户流失", "a customer of class EI was lost";
        KeyNeedLost = "key_need_lost", "大客户不再有需求", "a key customer no longer has the need";
        KeyToRival = "key_to_rival", "大客户转向对手", "a key customer turns to a rival";
    }
}

impl ConversionAlarm {
    /// What to do about it, in order. The play against a rival is that of an unsteady customer (CLA-2); where the need is
    /// gone the source gives none, and the moves are Tuoke's own.
    pub const fn moves(self) -> &'static [Move] {
        match self {
            Self::ClassA | Self::ClassEi => &[Move::FindCause, Move::TalkInDepth, Move::FeedBack],
            Self::KeyNeedLost => &[Move::TalkInDepth, Move::KeyPeople, Move::NewProducts],
            Self::KeyToRival => UnsteadyCause::RivalPaysMore.moves(),
        }
    }

    /// The task of whoever holds the customer; none where another one is set already: the cause of a loss is asked.
    pub const fn task(self) -> Option<TaskKind> {
        match self {
            Self::ClassA | Self::ClassEi => None,
            Self::KeyNeedLost => Some(TaskKind::KeyNeedLost),
            Self::KeyToRival => Some(TaskKind::KeyToRival),
        }
    }
}

/// Something that is heard of a customer, by which they may lose the need or turn to a rival (CLA-6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// Why they stopped buying.
    Loss(LossReason),
    /// A piece of evidence of intent.
    Evidence(EvidenceKind),
    /// The answer to whether this makes them unsteady.
    Unsteady(UnsteadyCause, Answer),
    /// The answer to whether they need what we sell.
    Need(Answer),
}

impl Heard {
    /// Whether the need is gone. Who ceased trading or died needs nothing more; other causes of a loss say nothing of the need.
    pub const fn need_lost(self) -> Answer {
        match self {
            Self::Loss(LossReason::Ceased | LossReason::SuddenEvent)
            | Self::Evidence(EvidenceKind::BudgetWithdrawn)
            | Self::Need(Answer::No) => Answer::Yes,
            Self::Need(Answer::Yes) => Answer::No,
            _ => Answer::Unknown,
        }
    }

    /// Whether they turn to a rival.
    pub const fn turns_to_rival(self) -> Answer {
        match self {
            Self::Loss(LossReason::RivalsOffer) | Self::Evidence(EvidenceKind::ContentWithRival) => Answer::Yes,
            Self::Unsteady(UnsteadyCause::RivalPaysMore, answer) => answer,
            _ => Answer::Unknown,
        }
    }
}

impl Conversion {
    /// The status after it.
    pub const fn leads_to(self) -> LineStatus {
        match self {
            Self::Forward | Self::WonBack => LineStatus::Customer,
            Self::Backward => LineStatus::Prospect,
        }
    }
}

/// A conversion on its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConversionEvent {
    /// What happened.
    pub kind: Conversion,
    /// When: the day of the purchase, or the first day on which the customer is one no more.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub on: Date,
}

/// The last day on which somebody counts as a customer of a line without another purchase (CLA-6): for twice the own usual
/// interval or for the line's long interval, whichever is longer; under contract until some time after its end. `days` as
/// `purchase_days` gives them; none without a purchase.
pub fn buying_until(
    days: &[Date],
    contract_until: Option<Date>,
    line_interval_days: f64,
    settings: &BuyingSettings,
) -> Option<Date> {
    let last = *days.last()?;
    let own: Vec<f64> = gaps(days).into_iter().map(f64::from).collect();
    let allowed = allowed_days(&own, line_interval_days, settings).clamp(0.0, f64::from(u16::MAX));
    let contract = contract_until.map(|end| plus_days(end, AFTER_CONTRACT_DAYS));
    contract.or_else(|| Some(plus_days(last, allowed.floor() as u32)))
}

/// All conversions of a customer in a product line up to a day (CLA-6), earliest first. `days` as `purchase_days` gives them;
/// `gone_from` says for the purchases so far from which day on their buyer counts as a customer no more without another one;
/// `said_no` are the days on which the customer said that they will not buy again, which a later purchase overrules.
pub fn conversions(
    days: &[Date],
    said_no: &[Date],
    gone_from: impl Fn(&[Date]) -> Date,
    as_of: Date,
) -> Vec<ConversionEvent> {
    let days = &days[..days.partition_point(|day| *day <= as_of)];
    let mut events: Vec<ConversionEvent> = Vec::new();
    for (place, day) in days.iter().copied().enumerate() {
        match events.last().map(|event| event.kind) {
            None => events.push(ConversionEvent { kind: Conversion::Forward, on: day }),
            Some(Conversion::Backward) => events.push(ConversionEvent { kind: Conversion::WonBack, on: day }),
            Some(Conversion::Forward | Conversion::WonBack) => {}
        }
        let next = days.get(place + 1).copied();
        let before_next = |on: &Date| next.map_or(*on <= as_of, |next| *on < next);
        let refused = said_no.iter().copied().filter(|said| *said >= day).min();
        let gone = gone_from(&days[..=place]).max(day);
        let left = refused.map_or(gone, |refused| refused.min(gone));
        events.extend(Some(left).filter(before_next).map(|on| ConversionEvent { kind: Conversion::Backward, on }));
    }
    events
}

/// The status on the day up to which the conversions were read.
pub fn status(events: &[ConversionEvent]) -> LineStatus {
    events.last().map_or(LineStatus::Prospect, |event| event.kind.leads_to())
}

/// What there was when a period began, and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PeriodCounts {
    /// Prospects at the beginning.
    pub prospects: u64,
    /// Of these, who became customers in the period.
    pub forward: u64,
    /// Customers at the beginning.
    pub customers: u64,
    /// Of these, who stopped buying in the period.
    pub backward: u64,
    /// Who had stopped before and was won back, among the forward.
    pub won_back: u64,
}

/// The rates of a period.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConversionRates {
    /// Forward of the prospects at the beginning.
    pub forward: Measured,
    /// Backward of the customers at the beginning.
    pub backward: Measured,
    /// Won back of all forward.
    pub won_back: Measured,
}

/// The rates of a period (CLA-6) with their intervals.
pub fn rates(counts: &PeriodCounts, results: &ResultSettings) -> ConversionRates {
    let of = |part: u64, whole: u64| share(part, whole, results.min_cases);
    ConversionRates {
        forward: of(counts.forward, counts.prospects),
        backward: of(counts.backward, counts.customers),
        won_back: of(counts.won_back, counts.forward),
    }
}

/// What is known of a customer when the status changes, or a word is heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AlarmFacts {
    /// Whether the customer has just been converted backward.
    pub backward: bool,
    /// ABC class before.
    pub abc: Option<AbcClass>,
    /// Class by contribution and stability before.
    pub existing: Option<ExistingClass>,
    /// Confirmed face.
    pub face: Option<Face>,
    /// Whether the need is gone.
    pub need_lost: Answer,
    /// Whether they turn to a rival.
    pub turns_to_rival: Answer,
}

/// Why the manager is told at once (CLA-6): empty where the weekly figures are soon enough. A key customer is one of class A or
/// EI or with a confirmed face; losing the need or turning to a rival counts before the last purchase is long ago.
pub fn alarms(facts: &AlarmFacts, as_of: Timestamp) -> Verdict<Vec<ConversionAlarm>> {
    let class_a = facts.abc == Some(AbcClass::A);
    let class_ei = facts.existing == Some(ExistingClass::Ei);
    let key = class_a || class_ei || facts.face.is_some();
    let found: Vec<ConversionAlarm> = [
        (facts.backward && class_a, ConversionAlarm::ClassA),
        (facts.backward && class_ei, ConversionAlarm::ClassEi),
        (key && facts.need_lost == Answer::Yes, ConversionAlarm::KeyNeedLost),
        (key && facts.turns_to_rival == Answer::Yes, ConversionAlarm::KeyToRival),
    ]
    .into_iter()
    .filter_map(|(holds, alarm)| holds.then_some(alarm))
    .collect();
    let reasons =
        found.iter().map(|alarm| Reason::of(*alarm, Observed::Answer(Answer::Yes), Source::Derived)).collect();
    Verdict::new(found, reasons, RuleVersion::new(RULE, VERSION), as_of)
}

/// The parties whose prospects to look at when somebody is dissatisfied (CLA-6): everybody in their circle who is a prospect,
/// each once, in the order given. Word travels there first.
pub fn circle_to_warn<Id: Copy + Ord>(dissatisfied: Answer, circle: &[(Id, LineStatus)]) -> Vec<Id> {
    if dissatisfied != Answer::Yes {
        return Vec::new();
    }
    let mut seen = std::collections::BTreeSet::new();
    let prospects = circle.iter().filter(|(_, status)| *status == LineStatus::Prospect);
    prospects.map(|(id, _)| *id).filter(|id| seen.insert(*id)).collect()
}
