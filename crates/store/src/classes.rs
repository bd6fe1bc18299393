//! Classes of customers: the runs that compute them, what is kept of each, and the changes between them.
//!
//! A run writes its rows under its own id, in many transactions; nobody reads them before it is made current in one. What a
//! killed run left behind is taken out by the next attempt.

mod kept;
mod lists;
mod runs;

pub(crate) use kept::forget_in_figures;
pub use kept::{
    append_changes, change, changes_of, changes_of_run, changes_since, classes_of_party, classes_of_run, clear,
    drop_rows, figure, holders, keep_classes, keep_figures, see_change, thin_figures, told_to,
};
pub(crate) use lists::key_customer;
pub use lists::{ClassCursor, ClassFilter, ClassSort, Move, Moved, counts, moves, page};
pub use runs::{
    as_recorded, current, finish, insert, known_on, locked, make_current, newest, progress, run, unfinished, update,
    with_rows,
};
