//! Classes of customers (CLA) and latent key customers (PRO-13).

mod abc;
mod cohorts;
mod contribution;
mod conversions;
mod existing;
mod expected;
mod faces;
mod future;
mod latent;
mod potential;
mod rfm;
mod rhythm;
mod settlement;
mod stability;

use jiff::civil::Date;
use method::Zone;
use method::classes::periods::AsOf;
use method::classes::purchases::Purchase;

fn day(text: &str) -> Date {
    text.parse().expect("a day in the test is written year-month-day")
}

/// The middle of a day, where the team works.
fn on(text: &str) -> AsOf {
    let zone = Zone::default();
    AsOf::at(zone.moment(day(text).at(12, 0, 0, 0)), &zone)
}

fn bought(on: Date, amount_minor: i64) -> Purchase {
    Purchase { on, amount_minor }
}

/// Days counted from the first of 2025.
fn days(counted: &[i32]) -> Vec<Date> {
    let start = day("2025-01-01");
    counted.iter().map(|days| start.saturating_add(jiff::Span::new().days(*days))).collect()
}
