//! Gaps between purchases (CLA-7): how long the customers of a line stay away, with the silences that still last.

use jiff::civil::Date;

use super::periods::days_between;

/// Longer gaps are counted as this many days: twenty years.
const LONGEST: u32 = 7_300;

/// The gaps between the purchase days of one customer, earliest first.
pub fn gaps(days: &[Date]) -> Vec<u32> {
    days.windows(2).map(|pair| days_between(pair[0], pair[1])).collect()
}

/// The middle of the gaps; none without any.
pub fn usual_gap(gaps: &[u32]) -> Option<f64> {
    let mut sorted = gaps.to_vec();
    sorted.sort_unstable();
    middle_of(&sorted)
}

/// The same of gaps that are sorted already.
pub(super) fn middle_of(sorted: &[u32]) -> Option<f64> {
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        odd if odd % 2 == 1 => Some(f64::from(sorted[middle])),
        _ => Some(f64::midpoint(f64::from(sorted[middle - 1]), f64::from(sorted[middle]))),
    }
}

/// Gaps as they are counted, customer by customer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GapCounts {
    /// Gaps that ended with a purchase, by days.
    ended: Vec<u64>,
    /// Silences that still last, by days.
    open: Vec<u64>,
}

impl GapCounts {
    /// Counts a customer's gaps and the silence since the last purchase. `days` as `purchase_days` gives them.
    pub fn add(&mut self, days: &[Date], as_of: Date) {
        for pair in days.windows(2) {
            count(&mut self.ended, days_between(pair[0], pair[1]));
        }
        if let Some(last) = days.last() {
            count(&mut self.open, days_between(*last, as_of));
        }
    }

    /// Adds what was counted elsewhere, so that a line can be counted in parts.
    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in [(&mut self.ended, &other.ended), (&mut self.open, &other.open)] {
            mine.resize(mine.len().max(theirs.len()), 0);
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                *mine += theirs;
            }
        }
    }

    /// The line, ready to be asked.
    pub fn line(&self) -> LineGaps {
        LineGaps { ended: at_least(&self.ended), open: at_least(&self.open) }
    }
}

fn count(counts: &mut Vec<u64>, days: u32) {
    let days = days.min(LONGEST) as usize;
    if counts.len() <= days {
        counts.resize(days + 1, 0);
    }
    counts[days] += 1;
}

/// Turns counts by days into counts of so many days and more.
fn at_least(counts: &[u64]) -> Vec<u64> {
    let mut sums = counts.to_vec();
    for at in (0..sums.len().saturating_sub(1)).rev() {
        sums[at] += sums[at + 1];
    }
    sums
}

/// The gaps of all customers of a line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LineGaps {
    /// Ended gaps of so many days and more.
    ended: Vec<u64>,
    /// Open silences of so many days and more.
    open: Vec<u64>,
}

impl LineGaps {
    /// Ended gaps.
    pub fn n(&self) -> u64 {
        self.ended.first().copied().unwrap_or(0)
    }

    /// Ended gaps of at least so many days.
    pub fn as_long(&self, days: u32) -> u64 {
        from(&self.ended, days)
    }

    /// Silences of at least so many days that have not ended.
    pub fn still_open(&self, days: u32) -> u64 {
        from(&self.open, days)
    }

    /// The shortest length that at least `percent` of the ended gaps do not exceed; none without a gap.
    pub fn percentile(&self, percent: f64) -> Option<u32> {
        let n = self.n();
        let wanted = percent.clamp(0.0, 100.0) / 100.0 * n as f64;
        let covered = |days: u32| (n - self.as_long(days + 1)) as f64;
        (n > 0).then(|| first_that(self.ended.len() as u32, |days| covered(days) + 1e-9 >= wanted))
    }

    /// The shortest silence that fewer than `percent` of the ended gaps reach; none without a gap.
    pub fn unusual_from(&self, percent: f64) -> Option<u32> {
        let n = self.n() as f64;
        let rare = |days: u32| self.as_long(days) as f64 * 100.0 < percent * n;
        (n > 0.0).then(|| first_that(self.ended.len() as u32, rare))
    }
}

fn from(sums: &[u64], days: u32) -> u64 {
    sums.get(days as usize).copied().unwrap_or(0)
}

/// The first of 0 to `end` for which a condition holds that never stops holding; `end` if none does.
fn first_that(end: u32, holds: impl Fn(u32) -> bool) -> u32 {
    let (mut low, mut high) = (0, end);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}
