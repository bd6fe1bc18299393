//! How well the believed pairs agree with the true ones: precision, recall, F1.
//!
//! The ids of the rows tell the truth: rows whose ids agree in the first two of the parts between dashes are one
//! entity (`rec-223-org` and `rec-223-dup-0`; `per-9-a` and `per-9-b`).

use std::collections::{BTreeMap, BTreeSet};

use crate::product::Pair;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    pub true_pairs: usize,
    pub believed: usize,
    pub right: usize,
}

impl Score {
    pub fn of<'a>(ids: &[String], believed: impl IntoIterator<Item = &'a Pair>) -> Self {
        let mut rows_of: BTreeMap<&str, usize> = BTreeMap::new();
        for id in ids {
            *rows_of.entry(entity(id)).or_default() += 1;
        }
        let true_pairs = rows_of.values().map(|rows| rows * (rows - 1) / 2).sum();
        let pairs: BTreeSet<(&str, &str)> = believed
            .into_iter()
            .map(|Pair { left, right, .. }| (left.min(right).as_str(), left.max(right).as_str()))
            .filter(|(left, right)| left != right)
            .collect();
        let right = pairs.iter().filter(|(left, right)| entity(left) == entity(right)).count();
        Self { true_pairs, believed: pairs.len(), right }
    }

    pub fn precision(&self) -> f64 {
        share(self.right, self.believed)
    }

    pub fn recall(&self) -> f64 {
        share(self.right, self.true_pairs)
    }

    /// The harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        share(2 * self.right, self.believed + self.true_pairs)
    }
}

fn entity(id: &str) -> &str {
    id.match_indices('-').nth(1).map_or(id, |(at, _)| &id[..at])
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<Pair> {
        let pair = |(left, right): &(&str, &str)| Pair { left: (*left).into(), right: (*right).into(), sure: true };
        pairs.iter().map(pair).collect()
    }

    #[test]
    fn three_rows_of_one_entity_make_three_pairs() {
        let rows = ids(&["rec-1-org", "rec-1-dup-0", "rec-1-dup-1", "rec-10-org"]);
        let believed = pairs(&[("rec-1-org", "rec-1-dup-0"), ("rec-1-org", "rec-10-org")]);
        let score = Score::of(&rows, &believed);
        assert_eq!(score, Score { true_pairs: 3, believed: 2, right: 1 });
        assert!((score.f1() - 0.4).abs() < 1e-12);
    }

    #[test]
    fn a_pair_counts_once_in_either_order() {
        let rows = ids(&["per-1-a", "per-1-b"]);
        let believed = pairs(&[("per-1-b", "per-1-a"), ("per-1-a", "per-1-b"), ("per-1-a", "per-1-a")]);
        assert_eq!(Score::of(&rows, &believed), Score { true_pairs: 1, believed: 1, right: 1 });
    }

    #[test]
    fn nothing_believed_scores_nothing() {
        let score = Score::of(&ids(&["per-1-a", "per-1-b"]), &[]);
        assert!(score.precision() == 0.0 && score.recall() == 0.0 && score.f1() == 0.0);
    }
}
