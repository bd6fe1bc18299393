//! Deals with key accounts (OPP).

mod causes;
mod chase;
mod features;
mod grid;
mod opening;
mod portfolio;
mod questions;
mod queue;
mod settings;
mod stages;
mod standing;
mod team;
mod territory;
mod trail;
mod value;
mod watch;
