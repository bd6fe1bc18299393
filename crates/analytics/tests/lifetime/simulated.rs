//! Customers made from known parameters, the same ones every time.

use analytics::lifetime::{BgNbd, Buyer, GammaGamma, Spender};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Beta, Distribution, Exp, Gamma};

/// Buys at a rate of its own until it stops after a purchase; watched for a time that differs between customers.
pub fn buyers(model: BgNbd, count: usize) -> Vec<Buyer> {
    let mut chance = ChaCha8Rng::seed_from_u64(7);
    let rates = Gamma::new(model.r, 1.0 / model.alpha).expect("the parameters are positive");
    let stops = Beta::new(model.a, model.b).expect("the parameters are positive");
    let buyer = |_| {
        let watched = f64::from(chance.random_range(189_u32..=273)) / 7.0;
        let rate: f64 = rates.sample(&mut chance);
        let stop: f64 = stops.sample(&mut chance);
        // a gamma distribution of this shape draws rates too small to be a number
        let gaps = Exp::new(rate.max(1e-12)).expect("the rate is positive");
        let (mut at, mut repeats) = (0.0, 0);
        loop {
            let next = at + gaps.sample(&mut chance);
            if next > watched {
                break;
            }
            (at, repeats) = (next, repeats + 1);
            if chance.random_bool(stop.clamp(0.0, 1.0)) {
                break;
            }
        }
        Buyer { repeats, last: at, watched }
    };
    (0..count).map(buyer).collect()
}

/// Spends around a mean of its own.
pub fn spenders(model: GammaGamma, count: usize) -> Vec<Spender> {
    let mut chance = ChaCha8Rng::seed_from_u64(11);
    let scales = Gamma::new(model.q, 1.0 / model.v).expect("the parameters are positive");
    let spender = |_| {
        let repeats = chance.random_range(1_u32..=12);
        let amounts = Gamma::new(model.p, 1.0 / scales.sample(&mut chance)).expect("the rate is positive");
        let sum: f64 = (0..repeats).map(|_| amounts.sample(&mut chance)).sum();
        Spender { repeats, mean: sum / f64::from(repeats) }
    };
    (0..count).map(spender).collect()
}
