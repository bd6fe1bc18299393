//! Appointments (APP): what a call leads to, and what it says about intent.

pub mod intent;
pub mod outcomes;
pub mod retry;
