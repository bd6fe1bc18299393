//! What the words and numbers of a messy list mean.
//!
//! Three ideas, each in its own folder:
//! [`normalise`] reads one cell (a phone, a name, a date …) into one agreed form or says what is wrong with it;
//! [`tokens`] turns a record into search tokens, and a search into terms, that work alike on every database;
//! [`matching`] decides whether two records are the same person or organisation (PRO-11).
//!
//! Everything here is pure: no input or output, no clock, no randomness, so that the import, the search and the command
//! line cannot differ in what they believe a cell to mean.

pub mod matching;
pub mod normalise;
pub mod tokens;
