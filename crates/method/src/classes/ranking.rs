//! Largest first, and who makes the first so many per cent of a total.

/// The places of the items, largest amount first; equal amounts by id, so that no place depends on the order of rows.
pub(super) fn largest_first<T, Id: Ord>(items: &[T], key: impl Fn(&T) -> (i64, &Id)) -> Vec<usize> {
    // the amounts beside the places: a million customers are sorted without looking each up again
    let mut places: Vec<(i64, usize)> = items.iter().enumerate().map(|(place, item)| (key(item).0, place)).collect();
    let id = |place: usize| key(&items[place]).1;
    places.sort_unstable_by(|one, other| other.0.cmp(&one.0).then_with(|| id(one.1).cmp(id(other.1))));
    places.into_iter().map(|(_, place)| place).collect()
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
