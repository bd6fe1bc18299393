//! A convincing demo team, made from a seed: a company that sells insurance to people and components to firms, with
//! its names, histories, promises, wins and losses over eighteen months.
//!
//! Pure and deterministic: the same seed, moment and size always give the same team. Every name, number and sentence
//! is invented for this project; numbers and mail addresses are of kinds that reach nobody (see `reach`).
//!
//! [`generate`] returns plain [rows](records) with stable codes; whoever keeps them gives them ids and applies the
//! rules of the method to them.

pub mod records;

mod calendar;
mod chance;
mod companies;
mod courses;
mod deals;
mod names;
mod old_customers;
mod orders;
mod organisations;
mod people;
mod places;
mod portfolio;
mod reach;
mod sources;
mod staff;
mod story;
mod words;

use method::Timestamp;

pub use records::DemoTeam;

/// The password of every demo user; there is no default password outside the demo.
pub const PASSWORD: &str = "tuoke-demo";

/// How many names the team has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// People who may buy, spread over the sellers.
    pub people: usize,
    /// Organisations; each brings one to four contact persons besides.
    pub organisations: usize,
}

impl Default for Size {
    fn default() -> Self {
        Self { people: 1_800, organisations: 520 }
    }
}

/// Makes the demo team as it stands at `now`.
pub fn generate(seed: u64, now: Timestamp, size: Size) -> DemoTeam {
    portfolio::Portfolio::begun(seed, now).filled(size)
}
