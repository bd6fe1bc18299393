//! The cadence (PRO-9): when the next contact is due, and when a prospect has gone dormant.
//!
//! Only a two-way contact (spoken, met, replied) sets the clock back; a mail sent or opened does not.

use serde::{Deserialize, Serialize};

use crate::appointments::intent::IntentLevel;
use crate::calendar::WorkCalendar;
use crate::coded::coded;
use crate::prospecting::disposition::VisitDecision;
use crate::prospecting::screening::Grade;
use crate::time::{Timestamp, Zone};
use crate::verdict::{Observed, Reason, RuleVersion, Source, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "cadence";
/// Its version.
pub const VERSION: u32 = 2;

coded! {
    /// Where a prospect stands in its cadence.
    pub enum CadenceState in "cadence_state" {
        Untouched = "untouched", "尚未联系", "not contacted yet";
        Fine = "fine", "节奏正常", "in time";
        Due = "due", "该联系了", "due";
        Overdue = "overdue", "已逾期", "overdue";
        Dormant = "dormant", "已潜伏", "dormant";
    }
}

coded! {
    /// What the next contact follows from.
    pub enum CadenceFactor in "cadence" {
        LastTwoWay = "last_two_way", "上次双向沟通", "last two-way contact";
        KnownSince = "known_since", "归属本人的日期", "owned since";
        Table = "table", "按等级和意向的联系周期", "cadence of grade and intent";
        NamedDate = "named_date", "客户指定的日期", "date the person named";
        FirstFollowUp = "first_follow_up", "首次接触后的跟进期限", "first follow-up after a first contact";
        Decision = "decision", "拜访决定", "visit decision";
        DecisionAsked = "decision_asked", "等级低且无意向，需作拜访决定", "low grade without intent: a visit decision is needed";
    }
}

/// Days until the next contact by intent; none asks for a visit decision instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CadenceRow {
    /// Intent strong.
    pub strong: Option<u32>,
    /// Intent medium.
    pub medium: Option<u32>,
    /// Intent weak.
    pub weak: Option<u32>,
    /// Intent none or unknown.
    pub none: Option<u32>,
}

impl CadenceRow {
    const fn days(strong: u32, medium: u32, weak: u32, none: Option<u32>) -> Self {
        Self { strong: Some(strong), medium: Some(medium), weak: Some(weak), none }
    }

    const fn of(&self, intent: IntentLevel) -> Option<u32> {
        match intent {
            IntentLevel::Strong => self.strong,
            IntentLevel::Medium => self.medium,
            IntentLevel::Weak => self.weak,
            IntentLevel::None => self.none,
        }
    }
}

/// The table and thresholds of the cadence.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CadenceSettings {
    /// Grade A.
    pub a: CadenceRow,
    /// Grade B.
    pub b: CadenceRow,
    /// Grade C.
    pub c: CadenceRow,
    /// Grade D.
    pub d: CadenceRow,
    /// Not graded.
    pub not_graded: CadenceRow,
    /// Overdue from this multiple of the cadence.
    pub overdue_at: f64,
    /// Dormant from this multiple of the cadence …
    pub dormant_at: f64,
    /// … or after so many days, whichever is earlier.
    pub dormant_days: u32,
    /// Working days after a first contact within which the second is due.
    pub first_follow_up_working_days: u32,
    /// Days between contacts with a prospect that is not given up (PRO-8), and where the table has none but somebody
    /// decided to go on: the light touch.
    pub light_touch_days: u32,
}

impl Default for CadenceSettings {
    fn default() -> Self {
        Self {
            a: CadenceRow::days(3, 7, 14, Some(30)),
            b: CadenceRow::days(7, 14, 30, Some(45)),
            c: CadenceRow::days(14, 30, 60, Some(90)),
            d: CadenceRow::days(30, 60, 90, None),
            not_graded: CadenceRow::days(7, 14, 14, Some(14)),
            overdue_at: 1.25,
            dormant_at: 1.5,
            dormant_days: 120,
            first_follow_up_working_days: 3,
            light_touch_days: 60,
        }
    }
}

impl CadenceSettings {
    /// Days between contacts for a grade (none: not graded) and an intent; none asks for a visit decision.
    pub const fn days(&self, grade: Option<Grade>, intent: IntentLevel) -> Option<u32> {
        match grade {
            Some(Grade::A) => self.a.of(intent),
            Some(Grade::B) => self.b.of(intent),
            Some(Grade::C) => self.c.of(intent),
            Some(Grade::D) => self.d.of(intent),
            None => self.not_graded.of(intent),
        }
    }
}

/// What has happened with a prospect so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactHistory {
    /// Since when the present owner has had the name.
    pub known_since: Timestamp,
    /// The last two-way contact; none when there was never one.
    pub last_two_way: Option<Timestamp>,
    /// How many two-way contacts there were.
    pub two_way_contacts: u32,
    /// The date the person named for the next contact; it counts only if it lies after the last two-way contact.
    pub named_date: Option<Timestamp>,
    /// The visit decision in force; none when nobody has taken one.
    pub decision: Option<VisitDecision>,
}

/// When to contact next, and how late it is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NextContact {
    /// When the next contact is due; none where a visit decision is asked instead.
    pub at: Option<Timestamp>,
    /// Fine, due, overdue, dormant, or never contacted.
    pub state: CadenceState,
    /// Days between contacts by the table; none in the cell without a cadence.
    pub cadence_days: Option<u32>,
    /// Days since the last two-way contact; none when there was never one.
    pub days_since: Option<f64>,
    /// When it becomes (or became) overdue; none where nothing is due or it was never contacted.
    pub overdue_from: Option<Timestamp>,
    /// When the prospect goes (or went) dormant; none while it was never contacted.
    pub dormant_from: Option<Timestamp>,
    /// Whether `at` is a date that the person named.
    pub on_named_date: bool,
    /// Whether the table asks for a visit decision (grade D without intent).
    pub decision_asked: bool,
}

/// When to contact a prospect next (PRO-9).
///
/// A date the person named overrides the table. After a first two-way contact the second is due within three
/// working days even where the table allows more. A prospect that was never contacted is due at once and cannot be
/// dormant: dormancy is a contact that was let go. A prospect given up has no next contact.
pub fn next_contact(
    grade: Option<Grade>,
    intent: IntentLevel,
    history: &ContactHistory,
    zone: &Zone,
    calendar: &WorkCalendar,
    settings: &CadenceSettings,
    as_of: Timestamp,
) -> Verdict<NextContact> {
    let mut reasons = vec![match history.last_two_way {
        Some(last) => reason(CadenceFactor::LastTwoWay, Observed::Date(last)),
        None => reason(CadenceFactor::KnownSince, Observed::Date(history.known_since)),
    }];
    let cadence_days = cadence_of(settings.days(grade, intent), history.decision, settings, &mut reasons);
    let mut value = NextContact {
        at: None,
        state: CadenceState::Fine,
        cadence_days,
        days_since: history.last_two_way.map(|last| as_of.days_since(last)),
        overdue_from: None,
        dormant_from: None,
        on_named_date: false,
        decision_asked: false,
    };
    let named = history.named_date.filter(|date| *date > history.last_two_way.unwrap_or(history.known_since));
    match history.last_two_way {
        _ if history.decision == Some(VisitDecision::GiveUp) => {}
        None => {
            value.state = CadenceState::Untouched;
            value.at = Some(named.unwrap_or(history.known_since));
            value.on_named_date = named.is_some();
        }
        Some(last) => {
            let first_follow_up = (history.two_way_contacts <= 1)
                .then(|| calendar.plus_working_days(last, settings.first_follow_up_working_days, zone));
            let plan = match named {
                Some(date) => Plan::by_named_date(date, cadence_days, settings),
                None => Plan::by_table(last, cadence_days, first_follow_up, settings),
            };
            if named.is_none() && first_follow_up.is_some() && plan.due == first_follow_up {
                let days = f64::from(settings.first_follow_up_working_days);
                reasons.push(reason(CadenceFactor::FirstFollowUp, Observed::Days(days)));
            }
            value.at = plan.due;
            value.state = plan.state(as_of);
            value.overdue_from = plan.overdue;
            value.dormant_from = Some(plan.dormant);
            value.on_named_date = named.is_some();
            value.decision_asked = cadence_days.is_none();
        }
    }
    if let Some(date) = named.filter(|_| value.on_named_date) {
        reasons.push(reason(CadenceFactor::NamedDate, Observed::Date(date)));
    }
    Verdict::new(value, reasons, RuleVersion::new(RULE, VERSION), as_of)
}

/// Days between contacts by the table and the visit decision, with the reason.
fn cadence_of(
    table: Option<u32>,
    decision: Option<VisitDecision>,
    settings: &CadenceSettings,
    reasons: &mut Vec<Reason>,
) -> Option<u32> {
    let days = |days: u32| Observed::Days(f64::from(days));
    let (cadence, why) = match (table, decision) {
        (_, Some(VisitDecision::GiveUp)) => {
            (None, reason(CadenceFactor::Decision, Observed::word(VisitDecision::GiveUp)))
        }
        (_, Some(VisitDecision::DoNotGiveUp)) | (None, Some(_)) => {
            let touch = settings.light_touch_days;
            (Some(touch), reason(CadenceFactor::Decision, days(touch)))
        }
        (Some(table), _) => (Some(table), reason(CadenceFactor::Table, days(table))),
        (None, None) => (None, reason(CadenceFactor::DecisionAsked, Observed::word(IntentLevel::None))),
    };
    reasons.push(why);
    cadence
}

fn reason(factor: CadenceFactor, seen: Observed) -> Reason {
    Reason::of(factor, seen, Source::Rule)
}

/// The moments at which the state changes.
struct Plan {
    due: Option<Timestamp>,
    overdue: Option<Timestamp>,
    dormant: Timestamp,
}

impl Plan {
    fn by_table(
        last: Timestamp,
        cadence_days: Option<u32>,
        first_follow_up: Option<Timestamp>,
        settings: &CadenceSettings,
    ) -> Self {
        let by_table = cadence_days.map(|days| last.plus_days(f64::from(days)));
        let due = match (by_table, first_follow_up) {
            (Some(table), Some(first)) => Some(table.min(first)),
            (table, first) => table.or(first),
        };
        let latest = last.plus_days(f64::from(settings.dormant_days));
        let dormant =
            cadence_days.map_or(latest, |days| latest.min(last.plus_days(f64::from(days) * settings.dormant_at)));
        let overdue = due.map(|due| last.plus_days(due.days_since(last) * settings.overdue_at));
        Self { due, overdue, dormant }
    }

    /// The slack after a named date is the same part of the cadence as after a date of the table.
    fn by_named_date(date: Timestamp, cadence_days: Option<u32>, settings: &CadenceSettings) -> Self {
        let cadence = f64::from(cadence_days.unwrap_or(settings.dormant_days));
        Self {
            due: Some(date),
            overdue: Some(date.plus_days(cadence * (settings.overdue_at - 1.0))),
            dormant: date.plus_days(cadence * (settings.dormant_at - 1.0)),
        }
    }

    fn state(&self, as_of: Timestamp) -> CadenceState {
        let reached = |moment: Option<Timestamp>| moment.is_some_and(|moment| moment <= as_of);
        if self.dormant <= as_of {
            CadenceState::Dormant
        } else if reached(self.overdue) {
            CadenceState::Overdue
        } else if reached(self.due) {
            CadenceState::Due
        } else {
            CadenceState::Fine
        }
    }
}
