//! The worked examples and laws of the method's rules, part by part.

mod after_contact;
mod buying;
mod cadence;
mod card;
mod classes;
mod colour;
mod contact_policy;
mod deals;
mod decision;
mod distribution;
mod imports;
mod inference;
mod intent;
mod labels;
mod man;
mod merging;
mod outcomes;
mod pool;
mod privacy;
mod results;
mod reveals;
mod screening;
mod settings;
mod steps;
mod supply;
mod time;
mod today;
mod warm_order;

use method::{Timestamp, Zone};

/// A moment written with its offset.
fn at(text: &str) -> Timestamp {
    text.parse().expect("a moment in the test is written in RFC 3339")
}

/// Monday 2 March 2026, ten in the morning in China: inside the hours in which calls are allowed.
fn monday() -> Timestamp {
    at("2026-03-02T10:00:00+08:00")
}

fn shanghai() -> Zone {
    Zone::named("Asia/Shanghai").expect("a zone of the built-in tables")
}
