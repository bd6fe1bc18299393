//! Records believed to be the same (PRO-11): comparing all of them, and the queue in which pairs wait for a person.

mod compare;
mod queue;
mod scan;

pub use compare::{BelievedPair, DuplicateScan};
pub use queue::{DuplicatePair, ListPairs, PairState};
pub use scan::ScanRun;
