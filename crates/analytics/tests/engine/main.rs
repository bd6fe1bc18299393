//! The columnar engine: what is written is read again, as of any day and with conditions, and the classes of a run are those
//! of the rules applied one by one.

mod customers;
mod data_set;
mod figures;
mod naive;
mod orders;
mod same_classes;
