//! All pairs of a whole set, in memory.
//!
//! Records are sorted into groups by their keys; each record is compared with the later members of its groups, once per
//! pair. A group above the limit is split by name, phone, birth date and identity number instead of being compared
//! whole; what that leaves out is reported, never dropped in silence.

use std::num::NonZeroUsize;

use super::blocking::{Key, KeyKind, blocking_keys, refinements};
use super::compare::{Likeness, likeness, weigh};
use super::features::Features;

/// How [`find_pairs`] works.
#[derive(Debug, Clone, Copy)]
pub struct PairSettings {
    /// Pairs below this score are not returned. 0 to 1, default .80 (11-defaults 8.16).
    pub least_score: f64,
    /// Groups with more records than this are split. At least 2; default 100.
    pub largest_group: usize,
    /// Threads to compare on; default 1.
    pub threads: NonZeroUsize,
}

impl Default for PairSettings {
    fn default() -> Self {
        Self { least_score: 0.80, largest_group: 100, threads: NonZeroUsize::MIN }
    }
}

/// Two records believed to be the same, or worth a look.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair<Id> {
    /// The one that came first in the set.
    pub first: Id,
    pub second: Id,
    pub likeness: Likeness,
}

/// A group too large to compare whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OversizedBlock {
    pub kind: KeyKind,
    pub records: usize,
    /// At most so many pairs of the group were not compared in it; some of them may have met in another group.
    pub pairs_left_out: u64,
}

/// What [`find_pairs`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundPairs<Id> {
    /// In the order of the set.
    pub pairs: Vec<Pair<Id>>,
    /// Groups that were split, the largest first.
    pub oversized: Vec<OversizedBlock>,
    /// Pairs compared.
    pub compared: u64,
}

/// Finds all pairs with a score of at least `settings.least_score`.
pub fn find_pairs<Id: Clone>(
    records: impl IntoIterator<Item = (Id, Features)>,
    settings: &PairSettings,
) -> FoundPairs<Id> {
    let (ids, features): (Vec<Id>, Vec<Features>) = records.into_iter().unzip();
    let (groups, oversized) = Groups::of(&features, settings.largest_group.max(2));
    let threads = settings.threads.get().min(features.len().max(1));
    let least_score = settings.least_score;
    let compare_share = |share: usize| {
        let mut candidates = Vec::new();
        let mut found = Vec::new();
        let mut compared = 0_u64;
        // interleaved shares, since neighbours in a list cost alike
        for first in (share..features.len()).step_by(threads) {
            groups.later_companions(first, &mut candidates);
            compared += candidates.len() as u64;
            for second in &candidates {
                let second = *second as usize;
                if weigh(&features[first], &features[second]).score >= least_score {
                    found.push((first, second, likeness(&features[first], &features[second])));
                }
            }
        }
        (found, compared)
    };
    let shares: Vec<_> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|share| scope.spawn(move || compare_share(share))).collect();
        let mut shares = vec![compare_share(0)];
        // a share can only fail by a panic, which must not be swallowed
        shares.extend(
            others.into_iter().map(|other| other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))),
        );
        shares
    });
    let compared = shares.iter().map(|(_, compared)| compared).sum();
    let mut found: Vec<_> = shares.into_iter().flat_map(|(found, _)| found).collect();
    found.sort_unstable_by_key(|(first, second, _)| (*first, *second));
    let pairs = found
        .into_iter()
        .map(|(first, second, likeness)| Pair { first: ids[first].clone(), second: ids[second].clone(), likeness })
        .collect();
    FoundPairs { pairs, oversized, compared }
}

/// Records by group and groups by record, both as flat lists.
struct Groups {
    /// Members of all groups, one group after the other, ascending within each.
    members: Vec<u32>,
    /// End of each group in `members`.
    ends: Vec<u32>,
    /// Groups of all records, one record after the other.
    of_record: Vec<u32>,
    /// End of each record in `of_record`.
    record_ends: Vec<u32>,
}

impl Groups {
    fn of(features: &[Features], largest: usize) -> (Self, Vec<OversizedBlock>) {
        let mut keyed: Vec<(Key, u32)> = Vec::with_capacity(features.len() * 6);
        for (record, one) in (0_u32..).zip(features) {
            keyed.extend(blocking_keys(one).into_iter().map(|key| (key, record)));
        }
        keyed.sort_unstable();
        let mut groups = Self { members: Vec::new(), ends: Vec::new(), of_record: Vec::new(), record_ends: Vec::new() };
        let mut oversized = Vec::new();
        for block in keyed.chunk_by(|a, b| a.0 == b.0) {
            match block.len() {
                1 => {}
                size if size <= largest => groups.add(block.iter().map(|(_, record)| *record)),
                _ => oversized.push(groups.split(block, features, largest)),
            }
        }
        drop(keyed);
        groups.index_records(features.len());
        oversized.sort_by_key(|block| std::cmp::Reverse((block.records, block.kind)));
        (groups, oversized)
    }

    fn add(&mut self, records: impl Iterator<Item = u32>) {
        let start = self.members.len();
        self.members.extend(records);
        self.members[start..].sort_unstable();
        self.ends.push(self.members.len() as u32);
    }

    /// Splits a group by each refinement in turn; parts that are still too large become overlapping runs of the
    /// records in order of all refinements.
    fn split(&mut self, block: &[(Key, u32)], features: &[Features], largest: usize) -> OversizedBlock {
        let refined: Vec<([u64; 4], u32)> =
            block.iter().map(|(_, record)| (refinements(&features[*record as usize]), *record)).collect();
        let mut most_met = 0_u64;
        for by in 0..4 {
            let mut met = 0_u64;
            let mut ordered = refined.clone();
            ordered.sort_unstable_by_key(|(values, record)| {
                let mut values = *values;
                values.swap(0, by);
                (values, *record)
            });
            for part in ordered.chunk_by(|a, b| a.0[by] == b.0[by]) {
                if part[0].0[by] == 0 || part.len() < 2 {
                    continue;
                }
                if part.len() <= largest {
                    met += pairs_of(part.len());
                    self.add(part.iter().map(|(_, record)| *record));
                    continue;
                }
                // half of each run is shared with the next, so that neighbours always meet
                let step = largest.div_ceil(2);
                for start in (0..part.len()).step_by(step) {
                    let run = &part[start..part.len().min(start + largest)];
                    met += pairs_of(run.len());
                    if start > 0 {
                        met -= pairs_of(run.len().min(largest - step));
                    }
                    self.add(run.iter().map(|(_, record)| *record));
                }
            }
            most_met = most_met.max(met);
        }
        OversizedBlock {
            kind: block[0].0.kind(),
            records: block.len(),
            pairs_left_out: pairs_of(block.len()).saturating_sub(most_met),
        }
    }

    /// Lists the groups of each record by counting, without sorting again.
    fn index_records(&mut self, records: usize) {
        let mut counts = vec![0_u32; records];
        for record in &self.members {
            counts[*record as usize] += 1;
        }
        let mut total = 0;
        self.record_ends = counts
            .iter()
            .map(|count| {
                total += count;
                total
            })
            .collect();
        let mut next: Vec<u32> = self.record_ends.iter().zip(&counts).map(|(end, count)| end - count).collect();
        self.of_record = vec![0; self.members.len()];
        let mut start = 0;
        for (group, end) in (0_u32..).zip(&self.ends) {
            for record in &self.members[start..*end as usize] {
                let place = &mut next[*record as usize];
                self.of_record[*place as usize] = group;
                *place += 1;
            }
            start = *end as usize;
        }
    }

    /// Records behind `record` in the set that share a group with it, each once, ascending.
    fn later_companions(&self, record: usize, companions: &mut Vec<u32>) {
        companions.clear();
        let from = if record == 0 { 0 } else { self.record_ends[record - 1] };
        for group in &self.of_record[from as usize..self.record_ends[record] as usize] {
            let group = *group as usize;
            let start = if group == 0 { 0 } else { self.ends[group - 1] };
            let members = &self.members[start as usize..self.ends[group] as usize];
            let behind = members.partition_point(|member| *member as usize <= record);
            companions.extend_from_slice(&members[behind..]);
        }
        companions.sort_unstable();
        companions.dedup();
    }
}

fn pairs_of(records: usize) -> u64 {
    let records = records as u64;
    records * records.saturating_sub(1) / 2
}
