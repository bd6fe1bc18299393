//! Win rates: laws, figures by hand, and a simulation in which the truth is known.

mod accuracy;
mod forecasts;
mod rates;
mod rivals;
mod simulated;
mod tactics;
mod truth;
