//! Largest first, and who makes the first so many per cent of a total.

use std::cmp::Reverse;

/// The places of the items, largest amount first; equal amounts by id, so that no place depends on the order of rows.
pub(super) fn largest_first<T, Id: Ord>(items: &[T], key: impl Fn(&T) -> (i64, &Id)) -> Vec<usize> {
    let mut places: Vec<usize> = (0..items.len()).collect();
    places.sort_unstable_by_key(|place| {
        let (amount, id) = key(&items[*place]);
        (Reverse(amount), id)
    });
    places
}

/// Whether somebody before whom others make `before` of `total` still belongs to those who make the first `percent` of it.
/// The one who crosses the border belongs to them, the one who begins on it does not.
pub(super) fn within(before: i128, total: i128, percent: f64) -> bool {
    (before as f64) * 100.0 < percent * (total as f64)
}

/// How many heads the first `percent` of `count` are, at least one where there are any.
pub(super) fn heads(count: usize, percent: f64) -> usize {
    ((count as f64 * percent / 100.0 - 1e-9).ceil().max(1.0) as usize).min(count)
}

/// A part of a total, 0 where the total is not positive.
pub(super) fn part(amount: i128, total: i128) -> f64 {
    if total > 0 { amount as f64 / total as f64 } else { 0.0 }
}
