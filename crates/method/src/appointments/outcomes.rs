//! Outcomes of a contact (APP-4): a configurable list, and what each of them leads to.
//!
//! No outcome is a dead end: it ends in a meeting, a task, a retry, a suppression or a visit decision.

use serde::{Deserialize, Serialize};

use crate::appointments::intent::EvidenceKind;
use crate::appointments::retry::{RetrySettings, next_attempt};
use crate::coded::{Coded, coded};
use crate::contact_policy::{ContactFacts, ContactSettings};
use crate::prospecting::disposition::VisitDecision;
use crate::time::Timestamp;
use crate::verdict::{Observed, Reason, RuleVersion, Source, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "outcomes";
/// Its version.
pub const VERSION: u32 = 1;

coded! {
    /// Where an outcome leads. The list of outcomes is a setting; these ways are the method's.
    pub enum LeadsTo in "leads_to" {
        Meeting = "meeting", "约定见面", "a meeting";
        CallBack = "call_back", "约定时间再联系", "a call back at a time they named";
        Retry = "retry", "按规则再次联系", "another attempt by the rule";
        FindContact = "find_contact", "重新核实联系方式", "finding a correct way to reach them";
        Decision = "decision", "作拜访决定", "a visit decision";
        Suppression = "suppression", "停止联系", "no more contact";
        Stopped = "stopped", "停止跟进", "giving up, with the reason";
        Cadence = "cadence", "按周期继续跟进", "the next contact by the cadence";
    }
}

coded! {
    /// What the person logging must still say.
    pub enum OutcomeNeeds in "outcome_needs" {
        Time = "time", "请填写约定的时间", "Enter the time agreed";
        Reason = "reason", "请写明原因", "Enter the reason";
    }
}

coded! {
    /// What a task asks for that an outcome, a decision or a loss created.
    pub enum TaskKind in "task_kind" {
        CallBack = "call_back", "按约定时间回电", "Call back at the time agreed";
        FindContact = "find_contact", "核实正确的联系方式", "Find a correct way to reach them";
        DecideVisit = "decide_visit", "作出拜访决定", "Take the visit decision";
        Visit = "visit", "上门拜访", "Pay a visit";
        AskCause = "ask_cause", "问清停止购买的原因", "Ask why they stopped buying";
        WarnedCircle = "warned_circle", "其熟人中有不满意的客户，先打好招呼", "Somebody they know is dissatisfied with us: speak to them first";
        RemoveBlock = "remove_block", "排除签约障碍", "Remove what blocks the contract";
        Cultivate = "cultivate", "培养步骤", "Take a step of the cultivation";
        KeyNeedLost = "key_need_lost", "大客户不再有需求：弄清变化，看还能满足什么需要", "A key customer no longer has the need: find out what changed and what they need now";
        KeyToRival = "key_to_rival", "大客户要转向对手：讲清我方强在哪里，马上挽留", "A key customer turns to a rival: show where we are better, at once";
    }
}

/// One outcome in the settings list. Its wording is a setting too, so it carries its own texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Outcome {
    /// Stable code.
    pub code: String,
    /// Chinese wording.
    pub zh: String,
    /// English wording.
    pub en: String,
    /// The digit key that logs it, 0 to 9; none for outcomes chosen with the pointer.
    pub digit: Option<u8>,
    /// Whether the person spoke, met or replied: only this sets the cadence back.
    pub two_way: bool,
    /// Where it leads.
    pub leads_to: LeadsTo,
    /// Evidence of intent that it is by itself.
    #[serde(default)]
    pub evidence: Option<EvidenceKind>,
    /// Whether it counts as a refusal (two in person propose giving up).
    #[serde(default)]
    pub refusal: bool,
    /// Whether it can be chosen; outcomes once used are switched off, not deleted.
    #[serde(default = "yes")]
    pub active: bool,
}

const fn yes() -> bool {
    true
}

/// The outcomes and the rule for retries.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutcomeSettings {
    /// The list, in the order of the screen.
    pub outcomes: Vec<Outcome>,
    /// When to try again.
    pub retry: RetrySettings,
}

impl Default for OutcomeSettings {
    fn default() -> Self {
        let outcome = |code: &str, zh: &str, en: &str, digit: u8, two_way, leads_to| Outcome {
            code: code.to_owned(),
            zh: zh.to_owned(),
            en: en.to_owned(),
            digit: Some(digit),
            two_way,
            leads_to,
            evidence: None,
            refusal: false,
            active: true,
        };
        let refusal = |mut outcome: Outcome, evidence| {
            outcome.refusal = true;
            outcome.evidence = evidence;
            outcome
        };
        let evidence = |mut outcome: Outcome, kind| {
            outcome.evidence = Some(kind);
            outcome
        };
        let outcomes = vec![
            outcome("meeting_set", "约到见面", "Meeting set", 1, true, LeadsTo::Meeting),
            outcome("call_back", "约时间再联系", "Call back at", 2, true, LeadsTo::CallBack),
            outcome("spoke", "已通话", "Spoke", 3, true, LeadsTo::Cadence),
            outcome("not_reached", "未接通", "Not reached", 4, false, LeadsTo::Retry),
            refusal(
                outcome("not_interested", "不感兴趣", "Not interested", 5, true, LeadsTo::Decision),
                Some(EvidenceKind::NotNow),
            ),
            outcome("wrong_number", "号码错误", "Wrong number", 6, false, LeadsTo::FindContact),
            evidence(outcome("met", "已见面", "Met", 7, true, LeadsTo::Cadence), EvidenceKind::KeptMeeting),
            outcome("disqualified", "不符合条件（MAN）", "Disqualified (MAN)", 8, true, LeadsTo::Stopped),
            refusal(
                outcome("do_not_call", "要求不再联系", "Do not call", 9, true, LeadsTo::Suppression),
                Some(EvidenceKind::AskedToStop),
            ),
            evidence(outcome("replied", "已回复", "Replied", 0, true, LeadsTo::Cadence), EvidenceKind::Replied),
        ];
        Self { outcomes, retry: RetrySettings::default() }
    }
}

impl OutcomeSettings {
    /// The outcome of a code.
    pub fn find(&self, code: &str) -> Option<&Outcome> {
        self.outcomes.iter().find(|outcome| outcome.code == code)
    }
}

/// What the person logged besides the outcome.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Logged {
    /// The time agreed for a meeting or call back.
    pub agreed_at: Option<Timestamp>,
    /// The reason for stopping.
    pub reason: Option<String>,
}

/// A task that an outcome creates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewTask {
    /// What to do.
    pub kind: TaskKind,
    /// By when.
    pub due: Timestamp,
}

/// Everything that follows from an outcome; the use case applies it in one transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Consequence {
    /// Where the outcome leads.
    pub leads_to: LeadsTo,
    /// Whether the cadence starts anew.
    pub two_way: bool,
    /// A calendar entry at this time.
    pub meeting_at: Option<Timestamp>,
    /// A task.
    pub task: Option<NewTask>,
    /// The next attempt; none where there is to be none.
    pub retry_at: Option<Timestamp>,
    /// The person named this date for the next contact; it overrides the cadence.
    pub named_date: Option<Timestamp>,
    /// Contact must be suppressed on all channels.
    pub suppress: bool,
    /// The number that was called is wrong.
    pub number_wrong: bool,
    /// The visit decision that the outcome takes.
    pub decision: Option<VisitDecision>,
    /// Whether a refusal is to be counted.
    pub refusal: bool,
    /// Evidence of intent to add.
    pub evidence: Vec<EvidenceKind>,
    /// What is missing; the outcome must not be saved before it is given.
    pub needs: Option<OutcomeNeeds>,
}

/// Unanswered attempts in a row that are evidence against intent.
const UNANSWERED_RUN: u32 = 3;
/// Days within which a wrong number is to be put right, and a visit decision taken.
const DESK_TASK_DAYS: f64 = 2.0;

/// What follows from an outcome logged at `now` (APP-4).
///
/// `facts.attempts` holds the earlier attempts without the one being logged; `unanswered_before` is how many of
/// them, counted back from now, in a row had no answer.
pub fn consequence(
    outcome: &Outcome,
    logged: &Logged,
    facts: &ContactFacts,
    unanswered_before: u32,
    now: Timestamp,
    settings: &OutcomeSettings,
    contact: &ContactSettings,
) -> Verdict<Consequence> {
    let mut value = Consequence {
        leads_to: outcome.leads_to,
        two_way: outcome.two_way,
        meeting_at: None,
        task: None,
        retry_at: None,
        named_date: None,
        suppress: false,
        number_wrong: false,
        decision: None,
        refusal: outcome.refusal,
        evidence: outcome.evidence.into_iter().collect(),
        needs: None,
    };
    let mut reasons = vec![Reason::of(outcome.leads_to, Observed::Text(outcome.code.clone()), Source::Stated)];
    match outcome.leads_to {
        LeadsTo::Meeting => {
            value.meeting_at = logged.agreed_at;
            value.named_date = logged.agreed_at;
            value.needs = logged.agreed_at.is_none().then_some(OutcomeNeeds::Time);
        }
        LeadsTo::CallBack => {
            value.task = logged.agreed_at.map(|due| NewTask { kind: TaskKind::CallBack, due });
            value.named_date = logged.agreed_at;
            value.needs = logged.agreed_at.is_none().then_some(OutcomeNeeds::Time);
        }
        LeadsTo::Retry => {
            let mut with_this = facts.clone();
            with_this.attempts.push(now);
            let next = next_attempt(now, &with_this, &settings.retry, contact);
            value.retry_at = next.value;
            reasons.extend(next.reasons);
            // evidence once, when the run reaches three; not again at the fourth
            if unanswered_before + 1 == UNANSWERED_RUN {
                value.evidence.push(EvidenceKind::Unanswered);
            }
        }
        LeadsTo::FindContact => {
            value.number_wrong = true;
            value.task = Some(desk_task(TaskKind::FindContact, now));
        }
        LeadsTo::Decision => value.task = Some(desk_task(TaskKind::DecideVisit, now)),
        LeadsTo::Suppression => {
            value.suppress = true;
            value.decision = Some(VisitDecision::GiveUp);
        }
        LeadsTo::Stopped => {
            value.decision = Some(VisitDecision::GiveUp);
            let said = logged.reason.as_deref().is_some_and(|reason| !reason.trim().is_empty());
            value.needs = (!said).then_some(OutcomeNeeds::Reason);
        }
        LeadsTo::Cadence => {
            value.named_date = logged.agreed_at;
        }
    }
    for kind in &value.evidence {
        reasons.push(Reason::of(*kind, Observed::Text(kind.code().to_owned()), Source::Derived));
    }
    Verdict::new(value, reasons, RuleVersion::new(RULE, VERSION), now)
}

fn desk_task(kind: TaskKind, now: Timestamp) -> NewTask {
    NewTask { kind, due: now.plus_days(DESK_TASK_DAYS) }
}
