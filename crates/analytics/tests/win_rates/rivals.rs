//! What else one might take: the raw rate of a cell, and a plain naive Bayes as predictive lead scoring uses it.

use std::collections::BTreeMap;

use crate::truth::Deal;

fn share(won: usize, all: usize) -> Option<f64> {
    (all > 0).then(|| won as f64 / all as f64)
}

/// The part won of the deals like this one; of all deals where there was none like it.
pub fn raw(closed: &[Deal], team: usize, cell: usize) -> f64 {
    let part = |of: &dyn Fn(&&Deal) -> bool| {
        let within: Vec<&Deal> = closed.iter().filter(of).collect();
        share(within.iter().filter(|deal| deal.won).count(), within.len())
    };
    let like = part(&|deal| deal.team == team && deal.cell == cell);
    like.or_else(|| part(&|_| true)).unwrap_or(0.5)
}

/// Naive Bayes over fields that are taken to be independent, each count begun at a tenth.
pub struct NaiveBayes {
    totals: [f64; 2],
    fields: Vec<BTreeMap<usize, [f64; 2]>>,
}

/// What each count begins with.
const BEGIN: f64 = 0.1;

impl NaiveBayes {
    /// Counts won and lost deals by the values of their fields.
    pub fn fit(closed: &[Deal]) -> Self {
        let mut totals = [BEGIN; 2];
        let mut fields = vec![BTreeMap::new(), BTreeMap::new()];
        for deal in closed {
            let side = usize::from(deal.won);
            totals[side] += 1.0;
            for (counts, value) in fields.iter_mut().zip([deal.team, deal.cell]) {
                counts.entry(value).or_insert([BEGIN; 2])[side] += 1.0;
            }
        }
        Self { totals, fields }
    }

    /// The probability of a win; a value never seen says nothing.
    pub fn probability(&self, team: usize, cell: usize) -> f64 {
        let score = |side: usize| {
            let known = self.fields.iter().zip([team, cell]).filter_map(|(counts, value)| counts.get(&value));
            known.fold(self.totals[side], |score, counts| score * counts[side] / self.totals[side])
        };
        let (lost, won) = (score(0), score(1));
        won / (won + lost)
    }
}
