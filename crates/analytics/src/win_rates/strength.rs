//! How much groups of deals differ: the strength with which each is drawn to the mean of the larger group, by maximum likelihood.

use argmin::core::{CostFunction, Error, Executor, State};
use argmin::solver::brent::BrentOpt;
use statrs::function::beta::ln_beta;

/// A search on one line has always ended long before.
const MOST_STEPS: u64 = 100;

/// Steps of the scale on which strengths are weighed.
const STEPS: u32 = 24;

/// How strongly groups are drawn to the larger one, in deals.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Strength {
    /// The most likely strength.
    pub likely: f64,
    /// Strengths that may be as well, with how much each counts; the weights add up to one. Few groups say little about it, and
    /// an interval that took the most likely one for certain would be too narrow.
    pub weighed: Vec<(f64, f64)>,
}

/// Won and closed deals of a group with the mean of the larger one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pulled {
    pub won: u64,
    pub closed: u64,
    /// Strictly between 0 and 1.
    pub mean: f64,
}

/// The negative log-likelihood of beta-binomial groups in the logarithm of their strength.
struct InLogarithm<'a>(&'a [Pulled]);

impl CostFunction for InLogarithm<'_> {
    type Param = f64;
    type Output = f64;

    fn cost(&self, logarithm: &f64) -> Result<f64, Error> {
        let strength = logarithm.exp();
        let likely = |group: &Pulled| {
            let (a, b) = (group.mean * strength, (1.0 - group.mean) * strength);
            ln_beta(a + group.won as f64, b + (group.closed - group.won) as f64) - ln_beta(a, b)
        };
        Ok(-self.0.iter().map(likely).sum::<f64>())
    }
}

/// The strength within its bounds. Groups that say nothing leave the lower bound, the weakest pull.
pub(super) fn strength(groups: &[Pulled], least: f64, greatest: f64) -> Strength {
    // a single deal of a group says nothing about how groups differ
    let telling: Vec<Pulled> = groups.iter().copied().filter(|group| group.closed > 1).collect();
    let bounds = (least.ln(), greatest.max(least).ln());
    let likely = if telling.is_empty() || greatest <= least { least } else { most_likely(&telling, bounds) };
    // a logarithm and back may miss a bound by a hair
    let likely = likely.clamp(least, greatest.max(least));
    Strength { likely, weighed: weighed(&telling, bounds) }
}

fn most_likely(groups: &[Pulled], bounds: (f64, f64)) -> f64 {
    let cost = InLogarithm(groups);
    let at = |logarithm: f64| cost.cost(&logarithm).unwrap_or(f64::MAX);
    let search = Executor::new(InLogarithm(groups), BrentOpt::new(bounds.0, bounds.1));
    let inside = search
        .configure(|state| state.max_iters(MOST_STEPS))
        .run()
        .ok()
        .and_then(|run| run.state().get_best_param().copied());
    // the search stops just inside the bounds, where the likelihood may still rise towards one of them
    let candidates = [bounds.0, bounds.1].into_iter().chain(inside);
    let found = candidates.min_by(|one, other| at(*one).total_cmp(&at(*other)));
    found.unwrap_or(bounds.0).clamp(bounds.0, bounds.1).exp()
}

/// The strengths between the bounds by their likelihood, each order of magnitude alike beforehand.
fn weighed(groups: &[Pulled], bounds: (f64, f64)) -> Vec<(f64, f64)> {
    let cost = InLogarithm(groups);
    let step = (bounds.1 - bounds.0) / f64::from(STEPS);
    let costs: Vec<(f64, f64)> = (0..=STEPS)
        .map(|place| bounds.0 + f64::from(place) * step)
        .map(|logarithm| (logarithm.exp(), cost.cost(&logarithm).unwrap_or(f64::MAX)))
        .collect();
    let least = costs.iter().map(|(_, cost)| *cost).fold(f64::INFINITY, f64::min);
    let weights = costs.iter().map(|(strength, cost)| (*strength, (least - cost).exp()));
    let total: f64 = weights.clone().map(|(_, weight)| weight).sum();
    weights.map(|(strength, weight)| (strength, weight / total)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(of: &[(u64, u64)]) -> Vec<Pulled> {
        of.iter().map(|(won, closed)| Pulled { won: *won, closed: *closed, mean: 0.5 }).collect()
    }

    #[test]
    fn groups_that_are_alike_are_drawn_strongly_and_unlike_ones_weakly() {
        assert!((strength(&groups(&[(20, 40); 10]), 5.0, 50.0).likely - 50.0).abs() < 1e-9);
        let apart: Vec<(u64, u64)> = (0..10).map(|place| if place % 2 == 0 { (2, 40) } else { (38, 40) }).collect();
        assert!((strength(&groups(&apart), 5.0, 50.0).likely - 5.0).abs() < 1e-9);
    }

    #[test]
    fn between_the_bounds_no_other_strength_is_more_likely() {
        let some = groups(&[(4, 20), (16, 20), (10, 20), (7, 20), (14, 20), (9, 20)]);
        let found = strength(&some, 5.0, 50.0).likely;
        assert!(found > 5.0 && found < 50.0, "{found}");
        let at = |strength: f64| InLogarithm(&some).cost(&strength.ln()).expect("it is a number");
        assert!((1..=90).all(|step| at(found) <= at(5.0 + f64::from(step) * 0.5) + 1e-6));
    }

    #[test]
    fn nothing_to_go_by_leaves_the_weakest_pull() {
        assert!((strength(&[], 5.0, 50.0).likely - 5.0).abs() < 1e-9);
        assert!((strength(&groups(&[(1, 1), (0, 1)]), 5.0, 50.0).likely - 5.0).abs() < 1e-9);
    }

    #[test]
    fn the_weights_add_up_and_few_groups_leave_much_open() {
        let sum = |found: &Strength| found.weighed.iter().map(|(_, weight)| weight).sum::<f64>();
        let heaviest = |found: &Strength| found.weighed.iter().map(|(_, weight)| *weight).fold(0.0, f64::max);
        let (few, many) =
            (strength(&groups(&[(4, 9), (6, 9)]), 5.0, 50.0), strength(&groups(&[(2, 40); 40]), 5.0, 50.0));
        assert!((sum(&few) - 1.0).abs() < 1e-9 && (sum(&many) - 1.0).abs() < 1e-9);
        assert!(heaviest(&few) < 0.1 && heaviest(&many) > 0.5, "{} {}", heaviest(&few), heaviest(&many));
    }
}
