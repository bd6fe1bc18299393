//! BG/NBD: while active a customer buys at random at a rate of its own, and after every purchase stops with a probability of
//! its own. Rates differ between customers by a gamma distribution (r, alpha), probabilities by a beta distribution (a, b).

use serde::{Deserialize, Serialize};
use statrs::function::gamma::{digamma, ln_gamma};

use super::buyers::{Buyer, by_repeats, counted};
use super::fit::{FitError, Likelihood, Slope, maximise};
use super::hypergeometric::hypergeometric;

/// Customers with a repeat without whom nothing is fitted: fewer cannot tell four parameters apart.
const FEWEST_REPEATERS: u64 = 30;
/// At a = 1 the expected number is a limit; beside it the formula holds.
const BESIDE_ONE: f64 = 1e-6;

/// The parameters, or their standard errors. Time is in weeks.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BgNbd {
    /// Shape of the purchase rates.
    pub r: f64,
    /// Scale of the purchase rates: r / alpha is the mean number of purchases a week.
    pub alpha: f64,
    /// First parameter of the probabilities to stop: a / (a + b) is their mean.
    pub a: f64,
    /// Second parameter of the probabilities to stop.
    pub b: f64,
}

/// A fitted model.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BgNbdFit {
    /// The most likely parameters.
    pub model: BgNbd,
    /// Their standard errors; none where the sample does not determine them.
    pub errors: Option<BgNbd>,
    /// The log-likelihood at them.
    pub log_likelihood: f64,
    /// Customers of the sample.
    pub customers: u64,
    /// Of these, who bought more than once.
    pub repeaters: u64,
    /// Steps of the search.
    pub steps: u64,
}

/// The sample, with what is equal counted once.
struct Sample {
    /// Each different history of customers with a repeat.
    repeaters: Vec<(Buyer, f64)>,
    /// Each different time watched, with its customers and their repeats.
    watched: Vec<(f64, f64, f64)>,
    /// Each number of repeats with its customers.
    by_repeats: Vec<(f64, f64)>,
    customers: f64,
}

impl Sample {
    fn of(buyers: &[Buyer]) -> Self {
        let histories = counted(buyers.iter().copied(), |one, other| {
            one.watched
                .total_cmp(&other.watched)
                .then_with(|| one.repeats.cmp(&other.repeats))
                .then_with(|| one.last.total_cmp(&other.last))
        });
        let by_repeats = by_repeats(histories.iter().map(|(buyer, count)| (buyer.repeats, *count)));
        let mut watched: Vec<(f64, f64, f64)> = Vec::new();
        for (buyer, count) in &histories {
            let repeats = count * f64::from(buyer.repeats);
            match watched.last_mut() {
                Some((time, customers, sum)) if *time == buyer.watched => {
                    *customers += count;
                    *sum += repeats;
                }
                _ => watched.push((buyer.watched, *count, repeats)),
            }
        }
        let repeaters = histories.into_iter().filter(|(buyer, _)| buyer.repeats > 0).collect();
        Self { repeaters, watched, by_repeats, customers: buyers.len() as f64 }
    }
}

impl Likelihood for Sample {
    fn customers(&self) -> f64 {
        self.customers
    }

    fn at(&self, parameters: &[f64]) -> Slope {
        let BgNbd { r, alpha, a, b } = BgNbd::of(parameters);
        let (mut value, mut slope) = (0.0, [0.0; 4]);
        let fixed = r * alpha.ln() - ln_gamma(r) + ln_gamma(a + b) - ln_gamma(b);
        for (x, count) in &self.by_repeats {
            let both = digamma(a + b) - digamma(a + b + x);
            value += count * (fixed + ln_gamma(r + x) + ln_gamma(b + x) - ln_gamma(a + b + x));
            slope[0] += count * (alpha.ln() - digamma(r) + digamma(r + x));
            slope[1] += count * r / alpha;
            slope[2] += count * both;
            slope[3] += count * (both - digamma(b) + digamma(b + x));
        }
        for (time, customers, repeats) in &self.watched {
            let (watched, rate) = (alpha + time, customers * r + repeats);
            let ln_watched = watched.ln();
            value -= rate * ln_watched;
            slope[0] -= customers * ln_watched;
            slope[1] -= rate / watched;
        }
        for (buyer, count) in &self.repeaters {
            let x = f64::from(buyer.repeats);
            let (watched, last) = (alpha + buyer.watched, alpha + buyer.last);
            let longer = (watched / last).ln();
            let odds = (a / (b + x - 1.0)).ln() + (r + x) * longer;
            // ln(1 + e^odds) and e^odds / (1 + e^odds), without overflow
            let small = (-odds.abs()).exp();
            value += count * (odds.max(0.0) + small.ln_1p());
            let stopped = count * if odds > 0.0 { 1.0 } else { small } / (1.0 + small);
            slope[0] += stopped * longer;
            slope[1] += stopped * (r + x) * (1.0 / watched - 1.0 / last);
            slope[2] += stopped / a;
            slope[3] -= stopped / (b + x - 1.0);
        }
        Slope { value, gradient: slope.to_vec() }
    }
}

impl BgNbd {
    fn of(parameters: &[f64]) -> Self {
        Self { r: parameters[0], alpha: parameters[1], a: parameters[2], b: parameters[3] }
    }

    /// Fits the model to a sample (CLA-7).
    pub fn fit(buyers: &[Buyer]) -> Result<BgNbdFit, FitError> {
        let possible = |buyer: &Buyer| {
            let repeat = if buyer.repeats == 0 { buyer.last == 0.0 } else { buyer.last > 0.0 };
            buyer.watched.is_finite() && repeat && buyer.last <= buyer.watched
        };
        if !buyers.iter().all(possible) {
            return Err(FitError::Impossible);
        }
        let repeaters = buyers.iter().filter(|buyer| buyer.repeats > 0).count() as u64;
        if repeaters < FEWEST_REPEATERS {
            return Err(FitError::TooFew { n: repeaters, needed: FEWEST_REPEATERS });
        }
        let sample = Sample::of(buyers);
        let mean_watched = buyers.iter().map(|buyer| buyer.watched).sum::<f64>() / sample.customers;
        let found = maximise(&sample, &[1.0, mean_watched.max(1.0), 1.0, 2.0])?;
        Ok(BgNbdFit {
            model: Self::of(&found.parameters),
            errors: found.errors.as_deref().map(Self::of),
            log_likelihood: found.log_likelihood,
            customers: buyers.len() as u64,
            repeaters,
            steps: found.steps,
        })
    }

    /// The logarithm of the odds that a customer has stopped; none without a repeat, since the model lets nobody stop before.
    fn log_odds_stopped(&self, buyer: &Buyer) -> Option<f64> {
        let x = f64::from(buyer.repeats);
        (buyer.repeats > 0).then(|| {
            let longer = ((self.alpha + buyer.watched) / (self.alpha + buyer.last)).ln();
            (self.a / (self.b + x - 1.0)).ln() + (self.r + x) * longer
        })
    }

    /// The probability that a customer still buys (CLA-7). None for one who bought once: the model takes everybody for alive
    /// until a repeat, which says nothing, and must not be shown as safety.
    pub fn alive(&self, buyer: &Buyer) -> Option<f64> {
        self.log_odds_stopped(buyer).map(|odds| 1.0 / (1.0 + odds.exp()))
    }

    /// Purchases that a customer is expected to make in the next so many weeks (CLA-7).
    pub fn expected_purchases(&self, buyer: &Buyer, weeks: f64) -> f64 {
        let x = f64::from(buyer.repeats);
        let still_buying = self.alive(buyer).unwrap_or(1.0);
        still_buying * self.expected(self.alpha + buyer.watched, self.r + x, self.b + x, weeks)
    }

    /// Purchases that somebody makes on average in so many weeks after their first.
    pub fn expected_of_new(&self, weeks: f64) -> f64 {
        self.expected(self.alpha, self.r, self.b, weeks)
    }

    /// The expected number for a gamma distribution (shape, scale) of rates and a beta distribution (a, b) of stopping.
    fn expected(&self, scale: f64, shape: f64, b: f64, weeks: f64) -> f64 {
        if weeks <= 0.0 {
            return 0.0;
        }
        let a = if (self.a - 1.0).abs() < BESIDE_ONE { 1.0 + BESIDE_ONE } else { self.a };
        let stay = scale / (scale + weeks);
        // the series converges fast in Euler's form, whose arguments do not grow with the purchases
        let series = hypergeometric(a + b - 1.0 - shape, a - 1.0, a + b - 1.0, 1.0 - stay);
        (a + b - 1.0) / (a - 1.0) * (1.0 - stay.powf(a - 1.0) * series)
    }
}
