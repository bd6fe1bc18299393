//! What to be told about an open deal (OPP-7).

use serde::{Deserialize, Serialize};

use super::opening::grid::Opening;
use super::opening::trail::worse;
use crate::coded::coded;
use crate::prospecting::results::percentile;
use crate::time::Timestamp;
use crate::verdict::{Observed, Reason, RuleVersion, Source, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "deal_watch";
/// Its version.
pub const VERSION: u32 = 1;

coded! {
    /// What happened.
    pub enum DealAlert in "deal_alert" {
        CellWorsened = "cell_worsened", "开局变差了", "the opening got worse";
        RivalAppeared = "rival_appeared", "出现了新对手", "a rival appeared";
        KeyPersonLeft = "key_person_left", "关键人物离开了", "a key person left";
        Silence = "silence", "太久没有联系", "no contact for too long";
        OnePersonKnown = "one_person_known", "只认识一个人", "only one person is known";
        DecisionNear = "decision_near", "决定在即，还有问题没答案", "the decision is near, and answers are missing";
        AmountChanged = "amount_changed", "金额变了两次", "the amount changed twice";
    }
}

/// When something is told.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WatchSettings {
    /// Gaps between contacts in a stage of won deals from which they mean something.
    pub min_gaps: u32,
    /// A silence is long beyond this part of those gaps, in per cent.
    pub silence_percentile: f64,
    /// A silence is long from so many days where the gaps are too few.
    pub silence_days: u32,
    /// A decision is near from so many days before it.
    pub decision_days: u32,
    /// Days within which the amount changed.
    pub amount_days: u32,
    /// Changes of the amount that are told.
    pub amount_changes: u32,
    /// A change counts above this part of the amount before, in per cent.
    pub amount_percent: f64,
}

impl Default for WatchSettings {
    fn default() -> Self {
        Self {
            min_gaps: 20,
            silence_percentile: 80.0,
            silence_days: 14,
            decision_days: 14,
            amount_days: 30,
            amount_changes: 2,
            amount_percent: 10.0,
        }
    }
}

/// A change of the amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AmountChange {
    /// When.
    pub at: Timestamp,
    /// The amount before, in minor units.
    pub was_minor: i64,
    /// The amount after.
    pub is_minor: i64,
}

/// What is known of an open deal.
#[derive(Debug, Clone, PartialEq)]
pub struct WatchFacts {
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When it was last assessed.
    pub assessed_at: Option<Timestamp>,
    /// The cells of the last two assessments that had one: before, now.
    pub cells: Option<(Opening, Opening)>,
    /// When each rival was first seen.
    pub rivals_seen: Vec<Timestamp>,
    /// When people with influence left.
    pub people_left: Vec<Timestamp>,
    /// The last contact with the customer.
    pub last_contact_at: Option<Timestamp>,
    /// Days between contacts in this stage of won deals.
    pub won_gaps: Vec<f64>,
    /// People known at the customer.
    pub people_known: u64,
    /// When the customer decides.
    pub decision_at: Option<Timestamp>,
    /// Questions of the opening and the value without an answer.
    pub unanswered: u64,
    /// Changes of the amount.
    pub amounts: Vec<AmountChange>,
}

/// From how many days a silence is long (OPP-7), by the stage's own history of won deals.
pub fn long_silence_days(won_gaps: &[f64], settings: &WatchSettings) -> f64 {
    if won_gaps.is_empty() || won_gaps.len() < settings.min_gaps as usize {
        f64::from(settings.silence_days)
    } else {
        percentile(won_gaps, settings.silence_percentile / 100.0)
    }
}

/// Watches an open deal (OPP-7). A rival or a departure is told until the deal has been assessed since.
pub fn watch(facts: &WatchFacts, settings: &WatchSettings, as_of: Timestamp) -> Verdict<Vec<DealAlert>> {
    let mut alerts = Vec::new();
    let mut reasons = Vec::new();
    let mut tell = |alert: DealAlert, seen: Observed| {
        alerts.push(alert);
        reasons.push(Reason::of(alert, seen, Source::Derived));
    };
    if let Some((_, now)) = facts.cells.filter(|(before, now)| worse(*now, *before)) {
        tell(DealAlert::CellWorsened, Observed::word(now));
    }
    // who was there when the deal was opened or assessed is no news
    let since = facts.assessed_at.unwrap_or(facts.opened_at);
    let news = |moments: &[Timestamp]| moments.iter().copied().filter(|at| *at > since && *at <= as_of).max();
    if let Some(at) = news(&facts.rivals_seen) {
        tell(DealAlert::RivalAppeared, Observed::Date(at));
    }
    if let Some(at) = news(&facts.people_left) {
        tell(DealAlert::KeyPersonLeft, Observed::Date(at));
    }
    let silent = as_of.days_since(facts.last_contact_at.unwrap_or(facts.opened_at));
    if silent > long_silence_days(&facts.won_gaps, settings) {
        tell(DealAlert::Silence, Observed::Days(silent));
    }
    if facts.people_known <= 1 {
        tell(DealAlert::OnePersonKnown, Observed::Count(facts.people_known));
    }
    let near = |at: &Timestamp| (0.0..=f64::from(settings.decision_days)).contains(&at.days_since(as_of));
    if facts.unanswered > 0 && facts.decision_at.as_ref().is_some_and(near) {
        tell(DealAlert::DecisionNear, Observed::Count(facts.unanswered));
    }
    let since = as_of.plus_days(-f64::from(settings.amount_days));
    let large = |change: &&AmountChange| {
        let by = (i128::from(change.is_minor) - i128::from(change.was_minor)).unsigned_abs();
        let before = i128::from(change.was_minor).unsigned_abs();
        change.at >= since && change.at <= as_of && by as f64 > before as f64 * settings.amount_percent / 100.0
    };
    let changes = facts.amounts.iter().filter(large).count() as u64;
    if changes > 0 && changes >= u64::from(settings.amount_changes) {
        tell(DealAlert::AmountChanged, Observed::Count(changes));
    }
    Verdict::new(alerts, reasons, RuleVersion::new(RULE, VERSION), as_of)
}
