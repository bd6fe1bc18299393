//! May this person be called now, and if not, when? One answer from one place, for the screen, the import, the
//! dialler, programs and every job (principle "one policy for contact", APP-4).
//!
//! Each rule answers one question: from this moment on, when is the first moment that I allow? The policy asks all
//! of them in turn until none moves the moment any more. A new rule is one more entry in the table `RULES`.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::calendar::{WorkCalendar, next_day};
use crate::coded::coded;
use crate::time::{Timestamp, Zone};
use crate::verdict::{Observed, Reason, RuleVersion, Source, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "contact_policy";
/// Its version.
pub const VERSION: u32 = 1;

coded! {
    /// Why a call may not be made.
    pub enum PolicyRule in "contact_policy" {
        DoNotContact = "do_not_contact", "客户要求不再联系", "asked not to be contacted";
        AllowedHours = "allowed_hours", "允许致电的时段", "hours in which calls are allowed";
        AttemptsPerDay = "attempts_per_day", "当天致电次数上限", "limit of attempts in a day";
        AttemptSpacing = "attempt_spacing", "两次致电的间隔", "time between two attempts";
        AttemptsInPeriod = "attempts_in_period", "近30天致电次数上限", "limit of attempts in 30 days";
    }
}

/// A stretch of the day on the wall clock, from (inside) to (outside).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HourWindow {
    /// First moment inside.
    #[cfg_attr(feature = "openapi", schema(value_type = String, examples("09:00:00")))]
    pub from: Time,
    /// First moment outside.
    #[cfg_attr(feature = "openapi", schema(value_type = String, examples("12:00:00")))]
    pub to: Time,
}

/// Thresholds of the policy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactSettings {
    /// Zone used for a person whose own zone is not known.
    pub zone: Zone,
    /// Hours of a working day in which calls are allowed, in order, not overlapping.
    pub windows: Vec<HourWindow>,
    /// Working days.
    pub calendar: WorkCalendar,
    /// Attempts allowed on one local day.
    pub attempts_per_day: u32,
    /// Hours between two attempts.
    pub hours_between_attempts: i64,
    /// Attempts allowed in `attempt_period_days`.
    pub attempts_in_period: u32,
    /// Length of the period in days.
    pub attempt_period_days: i64,
}

impl Default for ContactSettings {
    fn default() -> Self {
        Self {
            zone: Zone::default(),
            windows: vec![
                HourWindow { from: Time::constant(9, 0, 0, 0), to: Time::constant(12, 0, 0, 0) },
                HourWindow { from: Time::constant(13, 30, 0, 0), to: Time::constant(20, 0, 0, 0) },
            ],
            calendar: WorkCalendar::default(),
            attempts_per_day: 2,
            hours_between_attempts: 3,
            attempts_in_period: 6,
            attempt_period_days: 30,
        }
    }
}

/// What the policy must know of a person. Attempts count over all lists and colleagues.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactFacts {
    /// The person's own zone, when known.
    pub zone: Option<Zone>,
    /// Since when the person has asked not to be contacted.
    pub do_not_contact_since: Option<Timestamp>,
    /// Moments of the attempts so far, in any order.
    pub attempts: Vec<Timestamp>,
}

/// The policy's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Permission {
    /// Yes, now.
    Allowed,
    /// Not now; from `next` on, as far as is known today.
    NotNow {
        /// The first moment at which a call is allowed.
        next: Timestamp,
        /// The rule that holds it back until then.
        because: PolicyRule,
    },
    /// Not at all.
    Never {
        /// The rule that forbids it.
        because: PolicyRule,
    },
}

impl Permission {
    /// The first allowed moment at or after `now`; none where calls are forbidden.
    pub const fn first_moment(self, now: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Allowed => Some(now),
            Self::NotNow { next, .. } => Some(next),
            Self::Never { .. } => None,
        }
    }

    /// Whether a call may be made now.
    pub const fn is_allowed(self) -> bool {
        matches!(self, Self::Allowed)
    }
}

/// What one rule says about a moment.
enum Ruling {
    Fine,
    NotBefore(Timestamp),
    Never,
}

/// What a rule may look at.
struct Case<'a> {
    facts: &'a ContactFacts,
    settings: &'a ContactSettings,
    zone: &'a Zone,
}

type RuleFn = fn(&Case<'_>, Timestamp) -> Ruling;

/// The rules of the policy, in the order in which they are asked.
const RULES: &[(PolicyRule, RuleFn)] = &[
    (PolicyRule::DoNotContact, do_not_contact),
    (PolicyRule::AttemptsInPeriod, attempts_in_period),
    (PolicyRule::AttemptsPerDay, attempts_per_day),
    (PolicyRule::AttemptSpacing, attempt_spacing),
    (PolicyRule::AllowedHours, allowed_hours),
];

/// Rounds after which a search for an allowed moment is given up; each round moves on by at least a window.
const MAX_ROUNDS: usize = 200;

/// Whether a call may be made at `now`, and otherwise the first moment at which it may.
pub fn may_call(now: Timestamp, facts: &ContactFacts, settings: &ContactSettings) -> Verdict<Permission> {
    let zone = facts.zone.as_ref().unwrap_or(&settings.zone);
    let case = Case { facts, settings, zone };
    let mut moment = now;
    let mut held_by: Vec<(PolicyRule, Timestamp)> = Vec::new();
    let mut forbidden = None;
    for _ in 0..MAX_ROUNDS {
        let before = moment;
        for (rule, ask) in RULES {
            match ask(&case, moment) {
                Ruling::Fine => {}
                Ruling::NotBefore(later) => {
                    held_by.push((*rule, later));
                    moment = later;
                }
                Ruling::Never => forbidden = Some(*rule),
            }
        }
        if moment == before || forbidden.is_some() {
            break;
        }
    }
    let reason = |rule: PolicyRule, seen: Observed| Reason::of(rule, seen, Source::Rule);
    let (permission, reasons) = match (forbidden, held_by.first()) {
        (Some(because), _) => {
            let since = facts.do_not_contact_since.unwrap_or(now);
            (Permission::Never { because }, vec![reason(because, Observed::Date(since))])
        }
        (None, Some(&(because, _))) => {
            let reasons = held_by.iter().map(|(rule, until)| reason(*rule, Observed::Date(*until)));
            (Permission::NotNow { next: moment, because }, reasons.collect())
        }
        (None, None) => (Permission::Allowed, Vec::new()),
    };
    Verdict::new(permission, reasons, RuleVersion::new(RULE, VERSION), now)
}

fn do_not_contact(case: &Case<'_>, at: Timestamp) -> Ruling {
    match case.facts.do_not_contact_since {
        Some(since) if since <= at => Ruling::Never,
        _ => Ruling::Fine,
    }
}

fn attempts_in_period(case: &Case<'_>, at: Timestamp) -> Ruling {
    let period = case.settings.attempt_period_days as f64;
    let mut within: Vec<Timestamp> = case
        .facts
        .attempts
        .iter()
        .copied()
        .filter(|attempt| *attempt <= at && at < attempt.plus_days(period))
        .collect();
    let limit = case.settings.attempts_in_period as usize;
    if within.len() < limit {
        return Ruling::Fine;
    }
    within.sort_unstable();
    // free again when so many of the oldest have left the period that one place is open
    match within.len().checked_sub(limit).and_then(|extra| within.get(extra)) {
        Some(oldest) => Ruling::NotBefore(oldest.plus_days(period)),
        None => Ruling::Fine,
    }
}

fn attempts_per_day(case: &Case<'_>, at: Timestamp) -> Ruling {
    let today = at.local_date(case.zone);
    let made =
        case.facts.attempts.iter().filter(|attempt| **attempt <= at && attempt.local_date(case.zone) == today).count();
    if made < case.settings.attempts_per_day as usize {
        Ruling::Fine
    } else {
        Ruling::NotBefore(midnight(case.zone, next_day(today)))
    }
}

fn attempt_spacing(case: &Case<'_>, at: Timestamp) -> Ruling {
    let last = case.facts.attempts.iter().copied().filter(|attempt| *attempt <= at).max();
    match last.map(|attempt| attempt.plus_hours(case.settings.hours_between_attempts)) {
        Some(free) if free > at => Ruling::NotBefore(free),
        _ => Ruling::Fine,
    }
}

fn allowed_hours(case: &Case<'_>, at: Timestamp) -> Ruling {
    let windows = &case.settings.windows;
    let local = at.local(case.zone);
    let (day, time) = (local.date(), local.time());
    if case.settings.calendar.is_working_day(day) {
        if windows.iter().any(|window| window.from <= time && time < window.to) {
            return Ruling::Fine;
        }
        if let Some(later) = windows.iter().map(|window| window.from).find(|from| *from > time) {
            return Ruling::NotBefore(case.zone.moment(day.to_datetime(later)));
        }
    }
    let opening = windows.first().map_or(Time::midnight(), |window| window.from);
    let next = case.settings.calendar.working_day_from(next_day(day));
    Ruling::NotBefore(case.zone.moment(next.to_datetime(opening)))
}

fn midnight(zone: &Zone, day: Date) -> Timestamp {
    zone.moment(day.to_datetime(Time::midnight()))
}
