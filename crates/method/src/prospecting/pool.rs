//! The public pool (公海, PRO-10): a prospect that nobody works goes back to where everybody may claim it, after a
//! warning; and nobody claims more than they can work.
//!
//! Two clocks run: the time since the last two-way contact, and the time since the last progress. Whichever runs out
//! first returns the record. An appointment still to come stops both. Customers never go to the pool.

use serde::{Deserialize, Serialize};

use crate::coded::coded;
use crate::prospecting::card::PartyKind;
use crate::time::Timestamp;
use crate::verdict::{Observed, Reason, RuleVersion, Source, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "pool";
/// Its version.
pub const VERSION: u32 = 1;

coded! {
    /// Why a record goes back to the pool, stays, or cannot be claimed.
    pub enum PoolFactor in "pool" {
        Silent = "silent", "长期没有双向沟通", "no two-way contact for long";
        Stuck = "stuck", "长期没有进展", "no progress for long";
        Appointment = "appointment", "已有约定，暂停计时", "an appointment stops the clock";
        Customer = "customer", "现实客户不进公海", "customers do not go to the pool";
        Held = "held", "已有归属人", "somebody holds it already";
        ClaimsToday = "claims_today", "当天领取上限", "limit of claims in a day";
        Holdings = "holdings", "持有数量上限", "limit of records held";
        CoolDown = "cool_down", "放回后的冷却期", "cool-down after it left the same person";
    }
}

coded! {
    /// How a record moved between people and the pool.
    pub enum PoolMove in "pool_move" {
        Claimed = "claimed", "领取", "claimed";
        Released = "released", "主动放回", "released";
        Returned = "returned", "到期收回", "returned by the rule";
        Assigned = "assigned", "主管分配", "assigned";
        Left = "left", "离职放回", "left behind by somebody who left";
    }
}

/// The terms for one kind of party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PoolTerms {
    /// Days without two-way contact after which a record returns.
    pub silent_days: u32,
    /// Days without progress after which a record returns.
    pub stuck_days: u32,
    /// Prospects of this kind that one person may hold.
    pub most_held: u32,
}

/// The thresholds of the pool (11-defaults of PRO-10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PoolSettings {
    /// People.
    pub person: PoolTerms,
    /// Organisations.
    pub organisation: PoolTerms,
    /// Days before the return on which its holder is warned, the earliest first.
    pub warn_days: Vec<u32>,
    /// Claims of one person on one day.
    pub claims_per_day: u32,
    /// Days in which the same person may not claim a record that left them.
    pub cool_down_days: u32,
}

impl Default for PoolSettings {
    fn default() -> Self {
        Self {
            person: PoolTerms { silent_days: 30, stuck_days: 90, most_held: 200 },
            organisation: PoolTerms { silent_days: 60, stuck_days: 180, most_held: 80 },
            warn_days: vec![7, 2],
            claims_per_day: 10,
            cool_down_days: 30,
        }
    }
}

impl PoolSettings {
    /// The terms of a kind.
    pub const fn terms(&self, kind: PartyKind) -> &PoolTerms {
        match kind {
            PartyKind::Person => &self.person,
            PartyKind::Organisation => &self.organisation,
        }
    }

    /// Days that must lie between the first warning and the return.
    pub fn notice_days(&self) -> u32 {
        self.warn_days.iter().copied().max().unwrap_or(0)
    }
}

/// A record that somebody holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Held {
    /// Person or organisation.
    pub kind: PartyKind,
    /// Whether it has bought and is still buying.
    pub customer: bool,
    /// Since when the present holder has it.
    pub since: Timestamp,
    /// The last contact in which they spoke, met or replied.
    pub last_two_way: Option<Timestamp>,
    /// The last time that a grade, an intent, a step or a letter of MAN rose, or a meeting was kept.
    pub last_progress: Option<Timestamp>,
    /// The last appointment planned.
    pub appointment: Option<Timestamp>,
}

/// How long a record stays with its holder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Stay {
    /// When it returns to the pool if nothing happens; none for customers.
    pub returns_at: Option<Timestamp>,
    /// The warning in force: so many days or fewer remain.
    pub warning: Option<u32>,
}

/// When a held record goes back to the pool (PRO-10).
pub fn stay(held: &Held, settings: &PoolSettings, as_of: Timestamp) -> Verdict<Stay> {
    let done = |value, reasons| Verdict::new(value, reasons, RuleVersion::new(RULE, VERSION), as_of);
    let reason = |factor: PoolFactor, seen| Reason::of(factor, seen, Source::Rule);
    if held.customer {
        let why = vec![reason(PoolFactor::Customer, Observed::Date(held.since))];
        return done(Stay { returns_at: None, warning: None }, why);
    }
    let terms = settings.terms(held.kind);
    let since = |moment: Option<Timestamp>| moment.map_or(held.since, |moment| moment.max(held.since));
    let silent = since(held.last_two_way).plus_days(f64::from(terms.silent_days));
    let stuck = since(held.last_progress).plus_days(f64::from(terms.stuck_days));
    let mut reasons = vec![if silent <= stuck {
        reason(PoolFactor::Silent, Observed::Date(since(held.last_two_way)))
    } else {
        reason(PoolFactor::Stuck, Observed::Date(since(held.last_progress)))
    }];
    let mut returns_at = silent.min(stuck);
    if let Some(appointment) = held.appointment.filter(|appointment| *appointment > returns_at) {
        reasons.push(reason(PoolFactor::Appointment, Observed::Date(appointment)));
        returns_at = appointment;
    }
    let left = returns_at.days_since(as_of);
    let warning = settings.warn_days.iter().copied().filter(|days| left <= f64::from(*days)).min();
    done(Stay { returns_at: Some(returns_at), warning }, reasons)
}

/// What decides whether somebody may claim a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimFacts {
    /// Person or organisation.
    pub kind: PartyKind,
    /// Whether nobody holds it.
    pub free: bool,
    /// Claims that they made today.
    pub claimed_today: u32,
    /// Prospects of this kind that they hold.
    pub held: u32,
    /// When this record last left them.
    pub left_them_at: Option<Timestamp>,
    /// When their next day begins.
    pub tomorrow: Timestamp,
}

/// Whether a claim is granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Claim {
    /// Yes.
    Granted,
    /// Not before that moment.
    NotNow {
        /// From then on, as far as is known today.
        next: Timestamp,
    },
    /// Not as things stand.
    Refused,
}

/// Whether somebody may claim a record from the pool, and everything that stands in the way (PRO-10).
pub fn may_claim(facts: &ClaimFacts, settings: &PoolSettings, as_of: Timestamp) -> Verdict<Claim> {
    let mut reasons = Vec::new();
    let mut next: Option<Timestamp> = None;
    let mut refused = false;
    let mut add = |factor: PoolFactor, seen| reasons.push(Reason::of(factor, seen, Source::Rule));
    if !facts.free {
        refused = true;
        add(PoolFactor::Held, Observed::Count(1));
    }
    let most = settings.terms(facts.kind).most_held;
    if facts.held >= most {
        refused = true;
        add(PoolFactor::Holdings, Observed::Count(u64::from(most)));
    }
    if facts.claimed_today >= settings.claims_per_day {
        next = next.max(Some(facts.tomorrow));
        add(PoolFactor::ClaimsToday, Observed::Count(u64::from(settings.claims_per_day)));
    }
    let cooled = facts.left_them_at.map(|left| left.plus_days(f64::from(settings.cool_down_days)));
    if let Some(cooled) = cooled.filter(|cooled| *cooled > as_of) {
        next = next.max(Some(cooled));
        add(PoolFactor::CoolDown, Observed::Date(cooled));
    }
    let value = match next {
        _ if refused => Claim::Refused,
        Some(next) => Claim::NotNow { next },
        None => Claim::Granted,
    };
    Verdict::new(value, reasons, RuleVersion::new(RULE, VERSION), as_of)
}
