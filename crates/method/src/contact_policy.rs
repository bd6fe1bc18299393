//! May this person be contacted, sold to, or their number be seen, by this user, now, by this channel; and if not, what
//! would make it yes? One answer from one place, for the screen, the import, the dialler, programs and every job
//! (principle "one policy for contact", APP-4, EDM-3, PRO-10).
//!
//! Each rule answers one question: from this moment on, when is the first moment that I allow? The policy asks all
//! of them in turn until none moves the moment any more. A new rule is one more entry in the table `RULES`.

mod words;

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::calendar::{WorkCalendar, next_day};
use crate::time::{Timestamp, Zone};
use crate::verdict::{Observed, Reason, RuleVersion, Source, Verdict};

pub use words::{Channel, ConsentSource, Deed, Holding, PolicyRule, Remedy, RevealReason};

/// Name of the rule in verdicts.
pub const RULE: &str = "contact_policy";
/// Its version.
pub const VERSION: u32 = 3;

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
    /// Days after giving up in which nobody sells to them or calls them.
    pub cooling_off_days: i64,
    /// Channels by which nobody is sold to without a consent on record.
    pub consent_required: Vec<Channel>,
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
            cooling_off_days: 30,
            consent_required: vec![Channel::Sms, Channel::Email],
        }
    }
}

/// One entry of the consent ledger: the latest for a channel is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Consent {
    /// The channel; none stands for all.
    pub channel: Option<Channel>,
    /// Given, or withdrawn.
    pub given: bool,
    /// When.
    pub at: Timestamp,
}

/// What the policy must know of a person. Attempts count over all lists, colleagues and channels.
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
    /// The consent ledger, in any order.
    pub consents: Vec<Consent>,
    /// When the record was given up or stopped; none while it is worked.
    pub given_up_at: Option<Timestamp>,
}

impl ContactFacts {
    /// The last word about a channel; a later word about all channels counts for each.
    fn consent(&self, channel: Channel) -> Option<Consent> {
        let about = self.consents.iter().filter(|consent| consent.channel.is_none_or(|about| about == channel));
        about.copied().max_by_key(|consent| consent.at)
    }
}

/// Who wants to do what, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ask {
    /// What.
    pub deed: Deed,
    /// By which channel.
    pub channel: Channel,
    /// Whose record it is, seen from the one who asks.
    pub holding: Holding,
    /// Whether the one who asks has the right to see numbers at all.
    pub sees_numbers: bool,
    /// Whether the person asked not to be reached at this number or address.
    pub point_refused: bool,
}

impl Ask {
    /// An own record is to be called: what worklists and retries plan with.
    pub const CALL: Self = Self {
        deed: Deed::Contact,
        channel: Channel::Call,
        holding: Holding::Own,
        sees_numbers: true,
        point_refused: false,
    };
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
        /// The first moment at which it is allowed.
        next: Timestamp,
        /// The rule that holds it back until then.
        because: PolicyRule,
    },
    /// No, and not by waiting.
    No {
        /// The rule that forbids it.
        because: PolicyRule,
        /// What would make it yes.
        remedy: Remedy,
    },
}

impl Permission {
    /// The first allowed moment at or after `now`; none where it is forbidden.
    pub const fn first_moment(self, now: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Allowed => Some(now),
            Self::NotNow { next, .. } => Some(next),
            Self::No { .. } => None,
        }
    }

    /// Whether it may be done now.
    pub const fn is_allowed(self) -> bool {
        matches!(self, Self::Allowed)
    }
}

/// What one rule says about a moment.
enum Ruling {
    Fine,
    NotBefore(Timestamp),
    /// forbidden, with what was seen
    Never(Observed),
}

/// What a rule may look at.
struct Case<'a> {
    ask: &'a Ask,
    facts: &'a ContactFacts,
    settings: &'a ContactSettings,
    zone: &'a Zone,
}

type RuleFn = fn(&Case<'_>, Timestamp) -> Ruling;

/// The rules of the policy, in the order in which they are asked.
const RULES: &[(PolicyRule, RuleFn)] = &[
    (PolicyRule::RightToSee, right_to_see),
    (PolicyRule::Holder, holder),
    (PolicyRule::DoNotContact, do_not_contact),
    (PolicyRule::PointRefused, point_refused),
    (PolicyRule::ConsentWithdrawn, consent_withdrawn),
    (PolicyRule::ConsentMissing, consent_missing),
    (PolicyRule::CoolingOff, cooling_off),
    (PolicyRule::AttemptsInPeriod, attempts_in_period),
    (PolicyRule::AttemptsPerDay, attempts_per_day),
    (PolicyRule::AttemptSpacing, attempt_spacing),
    (PolicyRule::AllowedHours, allowed_hours),
];

/// Rounds after which a search for an allowed moment is given up; each round moves on by at least a window.
const MAX_ROUNDS: usize = 200;

/// Whether a call may be made at `now` by whoever holds the record, and otherwise the first moment at which it may.
pub fn may_call(now: Timestamp, facts: &ContactFacts, settings: &ContactSettings) -> Verdict<Permission> {
    may(&Ask::CALL, now, facts, settings)
}

/// Whether something may be done at `now`; otherwise the first moment at which it may, or what would make it so.
pub fn may(ask: &Ask, now: Timestamp, facts: &ContactFacts, settings: &ContactSettings) -> Verdict<Permission> {
    let zone = facts.zone.as_ref().unwrap_or(&settings.zone);
    let case = Case { ask, facts, settings, zone };
    let mut moment = now;
    let mut held_by: Vec<(PolicyRule, Timestamp)> = Vec::new();
    let mut forbidden: Vec<(PolicyRule, Observed)> = Vec::new();
    for _ in 0..MAX_ROUNDS {
        let before = moment;
        for (rule, asked) in RULES {
            match asked(&case, moment) {
                Ruling::Fine => {}
                Ruling::NotBefore(later) => {
                    held_by.push((*rule, later));
                    moment = later;
                }
                Ruling::Never(seen) => forbidden.push((*rule, seen)),
            }
        }
        if moment == before || !forbidden.is_empty() {
            break;
        }
    }
    let reason = |rule: PolicyRule, seen: Observed| Reason::of(rule, seen, Source::Rule);
    let (permission, reasons) = match (forbidden.first(), held_by.first()) {
        (Some(&(because, _)), _) => {
            // everything that stands in the way is said, so that nobody lifts one only to meet the next
            let reasons = forbidden.into_iter().map(|(rule, seen)| reason(rule, seen)).collect();
            (Permission::No { because, remedy: because.remedy(ask.holding) }, reasons)
        }
        (None, Some(&(because, _))) => {
            let reasons = held_by.iter().map(|(rule, until)| reason(*rule, Observed::Date(*until)));
            (Permission::NotNow { next: moment, because }, reasons.collect())
        }
        (None, None) => (Permission::Allowed, Vec::new()),
    };
    Verdict::new(permission, reasons, RuleVersion::new(RULE, VERSION), now)
}

/// Whether the deed reaches the person, rather than only the record.
const fn reaches(deed: Deed) -> bool {
    matches!(deed, Deed::Contact | Deed::Sell)
}

fn right_to_see(case: &Case<'_>, _: Timestamp) -> Ruling {
    if reaches(case.ask.deed) || case.ask.sees_numbers {
        Ruling::Fine
    } else {
        Ruling::Never(Observed::word(case.ask.deed))
    }
}

fn holder(case: &Case<'_>, _: Timestamp) -> Ruling {
    match case.ask.holding {
        Holding::Own | Holding::Manages | Holding::Covers | Holding::Shared => Ruling::Fine,
        holding @ (Holding::Pool | Holding::Others) => Ruling::Never(Observed::word(holding)),
    }
}

fn do_not_contact(case: &Case<'_>, at: Timestamp) -> Ruling {
    match case.facts.do_not_contact_since {
        Some(since) if since <= at && case.ask.deed != Deed::CheckNumber => Ruling::Never(Observed::Date(since)),
        _ => Ruling::Fine,
    }
}

fn point_refused(case: &Case<'_>, _: Timestamp) -> Ruling {
    if case.ask.point_refused && case.ask.deed != Deed::CheckNumber {
        Ruling::Never(Observed::word(case.ask.channel))
    } else {
        Ruling::Fine
    }
}

fn consent_withdrawn(case: &Case<'_>, at: Timestamp) -> Ruling {
    match case.facts.consent(case.ask.channel) {
        Some(consent) if !consent.given && consent.at <= at && case.ask.deed != Deed::CheckNumber => {
            Ruling::Never(Observed::Date(consent.at))
        }
        _ => Ruling::Fine,
    }
}

fn consent_missing(case: &Case<'_>, _: Timestamp) -> Ruling {
    let needed = case.ask.deed == Deed::Sell && case.settings.consent_required.contains(&case.ask.channel);
    if needed && case.facts.consent(case.ask.channel).is_none() {
        Ruling::Never(Observed::word(case.ask.channel))
    } else {
        Ruling::Fine
    }
}

fn cooling_off(case: &Case<'_>, at: Timestamp) -> Ruling {
    let over = case.facts.given_up_at.map(|since| since.plus_days(case.settings.cooling_off_days as f64));
    match over {
        Some(over) if over > at && reaches(case.ask.deed) => Ruling::NotBefore(over),
        _ => Ruling::Fine,
    }
}

/// Whether the limits of attempts and hours hold for what is asked.
const fn limited(case: &Case<'_>) -> bool {
    reaches(case.ask.deed) && case.ask.channel.disturbs()
}

fn attempts_in_period(case: &Case<'_>, at: Timestamp) -> Ruling {
    if !limited(case) {
        return Ruling::Fine;
    }
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
    if !limited(case) {
        return Ruling::Fine;
    }
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
    if !limited(case) {
        return Ruling::Fine;
    }
    let last = case.facts.attempts.iter().copied().filter(|attempt| *attempt <= at).max();
    match last.map(|attempt| attempt.plus_hours(case.settings.hours_between_attempts)) {
        Some(free) if free > at => Ruling::NotBefore(free),
        _ => Ruling::Fine,
    }
}

fn allowed_hours(case: &Case<'_>, at: Timestamp) -> Ruling {
    if !limited(case) {
        return Ruling::Fine;
    }
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
