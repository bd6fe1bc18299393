//! Parties: pages of them, what narrows a list, how they are written, what belongs to them.

mod belongings;
mod cadence;
mod counting;
mod filters;
mod paging;
mod reach;
mod writing;
