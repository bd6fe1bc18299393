//! Gamma-Gamma: what a customer spends in a purchase varies by a gamma distribution around a mean of its own, and the means
//! differ between customers. Money and frequency are taken to be independent; the fit says how far they are.

use serde::{Deserialize, Serialize};
use statrs::function::gamma::{digamma, ln_gamma};

use super::buyers::{Spender, by_repeats, counted};
use super::fit::{FitError, Likelihood, Slope, maximise};

/// Customers without whom nothing is fitted.
const FEWEST_SPENDERS: u64 = 30;

/// The parameters, or their standard errors. v is in the unit of the amounts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct GammaGamma {
    /// Shape of the amounts of one customer.
    pub p: f64,
    /// Shape of what differs between customers.
    pub q: f64,
    /// Scale of what differs between customers.
    pub v: f64,
}

/// A fitted model.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct GammaGammaFit {
    /// The most likely parameters.
    pub model: GammaGamma,
    /// Their standard errors; none where the sample does not determine them.
    pub errors: Option<GammaGamma>,
    /// The log-likelihood at them.
    pub log_likelihood: f64,
    /// Customers with a repeat, of whom the sample is made.
    pub customers: u64,
    /// Correlation of repeats and mean amount; the model assumes that it is near 0.
    pub correlation: f64,
    /// Steps of the search.
    pub steps: u64,
}

struct Sample {
    spenders: Vec<(Spender, f64)>,
    by_repeats: Vec<(f64, f64)>,
    customers: f64,
}

impl Likelihood for Sample {
    fn customers(&self) -> f64 {
        self.customers
    }

    fn at(&self, parameters: &[f64]) -> Slope {
        let GammaGamma { p, q, v } = GammaGamma::of(parameters);
        let (mut value, mut slope) = (0.0, [0.0; 3]);
        let fixed = q * v.ln() - ln_gamma(q);
        for (x, count) in &self.by_repeats {
            let both = digamma(p * x + q);
            value += count * (fixed + ln_gamma(p * x + q) - ln_gamma(p * x) + p * x * x.ln());
            slope[0] += count * x * (both - digamma(p * x) + x.ln());
            slope[1] += count * (both - digamma(q) + v.ln());
            slope[2] += count * q / v;
        }
        for (spender, count) in &self.spenders {
            let (x, mean) = (f64::from(spender.repeats), spender.mean);
            let sum = x * mean + v;
            let (ln_mean, ln_sum) = (mean.ln(), sum.ln());
            value += count * ((p * x - 1.0) * ln_mean - (p * x + q) * ln_sum);
            slope[0] += count * x * (ln_mean - ln_sum);
            slope[1] -= count * ln_sum;
            slope[2] -= count * (p * x + q) / sum;
        }
        Slope { value, gradient: slope.to_vec() }
    }
}

impl GammaGamma {
    fn of(parameters: &[f64]) -> Self {
        Self { p: parameters[0], q: parameters[1], v: parameters[2] }
    }

    /// Fits the model to the customers with a repeat (CLA-7); others and amounts that are not positive are left out.
    pub fn fit(spenders: &[Spender]) -> Result<GammaGammaFit, FitError> {
        if spenders.iter().any(|spender| !spender.mean.is_finite()) {
            return Err(FitError::Impossible);
        }
        let buys = |spender: &&Spender| spender.repeats > 0 && spender.mean > 0.0;
        let spenders: Vec<Spender> = spenders.iter().filter(buys).copied().collect();
        let n = spenders.len() as u64;
        if n < FEWEST_SPENDERS {
            return Err(FitError::TooFew { n, needed: FEWEST_SPENDERS });
        }
        let mean = spenders.iter().map(|spender| spender.mean).sum::<f64>() / n as f64;
        let correlation = correlation(&spenders);
        let counted = counted(spenders, |one, other| {
            one.repeats.cmp(&other.repeats).then_with(|| one.mean.total_cmp(&other.mean))
        });
        let by_repeats = by_repeats(counted.iter().map(|(spender, count)| (spender.repeats, *count)));
        let sample = Sample { spenders: counted, by_repeats, customers: n as f64 };
        let found = maximise(&sample, &[2.0, 2.0, mean / 2.0])?;
        Ok(GammaGammaFit {
            model: Self::of(&found.parameters),
            errors: found.errors.as_deref().map(Self::of),
            log_likelihood: found.log_likelihood,
            customers: n,
            correlation,
            steps: found.steps,
        })
    }

    /// What a customer is expected to spend in a purchase (CLA-7): between their own mean and that of all, nearer to their own
    /// the more purchases are known. None where customers differ so much that no mean exists (q ≤ 1) and nothing is known.
    pub fn expected_amount(&self, spender: &Spender) -> Option<f64> {
        let x = f64::from(spender.repeats);
        let weight = self.p * x + self.q - 1.0;
        (weight > 0.0).then(|| self.p * (self.v + x * spender.mean) / weight)
    }
}

/// Pearson's correlation of repeats and mean amount; 0 where one of them does not vary.
fn correlation(spenders: &[Spender]) -> f64 {
    let n = spenders.len() as f64;
    let sum = |value: &dyn Fn(&Spender) -> f64| spenders.iter().map(value).sum::<f64>();
    let (x, y) = (sum(&|one| f64::from(one.repeats)) / n, sum(&|one| one.mean) / n);
    let together = sum(&|one| (f64::from(one.repeats) - x) * (one.mean - y));
    let apart = sum(&|one| (f64::from(one.repeats) - x).powi(2)) * sum(&|one| (one.mean - y).powi(2));
    if apart > 0.0 { together / apart.sqrt() } else { 0.0 }
}
