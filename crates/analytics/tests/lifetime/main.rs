//! Lifetime value: known figures, parameters found again in a simulated sample, laws.

mod fits;
mod known;
mod simulated;

use analytics::lifetime::{BgNbd, GammaGamma};

/// The published parameters of the CDNOW sample (Fader, Hardie and Lee, 2005).
const CDNOW: BgNbd = BgNbd { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
/// The same of its amounts (Fader and Hardie, 2013).
const CDNOW_AMOUNTS: GammaGamma = GammaGamma { p: 6.25, q: 3.74, v: 15.44 };
