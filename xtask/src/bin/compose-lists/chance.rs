//! Seeded draws.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

#[derive(Debug)]
pub(crate) struct Chance(ChaCha8Rng);

impl Chance {
    pub(crate) fn seeded(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    pub(crate) fn happens(&mut self, share: f64) -> bool {
        self.0.random_bool(share)
    }

    /// A whole number of the range, both ends included.
    pub(crate) fn between(&mut self, low: usize, high: usize) -> usize {
        self.0.random_range(low..=high)
    }

    /// One of the entries, all equally likely.
    pub(crate) fn pick<T: Clone>(&mut self, entries: &[T]) -> T {
        entries[self.0.random_range(0..entries.len())].clone()
    }

    /// One of the entries, in proportion to its weight.
    pub(crate) fn weighted<'a, T>(&mut self, entries: &'a [(T, f64)]) -> &'a T {
        let total: f64 = entries.iter().map(|(_, weight)| weight).sum();
        let mut left = self.0.random_range(0.0..total);
        for (entry, weight) in entries {
            left -= weight;
            if left < 0.0 {
                return entry;
            }
        }
        &entries[entries.len() - 1].0
    }
}
