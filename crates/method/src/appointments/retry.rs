//! When to try again after nobody answered (APP-4): the contact policy says when a call is allowed,
//! this rule spreads the attempts over different parts of the day.

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use crate::calendar::next_day;
use crate::coded::{Coded, coded};
use crate::contact_policy::{ContactFacts, ContactSettings, may_call};
use crate::time::{Timestamp, Zone};
use crate::verdict::{Observed, Reason, RuleVersion, Source, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "retry";
/// Its version.
pub const VERSION: u32 = 1;

coded! {
    /// A part of the day on the person's own clock.
    pub enum DayPart in "day_part" {
        Morning = "morning", "上午", "morning";
        Afternoon = "afternoon", "下午", "afternoon";
        Evening = "evening", "傍晚", "evening";
    }
}

/// Where the parts of the day begin, and how many of them the attempts must cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RetrySettings {
    /// The afternoon begins.
    #[cfg_attr(feature = "openapi", schema(value_type = String, examples("12:00:00")))]
    pub afternoon_from: Time,
    /// The evening begins.
    #[cfg_attr(feature = "openapi", schema(value_type = String, examples("17:00:00")))]
    pub evening_from: Time,
    /// Different parts of the day to be tried before one is tried again, 1 to 3.
    pub parts_of_day: u32,
}

impl Default for RetrySettings {
    fn default() -> Self {
        Self { afternoon_from: Time::constant(12, 0, 0, 0), evening_from: Time::constant(17, 0, 0, 0), parts_of_day: 3 }
    }
}

impl RetrySettings {
    /// The part of the day at a moment.
    pub fn part_of(&self, at: Timestamp, zone: &Zone) -> DayPart {
        let time = at.local_time(zone);
        if time >= self.evening_from {
            DayPart::Evening
        } else if time >= self.afternoon_from {
            DayPart::Afternoon
        } else {
            DayPart::Morning
        }
    }

    const fn start_of(&self, part: DayPart) -> Time {
        match part {
            DayPart::Morning => Time::midnight(),
            DayPart::Afternoon => self.afternoon_from,
            DayPart::Evening => self.evening_from,
        }
    }
}

/// Steps from one part of the day to the next within which a suitable one is looked for: four weeks.
const PARTS_AHEAD: usize = 84;

/// The next moment for an attempt: allowed by the contact policy and, until enough parts of the day were tried in
/// the period, in a part not tried yet. None where calls are forbidden.
pub fn next_attempt(
    now: Timestamp,
    facts: &ContactFacts,
    settings: &RetrySettings,
    contact: &ContactSettings,
) -> Verdict<Option<Timestamp>> {
    let zone = facts.zone.as_ref().unwrap_or(&contact.zone);
    let policy = may_call(now, facts, contact);
    let mut reasons = policy.reasons;
    let Some(earliest) = policy.value.first_moment(now) else {
        return Verdict::new(None, reasons, RuleVersion::new(RULE, VERSION), now);
    };
    let tried = parts_tried(earliest, facts, settings, contact, zone);
    let wanted =
        |at: Timestamp| tried.len() >= settings.parts_of_day as usize || !tried.contains(&settings.part_of(at, zone));
    let mut moment = earliest;
    for _ in 0..PARTS_AHEAD {
        if wanted(moment) {
            break;
        }
        let start = start_of_next_part(moment, settings, zone);
        match may_call(start, facts, contact).value.first_moment(start) {
            Some(allowed) => moment = allowed,
            None => break,
        }
    }
    // a calendar whose hours never touch an untried part must not stop the retries
    if !wanted(moment) {
        moment = earliest;
    }
    let part = settings.part_of(moment, zone);
    reasons.push(Reason::of(part, Observed::Date(moment), Source::Rule));
    Verdict::new(Some(moment), reasons, RuleVersion::new(RULE, VERSION), now)
}

/// The different parts of the day in which attempts of the period fell.
fn parts_tried(
    at: Timestamp,
    facts: &ContactFacts,
    settings: &RetrySettings,
    contact: &ContactSettings,
    zone: &Zone,
) -> Vec<DayPart> {
    let begin = at.plus_days(-(contact.attempt_period_days as f64));
    DayPart::ALL
        .iter()
        .copied()
        .filter(|part| {
            facts.attempts.iter().any(|attempt| *attempt > begin && settings.part_of(*attempt, zone) == *part)
        })
        .collect()
}

fn start_of_next_part(at: Timestamp, settings: &RetrySettings, zone: &Zone) -> Timestamp {
    let day = at.local_date(zone);
    let (day, part) = match settings.part_of(at, zone) {
        DayPart::Morning => (day, DayPart::Afternoon),
        DayPart::Afternoon => (day, DayPart::Evening),
        DayPart::Evening => (next_day(day), DayPart::Morning),
    };
    zone.moment(day.to_datetime(settings.start_of(part)))
}
