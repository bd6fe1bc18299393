//! The use cases, tested on both databases with a clock that stands still until it is moved.
//!
//! `team` is the company every test takes place in; the folders mirror the parts of the application.

mod activities;
mod audit;
mod classes;
mod clock;
mod contact_policy;
mod deals;
mod demo;
mod dormancy;
mod duplicates;
mod fuzz;
mod imports;
mod jobs;
mod lists;
mod losses;
mod merges;
mod methods;
mod operations;
mod orders;
mod parties;
mod people;
mod permissions;
mod pool;
mod privacy;
mod segments;
mod settings;
mod sharing;
mod supply;
mod system;
mod team;
mod today;
mod webhooks;
