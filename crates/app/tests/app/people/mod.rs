//! Users, teams, sessions and tokens.

mod attempts;
mod identities;
mod password_links;
mod second_factor;
mod setup;
mod sign_in;
mod sign_in_rules;
mod teams;
mod users;
