//! The order of the worklist.

use std::cmp::Ordering;

use super::scoring::{Day, Occasion, occasion};
use super::{Action, Candidate, RULE, TodayFactor, TodayLine, TodayWeights, VERSION, Worklist};
use crate::contact_policy::{ContactSettings, may_call};
use crate::time::{Timestamp, Zone};
use crate::verdict::{Observed, Reason, RuleVersion, Source};

/// Ranks the candidates for the day that `now` lies in, on the clock of `zone` (the seller's).
///
/// Order: lines that can be done now before calls that the policy holds back (these by the time at which they
/// become possible); then by score; then by the earlier moment; then by the longer silence; then by key. Calls
/// that the policy forbids altogether are left out.
pub fn rank<K: Ord + Clone>(
    candidates: impl IntoIterator<Item = Candidate<K>>,
    now: Timestamp,
    zone: &Zone,
    weights: &TodayWeights,
    contact: &ContactSettings,
) -> Worklist<K> {
    let day = Day::at(now, zone);
    let mut placed: Vec<Placed<K>> = candidates
        .into_iter()
        .filter_map(|candidate| {
            let occasion = occasion(&candidate, &day, weights)?;
            place(candidate, occasion, now, contact)
        })
        .collect();
    placed.sort_by(Placed::order);
    Worklist {
        lines: placed.into_iter().map(|placed| placed.line).collect(),
        rule: RuleVersion::new(RULE, VERSION),
        as_of: now,
    }
}

/// A line with what only the order needs.
struct Placed<K> {
    line: TodayLine<K>,
    last_two_way: Option<Timestamp>,
}

impl<K: Ord> Placed<K> {
    fn order(&self, other: &Self) -> Ordering {
        let (a, b) = (&self.line, &other.line);
        // None sorts before Some: what can be done now comes first
        a.callable_at
            .cmp(&b.callable_at)
            .then_with(|| b.score.total_cmp(&a.score))
            .then_with(|| a.at.cmp(&b.at))
            .then_with(|| self.last_two_way.cmp(&other.last_two_way))
            .then_with(|| a.id.cmp(&b.id))
    }
}

fn place<K>(
    candidate: Candidate<K>,
    occasion: Occasion,
    now: Timestamp,
    contact: &ContactSettings,
) -> Option<Placed<K>> {
    let mut reasons = occasion.reasons;
    let mut callable_at = None;
    if matches!(occasion.action, Action::Call | Action::FirstContact) {
        let policy = may_call(now, &candidate.contact, contact);
        let allowed = policy.value.first_moment(now)?;
        let first = candidate.retry_at.map_or(allowed, |retry| retry.max(allowed));
        if first > now {
            callable_at = Some(first);
            reasons.push(Reason::of(TodayFactor::NotCallableNow, Observed::Date(first), Source::Rule));
        }
    }
    let score = reasons.iter().filter_map(|reason| reason.points).sum();
    reasons.sort_by(|a, b| b.points.unwrap_or_default().total_cmp(&a.points.unwrap_or_default()));
    let line = TodayLine { id: candidate.id, score, action: occasion.action, at: occasion.at, callable_at, reasons };
    Some(Placed { line, last_two_way: candidate.last_two_way })
}
