//! One suite of store tests, run on both databases.
