//! Who may do what: to whose records, and with which role.

mod by_record;
mod by_role;
mod who_acts;
