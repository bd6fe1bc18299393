//! Figures that need more than a rule: models fitted to what all customers bought.
//!
//! A rule of the method reads one customer and can be worked out on paper; what is here is estimated from everybody and
//! carries its error. Nothing reads a database or a clock.

pub mod lifetime;
pub mod win_rates;
