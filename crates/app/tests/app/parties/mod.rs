//! Parties: created, edited, answered about, assigned, listed, exported.

mod assign;
mod contacts;
mod create;
mod disposition;
mod edit;
mod evidence;
mod export;
mod history;
mod links;
mod list;
mod search;
mod views;
