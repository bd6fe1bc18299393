//! The routes as callers meet them: strangers, browsers, programs; every role; both databases.

mod fixture;
mod ground;

mod described;
mod downloads;
mod headers;
mod imports;
mod page;
mod parties;
mod problems;
mod roles;
mod routes;
mod sessions;
mod setup;
mod shapes;
mod whose_records;
