//! Seeded chance: the one place that draws, so that the same seed always makes the same team.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

#[derive(Debug)]
pub(crate) struct Chance(ChaCha8Rng);

impl Chance {
    pub(crate) fn seeded(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// True with a probability of `share`, 0 to 1.
    pub(crate) fn happens(&mut self, share: f64) -> bool {
        self.0.random_bool(share.clamp(0.0, 1.0))
    }

    /// A whole number of the range, both ends included.
    pub(crate) fn between(&mut self, (low, high): (i64, i64)) -> i64 {
        self.0.random_range(low..=high.max(low))
    }

    /// One of the entries, all equally likely. The tables of this crate are never empty.
    pub(crate) fn pick<T: Copy>(&mut self, entries: &[T]) -> T {
        entries[self.0.random_range(0..entries.len())]
    }

    /// One of the entries, in proportion to its weight.
    pub(crate) fn weighted<'a, T>(&mut self, entries: &'a [T], weight: impl Fn(&T) -> u32) -> &'a T {
        let total: u32 = entries.iter().map(&weight).sum();
        let drawn = self.0.random_range(0..total);
        let mut reached = 0;
        let position = entries.iter().position(|entry| {
            reached += weight(entry);
            drawn < reached
        });
        // the draw lies below the sum of the weights, so there always is one
        &entries[position.unwrap_or_default()]
    }

    /// The value, known with a probability of `share`.
    pub(crate) fn known<T>(&mut self, share: f64, value: T) -> Option<T> {
        self.happens(share).then_some(value)
    }
}
