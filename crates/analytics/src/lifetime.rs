//! Lifetime value (CLA-7): how often a customer will still buy, for how much, and whether they are still there.
//!
//! Two models, fitted by maximum likelihood. BG/NBD (Fader, Hardie and Lee, 2005) reads from purchase dates how often somebody
//! buys while active, and how likely they are to stop after a purchase. Gamma-Gamma (Fader and Hardie, 2013) reads from the
//! amounts what a purchase is worth. Both assume that customers differ and that each is steady in itself.

mod bg_nbd;
mod buyers;
mod fit;
mod gamma_gamma;
mod hypergeometric;
mod value;

pub use bg_nbd::{BgNbd, BgNbdFit};
pub use buyers::{Buyer, Spender};
pub use fit::FitError;
pub use gamma_gamma::{GammaGamma, GammaGammaFit};
pub use hypergeometric::hypergeometric;
pub use value::{Horizon, LifetimeValue, lifetime_value};
