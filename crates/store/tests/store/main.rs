//! One suite of store tests, run on both databases.
//!
//! Every test is written once with `on_both_databases!` and exists as `…::sqlite` and `…::postgres`. What only one
//! database has (the plans of SQLite, the snapshot of each schema) is said in the file that tests it.

mod audit;
mod check;
mod deals;
mod filters;
mod imports;
mod jobs;
mod judged;
mod lists;
mod merges;
mod migrations;
mod parties;
mod people;
mod plans;
mod portable;
mod purchases;
mod sample;
mod search;
mod settings;
mod sharing;
mod sign_in;
mod supply;
mod timeline;
mod transactions;
mod upgrades;
mod worklist;
