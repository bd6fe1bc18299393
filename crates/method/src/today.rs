//! Today (今日): whom to spend the next hour on, what to do, and why.
//!
//! A party is on the list only for an occasion: an appointment, a promise, a task, a follow-up that is due, a first
//! contact, a visit decision. The score of a line is the plain sum of the points of its reasons; the defaults keep
//! promises and appointments above golden prospects, and golden prospects above everything else. Calls that the
//! contact policy does not allow now sink below the others and say when they become possible.

mod ranking;
mod scoring;

use serde::{Deserialize, Serialize};

use crate::appointments::intent::IntentLevel;
use crate::classes::existing::TimeAdvice;
use crate::classes::potential::ProspectClass;
use crate::coded::coded;
use crate::contact_policy::ContactFacts;
use crate::prospecting::cadence::NextContact;
use crate::prospecting::screening::Grade;
use crate::time::Timestamp;
use crate::verdict::{Reason, RuleVersion};

pub use ranking::rank;

/// Name of the rule in verdicts.
pub const RULE: &str = "today";
/// Its version.
pub const VERSION: u32 = 2;

coded! {
    /// What to do with a line of the worklist.
    pub enum Action in "action" {
        KeepPromise = "keep_promise", "兑现承诺", "Keep the promise";
        Visit = "visit", "赴约见面", "Go to the meeting";
        DoTask = "do_task", "完成任务", "Do the task";
        Call = "call", "打电话跟进", "Call";
        FirstContact = "first_contact", "首次联系", "Make the first contact";
        FindContact = "find_contact", "补全联系方式", "Find a way to reach them";
        Decide = "decide", "作拜访决定", "Take the visit decision";
    }
}

coded! {
    /// Why a line is on the list and why it stands where it stands.
    pub enum TodayFactor in "today" {
        PromiseDue = "promise_due", "有承诺到期", "a promise is due";
        PromiseLate = "promise_late", "承诺已过期", "the promise is late";
        Appointment = "appointment", "今天有约", "an appointment today";
        Golden = "golden", "黄金准客户", "golden prospect";
        TaskDue = "task_due", "有任务到期", "a task is due";
        TaskLate = "task_late", "任务已过期", "the task is late";
        NamedDate = "named_date", "客户指定的日期到了", "the date they named has come";
        FollowUpDue = "follow_up_due", "该跟进了", "the follow-up is due";
        FollowUpOverdue = "follow_up_overdue", "跟进已逾期", "the follow-up is overdue";
        Dormant = "dormant", "已潜伏", "the prospect is dormant";
        TimeLost = "time_lost", "到期后又过去的时间", "time lost since it was due";
        FirstContact = "first_contact", "尚未联系过", "never contacted";
        Waiting = "waiting", "分配后等待的时间", "waiting since it was assigned";
        DecisionAsked = "decision_asked", "需要作拜访决定", "a visit decision is asked";
        Grade = "grade", "客户等级", "grade";
        Intent = "intent", "意向度", "intent";
        ClassTime = "class_time", "该类客户应得的时间", "time their class deserves";
        CloseFirst = "close_first", "PI 类：优先促成签约", "PI: close first";
        Block = "block", "签约的障碍到期要排除", "what blocks the contract is due";
        Cultivation = "cultivation", "PII 类：培养步骤到期", "PII: a step of the cultivation is due";
        NotCallableNow = "not_callable_now", "现在不在可致电时段", "calls are not allowed now";
    }
}

/// Points of the ranking. All are at least 0; a larger setting moves such lines up.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TodayWeights {
    /// A promise that is due today or earlier.
    pub promise_due: f64,
    /// Each day that a promise is late …
    pub promise_late_per_day: f64,
    /// … at most.
    pub promise_late_cap: f64,
    /// An appointment today.
    pub appointment: f64,
    /// A golden prospect.
    pub golden: f64,
    /// A task that is due today or earlier.
    pub task_due: f64,
    /// A prospect to close first (PI), besides.
    pub close_first: f64,
    /// A step to remove what blocks a contract, besides.
    pub block_due: f64,
    /// A step of the cultivation of a PII prospect, besides.
    pub cultivation_due: f64,
    /// Each day that a task is late …
    pub task_late_per_day: f64,
    /// … at most.
    pub task_late_cap: f64,
    /// A contact on a date that the person named.
    pub named_date: f64,
    /// A follow-up that is due.
    pub follow_up_due: f64,
    /// A follow-up that is overdue.
    pub follow_up_overdue: f64,
    /// A dormant prospect.
    pub dormant: f64,
    /// Each day since the follow-up was due …
    pub time_lost_per_day: f64,
    /// … at most.
    pub time_lost_cap: f64,
    /// A prospect never contacted.
    pub first_contact: f64,
    /// Each day since it was assigned …
    pub waiting_per_day: f64,
    /// … at most.
    pub waiting_cap: f64,
    /// A visit decision that is asked.
    pub decision_asked: f64,
    /// Grade A.
    pub grade_a: f64,
    /// Grade B.
    pub grade_b: f64,
    /// Grade C.
    pub grade_c: f64,
    /// Grade D.
    pub grade_d: f64,
    /// Not graded.
    pub not_graded: f64,
    /// Intent strong.
    pub intent_strong: f64,
    /// Intent medium.
    pub intent_medium: f64,
    /// Intent weak.
    pub intent_weak: f64,
    /// Much time, and at once: EII (CLA-2).
    pub time_at_once: f64,
    /// Steady and planned: EI.
    pub time_steady: f64,
    /// Scheduled: EIII.
    pub time_scheduled: f64,
    /// Little: EIV.
    pub time_little: f64,
}

impl Default for TodayWeights {
    fn default() -> Self {
        Self {
            promise_due: 2000.0,
            promise_late_per_day: 5.0,
            promise_late_cap: 50.0,
            appointment: 900.0,
            golden: 400.0,
            task_due: 80.0,
            close_first: 40.0,
            block_due: 15.0,
            cultivation_due: 10.0,
            task_late_per_day: 2.0,
            task_late_cap: 20.0,
            named_date: 70.0,
            follow_up_due: 40.0,
            follow_up_overdue: 55.0,
            dormant: 65.0,
            time_lost_per_day: 0.5,
            time_lost_cap: 20.0,
            first_contact: 35.0,
            waiting_per_day: 1.0,
            waiting_cap: 15.0,
            decision_asked: 10.0,
            grade_a: 30.0,
            grade_b: 20.0,
            grade_c: 10.0,
            grade_d: 0.0,
            not_graded: 8.0,
            intent_strong: 40.0,
            intent_medium: 20.0,
            intent_weak: 8.0,
            time_at_once: 45.0,
            time_steady: 25.0,
            time_scheduled: 10.0,
            time_little: 0.0,
        }
    }
}

impl TodayWeights {
    const fn of_grade(&self, grade: Option<Grade>) -> f64 {
        match grade {
            Some(Grade::A) => self.grade_a,
            Some(Grade::B) => self.grade_b,
            Some(Grade::C) => self.grade_c,
            Some(Grade::D) => self.grade_d,
            None => self.not_graded,
        }
    }

    const fn of_time(&self, time: TimeAdvice) -> f64 {
        match time {
            TimeAdvice::AtOnce => self.time_at_once,
            TimeAdvice::Steady => self.time_steady,
            TimeAdvice::Scheduled => self.time_scheduled,
            TimeAdvice::Little => self.time_little,
        }
    }

    const fn of_intent(&self, intent: IntentLevel) -> f64 {
        match intent {
            IntentLevel::Strong => self.intent_strong,
            IntentLevel::Medium => self.intent_medium,
            IntentLevel::Weak => self.intent_weak,
            IntentLevel::None => 0.0,
        }
    }
}

/// A party that might be on today's list, with what the ranking needs to know. `K` is its key.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate<K> {
    /// Key of the party; also the last tie-break.
    pub id: K,
    /// None: not graded.
    pub grade: Option<Grade>,
    /// Level of intent.
    pub intent: IntentLevel,
    /// Whether it is a golden prospect (PRO-5).
    pub golden: bool,
    /// The cadence's verdict (PRO-9).
    pub next: NextContact,
    /// Since when the present owner has had the name.
    pub assigned_at: Timestamp,
    /// The last two-way contact.
    pub last_two_way: Option<Timestamp>,
    /// When promises not yet kept are due.
    pub promises: Vec<Timestamp>,
    /// When open tasks are due.
    pub tasks: Vec<Timestamp>,
    /// The class of a prospect; none where too little is rated (CLA-3).
    pub class: Option<ProspectClass>,
    /// When steps against what blocks the contract are due; they are among the tasks.
    pub blocks: Vec<Timestamp>,
    /// When steps of the cultivation are due; they are among the tasks.
    pub cultivation: Vec<Timestamp>,
    /// Appointments not yet over or not yet logged.
    pub appointments: Vec<Timestamp>,
    /// The next attempt by the retry rule, when the last ones were not answered.
    pub retry_at: Option<Timestamp>,
    /// Whether there is a phone number that works.
    pub has_phone: bool,
    /// The time that the class of an existing customer deserves (CLA-2); none for whoever has no class.
    pub time: Option<TimeAdvice>,
    /// Whether the prospect was given up: only promises, appointments and tasks remain.
    pub given_up: bool,
    /// Zone, wishes and attempts for the contact policy.
    pub contact: ContactFacts,
}

/// One line of the worklist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TodayLine<K> {
    /// Key of the party.
    pub id: K,
    /// Sum of the points of the reasons.
    pub score: f64,
    /// What to do.
    pub action: Action,
    /// The moment the action is for: the appointment, the promise, the due contact.
    pub at: Option<Timestamp>,
    /// When a call becomes possible; none when it is possible now or the action is no call.
    pub callable_at: Option<Timestamp>,
    /// Why the line is there, most points first.
    pub reasons: Vec<Reason>,
}

/// The ranked list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Worklist<K> {
    /// Lines, first one first.
    pub lines: Vec<TodayLine<K>>,
    /// The rule and its version.
    pub rule: RuleVersion,
    /// The moment the list holds for.
    pub as_of: Timestamp,
}
