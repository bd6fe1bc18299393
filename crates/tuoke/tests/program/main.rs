//! The built program as a whole: what no test of one layer can see.

mod deals;
mod fixture;
mod full_disk;
mod jobs;
mod operations;
mod postgres;
mod restarts;
mod several;
mod webhooks;
