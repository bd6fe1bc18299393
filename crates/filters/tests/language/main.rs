//! The language of filters: what is read, what is refused and how, printing, meaning.

mod examples;
mod fuzz;
mod handbook;
mod laws;
mod meaning;
mod refusals;
