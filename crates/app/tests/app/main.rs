//! The use cases, tested on both databases with a clock that stands still until it is moved.
//!
//! `team` is the company every test takes place in; the folders mirror the parts of the application.

mod activities;
mod contact_policy;
mod demo;
mod imports;
mod lists;
mod methods;
mod operations;
mod parties;
mod people;
mod permissions;
mod pool;
mod settings;
mod system;
mod team;
mod today;
