//! Figures that need more than a rule: models fitted to what all customers bought, and the orders of a team in columns.
//!
//! A rule of the method reads one customer and can be worked out on paper; what is here reads everybody. Nothing reads a
//! database or a clock.

pub mod classes;
pub mod engine;
pub mod lifetime;
pub mod win_rates;
