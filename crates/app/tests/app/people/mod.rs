//! Users, teams, sessions and tokens.

mod setup;
mod sign_in;
mod teams;
mod users;
