//! Classes of customers: the runs that compute them, what is kept of each, and the changes between them.
//!
//! A run writes its rows under its own id, in many transactions; nobody reads them before it is made current in one. What a
//! killed run left behind is taken out by the next attempt.

mod kept;
mod lists;
mod runs;

pub use kept::{
    DayTotal, append_changes, changes_of, classes_of_party, classes_of_run, clear, drop_rows, figure, keep_classes,
    keep_figures, line_totals, see_change, told_to,
};
pub use lists::{ClassCursor, ClassFilter, ClassSort, Move, counts, moves, page};
pub use runs::{current, insert, locked, make_current, newest, run, run_known_on, unfinished, update, with_rows};
