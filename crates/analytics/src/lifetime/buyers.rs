//! What the models see of a customer, and the sample in which equal customers are counted once.

use jiff::civil::Date;
use method::classes::periods::days_between;
use serde::{Deserialize, Serialize};

const DAYS_OF_A_WEEK: f64 = 7.0;

/// When a customer bought. Times are in weeks since the first purchase.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Buyer {
    /// Purchases after the first.
    pub repeats: u32,
    /// When the last purchase was; 0 without a repeat.
    pub last: f64,
    /// How long the customer has been watched, up to the day asked about.
    pub watched: f64,
}

impl Buyer {
    /// Reads purchase days, earliest first and each once (`method::classes::purchases::purchase_days`). None without any.
    pub fn of(days: &[Date], as_of: Date) -> Option<Self> {
        Some(Self::between(*days.first()?, *days.last()?, days.len() as u32, as_of))
    }

    /// The same from the first and the last of so many purchase days.
    pub fn between(first: Date, last: Date, days: u32, as_of: Date) -> Self {
        let weeks = |until: Date| f64::from(days_between(first, until)) / DAYS_OF_A_WEEK;
        Self { repeats: days.saturating_sub(1), last: weeks(last), watched: weeks(as_of) }
    }
}

/// What a customer spends in one purchase after the first, in any one unit of money.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spender {
    /// Purchases after the first.
    pub repeats: u32,
    /// Their mean amount.
    pub mean: f64,
}

/// Items with how many are equal to each.
pub(super) fn counted<T: Copy + PartialEq>(
    items: impl IntoIterator<Item = T>,
    order: impl Fn(&T, &T) -> std::cmp::Ordering,
) -> Vec<(T, f64)> {
    let mut sorted: Vec<T> = items.into_iter().collect();
    sorted.sort_unstable_by(order);
    let mut counted: Vec<(T, f64)> = Vec::new();
    for item in sorted {
        match counted.last_mut() {
            Some((known, count)) if *known == item => *count += 1.0,
            _ => counted.push((item, 1.0)),
        }
    }
    counted
}

/// How many customers have each number of repeats: what depends on it alone is worked out once for all of them.
pub(super) fn by_repeats(repeats: impl IntoIterator<Item = (u32, f64)>) -> Vec<(f64, f64)> {
    let mut sums = std::collections::BTreeMap::new();
    for (repeats, count) in repeats {
        *sums.entry(repeats).or_insert(0.0) += count;
    }
    sums.into_iter().map(|(repeats, count)| (f64::from(repeats), count)).collect()
}
