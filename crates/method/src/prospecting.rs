//! Prospecting (PRO): where names come from, who among them can buy, and when to contact them again.

pub mod after_purchase;
pub mod buying;
pub mod cadence;
pub mod card;
pub mod catalogue;
pub mod colour;
pub mod disposition;
pub mod distribution;
pub mod gains;
pub mod golden;
pub mod inference;
pub mod losses;
pub mod man;
pub mod markets;
pub mod pool;
pub mod results;
pub mod retention;
pub mod screening;
pub mod steps;
pub mod supply;
pub mod warm_order;
