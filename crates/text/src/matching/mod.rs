//! Whether two records are the same person or organisation (PRO-11, 11-defaults 8.16).
//!
//! 1. [`Features`] hold what a record says, normalised and packed small enough that a million fit in memory.
//! 2. [`blocking_keys`] name the small groups a record belongs to; only records that share a key are compared.
//! 3. [`likeness`] weighs agreement and disagreement field by field, after Fellegi and Sunter, and gives a score from 0
//!    to 1 with its reasons.
//! 4. [`find_pairs`] does all of it for a whole set, [`Index`] for records that come one after the other.
//!
//! By the defaults of the method a score of at least .92 is a duplicate and from .80 to .92 somebody should look. The
//! thresholds belong to the caller; see [`Likeness`] for what the rules here promise about them.

mod blocking;
mod compare;
mod features;
mod hash;
mod index;
mod pairs;
mod similarity;
mod weights;

pub use blocking::{Key, KeyKind, blocking_keys};
pub use compare::{Field, FieldAgreement, Likeness, likeness};
pub use features::{Features, RecordFields};
pub use index::Index;
pub use pairs::{FoundPairs, OversizedBlock, Pair, PairSettings, find_pairs};
