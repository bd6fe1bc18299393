//! The back-test of the rhythm alert (CLA-7): what it would have said at an earlier day, and what then happened.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::gaps::GapCounts;
use super::periods::days_between;
use super::rhythm::{GapBase, RhythmSettings, read_rhythm};
use crate::prospecting::results::{ResultSettings, share};
use crate::verdict::Measured;

/// What the alert would have been worth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BackTest {
    /// First day that was held out.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub from: Date,
    /// The day after the last.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub to: Date,
    /// Customers whose rhythm could be judged.
    pub judged: u64,
    /// Customers left out: too few gaps, gone for long before, or used to buy less often than the time held out.
    pub left_out: u64,
    /// Of the judged, those who bought nothing in the time held out.
    pub stopped: u64,
    /// Of the judged, those whose alert was on.
    pub alerts: u64,
    /// Alerts on customers who then bought nothing.
    pub right: u64,
    /// Alerts on customers who bought all the same.
    pub false_alarms: u64,
    /// Right of all alerts.
    pub precision: Measured,
    /// Right of all who stopped.
    pub recall: Measured,
    /// Stopped of all judged: what an alert on everybody would be right about.
    pub base_rate: Measured,
}

/// Tests the alert on held-out history (CLA-7). The alert sees nothing from `from` on, neither of the customer nor of the
/// line. Each customer's days as `purchase_days` gives them.
pub fn back_test(
    customers: &[impl AsRef<[Date]>],
    from: Date,
    to: Date,
    settings: &RhythmSettings,
    results: &ResultSettings,
) -> BackTest {
    let known = |days: &'_ [Date]| days.partition_point(|day| *day < from);
    let mut counts = GapCounts::default();
    for days in customers.iter().map(AsRef::as_ref) {
        counts.add(&days[..known(days)], from);
    }
    let line = counts.line();
    let held_out = days_between(from, to);
    let line_usual = line.percentile(50.0).map(f64::from);
    let (mut judged, mut left_out, mut stopped, mut alerts, mut right) = (0, 0, 0, 0, 0);
    for days in customers.iter().map(AsRef::as_ref) {
        let (before, after) = days.split_at(known(days));
        if before.is_empty() {
            continue;
        }
        let reading = read_rhythm(before, &line, settings, results, from);
        let recent = reading.silent_days.is_some_and(|silent| silent <= settings.back_test_days);
        let often = reading.usual_days.or(line_usual).is_some_and(|usual| usual <= f64::from(held_out));
        if reading.base == GapBase::Nothing || !recent || !often {
            left_out += 1;
            continue;
        }
        let stops = !after.iter().any(|day| *day < to);
        judged += 1;
        stopped += u64::from(stops);
        alerts += u64::from(reading.alert);
        right += u64::from(reading.alert && stops);
    }
    BackTest {
        from,
        to,
        judged,
        left_out,
        stopped,
        alerts,
        right,
        false_alarms: alerts - right,
        precision: share(right, alerts, results.min_cases),
        recall: share(right, stopped, results.min_cases),
        base_rate: share(stopped, judged, results.min_cases),
    }
}
