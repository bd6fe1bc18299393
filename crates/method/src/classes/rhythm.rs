//! The rhythm of a customer (CLA-7): the usual interval between purchases, the present silence, and whether it is unusual for
//! *this* customer.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::gaps::{LineGaps, gaps, middle_of};
use super::periods::{AsOf, days_between};
use crate::coded::coded;
use crate::prospecting::results::{ResultSettings, share};
use crate::time::Timestamp;
use crate::verdict::{Measured, Observed, Reason, RuleVersion, Source, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "rhythm";
/// Its version.
pub const VERSION: u32 = 1;

coded! {
    /// Whose gaps a silence is measured by.
    pub enum GapBase in "gap_base" {
        Own = "own", "该客户自己的间隔", "the customer's own gaps";
        Line = "line", "同一产品线全部客户的间隔", "the gaps of all customers of the line";
        Nothing = "nothing", "间隔数据不足", "too few gaps";
    }
}

coded! {
    /// What the reading rests on.
    pub enum RhythmFactor in "rhythm" {
        UsualInterval = "usual_interval", "平时的采购间隔", "usual interval";
        Silence = "silence", "距上次采购", "time since the last purchase";
        Base = "base", "对照的依据", "measured by";
        AsLong = "as_long", "过去同样长的间隔占比（%）", "earlier gaps as long as this (%)";
        Followed = "followed", "同样长的沉默之后又采购的占比（%）", "silences as long as this that ended with a purchase (%)";
    }
}

/// Thresholds of the rhythm.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RhythmSettings {
    /// Own gaps from which a customer is measured by itself.
    pub min_own_gaps: u32,
    /// Gaps of the line from which the line is a measure.
    pub min_line_gaps: u32,
    /// Unusual: fewer than so many per cent of the gaps were as long.
    pub unusual_below_percent: f64,
    /// Back-test: customers count who bought in so many days before it begins.
    pub back_test_days: u32,
}

impl Default for RhythmSettings {
    fn default() -> Self {
        Self { min_own_gaps: 5, min_line_gaps: 20, unusual_below_percent: 5.0, back_test_days: 365 }
    }
}

/// The reading of a customer's rhythm.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rhythm {
    /// Median of the own gaps in days; none before the second purchase.
    pub usual_days: Option<f64>,
    /// Days since the last purchase; none before the first.
    pub silent_days: Option<u32>,
    /// Whose gaps the silence is measured by.
    pub base: GapBase,
    /// Share of those gaps that were as long as the silence.
    pub as_long: Measured,
    /// Of all silences of the line that grew as long, the share that ended with a purchase so far.
    pub followed: Measured,
    /// Whether the silence is unusual.
    pub alert: bool,
    /// The silence in days from which it is; none where nothing can be measured.
    pub alert_from_days: Option<u32>,
}

/// What a customer's own gaps say, before the line is known: as much as a run over all customers keeps of each.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OwnRhythm {
    /// Median of the gaps in days; none before the second purchase.
    pub usual_days: Option<f64>,
    /// Days since the last purchase; none before the first.
    pub silent_days: Option<u32>,
    /// Gaps.
    pub gaps: u32,
    /// Of these, as long as the silence.
    pub as_long: u32,
    /// The shortest silence that is unusual by these gaps; none without a gap.
    pub unusual_from: Option<u32>,
}

impl OwnRhythm {
    /// Reads one customer's purchase days, as `purchase_days` gives them.
    pub fn of(days: &[Date], settings: &RhythmSettings, as_of: Date) -> Self {
        let mut own = gaps(days);
        own.sort_unstable();
        let silent_days = days.last().map(|last| days_between(*last, as_of));
        let silence = silent_days.unwrap_or(0);
        Self {
            usual_days: middle_of(&own),
            silent_days,
            gaps: own.len() as u32,
            as_long: (own.len() - own.partition_point(|gap| *gap < silence)) as u32,
            unusual_from: (!own.is_empty()).then(|| own_unusual_from(&own, settings.unusual_below_percent)),
        }
    }

    /// Measures the silence by the own gaps, or by the line's where the own are few.
    pub fn read(&self, line: &LineGaps, settings: &RhythmSettings, results: &ResultSettings) -> Rhythm {
        let (min_own, min_line) = (settings.min_own_gaps.max(1), u64::from(settings.min_line_gaps.max(1)));
        let base = if self.gaps >= min_own {
            GapBase::Own
        } else if line.n() >= min_line && self.silent_days.is_some() {
            GapBase::Line
        } else {
            GapBase::Nothing
        };
        let silence = self.silent_days.unwrap_or(0);
        let (as_long, alert_from_days) = match base {
            GapBase::Own => {
                (share(u64::from(self.as_long), u64::from(self.gaps), u64::from(min_own)), self.unusual_from)
            }
            GapBase::Line => {
                (share(line.as_long(silence), line.n(), min_line), line.unusual_from(settings.unusual_below_percent))
            }
            GapBase::Nothing => (Measured::TooFew { n: line.n(), needed: min_line }, None),
        };
        let ended = line.as_long(silence);
        Rhythm {
            usual_days: self.usual_days,
            silent_days: self.silent_days,
            base,
            as_long,
            followed: share(ended, ended + line.still_open(silence), results.min_cases),
            alert: alert_from_days.is_some_and(|from| silence >= from),
            alert_from_days,
        }
    }
}

/// Reads the rhythm without its reasons. `days` as `purchase_days` gives them.
pub fn read_rhythm(
    days: &[Date],
    line: &LineGaps,
    settings: &RhythmSettings,
    results: &ResultSettings,
    as_of: Date,
) -> Rhythm {
    OwnRhythm::of(days, settings, as_of).read(line, settings, results)
}

/// The shortest silence that fewer than `percent` of the sorted gaps reach.
fn own_unusual_from(sorted: &[u32], percent: f64) -> u32 {
    let n = sorted.len();
    // so many gaps may be as long and the silence still be unusual
    let rare = (0..n).take_while(|count| (*count as f64) * 100.0 < percent * n as f64).count();
    let reached = rare.checked_sub(1).and_then(|allowed| sorted.iter().rev().nth(allowed));
    reached.map_or(u32::MAX, |gap| gap.saturating_add(1))
}

/// Reads the rhythm of a customer (CLA-7): unusual when under 5% of its own earlier gaps were as long as the present silence,
/// or of the line's as long as it has few of its own. Somebody who bought once is measured by the line.
pub fn rhythm(
    days: &[Date],
    line: &LineGaps,
    settings: &RhythmSettings,
    results: &ResultSettings,
    as_of: AsOf,
) -> Verdict<Rhythm> {
    explained(read_rhythm(days, line, settings, results, as_of.day), as_of.moment)
}

/// The reasons of a reading that was kept.
pub fn explained(found: Rhythm, as_of: Timestamp) -> Verdict<Rhythm> {
    let reason = |factor: RhythmFactor, seen: Observed| Reason::of(factor, seen, Source::Derived);
    let percent = |measured: Measured| measured.value().map(|value| Observed::Number(100.0 * value));
    let mut reasons = Vec::new();
    if let Some(silent) = found.silent_days {
        reasons.push(reason(RhythmFactor::Silence, Observed::Days(f64::from(silent))));
    }
    if let Some(usual) = found.usual_days {
        reasons.push(reason(RhythmFactor::UsualInterval, Observed::Days(usual)));
    }
    reasons.push(reason(RhythmFactor::Base, Observed::word(found.base)));
    reasons.extend(percent(found.as_long).map(|seen| reason(RhythmFactor::AsLong, seen)));
    reasons.extend(percent(found.followed).map(|seen| reason(RhythmFactor::Followed, seen)));
    Verdict::new(found, reasons, RuleVersion::new(RULE, VERSION), as_of)
}
