//! The routes as callers meet them: strangers, browsers, programs; every role; both databases.

mod fixture;
mod ground;

mod classes;
mod conditional;
mod deals;
mod described;
mod downloads;
mod fuzz;
mod headers;
mod idempotency;
mod imports;
mod judged;
mod page;
mod parties;
mod problems;
mod programs;
mod roles;
mod routes;
mod second_factor;
mod secrets;
mod sessions;
mod setup;
mod shapes;
mod sharing;
mod whose_records;
